#include "simulator/domain/usage_report.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <optional>

namespace fauxplane {
namespace {

struct Case {
  const char* name;
  std::int64_t previous;
  std::int64_t used;
  std::optional<std::int64_t> tenths;
};

class TrendTest : public testing::TestWithParam<Case> {};

TEST_P(TrendTest, IsInTenthsOfAPercent) {
  EXPECT_EQ(trend_tenths(GetParam().previous, GetParam().used), GetParam().tenths);
}

// The sixteenth of a percent and its odd multiples end in a half of a tenth.
INSTANTIATE_TEST_SUITE_P(
    Table, TrendTest,
    testing::Values(Case{"OfTheContract", 120, 150, 250}, Case{"Nothing", 0, 0, 0},
                    Case{"GrowthFromNothing", 0, 1, std::nullopt}, Case{"AllGone", 7, 0, -1000},
                    Case{"Same", 7, 7, 0}, Case{"ThirdDown", 3, 4, 333},
                    Case{"TwoThirdsUp", 3, 5, 667}, Case{"HalfAwayFromZeroUp", 2000, 2001, 1},
                    Case{"HalfAwayFromZeroDown", 2000, 1999, -1},
                    Case{"LessThanHalf", 2001, 2002, 0}, Case{"MoreThanHalf", 1999, 2000, 1},
                    Case{"OddHalf", 2000, 2003, 2}, Case{"OddHalfDown", 2000, 1997, -2},
                    Case{"HalfOfAnOddPart", 400, 401, 3}, Case{"Double", 5, 10, 1000},
                    Case{"AlmostAllGone", 2001, 1, -1000},
                    Case{"Most", 1, kReportedMax, 1000 * (kReportedMax - 1)},
                    Case{"LeastOfMost", kReportedMax, kReportedMax - 1, 0}),
    [](const auto& row) { return row.param.name; });

// |tenths * p - 1000 (u - p)| is at most half of p, and halves go away from zero.
RC_GTEST_PROP(TrendProperty, IsTheNearestTenthHalvesAwayFromZero, ()) {
  const auto previous = *rc::gen::inRange<std::int64_t>(1, 5000);
  const auto used = *rc::gen::inRange<std::int64_t>(0, 20000);
  const std::int64_t tenths = trend_tenths(previous, used).value();
  const std::int64_t error = 2 * (tenths * previous - 1000 * (used - previous));
  RC_ASSERT(-previous <= error);
  RC_ASSERT(error <= previous);
  if (error == previous) RC_ASSERT(used > previous);
  if (error == -previous) RC_ASSERT(used < previous);
}

// "So trend_pct >= -100; it is -100 when p > 0 and u = 0, and 0 when u = p."
RC_GTEST_PROP(TrendProperty, IsNeverBelowMinusAHundredPercent, ()) {
  const auto previous = *rc::gen::inRange<std::int64_t>(1, kReportedMax);
  const auto used = *rc::gen::inRange<std::int64_t>(0, kReportedMax);
  RC_ASSERT(trend_tenths(previous, used).value() >= -1000);
  RC_ASSERT(trend_tenths(previous, 0) == -1000);
  RC_ASSERT(trend_tenths(previous, previous) == 0);
}

TEST(WithinPlanTest, IsStillUnderTheLimit) {
  EXPECT_TRUE(is_within_plan(9, 10));
  EXPECT_FALSE(is_within_plan(10, 10));
  EXPECT_FALSE(is_within_plan(0, 0));
  EXPECT_FALSE(is_within_plan(11, 10, AtLimit::kIsWithin));
  EXPECT_TRUE(is_within_plan(10, 10, AtLimit::kIsWithin));
  EXPECT_TRUE(is_within_plan(kReportedMax, std::nullopt));
}

}  // namespace
}  // namespace fauxplane
