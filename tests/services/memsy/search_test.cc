#include <gtest/gtest.h>

#include "tests/support/hot_path.h"

namespace fauxplane {
namespace {

using Json = nlohmann::json;

constexpr std::size_t kSearches = 4;

// The contents of what is found, best first.
std::vector<std::string> contents(const Json& results) {
  std::vector<std::string> found;
  for (const Json& result : results) found.push_back(result["content"]);
  return found;
}

TEST(SearchTest, FindsAnEventByItsWordsOnceItIsExtracted) {
  TestPlane plane;
  static_cast<void>(ingested(
      plane, {event_saying("I prefer the dark theme."), event_saying("Build 418 passed.")}));
  EXPECT_TRUE(searched(plane, {{"query", "theme preferences"}}).empty()) << "not yet";
  extract_all(plane);
  EXPECT_EQ(contents(searched(plane, {{"query", "theme preferences"}})),
            (std::vector<std::string>{"I prefer the dark theme."}));
  EXPECT_TRUE(searched(plane, {{"query", "holiday"}}).empty());
}

TEST(SearchTest, ShowsEveryFieldOfAResult) {
  TestPlane plane;
  const auto ids = ingested(plane, {event_with({{"content", "Use Grafana, I like Grafana."},
                                                {"ts", "2026-04-02T09:30:00Z"},
                                                {"metadata", R"({"src":"hook"})"}})});
  extract_all(plane);
  Json result = searched(plane, {{"query", "grafana"}})[0];
  const std::string id = result["id"];
  EXPECT_EQ(id.size(), 36U);
  EXPECT_GT(result["score"], 0.5);
  result["metadata"].erase("confidence");
  EXPECT_EQ(result["metadata"],
            (Json{{"title", "Use Grafana, I like Grafana"},
                  {"summary", "Use Grafana, I like Grafana."},
                  {"kind", "semantic"},
                  {"type", "preference"},
                  {"tags", {"grafana"}},
                  {"entities", {{{"name", "Grafana"}, {"type", "name"}}}},
                  {"strength", 1.0},
                  {"observed_at", "2026-04-02T09:30:00Z"},
                  {"actor_id", "user_7"},
                  {"session_id", "s-1"},
                  {"source_event_ids", ids},
                  {"source_metadata", {{{"event_id", ids[0]}, {"metadata", {{"src", "hook"}}}}}}}));
  const Json asked =
      searched(plane, {{"query", "grafana"}, {"include_source_events", true}})[0]["metadata"];
  EXPECT_EQ(asked["source_events"], (Json{{{"event_id", ids[0]},
                                           {"kind", "user_message"},
                                           {"content", "Use Grafana, I like Grafana."},
                                           {"ts", "2026-04-02T09:30:00Z"}}}));
  EXPECT_EQ(asked["strength"], 1.1) << "it was recalled once before";
}

TEST(SearchTest, HandsMetadataOnRawWhenItIsNoObject) {
  TestPlane plane;
  static_cast<void>(ingested(plane, {event_with({{"metadata", "[1]"}})}));
  extract_all(plane);
  const Json metadata = searched(plane, {{"query", "dark"}})[0]["metadata"]["source_metadata"][0];
  EXPECT_EQ(metadata["raw"], "[1]");
  EXPECT_FALSE(metadata.contains("metadata"));
}

class SearchReachTest : public testing::Test {
 protected:
  SearchReachTest() {
    static_cast<void>(ingested(
        plane_, {event_with({{"actor_id", "ann"}, {"content", "dark a"}}),
                 event_with({{"actor_id", "bob"}, {"content", "dark b"}, {"session_id", "s-2"}}),
                 event_with({{"actor_id", "bob"}, {"content", "dark c"}, {"role_id", "ops"}}),
                 event_with({{"actor_id", "bob"}, {"content", "dark d"}, {"team_id", "core"}})}));
    static_cast<void>(ingested(plane_, {event_saying("dark f")}, kFreeKey));
    extract_all(plane_);
  }
  std::string found(Json body) {
    body["query"] = "dark";
    std::string letters;
    for (const std::string& content : contents(searched(plane_, body))) letters += content.back();
    std::sort(letters.begin(), letters.end());
    return letters;
  }
  TestPlane plane_;
};

TEST_F(SearchReachTest, IsTheActorAndWhatWasPromoted) {
  EXPECT_EQ(found({}), "abcd") << "every actor of the org, and no other org";
  EXPECT_EQ(found({{"actor_id", "ann"}}), "a");
  EXPECT_EQ(found({{"actor_id", "an"}}), "");
  EXPECT_EQ(found({{"actor_id", "ann"}, {"role_ids", {"ops"}}}), "ac");
  EXPECT_EQ(found({{"actor_id", "ann"}, {"team_ids", {"core", "x"}}}), "ad");
  EXPECT_EQ(found({{"actor_id", "ann"}, {"role_ids", {"ops"}}, {"team_ids", {"core"}}}), "acd");
  EXPECT_EQ(found({{"session_id", " s-2 "}}), "b");
  EXPECT_EQ(found({{"exclude_session_id", "s-2"}}), "acd");
  EXPECT_EQ(found({{"limit", 2}}).size(), 2U);
}

TEST(SearchTest, LeavesOutWhatScoresBelowTheThreshold) {
  TestPlane plane;
  static_cast<void>(
      ingested(plane, {event_saying("dark theme"), event_saying("dark and stormy night")}));
  extract_all(plane);
  EXPECT_EQ(searched(plane, {{"query", "dark theme"}, {"threshold", 0.0}}).size(), 2U);
  EXPECT_EQ(contents(searched(plane, {{"query", "dark theme"}, {"threshold", 1}})),
            (std::vector<std::string>{"dark theme"}));
}

TEST(SearchTest, SpreadsScoresByThePlan) {
  TestPlane plane;
  static_cast<void>(ingested(plane, {event_saying("dark theme")}, kFreeKey));
  extract_all(plane);
  EXPECT_EQ(searched(plane, {{"query", "dark theme"}}, kFreeKey)[0]["score"], 0.1);
  TestPlane spread("world: {settings: {scores: spread}}");
  static_cast<void>(ingested(spread, {event_saying("dark theme")}, kFreeKey));
  extract_all(spread);
  EXPECT_EQ(searched(spread, {{"query", "dark theme"}}, kFreeKey)[0]["score"], 1.0);
}

TEST(SearchTest, MayNeedAFeatureOfThePlan) {
  TestPlane plane("world: {settings: {reranking: required}}");
  const TestAnswer refused = post(plane, "/search", {{"query", "a"}}, kFreeKey);
  EXPECT_EQ(refused.status, 403);
  EXPECT_EQ(refused.json(), (Json{{"error", "feature_not_available"},
                                  {"message", "Reranking is not part of this plan"},
                                  {"feature", "reranking"},
                                  {"current_tier", "free"},
                                  {"upgrade_url", "https://app.example.com/billing"}}));
  EXPECT_EQ(post(plane, "/search", {{"query", "a"}}).status, 200) << "pro has it";
}

TEST(SearchTest, MayAnswerWithTheNearestOfAll) {
  TestPlane plane("world: {settings: {search_results: nearest}}");
  static_cast<void>(ingested(plane, {event_saying("dark theme"), event_saying("build passed")}));
  extract_all(plane);
  const Json results = searched(plane, {{"query", "theme"}});
  ASSERT_EQ(results.size(), 2U);
  EXPECT_EQ(results[0]["content"], "dark theme");
  EXPECT_EQ(results[1]["score"], 0.0);
}

TEST(SearchTest, CountsASearchThatWasAnswered) {
  TestPlane plane("world: {plans: {pro: {limits: {search_queries: 2}}}}");
  EXPECT_EQ(post(plane, "/search", {{"query", " "}}).status, 422);
  EXPECT_EQ(usage_of(plane, kSearches), 0);
  EXPECT_EQ(post(plane, "/search", {{"query", "a"}}).header("X-Usage-SearchQueries"), "1");
  EXPECT_EQ(post(plane, "/search", {{"query", "a"}}).header("X-Usage-SearchQueries"), "2");
  const TestAnswer refused = post(plane, "/search", {{"query", "a"}});
  ASSERT_EQ(refused.status, 429);
  EXPECT_EQ(refused.json()["dimension"], "search_queries");
  EXPECT_EQ(refused.json()["current"], 2);
  EXPECT_EQ(usage_of(plane, kSearches), 2);
  EXPECT_EQ(usage_of(plane, 0), 2) << "the refused calls cost nothing";
}

TEST(SearchTest, RefusesAnOrgIdOnTheFreeTier) {
  TestPlane plane;
  const Json body = {{"query", "a"}, {"org_id", "org_free"}};
  EXPECT_EQ(post(plane, "/search", body, kFreeKey).code(), "org_id_not_allowed");
  EXPECT_EQ(post(plane, "/search", body).status, 200);
}

struct BadSearch {
  const char* name;
  Json members;
  Json loc;
};

class SearchBadTest : public testing::TestWithParam<BadSearch> {};

TEST_P(SearchBadTest, IsRefusedWithItsPlace) {
  TestPlane plane;
  Json body = {{"query", "dark"}};
  body.update(GetParam().members);
  const TestAnswer answer = post(plane, "/search", body);
  ASSERT_EQ(answer.status, 422) << answer.bytes;
  EXPECT_EQ(answer.json()["detail"][0]["loc"], GetParam().loc);
}

INSTANTIATE_TEST_SUITE_P(
    Table, SearchBadTest,
    testing::Values(BadSearch{"NullQuery", {{"query", nullptr}}, {"body", "query"}},
                    BadSearch{"BlankQuery", {{"query", "\u00A0"}}, {"body", "query"}},
                    BadSearch{"ListQuery", {{"query", {"a"}}}, {"body", "query"}},
                    BadSearch{"NumberActor", {{"actor_id", 1}}, {"body", "actor_id"}},
                    BadSearch{"LimitBelow", {{"limit", 0}}, {"body", "limit"}},
                    BadSearch{"LimitAbove", {{"limit", 101}}, {"body", "limit"}},
                    BadSearch{"LimitText", {{"limit", "5"}}, {"body", "limit"}},
                    BadSearch{"ThresholdBelow", {{"threshold", -0.01}}, {"body", "threshold"}},
                    BadSearch{"ThresholdAbove", {{"threshold", 1.01}}, {"body", "threshold"}},
                    BadSearch{"SourceText",
                              {{"include_source_events", "yes"}},
                              {"body", "include_source_events"}},
                    BadSearch{"RolesText", {{"role_ids", "ops"}}, {"body", "role_ids"}},
                    BadSearch{"RoleNumber", {{"role_ids", {"ops", 1}}}, {"body", "role_ids", 1}},
                    BadSearch{"SessionLetters", {{"session_id", "a b"}}, {"body", "session_id"}},
                    BadSearch{"BothSessions",
                              {{"session_id", "a"}, {"exclude_session_id", "b"}},
                              {"body", "exclude_session_id"}}),
    [](const auto& row) { return row.param.name; });

TEST(SearchTest, ReadsTheLargestOfEverything) {
  TestPlane plane;
  EXPECT_EQ(post(plane, "/search", {{"query", "a"}, {"limit", 100}, {"threshold", 1}}).status, 200);
  EXPECT_EQ(
      post(plane, "/search", {{"query", "a"}, {"limit", nullptr}, {"role_ids", nullptr}}).status,
      200);
}

}  // namespace
}  // namespace fauxplane
