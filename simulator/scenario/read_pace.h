// Reads when and how fast the bytes of an answer leave, and the points where something happens.
#pragma once

#include <optional>

#include "simulator/scenario/fault.h"
#include "simulator/scenario/map_reader.h"

namespace fauxplane {

// The longest delay, stall or pause.
inline constexpr Duration kPauseMax = std::chrono::hours{1};

// "300ms", "100ms..300ms", or a map that names a distribution.
[[nodiscard]] Delay read_delay(const YamlValue& value, Findings& findings);
// A point, or a map of point and duration.
[[nodiscard]] std::optional<Stall> read_stall(const YamlValue& value, Findings& findings);
[[nodiscard]] std::optional<Drip> read_drip(const YamlValue& value, Findings& findings);
// `what` begins the message of a finding: "reset".
[[nodiscard]] std::optional<Point> read_point(const YamlValue& value, std::string_view what,
                                              Findings& findings);

}  // namespace fauxplane
