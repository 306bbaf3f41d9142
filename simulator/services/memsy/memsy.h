// The Memsy service: its control plane under /api and the health of its hot path under /v1
// (docs/architecture.md draws the line a request takes). The tables are in service.cc and
// errors.cc.
#pragma once

#include "simulator/services/service.h"

namespace fauxplane {

[[nodiscard]] const Service& memsy();

}  // namespace fauxplane
