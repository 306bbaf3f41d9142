// The clocks of the machine: the only place of the client that asks for the time or waits.
#pragma once

#include <chrono>
#include <stop_token>

#include "contracts/client/http.h"

namespace memsy {

[[nodiscard]] std::chrono::system_clock::time_point system_now();

// Returns when so much time has passed, or at once when a stop is requested.
void wait_unless_stopped(Seconds time, const std::stop_token& stop);

}  // namespace memsy
