#include "contracts/client/hot_path_client.h"

#include <gtest/gtest.h>

#include "contracts/client/hot_path_fields.h"
#include "contracts/client/value_json.h"
#include "tests/contracts/client/request_case.h"

namespace memsy {
namespace {

using Json = nlohmann::json;

HotPathClient client_of(FakePlane& plane) {
  return {plane.options(), Rules{}, plane.transport()};
}

using Case = RequestCase<HotPathClient>;

class HotPathRequestTest : public testing::TestWithParam<Case> {};

TEST_P(HotPathRequestTest, IsTheOneOfTheContract) {
  FakePlane plane{.answers = {refusal(500)}};
  EXPECT_THROW(GetParam().call(client_of(plane)), MemsyAPIError);
  expect_request(plane, GetParam());
  EXPECT_EQ(plane.requests.at(0).headers.only("Authorization"), "Bearer msy_1f");
}

INSTANTIATE_TEST_SUITE_P(
    Each, HotPathRequestTest,
    testing::Values(
        Case{"Ingest",
             [](const HotPathClient& to) {
               static_cast<void>(to.ingest(
                   {{.actor_id = "a", .session_id = "s", .kind = "app_event", .content = "c"}}));
             },
             "POST /ingest",
             R"({"events":[{"actor_id":"a","content":"c","kind":"app_event","session_id":"s"}]})"},
        Case{"IngestAll",
             [](const HotPathClient& to) {
               static_cast<void>(to.ingest({{.actor_id = "a",
                                             .session_id = "s",
                                             .kind = "k",
                                             .content = "c",
                                             .ts = "t",
                                             .metadata = "{}",
                                             .role_id = "r",
                                             .team_id = "m"}}));
             },
             "POST /ingest",
             R"({"events":[{"actor_id":"a","content":"c","kind":"k","metadata":"{}","role_id":"r",)"
             R"("session_id":"s","team_id":"m","ts":"t"}]})"},
        Case{"IngestNothing", [](const HotPathClient& to) { static_cast<void>(to.ingest({})); },
             "POST /ingest", R"({"events":[]})"},
        Case{"Search",
             [](const HotPathClient& to) { static_cast<void>(to.search({.query = "q"})); },
             "POST /search",
             R"({"include_source_events":false,"limit":10,"query":"q","threshold":0.0})"},
        Case{"SearchAll",
             [](const HotPathClient& to) {
               static_cast<void>(to.search({.query = "q",
                                            .actor_id = "a",
                                            .limit = 3,
                                            .threshold = 0.5,
                                            .include_source_events = true,
                                            .role_ids = {"r"},
                                            .team_ids = {"t"}}));
             },
             "POST /search",
             R"({"actor_id":"a","include_source_events":true,"limit":3,"query":"q",)"
             R"("role_ids":["r"],"team_ids":["t"],"threshold":0.5})"},
        Case{"Status",
             [](const HotPathClient& to) {
               static_cast<void>(to.status({"1", "2"}));
             },
             "POST /status", R"({"event_ids":["1","2"]})"},
        Case{"Memories", [](const HotPathClient& to) { static_cast<void>(to.memories().list()); },
             "GET /console/memories?sort=observed_at_desc&limit=50&offset=0", nullptr},
        Case{"MemoriesOfAll",
             [](const HotPathClient& to) {
               static_cast<void>(to.memories().list({.actor_id = "a b",
                                                     .kind = "k",
                                                     .type = "t",
                                                     .status = "s",
                                                     .sort = "x",
                                                     .search = "y",
                                                     .limit = 2,
                                                     .offset = 4}));
             },
             "GET /console/memories?sort=x&limit=2&offset=4&actor_id=a%20b&kind=k&type=t&status=s&"
             "search=y",
             nullptr},
        Case{"MemoryStats",
             [](const HotPathClient& to) { static_cast<void>(to.memories().stats()); },
             "GET /console/memories/stats", nullptr},
        Case{"Memory", [](const HotPathClient& to) { static_cast<void>(to.memories().get("a/b")); },
             "GET /console/memories/a%2Fb", nullptr}),
    [](const auto& row) { return row.param.name; });

TEST(HotPathClientTest, GivesWhatWasAnsweredAndWhatItsHeadersSay) {
  FakePlane plane{.answers = {{.status = 200,
                               .headers = {{"X-Usage-EventsIngested", "2"}},
                               .body = R"({"event_ids":["1","2"],"new":1})"}}};
  const auto answer = client_of(plane).ingest({});
  EXPECT_EQ(answer.value.event_ids, (std::vector<std::string>{"1", "2"}));
  EXPECT_EQ(answer.usage, Usage{.events_ingested = 2});
}

TEST(HotPathClientTest, ReadsTheNamesOfTheStatus) {
  const Json body{{"completedIds", {"1"}},
                  {"failedIds", {"2"}},
                  {"pendingIds", {"3"}},
                  {"total", 4},
                  {"statuses", {{"1", "completed"}}},
                  {"unknownIds", Json::array({"x"})}};
  FakePlane plane{.answers = {refusal(200, {}, body.dump())}};
  const ExtractionStatus status = client_of(plane).status({}).value;
  EXPECT_EQ(status.completed_ids, std::vector<std::string>{"1"});
  EXPECT_EQ(status.unknown_ids, std::vector<std::string>{"x"});
  EXPECT_EQ(json_of(status), body);
}

TEST(HotPathClientTest, AMemoryNeedsItsIdsAndItsScopeOnly) {
  const Json memory{{"memory_id", "m"},
                    {"org_id", "o"},
                    {"scope", {{"level", "actor"}, {"actor_id", "a"}}},
                    {"tags", nullptr},
                    {"strength", 2}};
  const Json page{{"items", Json::array({memory})}, {"total", 1}, {"limit", 50}, {"offset", 0}};
  FakePlane plane{
      .answers = {refusal(200, {}, page.dump()), refusal(200, {}, R"({"items":[{}]})")}};
  const Memory read = client_of(plane).memories().list().value.items.at(0);
  EXPECT_EQ(read.scope.actor_id, "a");
  EXPECT_EQ(read.strength, 2);
  EXPECT_TRUE(read.tags.empty());
  EXPECT_FALSE(read.pinned);
  EXPECT_THROW(static_cast<void>(client_of(plane).memories().list()), MemsyAPIError);
}

TEST(HotPathClientTest, NumbersOfMemoriesAreReadAndWhatIsLeftOutIsEmpty) {
  const Json needed{{"total", 2},
                    {"total_memories", 2},
                    {"active_memories", 1},
                    {"avg_confidence", 0.5},
                    {"avg_strength", 1}};
  Json whole = needed;
  whole.update({{"by_type", {{"fact", 2}}},
                {"by_kind", {{"semantic", 2}}},
                {"by_status", {{"active", 1}}},
                {"top_entities", {{{"name", "n"}, {"count", 1}}}},
                {"confidence_buckets", {{{"bucket", "0.8-0.9"}, {"count", 2}}}},
                {"date_range", {{"earliest", "e"}, {"latest", nullptr}}}});
  FakePlane plane{.answers = {refusal(200, {}, whole.dump()), refusal(200, {}, needed.dump())}};
  EXPECT_EQ(json_of(client_of(plane).memories().stats().value), whole);
  const MemoryStats least = client_of(plane).memories().stats().value;
  EXPECT_EQ(least.active_memories, 1);
  EXPECT_EQ(least.by_kind, Json::object());
  EXPECT_TRUE(least.top_entities.empty());
  EXPECT_EQ(least.date_range, std::nullopt);
  for (const auto& [name, value] : needed.items()) {
    Json changed = needed;
    changed.erase(name);
    EXPECT_THROW(static_cast<void>(value_from<MemoryStats>(changed)), ShapeError) << name;
  }
}

TEST(HotPathClientTest, AMemoryIsReadByItsId) {
  const Json memory{{"memory_id", "m"}, {"org_id", "o"}, {"scope", {{"level", "team"}}}};
  FakePlane plane{.answers = {refusal(200, {}, memory.dump()), refusal(200, {}, "{}")}};
  EXPECT_EQ(client_of(plane).memories().get("m").value.scope.level, "team");
  EXPECT_THROW(static_cast<void>(client_of(plane).memories().get("m")), MemsyAPIError);
}

TEST(HotPathClientTest, IsStoppedAndClosedLikeTheOther) {
  FakePlane plane;
  HotPathClient client = client_of(plane);
  std::stop_source source;
  source.request_stop();
  EXPECT_THROW(static_cast<void>(client.stoppable(source.get_token()).search({.query = "q"})),
               MemsyConnectionError);
  client.close();
  EXPECT_THROW(static_cast<void>(client.search({.query = "q"})), MemsyConnectionError);
  EXPECT_TRUE(plane.requests.empty());
}

}  // namespace
}  // namespace memsy
