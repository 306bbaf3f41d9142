// The MemorySync service: /memory for keys of the dashboard, /v1/memory for tenants, /org and
// /health. The tables are in service.cc, errors.cc and gates.cc.
#pragma once

#include "simulator/services/service.h"

namespace fauxplane {

[[nodiscard]] const Service& memorysync();

}  // namespace fauxplane
