#include "simulator/scenario/references.h"

#include <gtest/gtest.h>

#include "tests/scenario/support.h"

namespace fauxplane {
namespace {

TEST(ReferencesTest, KnowsWhatIsThere) {
  Findings findings("x.yaml");
  EXPECT_TRUE(check_known("plan", "pro", {"free", "pro"}, {1, 1}, findings));
  EXPECT_TRUE(check_known("org", "org_1", Ids(default_world().orgs), {1, 1}, findings));
  EXPECT_TRUE(findings.empty());
}

TEST(ReferencesTest, NamesTheNearestOrAll) {
  Findings findings("x.yaml");
  EXPECT_FALSE(check_known("plan", "por", {"free", "pro"}, {1, 2}, findings));
  EXPECT_FALSE(check_known("plan", "enterprise", {"free", "pro"}, {1, 3}, findings));
  EXPECT_FALSE(check_known("plan", "any", std::vector<std::string_view>{}, {1, 4}, findings));
  EXPECT_EQ(text_of(findings.take()),
            "x.yaml:1:2: there is no plan \"por\"; did you mean \"pro\"?\n"
            "x.yaml:1:3: there is no plan \"enterprise\"; known are free, pro\n"
            "x.yaml:1:4: there is no plan \"any\"; known are none\n");
}

TEST(ReferencesTest, ListsAFewAndCountsTheRest) {
  EXPECT_EQ(listed({}), "none");
  EXPECT_EQ(listed({"a", "b"}), "a, b");
  EXPECT_EQ(listed(std::vector<std::string_view>(18, "a")),
            "a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a and 2 more");
}

TEST(ReferencesTest, ATableFindsAndMakesRecords) {
  std::vector<Plan> plans(1);
  plans[0].id = PlanId("free");
  plans[0].max_keys = 2;
  RecordTable<Plan> table(plans);
  EXPECT_EQ(table.find("pro"), nullptr);
  table.at("pro").max_keys = 10;
  EXPECT_EQ(table.at("free").max_keys, 2);
  ASSERT_EQ(plans.size(), 2U);
  EXPECT_EQ(plans[1].id.value, "pro");
  EXPECT_EQ(table.find("pro")->max_keys, 10);
  EXPECT_EQ(table.listed(), "free, pro");
}

}  // namespace
}  // namespace fauxplane
