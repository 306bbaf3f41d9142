#include <gtest/gtest.h>

#include "tests/support/hot_path.h"

namespace fauxplane {
namespace {

using Json = nlohmann::json;

constexpr std::size_t kApiCalls = 0;
constexpr std::size_t kEvents = 1;
constexpr std::size_t kMemories = 2;
constexpr std::size_t kTokens = 3;

TEST(IngestTest, StoresEventsInTheirOrder) {
  TestPlane plane;
  const auto ids = ingested(plane, {event_saying("one"), event_saying("two")});
  ASSERT_EQ(ids.size(), 2U);
  EXPECT_LT(ids[0], ids[1]);
  EXPECT_EQ(ids[0].size(), 26U);
  const Json items = plane.get("/api/console/events?limit=2")["items"];
  EXPECT_EQ(items[1]["event_id"], ids[0]);
  EXPECT_EQ(items[0], (Json{{"event_id", ids[1]},
                            {"org_id", "org_1"},
                            {"actor_id", "user_7"},
                            {"session_id", "s-1"},
                            {"kind", "user_message"},
                            {"content", "two"},
                            {"ts", "2026-04-15T12:00:00Z"},
                            {"ingested_at", "2026-04-15T12:00:00Z"}}));
}

TEST(IngestTest, KeepsWhatTheCallerSays) {
  TestPlane plane;
  static_cast<void>(ingested(plane, {event_with({{"ts", "2026-04-02T11:30:00+02:00"},
                                                 {"metadata", R"({"src": "hook"})"}})}));
  static_cast<void>(ingested(plane, {event_with({{"metadata", "{no json"}, {"content", "x"}})}));
  const Json items = plane.get("/api/console/events?sort=ts_desc&actor_id=user_7")["items"];
  EXPECT_EQ(items[1]["ts"], "2026-04-02T09:30:00Z");
  EXPECT_EQ(items[1]["metadata"], (Json{{"src", "hook"}}));
  EXPECT_EQ(items[0]["metadata"], (Json{{"raw", "{no json"}})) << "kept, not refused";
}

TEST(IngestTest, CountsEachEventAndOneCall) {
  TestPlane plane;
  const TestAnswer answer = ingest(plane, {event_saying("one"), event_saying("two")});
  EXPECT_EQ(answer.header("X-Usage-ApiCalls"), "1");
  EXPECT_EQ(answer.header("X-Usage-EventsIngested"), "2");
  EXPECT_EQ(answer.header("X-Usage-MemoriesStored"), "0") << "extraction comes later";
  extract_all(plane);
  const TestAnswer later = plane.send("GET", "/api/me");
  EXPECT_EQ(later.header("X-Usage-MemoriesStored"), "2");
  EXPECT_EQ(later.header("X-Usage-LlmTokens"), "42");
}

TEST(IngestTest, GivesADuplicateItsFirstId) {
  TestPlane plane;
  const auto first = ingested(plane, {event_saying("one")});
  move_clock(plane, Duration{59'999});
  EXPECT_EQ(ingested(plane, {event_saying("one")}), first);
  EXPECT_EQ(ingested(plane, {event_with({{"content", "one"}, {"metadata", "{}"}})}), first)
      << "metadata makes no other event";
  EXPECT_EQ(usage_of(plane, kEvents), 1);
  EXPECT_EQ(usage_of(plane, kApiCalls), 3);
  move_clock(plane, Duration{1});
  EXPECT_NE(ingested(plane, {event_saying("one")}), first) << "after 60 s it is new";
  EXPECT_EQ(usage_of(plane, kEvents), 2);
}

TEST(IngestTest, GivesADuplicateInABatchTheSameId) {
  TestPlane plane;
  const auto ids = ingested(plane, {event_saying("one"), event_saying("two"), event_saying("one")});
  EXPECT_EQ(ids[0], ids[2]);
  EXPECT_NE(ids[0], ids[1]);
  EXPECT_EQ(usage_of(plane, kEvents), 2);
  extract_all(plane);
  EXPECT_EQ(plane.get("/v1/console/memories")["total"], 2);
}

TEST(IngestTest, TellsTheSameEventOfTwoOrgsApart) {
  TestPlane plane;
  EXPECT_NE(ingested(plane, {event_saying("one")}),
            ingested(plane, {event_saying("one")}, kFreeKey));
}

TEST(IngestTest, HasSettingsForDuplicates) {
  TestPlane missed("world: {settings: {duplicates: missed}}");
  const auto ids = ingested(missed, {event_saying("one"), event_saying("one")});
  EXPECT_NE(ids[0], ids[1]);
  EXPECT_NE(ingested(missed, {event_saying("one")})[0], ids[1]);
  TestPlane counted("world: {settings: {duplicate_cost: counted}}");
  static_cast<void>(ingested(counted, {event_saying("one"), event_saying("one")}));
  EXPECT_EQ(usage_of(counted, kEvents), 2);
}

struct BadCase {
  const char* name;
  Json event;
  const char* member;
  const char* type;
};

class IngestBadTest : public testing::TestWithParam<BadCase> {};

TEST_P(IngestBadTest, IsRefusedWithItsPlace) {
  TestPlane plane;
  const TestAnswer answer = ingest(plane, {event_saying("good"), GetParam().event});
  ASSERT_EQ(answer.status, 422) << answer.bytes;
  const Json wrong = answer.json()["detail"][0];
  EXPECT_EQ(wrong["loc"], (Json{"body", "events", 1, GetParam().member}));
  EXPECT_EQ(wrong["type"], GetParam().type);
  EXPECT_EQ(usage_of(plane, kEvents), 0) << "all or nothing";
  EXPECT_EQ(usage_of(plane, kApiCalls), 0);
}

Json without(const char* member) {
  Json event = event_with({});
  event.erase(member);
  return event;
}

INSTANTIATE_TEST_SUITE_P(
    Table, IngestBadTest,
    testing::Values(
        BadCase{"NoActor", without("actor_id"), "actor_id", "missing"},
        BadCase{"NoSession", without("session_id"), "session_id", "missing"},
        BadCase{"NoKind", without("kind"), "kind", "missing"},
        BadCase{"NoContent", without("content"), "content", "missing"},
        BadCase{"CamelCase", {{"actorId", "a"}, {"sessionId", "s"}}, "actor_id", "missing"},
        BadCase{"NullContent", event_with({{"content", nullptr}}), "content", "value_error"},
        BadCase{"BlankActor", event_with({{"actor_id", " \t"}}), "actor_id", "string_too_short"},
        BadCase{"BlankContent", event_saying("\n \u00A0"), "content", "string_too_short"},
        BadCase{"NulContent", event_saying(std::string(2, '\0')), "content", "string_too_short"},
        BadCase{"NumberContent", event_with({{"content", 1}}), "content", "string_type"},
        BadCase{"LongActor", event_with({{"actor_id", std::string(257, 'a')}}), "actor_id",
                "string_too_long"},
        BadCase{"LongSession", event_with({{"session_id", std::string(257, 'a')}}), "session_id",
                "string_too_long"},
        BadCase{"LongContent", event_saying(std::string(8'001, 'a')), "content", "string_too_long"},
        BadCase{"UnknownKind", event_with({{"kind", "User_Message"}}), "kind", "enum"},
        BadCase{"BadTime", event_with({{"ts", "yesterday"}}), "ts", "datetime_parsing"},
        BadCase{"NumberTime", event_with({{"ts", 1}}), "ts", "string_type"},
        BadCase{"ObjectMetadata", event_with({{"metadata", {{"a", 1}}}}), "metadata",
                "string_type"},
        BadCase{"LongMetadata", event_with({{"metadata", std::string(4'097, 'a')}}), "metadata",
                "string_too_long"},
        BadCase{"LongRole", event_with({{"role_id", std::string(257, 'a')}}), "role_id",
                "string_too_long"},
        BadCase{"NumberTeam", event_with({{"team_id", 1}}), "team_id", "string_type"}),
    [](const auto& row) { return row.param.name; });

TEST(IngestTest, TakesTheLongestOfEverything) {
  std::string content;
  for (int at = 0; at < 8'000; ++at) content += "\u00e9";
  TestPlane plane;
  const auto ids = ingested(plane, {event_with({{"actor_id", std::string(256, 'a')},
                                                {"session_id", std::string(256, 's')},
                                                {"content", content},
                                                {"metadata", std::string(4'096, 'm')},
                                                {"role_id", " "},
                                                {"unknown", 1}})});
  EXPECT_EQ(ids.size(), 1U);
  TestPlane longer("world: {settings: {content_limit: 32000}}");
  EXPECT_EQ(ingest(longer, {event_saying(std::string(32'000, 'a'))}).status, 200);
  EXPECT_EQ(ingest(longer, {event_saying(std::string(32'001, 'a'))}).status, 422);
}

struct BodyCase {
  const char* name;
  const char* body;
  Json loc;
};

class IngestBodyTest : public testing::TestWithParam<BodyCase> {};

TEST_P(IngestBodyTest, IsRefusedWithItsPlace) {
  TestPlane plane;
  const TestAnswer answer = plane.send("POST", "/v1/ingest", {.body = GetParam().body});
  ASSERT_EQ(answer.status, 422) << answer.bytes;
  EXPECT_EQ(answer.json()["detail"][0]["loc"], GetParam().loc);
}

INSTANTIATE_TEST_SUITE_P(
    Table, IngestBodyTest,
    testing::Values(BodyCase{"Empty", "", Json::array({"body"})},
                    BodyCase{"NoJson", "{", Json::array({"body"})},
                    BodyCase{"List", "[]", Json::array({"body"})},
                    BodyCase{"NoEvents", "{}", {"body", "events"}},
                    BodyCase{"NullEvents", R"({"events":null})", {"body", "events"}},
                    BodyCase{"TextEvents", R"({"events":"x"})", {"body", "events"}},
                    BodyCase{"TextEvent", R"({"events":["x"]})", {"body", "events", 0}}),
    [](const auto& row) { return row.param.name; });

TEST(IngestTest, TakesUpToAThousandEvents) {
  TestPlane plane;
  Json events = Json::array();
  for (int at = 0; at < 1'000; ++at) events.push_back(event_saying(std::to_string(at)));
  EXPECT_EQ(ingested(plane, events).size(), 1'000U);
  events.push_back(event_saying("one more"));
  const TestAnswer answer = ingest(plane, events);
  EXPECT_EQ(answer.status, 422);
  EXPECT_EQ(answer.json()["detail"][0]["type"], "too_long");
}

TEST(IngestTest, AnswersAnEmptyListAsTheWorldSays) {
  TestPlane plane;
  EXPECT_EQ(ingest(plane, Json::array()).json(), (Json{{"event_ids", Json::array()}}));
  TestPlane strict("world: {settings: {empty_lists: refused}}");
  EXPECT_EQ(ingest(strict, Json::array()).status, 422);
}

TEST(IngestTest, RefusesAnOrgIdOnTheFreeTier) {
  TestPlane plane;
  Json body = {{"events", {event_saying("one")}}, {"org_id", "org_free"}};
  const TestAnswer answer = post(plane, "/ingest", body, kFreeKey);
  EXPECT_EQ(answer.status, 400);
  EXPECT_EQ(answer.body,
            R"({"error":"org_id_not_allowed",)"
            R"("message":"The free tier derives the org from the key; leave org_id out"})");
  EXPECT_EQ(ingest(plane, {event_with({{"org_id", "org_free"}})}, kFreeKey).status, 400);
  EXPECT_EQ(ingest(plane, {event_with({{"org_id", nullptr}})}, kFreeKey).status, 200);
  EXPECT_EQ(post(plane, "/ingest", body).status, 200) << "pro ignores it";
  TestPlane every("world: {settings: {org_id_guard: every_tier}}");
  EXPECT_EQ(post(every, "/ingest", body).status, 400);
  TestPlane off("world: {settings: {org_id_guard: off}}");
  EXPECT_EQ(post(off, "/ingest", body, kFreeKey).status, 200);
}

struct QuotaCase {
  const char* name;
  const char* limits;
  const char* dimension;
  int limit;
};

class IngestQuotaTest : public testing::TestWithParam<QuotaCase> {};

// The first two events fill the plan exactly, and a batch that no longer fits leaves no trace.
TEST_P(IngestQuotaTest, AdmitsABatchAsAWhole) {
  TestPlane plane(std::string("world: {plans: {pro: {limits: {") + GetParam().limits + "}}}}");
  EXPECT_EQ(ingest(plane, {event_saying("aaaa"), event_saying("bbbb")}).status, 200);
  const TestAnswer refused = ingest(plane, {event_saying("cccc")});
  ASSERT_EQ(refused.status, 429) << refused.bytes;
  const Json body = refused.json();
  EXPECT_EQ(body["error"], "usage_limit_exceeded");
  EXPECT_EQ(body["dimension"], GetParam().dimension);
  EXPECT_EQ(body["limit"], GetParam().limit);
  EXPECT_EQ(body["current"], GetParam().limit) << "what will be extracted has its room";
  EXPECT_EQ(body["upgrade_url"], "https://app.example.com/billing");
  EXPECT_EQ(usage_of(plane, kEvents), 2);
  EXPECT_EQ(usage_of(plane, kApiCalls), 1);
  extract_all(plane);
  EXPECT_EQ(ingest(plane, {event_saying("cccc")}).status, 429);
  EXPECT_EQ(usage_of(plane, kMemories), 2);
  EXPECT_EQ(usage_of(plane, kTokens), 42);
  EXPECT_EQ(ingest(plane, {event_saying("aaaa")}).status, 200) << "a duplicate needs no room";
}

INSTANTIATE_TEST_SUITE_P(
    Table, IngestQuotaTest,
    testing::Values(QuotaCase{"Events", "events_ingested: 2", "events_ingested", 2},
                    QuotaCase{"Memories", "memories_stored: 2", "memories_stored", 2},
                    QuotaCase{"Tokens", "llm_tokens: 42", "llm_tokens", 42}),
    [](const auto& row) { return row.param.name; });

TEST(IngestTest, RefusesABatchThatDoesNotFitAsAWhole) {
  TestPlane plane("world: {plans: {pro: {limits: {events_ingested: 2}}}}");
  EXPECT_EQ(ingest(plane, {event_saying("a"), event_saying("b"), event_saying("c")}).status, 429);
  EXPECT_EQ(usage_of(plane, kEvents), 0);
  EXPECT_EQ(plane.get("/api/console/events?actor_id=user_7")["total"], 0);
  EXPECT_EQ(ingest(plane, {event_saying("a"), event_saying("b")}).status, 200);
}

TEST(IngestTest, FreesTheRoomOfWhatFails) {
  TestPlane plane(
      "world: {plans: {pro: {limits: {memories_stored: 1}}}, extraction: {fails_on: bad}}");
  static_cast<void>(ingested(plane, {event_saying("bad")}));
  EXPECT_EQ(ingest(plane, {event_saying("good")}).status, 429) << "it might have been kept";
  extract_all(plane);
  EXPECT_EQ(ingest(plane, {event_saying("good")}).status, 200);
  EXPECT_EQ(usage_of(plane, kMemories), 0);
  EXPECT_EQ(usage_of(plane, kTokens), 0);
}

TEST(IngestTest, SpendsTokensInThePeriodOfTheExtraction) {
  TestPlane plane(R"(clock: {start: "2026-04-30T23:59:59.500Z"})");
  static_cast<void>(ingested(plane, {event_saying("abcd")}));
  move_clock(plane, std::chrono::seconds{1});
  static_cast<void>(plane.get("/api/me"));
  EXPECT_EQ(usage_of(plane, kEvents), 0) << "ingested in April";
  EXPECT_EQ(usage_of(plane, kTokens), 21) << "extracted in May";
  EXPECT_EQ(usage_of(plane, kMemories), 1);
}

TEST(IngestTest, NeedsTheWriteScope) {
  TestPlane plane;
  const TestAnswer refused = ingest(plane, {event_saying("one")}, kReadOnlyKey);
  EXPECT_EQ(refused.status, 403);
  EXPECT_EQ(refused.body, R"({"error":"wrong_scope","message":"The key lacks the write scope",)"
                          R"("required_scope":"write"})");
  TestPlane other("world: {settings: {scope_code: insufficient_scope}}");
  EXPECT_EQ(ingest(other, {event_saying("one")}, kReadOnlyKey).code(), "insufficient_scope");
  TestPlane ignored("world: {settings: {hot_scopes: ignored}}");
  EXPECT_EQ(ingest(ignored, {event_saying("one")}, kReadOnlyKey).status, 200);
}

TEST(IngestTest, AnswersWithTheStatusOfTheWorld) {
  TestPlane plane("world: {settings: {ingest_status: 202}}");
  EXPECT_EQ(ingest(plane, {event_saying("one")}).status, 202);
  EXPECT_EQ(usage_of(plane, kEvents), 1);
}

TEST(IngestTest, IsDoneThoughItsAnswerIsLost) {
  TestPlane plane("steps: [{on: POST /ingest, times: 1, fault: {reset: before}}]");
  plane.expect_sound_framing(false);
  static_cast<void>(ingest(plane, {event_saying("one")}));
  EXPECT_EQ(ingest(plane, {event_saying("one")}).json()["event_ids"].size(), 1U);
  EXPECT_EQ(usage_of(plane, kEvents), 1);
}

TEST(ClearTest, IsNotImplementedAndCostsNothing) {
  TestPlane plane;
  const TestAnswer answer = plane.send("DELETE", "/v1/clear/a%2Fb");
  EXPECT_EQ(answer.status, 501);
  EXPECT_EQ(answer.body, R"({"detail":"Not Implemented"})");
  EXPECT_EQ(usage_of(plane, kApiCalls), 0);
  TestPlane removed("world: {settings: {clear: removed}}");
  EXPECT_EQ(removed.send("DELETE", "/v1/clear/x").status, 404);
}

}  // namespace
}  // namespace fauxplane
