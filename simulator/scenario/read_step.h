// Reads the steps of a script, with their faults and effects.
#pragma once

#include "simulator/scenario/read_answer.h"

namespace fauxplane {

// nullopt, with findings, when it is no step.
[[nodiscard]] std::optional<Step> read_step(const YamlValue& value, const WorldIds& ids,
                                            const Reading& reading);

// In read_fault.cc.
[[nodiscard]] Fault read_fault(const YamlValue& value, Findings& findings);

// A map of effects or a list of such maps, in the order of the file. In read_effect.cc.
[[nodiscard]] std::vector<Effect> read_effects(const YamlValue& value, const WorldIds& ids,
                                               const Reading& reading);

}  // namespace fauxplane
