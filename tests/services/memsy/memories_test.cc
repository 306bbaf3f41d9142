#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <set>

#include "tests/support/hot_path.h"

namespace fauxplane {
namespace {

using Json = nlohmann::json;

constexpr const char* kRemembered = R"(
world:
  events:
    - {id: e1, org: org_1, actor_id: ann, kind: user_message, content: "She likes Tea.",
       ts: "2026-04-01T00:00:00Z", ingested_at: "2026-04-03T00:00:00Z", remembered: true}
    - {id: e2, org: org_1, actor_id: bob, kind: app_event, content: "Moved to pro.",
       ts: "2026-04-02T00:00:00Z", remembered: true, role_id: ops, team_id: core}
    - {id: e3, org: org_1, actor_id: bob, kind: user_message, content: "Reviews must be short.",
       ts: "2026-04-02T00:00:00Z", remembered: true, role_id: ops}
    - {id: e4, org: org_1, actor_id: bob, kind: user_message, content: "Forgotten.",
       ts: "2026-04-02T00:00:00Z"}
    - {id: e5, org: org_free, actor_id: eve, kind: user_message, content: "Elsewhere.",
       ts: "2026-04-02T00:00:00Z", remembered: true}
)";

// The numbers of the events behind the memories, in their order.
std::string order_of(const Json& page) {
  std::string order;
  for (const Json& item : page["items"]) {
    order += item["source_event_ids"][0].get<std::string>().back();
  }
  return order;
}

TEST(MemoriesTest, ShowsEveryField) {
  TestPlane plane(kRemembered);
  Json item = plane.get("/v1/console/memories?type=event")["items"][0];
  const std::string id = item["memory_id"];
  EXPECT_EQ(plane.get("/v1/console/memories/" + id), item);
  item.erase("confidence");
  item.erase("memory_id");
  EXPECT_EQ(
      item,
      (Json{{"org_id", "org_1"},
            {"scope",
             {{"level", "team"}, {"actor_id", "bob"}, {"team_id", "core"}, {"role_id", "ops"}}},
            {"type", "event"},
            {"kind", "note"},
            {"memory_kind", "episodic"},
            {"status", "active"},
            {"text", "Moved to pro."},
            {"strength", 1.0},
            {"recall_count", 0},
            {"decay_half_life_days", 30.0},
            {"pinned", false},
            {"tags", {"moved"}},
            {"entity_refs", Json::array()},
            {"source_event_ids", {"e2"}},
            {"source_urls", Json::array()},
            {"summary", "Moved to pro."},
            {"payload", nullptr},
            {"last_recalled_at", nullptr},
            {"effective_from", nullptr},
            {"effective_to", nullptr},
            {"observed_at", "2026-04-02T00:00:00Z"},
            {"created_at", "2026-04-02T00:00:00Z"},
            {"updated_at", "2026-04-02T00:00:00Z"}}));
}

TEST(MemoriesTest, CountsRecalls) {
  TestPlane plane(kRemembered);
  static_cast<void>(searched(plane, {{"query", "tea"}}));
  static_cast<void>(searched(plane, {{"query", "tea"}}));
  const Json item = plane.get("/v1/console/memories?actor_id=ann")["items"][0];
  EXPECT_EQ(item["recall_count"], 2);
  EXPECT_EQ(item["strength"], 1.2);
  EXPECT_EQ(item["last_recalled_at"], "2026-04-15T12:00:00Z");
  EXPECT_EQ(item["updated_at"], "2026-04-15T12:00:00Z");
}

struct ListCase {
  const char* name;
  const char* query;
  const char* order;
  int total;
};

class MemoriesListTest : public testing::TestWithParam<ListCase> {};

TEST_P(MemoriesListTest, SelectsSortsAndPages) {
  TestPlane plane(kRemembered);
  static_cast<void>(searched(plane, {{"query", "reviews"}}));
  const Json page = plane.get(std::string("/v1/console/memories") + GetParam().query);
  EXPECT_EQ(order_of(page), GetParam().order);
  EXPECT_EQ(page["total"], GetParam().total);
}

// Of e2 and e3, which share their time, the one with the lower id comes first in either direction.
INSTANTIATE_TEST_SUITE_P(
    Table, MemoriesListTest,
    testing::Values(
        ListCase{"Default", "", "321", 3},
        ListCase{"ObservedAscending", "?sort=observed_at_asc", "132", 3},
        ListCase{"Strength", "?sort=strength_desc&limit=1", "3", 3},
        ListCase{"Created", "?sort=created_at_desc&limit=1", "1", 3},
        ListCase{"Actor", "?actor_id=ann", "1", 1}, ListCase{"ActorIsExact", "?actor_id=an", "", 0},
        ListCase{"ActorOfAnotherOrg", "?actor_id=eve", "", 0},
        ListCase{"Kind", "?kind=episodic", "2", 1}, ListCase{"Type", "?type=norm", "3", 1},
        ListCase{"UnknownType", "?type=other", "", 0},
        ListCase{"Active", "?status=active", "321", 3},
        ListCase{"Archived", "?status=archived", "", 0}, ListCase{"Search", "?search=tea", "1", 1},
        ListCase{"SearchOfAPart", "?search=E%20SHO", "3", 1},
        ListCase{"EmptyFilters", "?actor_id=&type=&kind=&search=", "321", 3},
        ListCase{"Page", "?limit=1&offset=1", "2", 3},
        ListCase{"BehindTheEnd", "?offset=3", "", 3}),
    [](const auto& row) { return row.param.name; });

TEST(MemoriesTest, SortsByConfidence) {
  TestPlane plane(kRemembered);
  const Json items = plane.get("/v1/console/memories?sort=confidence_desc")["items"];
  for (std::size_t at = 1; at < items.size(); ++at) {
    EXPECT_GE(items[at - 1]["confidence"], items[at]["confidence"]);
  }
}

TEST(MemoriesTest, TellsCapitalsApartWhenTheWorldSaysSo) {
  TestPlane plane(std::string(kRemembered) + "  settings: {memory_search: same_case}\n");
  EXPECT_EQ(plane.get("/v1/console/memories?search=tea")["total"], 0);
  EXPECT_EQ(plane.get("/v1/console/memories?search=Tea")["total"], 1);
}

struct RefusedCase {
  const char* name;
  const char* target;
  int status;
  const char* parameter;
};

class MemoriesRefusedTest : public testing::TestWithParam<RefusedCase> {};

TEST_P(MemoriesRefusedTest, SaysWhatIsWrong) {
  TestPlane plane;
  const TestAnswer answer = plane.send("GET", GetParam().target);
  ASSERT_EQ(answer.status, GetParam().status) << answer.bytes;
  if (answer.status == 422) {
    EXPECT_EQ(answer.json()["detail"][0]["loc"][1], GetParam().parameter);
  }
}

INSTANTIATE_TEST_SUITE_P(
    Table, MemoriesRefusedTest,
    testing::Values(RefusedCase{"Limit", "/v1/console/memories?limit=201", 422, "limit"},
                    RefusedCase{"Offset", "/v1/console/memories?offset=-1", 422, "offset"},
                    RefusedCase{"Sort", "/v1/console/memories?sort=observed_at", 422, "sort"},
                    RefusedCase{"Kind", "/v1/console/memories?kind=Semantic", 422, "kind"},
                    RefusedCase{"Status", "/v1/console/memories?status=all", 422, "status"},
                    RefusedCase{"NoUuid", "/v1/console/memories/mem_1", 422, "memory_id"},
                    RefusedCase{"Unknown",
                                "/v1/console/memories/7b0f3c1e-7c52-4f0e-9b70-2a8f2f6d1a10", 404,
                                ""}),
    [](const auto& row) { return row.param.name; });

TEST(MemoriesTest, AnswersAStrangeIdAsTheWorldSays) {
  TestPlane plane("world: {settings: {malformed_memory_id: 404}}");
  EXPECT_EQ(plane.send("GET", "/v1/console/memories/mem_1").status, 404);
}

TEST(MemoriesTest, HidesMemoriesOfOtherOrgs) {
  TestPlane plane(kRemembered);
  const Json page = plane.get("/v1/console/memories", kFreeKey);
  EXPECT_EQ(order_of(page), "5");
  const std::string id = page["items"][0]["memory_id"];
  EXPECT_EQ(plane.send("GET", "/v1/console/memories/" + id).status, 404);
}

TEST(MemoriesTest, NeedsASeatUnlessTheWorldSaysOtherwise) {
  TestPlane plane;
  for (const char* path : {"", "/stats", "/7b0f3c1e-7c52-4f0e-9b70-2a8f2f6d1a10"}) {
    EXPECT_EQ(
        plane.send("GET", std::string("/v1/console/memories") + path, {.key = kSeatlessKey}).code(),
        "seat_required");
  }
  TestPlane open("world: {settings: {memories_seat: ignored}}");
  EXPECT_EQ(open.send("GET", "/v1/console/memories", {.key = kSeatlessKey}).status, 200);
}

RC_GTEST_PROP(MemoriesProperty, WalkWithoutRepeatingOrSkipping, ()) {
  TestPlane plane;
  const auto count = *rc::gen::inRange(0, 30);
  Json events = Json::array();
  for (int at = 0; at < count; ++at) {
    const int day = *rc::gen::inRange(1, 4);
    events.push_back(event_with(
        {{"content", "number " + std::to_string(at)}, {"ts", "2026-04-0" + std::to_string(day)}}));
  }
  static_cast<void>(ingested(plane, events));
  extract_all(plane);
  const auto sort = *rc::gen::element<std::string>("observed_at_desc", "observed_at_asc",
                                                   "strength_desc", "confidence_desc");
  const auto limit = *rc::gen::inRange(1, 8);
  std::set<std::string> seen;
  for (int offset = 0; offset < count; offset += limit) {
    const Json page =
        plane.get("/v1/console/memories?sort=" + sort + "&limit=" + std::to_string(limit) +
                  "&offset=" + std::to_string(offset));
    for (const Json& item : page["items"]) {
      RC_ASSERT(seen.insert(item["memory_id"].get<std::string>()).second);
    }
  }
  RC_ASSERT(seen.size() == static_cast<std::size_t>(count));
}

}  // namespace
}  // namespace fauxplane
