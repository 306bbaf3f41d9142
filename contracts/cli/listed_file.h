// Small YAML files that a run is given, read as strictly as scenarios: whatever is unknown or of
// the wrong type is told with its place.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "simulator/domain/error.h"
#include "simulator/scenario/yaml_tree.h"

namespace fauxplane::contracts {

// A key that a map may have.
struct ListedKey {
  std::string_view name;
  std::function<void(const YamlValue& value)> read;
};

// Reads the members of `map` by their keys; what is no key becomes a finding. `what` names the map.
void read_keys(const YamlValue& map, std::string_view what, const std::vector<ListedKey>& keys,
               Findings& findings);

// The whole file, given to `read`. The error's message holds all findings, a line each.
[[nodiscard]] Result<void> read_yaml_file(
    const std::string& path,
    const std::function<void(const YamlValue& document, Findings& findings)>& read);

}  // namespace fauxplane::contracts
