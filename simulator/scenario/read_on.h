// Reads which requests a step or an expectation is about: `on` and `match`.
#pragma once

#include "simulator/scenario/read_world.h"
#include "simulator/scenario/scenario.h"

namespace fauxplane {

// "GET /usage/summary", "DELETE /keys/{key_id}", "DELETE /keys/key_ci", "GET any", "any /keys",
// "any"; the path with or without the prefix of its plane.
[[nodiscard]] std::optional<On> read_on(const YamlValue& value, const Reading& reading);

// The conditions under `match`; keys must exist in `world`.
[[nodiscard]] Match read_match(const YamlValue& value, const WorldSeed& world,
                               const Reading& reading);

// Whether the text can name a header (RFC 9110 5.1); a finding when it can not.
bool check_header_name(std::string_view name, Place place, Findings& findings);

}  // namespace fauxplane
