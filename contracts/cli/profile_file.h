// Files for `run --profile`: what is particular to one client.
#pragma once

#include <string>

#include "contracts/campaign/profile.h"
#include "simulator/domain/error.h"

namespace fauxplane::contracts {

// The error's message tells every place that is wrong.
[[nodiscard]] Result<Profile> read_profile(const std::string& path);

}  // namespace fauxplane::contracts
