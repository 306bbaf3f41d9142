// The commands and options as CLI11 knows them, bound to the values they fill. Included by
// command_line.cc alone; CLI11 appears nowhere else.
#pragma once

#include <CLI/CLI.hpp>
#include <string>

#include "simulator/cli/command_line.h"

namespace fauxplane {

// Where a parse leaves what it read. `app` points into the others, so it stays where it was made.
struct Definitions {
  Definitions();
  Definitions(const Definitions&) = delete;
  Definitions& operator=(const Definitions&) = delete;

  CLI::App app;
  ServeCommand serve;
  ExecCommand exec;
  LintCommand lint;
  ErrorsCommand errors;
  FaultsCommand faults;
  RoutesCommand routes;
  SettingsCommand settings;
  ScenariosCommand scenarios;
  CompletionCommand completion;
};

// "fauxplane 0.1.0".
[[nodiscard]] std::string version_text();

}  // namespace fauxplane
