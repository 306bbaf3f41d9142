// YAML values as JSON, in the order of the file.
#pragma once

#include <nlohmann/json.hpp>
#include <string>

#include "simulator/scenario/yaml_tree.h"

namespace fauxplane {

// Plain scalars become null, booleans and numbers where they look like it; quoted ones are text.
[[nodiscard]] nlohmann::ordered_json json_of(const YamlValue& value);

// Compact, as it goes over the wire.
[[nodiscard]] std::string json_text_of(const YamlValue& value);

}  // namespace fauxplane
