// Rate limits: three layers of sliding-window counters, judged and charged in one step
// (memorysync.md 11). It owns the hard rule that no layer is charged unless all of them pass.
// All arithmetic is in whole milliseconds and exact: nothing is rounded before it decides.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>

#include "simulator/domain/instant.h"

namespace fauxplane {

inline constexpr std::size_t kRateLayerCount = 3;

// A row of the table of layers: its window, and how a sentence names it ("per-second").
struct RateLayer {
  std::string_view name;
  Duration window{};
};

inline constexpr std::array<RateLayer, kRateLayerCount> kRateLayers = {
    {{"per-second", std::chrono::seconds{1}},
     {"per-minute", std::chrono::minutes{1}},
     {"per-hour", std::chrono::hours{1}}}};

// The most calls a layer may allow: with it every product of calls and milliseconds fits.
inline constexpr std::int64_t kRateLimitMax = 1'000'000'000;

// A call may be judged this long after its clock was read, though a later one was charged in
// between: it counts in the window that is current then. Anything older means that the clock of the
// world was set back, and windows that lie ahead of it are forgotten.
inline constexpr Duration kRateLateMax = std::chrono::seconds{10};

// Calls allowed per window, in the order of kRateLayers; each 1 to kRateLimitMax.
using RateLimits = std::array<std::int64_t, kRateLayerCount>;

// The custom triple, checked. The error "invalid_rate_limits" names the layer at fault.
[[nodiscard]] Result<RateLimits> checked_rate_limits(const RateLimits& limits);

// What one layer remembers of one caller: calls admitted in the window `number` (counted from 1970)
// and in the one before it.
struct RateWindow {
  std::int64_t number = 0;
  std::int64_t previous = 0;
  std::int64_t current = 0;
  friend bool operator==(const RateWindow&, const RateWindow&) = default;
};

using RateWindows = std::array<RateWindow, kRateLayerCount>;

// The layer with the fewest calls left; of several, the one with the longest window.
struct RateStanding {
  std::size_t layer = 0;          // index into kRateLayers
  std::int64_t limit = 0;         // its limit
  std::int64_t remaining = 0;     // calls that would pass this layer now
  std::chrono::seconds reset{0};  // until its window ends, rounded up
  friend bool operator==(const RateStanding&, const RateStanding&) = default;
};

// Why a call was refused: the layer with the longest wait.
struct RateRefusal {
  std::size_t layer = 0;
  std::chrono::seconds retry_after{0};  // smallest whole number >= 1 that suffices without traffic
  RateStanding standing{};
  friend bool operator==(const RateRefusal&, const RateRefusal&) = default;
};

// Whether a call that is refused is charged all the same (memorysync.md 11, O11).
enum class RefusedCalls : std::uint8_t { kFree, kCharged };

// Charges one call to all layers, or to none. Returns where the caller stands after it.
// REQUIRES: limits as checked_rate_limits lets pass; they may differ from call to call.
[[nodiscard]] tl::expected<RateStanding, RateRefusal> charge_call(
    RateWindows& windows, const RateLimits& limits, Instant now,
    RefusedCalls refused = RefusedCalls::kFree);

// Whether nothing of `windows` can matter at `now` or later: two whole windows have passed in every
// layer.
[[nodiscard]] bool is_idle(const RateWindows& windows, Instant now);

}  // namespace fauxplane
