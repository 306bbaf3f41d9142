// Reads `check:` of a scenario.
#pragma once

#include "simulator/scenario/check.h"
#include "simulator/scenario/map_reader.h"

namespace fauxplane {

inline constexpr std::size_t kCheckedCallsMax = 1'000;

[[nodiscard]] Check read_check(const YamlValue& value, Findings& findings);

}  // namespace fauxplane
