#include "simulator/domain/rate_limit.h"

#include <gtest/gtest.h>

#include <string>

#include "tests/support/domain_gen.h"

namespace fauxplane {
namespace {

using std::chrono::hours;
using std::chrono::milliseconds;
using std::chrono::minutes;
using std::chrono::seconds;

constexpr std::int64_t kMany = 1'000'000;

class RateLimitTest : public testing::Test {
 protected:
  const Instant start_ = at("2026-03-02T09:00:00Z");  // every window starts here
  RateWindows windows_{};

  [[nodiscard]] bool passes(const RateLimits& limits, Instant now) {
    return charge_call(windows_, limits, now).has_value();
  }
  // How many of `calls` at one moment pass.
  int admitted(int calls, const RateLimits& limits, Instant now) {
    int count = 0;
    for (int call = 0; call < calls; ++call) count += passes(limits, now) ? 1 : 0;
    return count;
  }
};

struct LayerCase {
  const char* name;
  RateLimits limits;
  std::size_t layer;
  std::int64_t limit;
};

class RateLayerTest : public testing::TestWithParam<LayerCase> {
 protected:
  const Instant start_ = at("2026-03-02T09:00:00Z");
};

TEST_P(RateLayerTest, AdmitsItsLimitAndRefusesTheNext) {
  RateWindows windows{};
  for (std::int64_t call = 0; call < GetParam().limit; ++call) {
    ASSERT_TRUE(charge_call(windows, GetParam().limits, start_));
  }
  const auto refused = charge_call(windows, GetParam().limits, start_);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().layer, GetParam().layer);
  EXPECT_EQ(refused.error().standing.remaining, 0);
  EXPECT_EQ(refused.error().standing.limit, GetParam().limit);
}

// "full use of a window, then at the boundary: first new call not before e = W/L: no burst"
TEST_P(RateLayerTest, AfterAFullWindowPassesFirstAtWindowOverLimit) {
  const Duration window = kRateLayers[GetParam().layer].window;
  RateWindows windows{};
  for (std::int64_t call = 0; call < GetParam().limit; ++call) {
    ASSERT_TRUE(charge_call(windows, GetParam().limits, start_));
  }
  const Instant first = start_ + window + window / GetParam().limit;
  EXPECT_FALSE(charge_call(windows, GetParam().limits, start_ + window - Duration{1}));
  EXPECT_FALSE(charge_call(windows, GetParam().limits, start_ + window));
  EXPECT_FALSE(charge_call(windows, GetParam().limits, first - Duration{1}));
  EXPECT_TRUE(charge_call(windows, GetParam().limits, first));
  EXPECT_FALSE(charge_call(windows, GetParam().limits, first));
}

TEST_P(RateLayerTest, AfterTwoIdleWindowsAdmitsExactlyTheLimitAtOnce) {
  const Duration window = kRateLayers[GetParam().layer].window;
  RateWindows windows{};
  for (std::int64_t call = 0; call < GetParam().limit; ++call) {
    ASSERT_TRUE(charge_call(windows, GetParam().limits, start_ + window - Duration{1}));
  }
  const Instant later = start_ + 3 * window - Duration{1};
  for (std::int64_t call = 0; call < GetParam().limit; ++call) {
    ASSERT_TRUE(charge_call(windows, GetParam().limits, later));
  }
  EXPECT_FALSE(charge_call(windows, GetParam().limits, later));
}

INSTANTIATE_TEST_SUITE_P(Table, RateLayerTest,
                         testing::Values(LayerCase{"Second", {4, kMany, kMany}, 0, 4},
                                         LayerCase{"Minute", {kMany, 5, kMany}, 1, 5},
                                         LayerCase{"Hour", {kMany, kMany, 6}, 2, 6},
                                         LayerCase{"OneASecond", {1, kMany, kMany}, 0, 1},
                                         LayerCase{"OneAnHour", {kMany, kMany, 1}, 2, 1}),
                         [](const auto& row) { return row.param.name; });

struct WaitCase {
  const char* name;
  RateLimits limits;
  int calls;      // at the start of all windows
  Duration when;  // of the call that is refused
  std::size_t layer;
  seconds wait;
};

class RateWaitTest : public testing::TestWithParam<WaitCase> {};

TEST_P(RateWaitTest, TellsTheSmallestWholeSecondsThatSuffice) {
  const Instant start = at("2026-03-02T09:00:00Z");
  RateWindows windows{};
  for (int call = 0; call < GetParam().calls; ++call) {
    ASSERT_TRUE(charge_call(windows, GetParam().limits, start));
  }
  const Instant now = start + GetParam().when;
  const auto refused = charge_call(windows, GetParam().limits, now);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().layer, GetParam().layer);
  EXPECT_EQ(refused.error().retry_after, GetParam().wait);
  EXPECT_FALSE(
      GetParam().wait > seconds{1} &&
      charge_call(windows, GetParam().limits, now + GetParam().wait - seconds{1}).has_value());
  EXPECT_TRUE(charge_call(windows, GetParam().limits, now + GetParam().wait));
}

// After n = L calls at the start, the next passes at W + W/L.
INSTANTIATE_TEST_SUITE_P(
    Table, RateWaitTest,
    testing::Values(
        WaitCase{"HalfASecondRoundsUp", {2, kMany, kMany}, 2, {}, 0, seconds{2}},
        WaitCase{"LastMomentOfTheSecond", {2, kMany, kMany}, 2, milliseconds{999}, 0, seconds{1}},
        WaitCase{"ExactlyASecond", {2, kMany, kMany}, 2, milliseconds{500}, 0, seconds{1}},
        WaitCase{"AMillisecondMore", {2, kMany, kMany}, 2, milliseconds{499}, 0, seconds{2}},
        WaitCase{"Minute", {kMany, 30, kMany}, 30, {}, 1, seconds{62}},
        WaitCase{"Hour", {kMany, kMany, 100}, 100, {}, 2, seconds{3636}},
        WaitCase{"OneAnHour", {kMany, kMany, 1}, 1, minutes{30}, 2, seconds{5400}},
        WaitCase{"LongestOfTwo", {2, 2, kMany}, 2, {}, 1, seconds{90}},
        WaitCase{"LongestOfThree", {2, 2, 2}, 2, {}, 2, seconds{5400}}),
    [](const auto& row) { return row.param.name; });

// "A refused call charges no layer"
TEST_F(RateLimitTest, ARefusedCallChargesNoLayer) {
  const RateLimits limits = {1, 10, 10};
  ASSERT_TRUE(passes(limits, start_));
  const RateWindows before = windows_;
  EXPECT_EQ(admitted(50, limits, start_ + milliseconds{10}), 0);
  EXPECT_EQ(windows_, before);
}

// memorysync.md 15, O11: then the wait grows with every call that comes too early.
TEST_F(RateLimitTest, ARefusedCallMayBeChargedToEveryLayer) {
  const RateLimits limits = {1, 10, 10};
  ASSERT_TRUE(passes(limits, start_));
  const auto refused = charge_call(windows_, limits, start_, RefusedCalls::kCharged);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().layer, 0U);
  EXPECT_EQ(refused.error().retry_after, seconds{2}) << "one of two calls counts after 1.5 s";
  for (const RateWindow& window : windows_) EXPECT_EQ(window.current, 2);
}

TEST_F(RateLimitTest, LayersAreChargedTogether) {
  ASSERT_TRUE(passes({2, 30, 100}, start_));
  for (const RateWindow& window : windows_) EXPECT_EQ(window.current, 1);
}

TEST_F(RateLimitTest, HalfOfTheWindowBeforeCountsHalf) {
  const RateLimits limits = {kMany, 10, kMany};
  ASSERT_EQ(admitted(10, limits, start_), 10);
  EXPECT_EQ(admitted(10, limits, start_ + minutes{1} + seconds{30}), 5);
}

TEST_F(RateLimitTest, StandingIsOfTheLayerWithTheLeastRemaining) {
  const RateLimits limits = {2, 30, 100};
  EXPECT_EQ(charge_call(windows_, limits, start_ + milliseconds{250}),
            (RateStanding{.layer = 0, .limit = 2, .remaining = 1, .reset = seconds{1}}));
  for (int call = 1; call < 29; ++call) ASSERT_TRUE(passes(limits, start_ + seconds{2 * call}));
  EXPECT_EQ(charge_call(windows_, limits, start_ + milliseconds{59'500}),
            (RateStanding{.layer = 1, .limit = 30, .remaining = 0, .reset = seconds{1}}));
}

TEST_F(RateLimitTest, OfLayersWithEquallyFewLeftTheLongestIsTold) {
  EXPECT_EQ(charge_call(windows_, {3, 3, 3}, start_),
            (RateStanding{.layer = 2, .limit = 3, .remaining = 2, .reset = hours{1}}));
}

TEST_F(RateLimitTest, RemainingIsHowManyMorePass) {
  const RateLimits limits = {kMany, 10, kMany};
  ASSERT_EQ(admitted(7, limits, start_), 7);
  const Instant now = start_ + minutes{1} + seconds{20};
  const auto standing = charge_call(windows_, limits, now);
  ASSERT_TRUE(standing);
  EXPECT_EQ(admitted(20, limits, now), standing->remaining);
}

TEST_F(RateLimitTest, ALimitThatIsLoweredHoldsAtOnce) {
  ASSERT_EQ(admitted(50, {kMany, kMany, 100}, start_), 50);
  const auto refused = charge_call(windows_, {kMany, kMany, 10}, start_);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().standing.remaining, 0);
  // 50 * (1 - e / W) + 1 <= 10 from e = 0.82 W of the next window on.
  EXPECT_EQ(refused.error().retry_after, seconds{3600 + 2952});
}

// Threads read the clock before they are judged, so calls may come slightly out of order.
TEST_F(RateLimitTest, ALateCallCountsInTheCurrentWindow) {
  const RateLimits limits = {3, kMany, kMany};
  ASSERT_TRUE(passes(limits, start_));
  EXPECT_EQ(admitted(5, limits, start_ - milliseconds{1}), 2);
  EXPECT_FALSE(passes(limits, start_ - kRateLateMax));
}

TEST_F(RateLimitTest, AClockThatIsSetBackForgetsTheWindowsAhead) {
  const RateLimits limits = {3, 3, 3};
  ASSERT_EQ(admitted(5, limits, start_), 3);
  EXPECT_EQ(admitted(5, limits, start_ - kRateLateMax - Duration{1}), 3);
}

TEST_F(RateLimitTest, IsIdleAfterTwoWindowsOfTheLongestLayer) {
  EXPECT_TRUE(is_idle(windows_, start_));
  ASSERT_TRUE(passes({2, 30, 100}, start_ + hours{1} - Duration{1}));
  EXPECT_FALSE(is_idle(windows_, start_ + hours{2} - Duration{1}));
  EXPECT_TRUE(is_idle(windows_, start_ + hours{2}));
}

TEST_F(RateLimitTest, TheLargestLimitsDoNotOverflow) {
  const RateLimits limits = {kRateLimitMax, kRateLimitMax, kRateLimitMax};
  ASSERT_TRUE(passes(limits, start_));
  windows_[2].previous = kRateLimitMax;
  windows_[2].current = kRateLimitMax;
  const auto refused = charge_call(windows_, limits, start_);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().retry_after, seconds{3601});
}

struct LimitsCase {
  const char* name;
  RateLimits limits;
  const char* message;  // empty when they are good
};

class CheckedRateLimitsTest : public testing::TestWithParam<LimitsCase> {};

TEST_P(CheckedRateLimitsTest, NamesTheLayerAtFault) {
  const auto checked = checked_rate_limits(GetParam().limits);
  EXPECT_EQ(checked.has_value(), std::string(GetParam().message).empty());
  if (checked) {
    EXPECT_EQ(*checked, GetParam().limits);
  } else {
    EXPECT_EQ(checked.error().message, GetParam().message);
  }
}

INSTANTIATE_TEST_SUITE_P(
    Table, CheckedRateLimitsTest,
    testing::Values(
        LimitsCase{"Least", {1, 1, 1}, ""},
        LimitsCase{"Most", {kRateLimitMax, kRateLimitMax, kRateLimitMax}, ""},
        LimitsCase{"Zero", {0, 1, 1}, "the per-second limit is 0: give 1 to 1000000000"},
        LimitsCase{"Negative", {1, -5, 1}, "the per-minute limit is -5: give 1 to 1000000000"},
        LimitsCase{"TooMuch",
                   {1, 1, kRateLimitMax + 1},
                   "the per-hour limit is 1000000001: give 1 to 1000000000"}),
    [](const auto& row) { return row.param.name; });

}  // namespace
}  // namespace fauxplane
