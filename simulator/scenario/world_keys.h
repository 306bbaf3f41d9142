// The keys of a world, a part of the table in keys.h.
#pragma once

#include <span>

#include "simulator/scenario/keys.h"

namespace fauxplane {

[[nodiscard]] std::span<const KeyRow> world_key_rows();

}  // namespace fauxplane
