// Where a scenario named on the command line comes from: a file, or the library.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "simulator/domain/random.h"
#include "simulator/edge/scripts.h"

namespace fauxplane {

// What is wrong with a scenario, one line each; never empty.
using Complaints = std::vector<std::string>;

struct WantedScript {
  std::string scenario{};      // a file or a name of the library; empty: no script
  std::string service{};       // whose default world plays without a script; empty: the first's
  std::optional<Seed> seed{};  // over the scenario's own
};

// The scenario over the default world of its service. A file that exists wins over a name of the
// library. A service that is not the scenario's own is refused.
[[nodiscard]] tl::expected<std::shared_ptr<const Script>, Complaints> find_script(
    Scripts& scripts, const WantedScript& wanted);

// The default world of every service, read from the program itself.
[[nodiscard]] tl::expected<std::vector<ServiceWorld>, Complaints> built_in_worlds();

// The names of all scenarios of the library.
[[nodiscard]] std::vector<std::string_view> library_names();

// "1 finding", "2 findings".
[[nodiscard]] std::string counted(std::size_t count, const std::string& noun);

}  // namespace fauxplane
