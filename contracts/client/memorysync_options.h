// What a client of MemorySync is made with. Every value is checked when the client is made, before
// anything is sent.
#pragma once

#include <string>

#include "contracts/client/options.h"

namespace memorysync {

struct Options {
  // `base_url` is the root of the service. The backoff is that before the first of the attempts
  // after a 5xx or a failure on the wire, too (memorysync.md 13).
  memsy::Options connection{.backoff = memsy::Seconds{0.5}};
  std::string end_user_id{};  // whose memories; needed by every call of /memory/
  std::string project_id{};   // empty: the one of the key, or the default one
};

// Throws ValidationError that names the option and the remedy. The key is never quoted.
void check_options(const Options& options);

}  // namespace memorysync
