// The two kinds of time. They are different types and never mix: business time belongs to a world
// and can be set; arrivals are steady, real, and only ever measured. The rules never ask for
// either.
#pragma once

#include <chrono>
#include <string>
#include <string_view>

#include "simulator/domain/error.h"

namespace fauxplane {

using Duration = std::chrono::milliseconds;

// Business time in UTC: periods, expiry, windows, Retry-After.
using Instant = std::chrono::sys_time<Duration>;

// Steady real time since an arbitrary start: gaps between attempts.
using Arrival = std::chrono::time_point<std::chrono::steady_clock, std::chrono::nanoseconds>;

// The years an Instant may lie in, so that every date format can write it.
inline constexpr int kYearMin = 1970;
inline constexpr int kYearMax = 9998;

// "2026-04-30T23:59:50Z", with ".250" before the Z when the milliseconds are not zero.
[[nodiscard]] std::string to_iso8601(Instant instant);

// "2026-04-30".
[[nodiscard]] std::string to_iso8601_date(Instant instant);

// Reads "2026-04-30", "2026-04-30T23:59:50Z", fractions of a second and "+02:00" offsets.
// The error names the text and the form that is wanted.
[[nodiscard]] Result<Instant> parse_instant(std::string_view text);

// Whole seconds since 1970, rounded down.
[[nodiscard]] std::int64_t to_unix_seconds(Instant instant);

}  // namespace fauxplane
