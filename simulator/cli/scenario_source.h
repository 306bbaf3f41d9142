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

// The scenario over the default world. A file that exists wins over a name of the library; empty
// text is the default world without a script. `seed` replaces the scenario's own.
[[nodiscard]] tl::expected<std::shared_ptr<const Script>, Complaints> find_script(
    Scripts& scripts, const std::string& scenario, std::optional<Seed> seed);

// The default world, read from the program itself.
[[nodiscard]] tl::expected<WorldSeed, Complaints> built_in_world();

// The names of all scenarios of the library.
[[nodiscard]] std::vector<std::string_view> library_names();

// "1 finding", "2 findings".
[[nodiscard]] std::string counted(std::size_t count, const std::string& noun);

}  // namespace fauxplane
