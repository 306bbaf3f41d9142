// Runs a command of fauxplane-check.
#pragma once

#include <string>
#include <vector>

namespace fauxplane::contracts {

// Returns the exit status.
[[nodiscard]] int run_command(const std::vector<std::string>& words);

}  // namespace fauxplane::contracts
