#include "simulator/domain/rate_limit.h"

#include <algorithm>
#include <optional>
#include <string>

namespace fauxplane {

namespace chrono = std::chrono;

namespace {

std::int64_t milliseconds_of(Instant instant) {
  return instant.time_since_epoch().count();
}

// Instants lie after 1970, so division rounds down.
std::int64_t window_number(Instant now, std::int64_t window) {
  return milliseconds_of(now) / window;
}

// The counters as of `now`, which lies in or after their window, or at most kRateLateMax before it.
RateWindow rolled(const RateWindow& counted, std::int64_t window, Instant now) {
  const std::int64_t number = window_number(now, window);
  if (number == counted.number) return counted;
  if (number == counted.number + 1) {
    return {.number = number, .previous = counted.current, .current = 0};
  }
  const bool is_late = number < counted.number &&
                       counted.number * window - milliseconds_of(now) <= kRateLateMax.count();
  return is_late ? counted : RateWindow{.number = number, .previous = 0, .current = 0};
}

// Milliseconds of its window that have passed at `now`; 0 for a call that came late.
std::int64_t elapsed(const RateWindow& counted, std::int64_t window, Instant now) {
  return std::max<std::int64_t>(milliseconds_of(now) - counted.number * window, 0);
}

// Calls times milliseconds that are left of the limit: previous * (1 - e / W) + current from L,
// all of it multiplied by W. REQUIRES: counters rolled to `now`.
std::int64_t room(const RateWindow& counted, std::int64_t window, std::int64_t limit, Instant now) {
  const std::int64_t rest = window - elapsed(counted, window, now);
  return (limit - counted.current) * window - counted.previous * rest;
}

// How far into a window a call passes that follows `previous` calls in the window before and
// `current` in this one; nullopt when none of the window does.
std::optional<std::int64_t> passes_from(std::int64_t previous, std::int64_t current,
                                        std::int64_t window, std::int64_t limit) {
  if (current + 1 > limit) return std::nullopt;
  if (previous == 0) return 0;
  // previous * (window - e) <= (limit - current - 1) * window
  const std::int64_t from = window - (limit - current - 1) * window / previous;
  return from < window ? std::optional(std::max<std::int64_t>(from, 0)) : std::nullopt;
}

// The first moment at which the layer lets a call pass if nobody else calls. After two windows
// nothing is counted any more, so there always is one.
Instant passes_at(const RateWindow& counted, std::int64_t window, std::int64_t limit) {
  const Instant start{Duration{counted.number * window}};
  if (const auto from = passes_from(counted.previous, counted.current, window, limit)) {
    return start + Duration{*from};
  }
  const auto next = passes_from(counted.current, 0, window, limit);
  return start + Duration{window + next.value_or(window)};
}

chrono::seconds whole_seconds(Duration wait) {
  return std::max(chrono::ceil<chrono::seconds>(wait), chrono::seconds{1});
}

RateStanding standing_of(const RateWindows& windows, const RateLimits& limits, Instant now) {
  RateStanding tightest;
  for (std::size_t layer = 0; layer < kRateLayerCount; ++layer) {
    const std::int64_t window = kRateLayers[layer].window.count();
    const RateWindow& counted = windows[layer];
    const std::int64_t left = std::max<std::int64_t>(room(counted, window, limits[layer], now), 0);
    const std::int64_t remaining = left / window;
    if (layer != 0 && remaining > tightest.remaining) continue;
    tightest = {.layer = layer,
                .limit = limits[layer],
                .remaining = remaining,
                .reset = whole_seconds(Duration{window - elapsed(counted, window, now)})};
  }
  return tightest;
}

// For a call that finds no room. The wait is that of the counters as they stand: longer when the
// refused call itself was charged.
RateRefusal refusal_of(const RateWindows& counted, const RateLimits& limits, Instant now) {
  RateRefusal refusal;
  Instant passes = now;
  for (std::size_t layer = 0; layer < kRateLayerCount; ++layer) {
    const std::int64_t window = kRateLayers[layer].window.count();
    if (room(counted[layer], window, limits[layer], now) >= window) continue;
    const Instant at = passes_at(counted[layer], window, limits[layer]);
    if (at < passes) continue;
    refusal.layer = layer;
    passes = at;
  }
  refusal.retry_after = whole_seconds(passes - now);
  refusal.standing = standing_of(counted, limits, now);
  return refusal;
}

}  // namespace

Result<RateLimits> checked_rate_limits(const RateLimits& limits) {
  for (std::size_t layer = 0; layer < kRateLayerCount; ++layer) {
    if (limits[layer] >= 1 && limits[layer] <= kRateLimitMax) continue;
    return tl::unexpected(Error{.code = "invalid_rate_limits",
                                .message = "the " + std::string(kRateLayers[layer].name) +
                                           " limit is " + std::to_string(limits[layer]) +
                                           ": give 1 to " + std::to_string(kRateLimitMax)});
  }
  return limits;
}

tl::expected<RateStanding, RateRefusal> charge_call(RateWindows& windows, const RateLimits& limits,
                                                    Instant now, RefusedCalls refused) {
  RateWindows counted;
  bool passes = true;
  for (std::size_t layer = 0; layer < kRateLayerCount; ++layer) {
    const std::int64_t window = kRateLayers[layer].window.count();
    counted[layer] = rolled(windows[layer], window, now);
    passes = passes && room(counted[layer], window, limits[layer], now) >= window;
  }
  if (passes || refused == RefusedCalls::kCharged) {
    for (RateWindow& window : counted) ++window.current;
    windows = counted;
  }
  if (!passes) return tl::unexpected(refusal_of(counted, limits, now));
  return standing_of(counted, limits, now);
}

bool is_idle(const RateWindows& windows, Instant now) {
  for (std::size_t layer = 0; layer < kRateLayerCount; ++layer) {
    const std::int64_t window = kRateLayers[layer].window.count();
    const RateWindow counted = rolled(windows[layer], window, now);
    if (counted.previous != 0 || counted.current != 0) return false;
  }
  return true;
}

}  // namespace fauxplane
