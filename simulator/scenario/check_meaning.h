// Finds scenarios that can be read but not meant: steps that no request can ever reach.
#pragma once

#include "simulator/scenario/findings.h"
#include "simulator/scenario/scenario.h"

namespace fauxplane {

void check_meaning(const Scenario& scenario, std::size_t route_count, Findings& findings);

}  // namespace fauxplane
