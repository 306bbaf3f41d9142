// The format of scenarios as JSON Schema, written from the same tables that the parser reads.
#pragma once

#include <string>

#include "simulator/scenario/vocabulary.h"

namespace fauxplane {

// JSON Schema 2020-12 with a line end; scenarios/schema.json is this text.
[[nodiscard]] std::string scenario_schema(std::span<const Vocabulary* const> vocabularies);

}  // namespace fauxplane
