// Does what was asked for on the command line.
#pragma once

#include "simulator/cli/command_line.h"

namespace fauxplane {

// Returns the exit status of the process. REQUIRES: called from the main thread.
[[nodiscard]] int run(const Command& command);

}  // namespace fauxplane
