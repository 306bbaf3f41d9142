// `then:` of a step: changes of the world, applied once the answer is made.
#pragma once

#include "simulator/pipeline/exchange.h"

namespace fauxplane {

void apply_effects(const Exchange& exchange);

// Applies one change at `arrival`; scripts and the admin plane use the same.
void apply_effect(World& world, const Effect& effect, Arrival arrival);

}  // namespace fauxplane
