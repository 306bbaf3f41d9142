#include <gtest/gtest.h>

#include <set>

#include "tests/services/memorysync/support.h"

namespace fauxplane {
namespace {

TEST(MemorySyncSettingsTest, AreToldApartAndSayWhatTheyDecide) {
  std::set<std::string_view> names;
  for (const SettingRow& row : memorysync().settings) {
    EXPECT_TRUE(names.insert(row.name).second) << row.name;
    EXPECT_FALSE(row.says.empty());
    EXPECT_GE(choices_of(row).size(), 2U);
  }
}

struct ResetCase {
  const char* name;
  const char* setting;
  const char* effect;
};

class ResetTest : public testing::TestWithParam<ResetCase> {};

// O6: off until the world says so; then both metrics of this cycle start again, and those of the
// previous cycle stand.
TEST_P(ResetTest, TakesTheCountersToZeroWhereTheWorldSaysSo) {
  const ResetCase& row = GetParam();
  for (const bool is_on : {false, true}) {
    SCOPED_TRACE(is_on);
    MemorySyncPlane plane(
        "clock: {start: \"2026-03-31T12:00:00Z\"}\n"
        "world: {settings: {" +
        (is_on ? std::string(row.setting) + ": resets_usage" : std::string()) +
        "}}\n"
        "steps: [{on: GET /org/billing/price, then: {" +
        row.effect + "}}]\n");
    plane.spend({}, Dimension{0}, 7);
    plane.set_clock(plane.now() + std::chrono::days{1});
    plane.spend(TenantId{"org_7"}, Dimension{0}, 3);
    plane.spend(TenantId{"org_7"}, Dimension{1}, 5);
    plane.spend(TenantId{"org_3"}, Dimension{1}, 1);
    (void)plane.read("/org/billing/price");
    const auto metrics = plane.read("/org/billing/usage")["metrics"];
    EXPECT_EQ(metrics[0]["used"], is_on ? 0 : 3);
    EXPECT_EQ(metrics[1]["used"], is_on ? 0 : 6);
    EXPECT_EQ(metrics[0]["previous_used"], 7);
    const auto total = plane.read("/org/billing/allocation")["total"];
    EXPECT_EQ(total["units"], is_on ? 0 : 9);
  }
}

INSTANTIATE_TEST_SUITE_P(
    Table, ResetTest,
    testing::Values(ResetCase{"PlanChange", "plan_change",
                              "set_plan: {org: org_main, plan: evaluation}"},
                    ResetCase{"Resubscription", "resubscription", "resubscribe: org_main"},
                    ResetCase{"Operator", "operator_reset", "reset_usage: org_main"}),
    [](const auto& row) { return row.param.name; });

}  // namespace
}  // namespace fauxplane
