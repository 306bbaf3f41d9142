// Reads how extraction treats ingested events.
#pragma once

#include "simulator/scenario/read_world.h"
#include "simulator/scenario/scenario.h"

namespace fauxplane {

// What the map gives, to be laid over a policy.
[[nodiscard]] SetExtraction read_extraction(const YamlValue& value, const Reading& reading);

}  // namespace fauxplane
