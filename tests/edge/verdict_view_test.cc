// The verdict as the admin plane shows it: part of journal_view.h, since it points into the
// journal.
#include <gtest/gtest.h>

#include "tests/support/test_site.h"

namespace fauxplane {
namespace {

using nlohmann::json;

constexpr const char* kScenario = R"(# A client comes back once.
fauxplane: 1
seed: 7
steps:
  - {on: GET /me, times: 1, answer: {status: 503}}
expect:
  - {on: GET /me, calls: 2, gaps: [">= 1s"]}
  - every step used
)";

TEST(VerdictViewTest, ShowsWhatWasWantedAndSeenAndWhichRequestsShowIt) {
  TestSite site(kScenario);
  ASSERT_EQ(site.call("/api/me?x=1"), 503);
  site.wait(std::chrono::milliseconds{1500});
  ASSERT_EQ(site.call("/api/me"), 200);
  const json verdict = site.get("/_sim/verify");
  EXPECT_EQ(verdict["passed"], true);
  EXPECT_EQ(verdict["session"], "default");
  EXPECT_EQ(verdict["scenario"], "test.yaml");
  EXPECT_EQ(verdict["sentence"], "A client comes back once.");
  EXPECT_EQ(verdict["seed"], 7);
  EXPECT_EQ(verdict["requests"], 2);
  EXPECT_EQ(verdict["unmatched"], 1);
  ASSERT_EQ(verdict["expectations"].size(), 2U);
  json row = verdict["expectations"][0];
  ASSERT_EQ(row["requests"].size(), 2U);
  EXPECT_NEAR(row["requests"][1].value("after_ms", 0.0), 1500, 0.01);
  row["requests"][1].erase("after_ms");
  EXPECT_EQ(row["requests"], json::array({{{"number", 1},
                                           {"method", "GET"},
                                           {"target", "/api/me?x=1"},
                                           {"status", 503},
                                           {"end", "kept"}},
                                          {{"number", 2},
                                           {"method", "GET"},
                                           {"target", "/api/me"},
                                           {"status", 200},
                                           {"end", "kept"}}}));
  EXPECT_EQ(row["passed"], true);
  EXPECT_EQ(row["on"], "GET /me");
  EXPECT_EQ(row["wanted"], "calls 2, gaps [>= 1.000s]");
  EXPECT_EQ(row["seen"], "calls 2, gaps [1.500s]");
  EXPECT_EQ(row["line"], 7);
  EXPECT_EQ(verdict["expectations"][1]["seen"], "all used");
}

TEST(VerdictViewTest, ShowsWhichExpectationFailed) {
  TestSite site(kScenario);
  ASSERT_EQ(site.call("/api/me"), 503);
  const json verdict = site.get("/_sim/verify");
  EXPECT_EQ(verdict["passed"], false);
  const json& row = verdict["expectations"][0];
  EXPECT_EQ(row["passed"], false);
  EXPECT_EQ(row["requests"].size(), 1U);
  EXPECT_FALSE(row["requests"][0].contains("after_ms"));
  EXPECT_EQ(verdict["expectations"][1]["passed"], true);
}

TEST(VerdictViewTest, PassesWhenNothingIsExpected) {
  TestSite site("seed: 1");
  const json verdict = site.get("/_sim/verify");
  EXPECT_EQ(verdict["passed"], true);
  EXPECT_EQ(verdict["requests"], 0);
  EXPECT_EQ(verdict["expectations"], json::array());
}

TEST(VerdictViewTest, ShowsSoManyRequestsAndNoMore) {
  TestSite site("expect: [{on: GET /me, calls: 2}]");
  for (int number = 0; number < 25; ++number) ASSERT_EQ(site.call("/api/me"), 200);
  const json row = site.get("/_sim/verify")["expectations"][0];
  EXPECT_EQ(row["seen"], "calls 25");
  ASSERT_EQ(row["requests"].size(), 20U);
  EXPECT_EQ(row["requests"][19]["number"], 20);
}

TEST(VerdictViewTest, LeavesOutRequestsThatTheJournalLetGo) {
  TestSite site("expect: [{on: GET /me, calls: 2}]");
  ASSERT_EQ(site.call("/api/me"), 200);
  const auto world = site.site().sessions().find(kDefaultSession, site.arrival());
  for (int number = 0; number < 10'000; ++number) {
    JournalEntry entry;
    world->store().append_journal(entry);
  }
  ASSERT_EQ(site.call("/api/me"), 200);
  const json row = site.get("/_sim/verify")["expectations"][0];
  EXPECT_EQ(row["passed"], true) << "it counted while they came";
  ASSERT_EQ(row["requests"].size(), 1U);
  EXPECT_EQ(row["requests"][0]["number"], 10'002);
  EXPECT_FALSE(row["requests"][0].contains("after_ms"));
}

}  // namespace
}  // namespace fauxplane
