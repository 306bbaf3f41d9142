#include "simulator/domain/rate_tier.h"

#include <gtest/gtest.h>

#include <set>
#include <string>

namespace fauxplane {
namespace {

struct Case {
  const char* name;
  RateTier tier;
  RateLimits limits;
};

class RateTierTest : public testing::TestWithParam<Case> {};

// memorysync.md 11.1, row by row.
TEST_P(RateTierTest, HasTheLimitsOfTheContract) {
  EXPECT_EQ(find_rate_tier(GetParam().name), GetParam().tier);
  EXPECT_EQ(limits_of(GetParam().tier), GetParam().limits);
}

INSTANTIATE_TEST_SUITE_P(
    Table, RateTierTest,
    testing::Values(Case{"free", RateTier::kFree, {2, 30, 100}},
                    Case{"pro", RateTier::kPro, {10, 200, 5'000}},
                    Case{"enterprise", RateTier::kEnterprise, {50, 1'000, 50'000}},
                    Case{"unlimited", RateTier::kUnlimited, {1'000, 60'000, 3'600'000}},
                    Case{"default", RateTier::kDefault, {10, 200, 2'000}},
                    Case{"dashboard", RateTier::kDashboard, {20, 500, 5'000}},
                    Case{"scim", RateTier::kScim, {30, 1'000, 50'000}},
                    Case{"documentation", RateTier::kDocumentation, {5, 60, 600}}),
    [](const auto& row) { return row.param.name; });

TEST(RateTierTest, StandsWhereItsNumberSays) {
  for (const RateTierRow& row : rate_tiers()) {
    EXPECT_EQ(&rate_tiers()[static_cast<std::size_t>(row.tier)], &row) << row.name;
    EXPECT_EQ(find_rate_tier(row.name), row.tier);
    EXPECT_TRUE(checked_rate_limits(row.limits)) << row.name;
  }
}

TEST(RateTierTest, KnowsNoOtherName) {
  EXPECT_EQ(find_rate_tier("Free"), std::nullopt);
  EXPECT_EQ(find_rate_tier(""), std::nullopt);
}

}  // namespace
}  // namespace fauxplane
