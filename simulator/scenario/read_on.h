// Reads which requests a step or an expectation is about: `on` and `match`.
#pragma once

#include <string>
#include <unordered_set>

#include "simulator/scenario/read_world.h"
#include "simulator/scenario/scenario.h"

namespace fauxplane {

// "GET /usage/summary", "DELETE /keys/{key_id}", "DELETE /keys/key_ci", "GET any", "any /keys",
// "any"; the path with or without the prefix of its plane.
[[nodiscard]] std::optional<On> read_on(const YamlValue& value, const Reading& reading);

// The conditions under `match`; keys must be among `ids`.
[[nodiscard]] Match read_match(const YamlValue& value, const WorldIds& ids, const Reading& reading);

// The header names of one map.
class HeaderNames {
 public:
  // Whether the text can name a header (RFC 9110 5.1) and is new here, whatever its case; a finding
  // when not.
  bool add(std::string_view name, Place place, Findings& findings);

 private:
  std::unordered_set<std::string> known_;  // in lower case
};

}  // namespace fauxplane
