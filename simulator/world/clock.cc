#include "simulator/world/clock.h"

#include <algorithm>
#include <cmath>

namespace fauxplane {

namespace chrono = std::chrono;

namespace {

constexpr Instant kEarliest = chrono::sys_days{chrono::year{kYearMin} / 1 / 1};
constexpr Instant kLatest = chrono::sys_days{chrono::year{kYearMax} / 12 / 31};

}  // namespace

Arrival SystemClock::steady_now() {
  return Arrival{chrono::steady_clock::now().time_since_epoch()};
}

Instant SystemClock::real_now() {
  return chrono::time_point_cast<Duration>(chrono::system_clock::now());
}

Instant instant_at(const ClockState& state, Arrival arrival) {
  if (state.rate == 0.0) return state.anchor;
  const double elapsed_ms =
      chrono::duration<double, std::milli>(arrival - state.anchored_at).count();
  const double flowed_ms = elapsed_ms * state.rate;
  const auto room_ms = static_cast<double>((kLatest - state.anchor).count());
  if (flowed_ms >= room_ms) return kLatest;
  return std::max(kEarliest, state.anchor + Duration{std::llround(flowed_ms)});
}

ClockState set_to(const ClockState& state, Instant instant, Arrival arrival) {
  return {.anchor = std::clamp(instant, kEarliest, kLatest),
          .anchored_at = arrival,
          .rate = state.rate};
}

ClockState advanced(const ClockState& state, Duration by, Arrival arrival) {
  const Instant now = instant_at(state, arrival);
  if (by > kLatest - now) return set_to(state, kLatest, arrival);
  return set_to(state, now + by, arrival);
}

}  // namespace fauxplane
