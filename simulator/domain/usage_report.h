// What a report says of one metric: what was used, what is left of the plan, and how that compares
// with the cycle before (memorysync.md 9). Exact: integers and rationals, rounded once at the end.
#pragma once

#include <cstdint>
#include <optional>

namespace fauxplane {

// The most units or minor units of money that reports are exact for; JSON readers that keep numbers
// as doubles keep them, too.
inline constexpr std::int64_t kReportedMax = std::int64_t{1} << 53U;

// The change from `previous` to `used` in tenths of a percent, halves rounded away from zero: 250
// is 25.0 %. 0 when both are 0; nullopt for growth from nothing, which has no percentage.
// REQUIRES: both 0 to kReportedMax.
[[nodiscard]] std::optional<std::int64_t> trend_tenths(std::int64_t previous, std::int64_t used);

// Whether `used` is within the plan when it has reached the limit: the vendor's page says "still
// under" the limit, and may mean either (memorysync.md 15, O4).
enum class AtLimit : std::uint8_t { kIsOut, kIsWithin };

// `limit` nullopt is unlimited.
[[nodiscard]] constexpr bool is_within_plan(std::int64_t used, std::optional<std::int64_t> limit,
                                            AtLimit at_limit = AtLimit::kIsOut) {
  return !limit || used < *limit || (used == *limit && at_limit == AtLimit::kIsWithin);
}

}  // namespace fauxplane
