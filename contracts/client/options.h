// What a client is made with. Every value is checked when the client is made, before anything is
// sent.
#pragma once

#include <chrono>
#include <functional>
#include <stop_token>
#include <string>

#include "contracts/client/clock.h"
#include "contracts/client/http.h"

namespace memsy {

struct Options {
  std::string base_url{};  // of the control plane, with its prefix; slashes at the end are ignored
  std::string api_key{};   // opaque; goes into the Authorization header and nowhere else
  std::chrono::milliseconds timeout{30'000};  // of one attempt, from connecting to the last byte
  int max_retries = 3;                        // further attempts after a 429
  Seconds backoff{1.0};   // before the first of them when the server names no time; then doubled
  std::string ca_file{};  // PEM; empty for the certificates of the system
  bool reuse_connections = true;
  // Injectable for tests: the time of day, and waiting until it has passed or a stop is requested.
  std::function<std::chrono::system_clock::time_point()> now = system_now;
  std::function<void(Seconds, const std::stop_token&)> wait = wait_unless_stopped;
};

// Throws MemsyError that names the option and the remedy. The key is never quoted.
void check_options(const Options& options);

}  // namespace memsy
