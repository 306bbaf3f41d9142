// The script that completes commands, options, scenario names and files in bash.
#pragma once

#include <span>
#include <string>

#include "simulator/cli/command_line.h"

namespace fauxplane {

[[nodiscard]] std::string bash_completion(std::span<const CommandWords> commands);

}  // namespace fauxplane
