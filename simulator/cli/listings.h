// What the commands that list something print: errors, faults, routes, scenarios.
#pragma once

#include <cstddef>
#include <string>

#include "simulator/cli/command_line.h"
#include "simulator/services/service.h"

namespace fauxplane {

// `width` is that of to_text(TextTable).
[[nodiscard]] std::string errors_text(const Service& service, std::size_t width);
[[nodiscard]] std::string errors_json(const Service& service);

[[nodiscard]] std::string faults_text(std::size_t width);
[[nodiscard]] std::string faults_json();

[[nodiscard]] std::string routes_text(const Service& service, std::size_t width);
[[nodiscard]] std::string routes_json(const Service& service);

[[nodiscard]] std::string settings_text(const Service& service, std::size_t width);
[[nodiscard]] std::string settings_json(const Service& service);

// The list or the one scenario that is asked for. The error is a sentence.
[[nodiscard]] Result<std::string> scenarios_text(const ScenariosCommand& command,
                                                 std::size_t width);

}  // namespace fauxplane
