// Files for `run --expect`: what is known to be wrong with a client.
#pragma once

#include <string>
#include <vector>

#include "contracts/campaign/expectation.h"
#include "simulator/domain/error.h"

namespace fauxplane::contracts {

// The error's message tells every place that is wrong. Pinned paths are relative to the file.
[[nodiscard]] Result<std::vector<Expectation>> read_expectations(const std::string& path);

}  // namespace fauxplane::contracts
