// The verdict as exec prints it: a line per expectation, and for those that failed the requests
// that show why.
#pragma once

#include <string>

#include "simulator/world/world.h"

namespace fauxplane {

// How many requests are shown for one expectation; a line tells how many more there are.
inline constexpr std::size_t kShownMax = 20;

[[nodiscard]] std::string verdict_text(World& world);

}  // namespace fauxplane
