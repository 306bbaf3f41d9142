// fauxplane serve: a plane that runs until a signal ends it.
#pragma once

#include <string>

#include "simulator/cli/command_line.h"
#include "simulator/cli/tls_setup.h"
#include "simulator/edge/site.h"

namespace fauxplane {

// How long a stop waits for answers that are delayed or half written.
inline constexpr Duration kStopGrace{5'000};

// Returns the exit status. REQUIRES: called from the main thread, before any other is started.
[[nodiscard]] int serve(const ServeCommand& command);

// What is printed at the start: the scenario, the addresses, the key, and a line to try.
[[nodiscard]] std::string greeting(const Scenario& scenario, const Addresses& addresses,
                                   const ClientFiles& files = {});

}  // namespace fauxplane
