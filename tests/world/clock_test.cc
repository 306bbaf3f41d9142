#include "simulator/world/clock.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "tests/support/domain_gen.h"

namespace fauxplane {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;

constexpr Arrival kStart{std::chrono::hours{5}};

struct FlowCase {
  const char* name;
  double rate;
  std::chrono::nanoseconds passed;
  const char* shows;
};

class FlowTest : public testing::TestWithParam<FlowCase> {};

TEST_P(FlowTest, ShowsTheTime) {
  const ClockState clock{
      .anchor = at("2026-04-30T23:59:50Z"), .anchored_at = kStart, .rate = GetParam().rate};
  EXPECT_EQ(to_iso8601(instant_at(clock, kStart + GetParam().passed)), GetParam().shows);
}

INSTANTIATE_TEST_SUITE_P(
    Table, FlowTest,
    testing::Values(FlowCase{"Frozen", 0, std::chrono::hours{10}, "2026-04-30T23:59:50Z"},
                    FlowCase{"RealAtOnce", 1, seconds{0}, "2026-04-30T23:59:50Z"},
                    FlowCase{"Real", 1, milliseconds{10'250}, "2026-05-01T00:00:00.250Z"},
                    FlowCase{"RealRoundsToMilliseconds", 1, std::chrono::microseconds{1'600},
                             "2026-04-30T23:59:50.002Z"},
                    FlowCase{"Scaled", 60, seconds{1}, "2026-05-01T00:00:50Z"},
                    FlowCase{"Slow", 0.5, seconds{10}, "2026-04-30T23:59:55Z"},
                    FlowCase{"EarlierArrival", 1, seconds{-10}, "2026-04-30T23:59:40Z"},
                    FlowCase{"StopsAtTheEnd", 1e6, std::chrono::hours{24 * 365 * 100},
                             "9998-12-31T00:00:00Z"}),
    [](const auto& row) { return row.param.name; });

TEST(ClockTest, IsSetAndFlowsOnAsBefore) {
  const ClockState clock{.anchor = at("2026-04-15"), .anchored_at = kStart, .rate = 60};
  const ClockState set = set_to(clock, at("2027-01-01"), kStart + seconds{7});
  EXPECT_EQ(instant_at(set, kStart + seconds{7}), at("2027-01-01"));
  EXPECT_EQ(instant_at(set, kStart + seconds{8}), at("2027-01-01T00:01:00Z"));
}

TEST(ClockTest, StaysWithinTheYearsThereAre) {
  const ClockState clock{.anchor = at("2026-04-15"), .anchored_at = kStart, .rate = 0};
  EXPECT_EQ(set_to(clock, at("9998-12-31T23:00:00Z"), kStart).anchor, at("9998-12-31"));
  EXPECT_EQ(advanced(clock, Duration::max(), kStart).anchor, at("9998-12-31"));
  EXPECT_EQ(advanced(clock, Duration{INT64_MIN / 4}, kStart).anchor, at("1970-01-01"));
}

RC_GTEST_PROP(ClockProperty, AdvancesByWhatItIsTold, ()) {
  const ClockState clock{.anchor = *instant_near_the_turn(),
                         .anchored_at = kStart,
                         .rate = *rc::gen::element(0.0, 1.0, 60.0)};
  const Arrival now = kStart + milliseconds{*rc::gen::inRange(0, 1'000'000)};
  const Duration by{*rc::gen::inRange<std::int64_t>(-100'000'000, 100'000'000)};
  const ClockState later = advanced(clock, by, now);
  RC_ASSERT(instant_at(later, now) == instant_at(clock, now) + by);
  RC_ASSERT(later.rate == clock.rate);
}

TEST(ClockTest, TakesRealTimeFromTheSystem) {
  const Arrival before = SystemClock::steady_now();
  EXPECT_LE(before, SystemClock::steady_now());
  EXPECT_GT(SystemClock::real_now(), at("2024-01-01"));
}

}  // namespace
}  // namespace fauxplane
