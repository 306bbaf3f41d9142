// Quantities with units, as scenario files and the admin plane write them. Each error names the
// text and a form that is right.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "simulator/domain/instant.h"

namespace fauxplane {

// The longest duration that can be written: 100 years.
inline constexpr Duration kDurationMax = std::chrono::hours{24} * 36'525;

// "300ms", "2s", "1.5s", "1m30s", "24h", "30d". Never negative.
[[nodiscard]] Result<Duration> parse_duration(std::string_view text);

// "1.5s", "300ms", "90s": the shortest single unit of ms and s.
[[nodiscard]] std::string duration_text(Duration duration);

// How business time flows: "frozen" is 0, "real" is 1, "60x" is 60.
[[nodiscard]] Result<double> parse_flow(std::string_view text);

// "20B", "4KiB", "1MiB".
[[nodiscard]] Result<std::uint64_t> parse_bytes(std::string_view text);

}  // namespace fauxplane
