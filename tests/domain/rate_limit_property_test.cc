// Rate limits against the formula of the contract over a list of admitted calls, and against the
// bounds that any observer of the wire can check.
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <vector>

#include "simulator/domain/rate_limit.h"
#include "tests/support/domain_gen.h"

namespace fauxplane {
namespace {

using std::chrono::seconds;

// Small limits, so that every layer is the refusing one now and then.
RateLimits any_limits() {
  return {*rc::gen::inRange<std::int64_t>(1, 5), *rc::gen::inRange<std::int64_t>(1, 12),
          *rc::gen::inRange<std::int64_t>(1, 25)};
}

// From a burst to an idle hour.
Duration any_gap() {
  return Duration{*rc::gen::oneOf(rc::gen::just<std::int64_t>(0),
                                  rc::gen::inRange<std::int64_t>(1, 700),
                                  rc::gen::inRange<std::int64_t>(700, 90'000),
                                  rc::gen::inRange<std::int64_t>(90'000, 5'000'000))};
}

std::int64_t count_in(const std::vector<Instant>& admitted, Instant from, Instant to) {
  return std::count_if(admitted.begin(), admitted.end(),
                       [&](Instant call) { return from <= call && call < to; });
}

// "admit iff p * (1 - e/W) + c + 1 <= L", multiplied by W.
bool formula_admits(const std::vector<Instant>& admitted, const RateLimits& limits, Instant now) {
  for (std::size_t layer = 0; layer < kRateLayerCount; ++layer) {
    const Duration window = kRateLayers[layer].window;
    const Instant start = now - now.time_since_epoch() % window;
    const std::int64_t previous = count_in(admitted, start - window, start);
    const std::int64_t current = count_in(admitted, start, start + window);
    const std::int64_t rest = (start + window - now).count();
    if (previous * rest + (current + 1) * window.count() > limits[layer] * window.count()) {
      return false;
    }
  }
  return true;
}

RC_GTEST_PROP(RateLimitProperty, AdmitsExactlyByTheFormula, ()) {
  const RateLimits limits = any_limits();
  RateWindows windows{};
  std::vector<Instant> admitted;
  Instant now = *instant_near_the_turn();
  const int calls = *rc::gen::inRange(1, 120);
  for (int call = 0; call < calls; ++call) {
    now += any_gap();
    const bool expected = formula_admits(admitted, limits, now);
    RC_ASSERT(charge_call(windows, limits, now).has_value() == expected);
    if (expected) admitted.push_back(now);
  }
}

// "admitted in one aligned window: at most L; in any interval of length T <= W: L * (1 + T/W)"
RC_GTEST_PROP(RateLimitProperty, KeepsTheBoundsOfEveryInterval, ()) {
  const RateLimits limits = any_limits();
  RateWindows windows{};
  std::vector<Instant> admitted;
  Instant now = *instant_near_the_turn();
  const int calls = *rc::gen::inRange(1, 120);
  for (int call = 0; call < calls; ++call) {
    now += any_gap();
    if (charge_call(windows, limits, now)) admitted.push_back(now);
  }
  for (std::size_t layer = 0; layer < kRateLayerCount; ++layer) {
    const Duration window = kRateLayers[layer].window;
    for (std::size_t first = 0; first < admitted.size(); ++first) {
      const Instant start = admitted[first] - admitted[first].time_since_epoch() % window;
      RC_ASSERT(count_in(admitted, start, start + window) <= limits[layer]);
      for (std::size_t last = first; last < admitted.size(); ++last) {
        const Duration length = admitted[last] - admitted[first];
        if (length > window) break;
        const auto count = static_cast<std::int64_t>(last - first + 1);
        // The calls lie in a closed interval; T is its length.
        RC_ASSERT(count * window.count() <= limits[layer] * (window + length).count());
      }
    }
  }
}

// "the smallest whole number of seconds >= 1 after which the call would be admitted if nobody else
// calls": found by trying every second.
RC_GTEST_PROP(RateLimitProperty, RetryAfterIsTheFirstSecondThatPasses, ()) {
  const RateLimits limits = any_limits();
  RateWindows windows{};
  Instant now = *instant_near_the_turn();
  const int calls = *rc::gen::inRange(1, 60);
  for (int call = 0; call < calls; ++call) {
    now += any_gap();
    const auto decided = charge_call(windows, limits, now);
    if (decided) continue;
    seconds wait{1};
    for (RateWindows tried = windows; !charge_call(tried, limits, now + wait); ++wait) {
      RC_ASSERT(wait <= seconds{7200});
    }
    RC_ASSERT(decided.error().retry_after == wait);
  }
}

RC_GTEST_PROP(RateLimitProperty, RetryAfterHoldsWhenTheLimitsChange, ()) {
  RateWindows windows{};
  Instant now = *instant_near_the_turn();
  RateLimits limits = any_limits();
  for (int change = 0; change < 4; ++change) {
    for (int call = 0; call < 15; ++call) {
      now += Duration{*rc::gen::inRange(0, 400)};
      (void)charge_call(windows, limits, now);
    }
    limits = any_limits();
    const auto decided = charge_call(windows, limits, now);
    if (decided) continue;
    const seconds wait = decided.error().retry_after;
    RateWindows tried = windows;
    RC_ASSERT(wait == seconds{1} ||
              !charge_call(tried, limits, now + wait - seconds{1}).has_value());
    RC_ASSERT(charge_call(tried, limits, now + wait).has_value());
  }
}

RC_GTEST_PROP(RateLimitProperty, RefusingChangesNothingAndStandingTellsTheRoom, ()) {
  const RateLimits limits = any_limits();
  RateWindows windows{};
  Instant now = *instant_near_the_turn();
  const int calls = *rc::gen::inRange(1, 60);
  for (int call = 0; call < calls; ++call) {
    now += any_gap();
    const RateWindows before = windows;
    const auto decided = charge_call(windows, limits, now);
    const RateStanding& standing = decided ? *decided : decided.error().standing;
    if (!decided) {
      RC_ASSERT(windows == before);
      RC_ASSERT(standing.remaining == 0);
    }
    std::int64_t more = 0;
    for (RateWindows tried = windows; charge_call(tried, limits, now); ++more) {
    }
    RC_ASSERT(standing.remaining == more);
    RC_ASSERT(standing.limit == limits[standing.layer]);
    RC_ASSERT(standing.reset >= seconds{1});
    RC_ASSERT(standing.reset <= kRateLayers[standing.layer].window);
  }
}

// Windows that may be forgotten decide nothing.
RC_GTEST_PROP(RateLimitProperty, IdleWindowsAreLikeNone, ()) {
  const RateLimits limits = any_limits();
  RateWindows windows{};
  Instant now = *instant_near_the_turn();
  for (int call = 0; call < 40; ++call) {
    now += any_gap();
    if (is_idle(windows, now)) {
      RateWindows none{};
      RateWindows known = windows;
      const bool is_same = charge_call(known, limits, now) == charge_call(none, limits, now);
      RC_ASSERT(is_same);
      RC_ASSERT(known == none);
    }
    (void)charge_call(windows, limits, now);
  }
}

}  // namespace
}  // namespace fauxplane
