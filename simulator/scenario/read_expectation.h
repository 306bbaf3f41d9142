// Reads what a scenario expects of the client.
#pragma once

#include "simulator/scenario/read_on.h"

namespace fauxplane {

// Fills the expectations of `scenario` from the list under `expect`.
void read_expectations(const YamlValue& value, Scenario& scenario, const WorldIds& ids,
                       const Reading& reading);

// "3", ">= 2", "> 1", "<= 4", "< 5", "2..4".
[[nodiscard]] Result<CountRange> parse_count_range(std::string_view text);

// ">= 2s", "<= 5s", "2s..2.5s".
[[nodiscard]] Result<GapRange> parse_gap_range(std::string_view text);

}  // namespace fauxplane
