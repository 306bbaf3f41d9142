// fauxplane exec: one command against a plane of its own, and the verdict on it.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "simulator/cli/command_line.h"
#include "simulator/cli/tls_setup.h"
#include "simulator/edge/site.h"

namespace fauxplane {

// Returns the exit status. REQUIRES: called from the main thread, before any other is started.
[[nodiscard]] int exec(const ExecCommand& command);

// What the command finds in its environment.
[[nodiscard]] std::vector<std::pair<std::string, std::string>> variables_of(
    const Addresses& addresses, const ClientFiles& files = {});

}  // namespace fauxplane
