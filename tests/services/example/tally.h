// The smallest service there is, as docs/how_to_add.md shows it: `POST /v1/tally` counts one, until
// the plan has no room. A real one is a folder in simulator/services/ with these same parts.
#pragma once

#include "simulator/services/service.h"

namespace fauxplane {

[[nodiscard]] const Service& tally();

}  // namespace fauxplane
