// Reads `tls:` of a scenario.
#pragma once

#include "simulator/scenario/map_reader.h"
#include "simulator/scenario/tls.h"

namespace fauxplane {

// What cannot be read becomes a finding, and its default stays.
[[nodiscard]] Tls read_tls(const YamlValue& value, Findings& findings);

}  // namespace fauxplane
