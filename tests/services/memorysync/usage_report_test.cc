// GET /org/billing/usage (memorysync.md 9).
#include "simulator/domain/usage_report.h"

#include <gtest/gtest.h>

#include "tests/services/memorysync/support.h"
#include "tests/support/domain_gen.h"

namespace fauxplane {
namespace {

constexpr Dimension kAdds{0};
constexpr Dimension kRetrievals{1};
constexpr const char* kWorld =
    "clock: {start: \"2026-02-10T00:00:00Z\"}\n"
    "world: {plans: {pro: {limits: {add_requests: 1000, retrieval_requests: 5000}}}}\n";

// memorysync.md 9, byte for byte.
TEST(UsageReportTest, WritesTheWorkedValuesOfTheContract) {
  MemorySyncPlane plane(kWorld);
  plane.spend({}, kAdds, 120);
  plane.set_clock(at("2026-03-31T23:59:59Z"));
  plane.spend({}, kAdds, 150);
  const TestAnswer answer = plane.call("GET", "/org/billing/usage");
  EXPECT_EQ(answer.status, 200);
  EXPECT_EQ(
      answer.body,
      R"({"cycle":{"start":"2026-03-01T00:00:00Z","end":"2026-04-01T00:00:00Z"},"metrics":[)"
      R"({"metric":"add_requests","used":150,"limit":1000,"within_plan":true,"previous_used":120,)"
      R"("trend_pct":25.0},{"metric":"retrieval_requests","used":0,"limit":5000,)"
      R"("within_plan":true,"previous_used":0,"trend_pct":0}]})");
}

TEST(UsageReportTest, GrowthFromNothingHasNoPercentage) {
  MemorySyncPlane plane(kWorld);
  plane.spend({}, kRetrievals, 3);
  EXPECT_EQ(plane.read("/org/billing/usage")["metrics"][1]["trend_pct"], nullptr);
}

TEST(UsageReportTest, AllGoneIsAHundredPercentLess) {
  MemorySyncPlane plane(kWorld);
  plane.spend({}, kAdds, 3);
  plane.set_clock(at("2026-03-01"));
  EXPECT_EQ(plane.read("/org/billing/usage")["metrics"][0]["trend_pct"], -100.0);
}

TEST(UsageReportTest, ThePreviousCycleStaysReadable) {
  MemorySyncPlane plane(kWorld);
  plane.spend({}, kAdds, 7);
  plane.set_clock(at("2026-03-15"));
  const auto report = plane.read("/org/billing/usage?cycle=previous");
  EXPECT_EQ(report["cycle"]["start"], "2026-02-01T00:00:00Z");
  EXPECT_EQ(report["metrics"][0]["used"], 7);
  EXPECT_EQ(report["metrics"][0]["previous_used"], 0);
}

TEST(UsageReportTest, CyclesStartOnTheDayOfTheSubscription) {
  MemorySyncPlane plane(
      "clock: {start: \"2026-02-27T23:59:59Z\"}\n"
      "world: {orgs: {org_main: {subscription_day: 31}}}\n");
  plane.spend({}, kAdds, 5);
  EXPECT_EQ(plane.read("/org/billing/usage")["cycle"]["start"], "2026-01-31T00:00:00Z");
  plane.set_clock(at("2026-02-28"));
  const auto report = plane.read("/org/billing/usage");
  EXPECT_EQ(report["cycle"]["start"], "2026-02-28T00:00:00Z");
  EXPECT_EQ(report["cycle"]["end"], "2026-03-31T00:00:00Z");
  EXPECT_EQ(report["metrics"][0]["used"], 0);
  EXPECT_EQ(report["metrics"][0]["previous_used"], 5);
}

struct LimitCase {
  const char* name;
  const char* world;
  bool is_within;
};

class WithinPlanTest : public testing::TestWithParam<LimitCase> {};

TEST_P(WithinPlanTest, IsStillUnderTheLimit) {
  MemorySyncPlane plane(GetParam().world);
  plane.spend({}, kAdds, 10);
  EXPECT_EQ(plane.read("/org/billing/usage")["metrics"][0]["within_plan"], GetParam().is_within);
}

INSTANTIATE_TEST_SUITE_P(
    Table, WithinPlanTest,
    testing::Values(
        LimitCase{"OneLeft", "world: {plans: {pro: {limits: {add_requests: 11}}}}\n", true},
        LimitCase{"Unlimited", "world: {plans: {pro: {limits: {add_requests: ~}}}}\n", true},
        LimitCase{"AtTheLimit", "world: {plans: {pro: {limits: {add_requests: 10}}}}\n", false},
        LimitCase{"AtTheLimitByTheOtherReading",
                  "world: {settings: {within_plan: up_to}, "
                  "plans: {pro: {limits: {add_requests: 10}}}}\n",
                  true},
        LimitCase{"LoweredBelow", "world: {plans: {pro: {limits: {add_requests: 9}}}}\n", false}),
    [](const auto& row) { return row.param.name; });

TEST(UsageReportTest, AnUnknownCycleIsRefusedByName) {
  MemorySyncPlane plane;
  const TestAnswer answer = plane.call("GET", "/org/billing/usage?cycle=next");
  EXPECT_EQ(answer.status, 422);
  EXPECT_EQ(answer.json()["error"]["details"][0]["loc"][1], "cycle");
}

TEST(UsageReportTest, AsksForTheScopeOfTheOrganization) {
  MemorySyncPlane plane("world: {keys: {key_live: {scopes: [\"memory:*\"]}}}\n");
  for (const char* route :
       {"/org/billing/usage", "/org/billing/price", "/org/billing/allocation"}) {
    const TestAnswer answer = plane.call("GET", route);
    EXPECT_EQ(answer.status, 403) << route;
    EXPECT_EQ(answer.json()["detail"], "Missing scope: org:billing");
  }
}

TEST(UsageReportTest, ASessionNeedsNoScope) {
  MemorySyncPlane plane("world: {keys: {key_live: {scopes: [\"memory:*\"], session: true}}}\n");
  EXPECT_EQ(plane.call("GET", "/org/billing/usage").status, 200);
}

// memorysync.md 15, O5.
TEST(UsageReportTest, GrowthFromNothingMayBeAHundredPercent) {
  MemorySyncPlane plane("world: {settings: {trend_from_zero: hundred}}\n");
  plane.spend({}, kRetrievals, 3);
  const auto metrics = plane.read("/org/billing/usage")["metrics"];
  EXPECT_EQ(metrics[1]["trend_pct"], 100.0);
  EXPECT_EQ(metrics[0]["trend_pct"], 0) << "nothing after nothing";
}

// Hours of the cycle before that have not come yet in this one are left out of the trend, and stay
// in previous_used.
TEST(UsageReportTest, ARunningCycleMayBeComparedWithAsManyHoursOfTheOneBefore) {
  MemorySyncPlane plane(
      "clock: {start: \"2026-02-01T00:30:00Z\"}\n"
      "world: {settings: {trend_against: elapsed_time}}\n");
  plane.spend({}, kAdds, 4);
  plane.set_clock(at("2026-02-01") + std::chrono::hours{1});
  plane.spend({}, kAdds, 100);
  plane.set_clock(at("2026-03-01"));
  plane.spend({}, kAdds, 6);
  const auto at_start = plane.read("/org/billing/usage")["metrics"][0];
  EXPECT_EQ(at_start["trend_pct"], 50.0) << "6 after 4";
  EXPECT_EQ(at_start["previous_used"], 104);
  plane.set_clock(at("2026-03-01") + std::chrono::hours{1});
  const auto an_hour_later = plane.read("/org/billing/usage")["metrics"][0];
  EXPECT_EQ(an_hour_later["trend_pct"], -94.2) << "6 after 104";
}

TEST(UsageReportTest, ACycleThatIsOverIsComparedWithTheWholeOneBefore) {
  MemorySyncPlane plane(
      "clock: {start: \"2026-02-20T00:00:00Z\"}\n"
      "world: {settings: {trend_against: elapsed_time}}\n");
  plane.spend({}, kAdds, 10);
  plane.set_clock(at("2026-03-05"));
  plane.spend({}, kAdds, 20);
  EXPECT_EQ(plane.read("/org/billing/usage")["metrics"][0]["trend_pct"], nullptr)
      << "four days of February saw nothing";
  plane.set_clock(at("2026-04-02"));
  EXPECT_EQ(plane.read("/org/billing/usage?cycle=previous")["metrics"][0]["trend_pct"], 100.0);
}

}  // namespace
}  // namespace fauxplane
