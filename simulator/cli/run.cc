#include "simulator/cli/run.h"

#include <algorithm>
#include <cstdio>

#include "simulator/cli/completion.h"
#include "simulator/cli/exec.h"
#include "simulator/cli/harness.h"
#include "simulator/cli/lint.h"
#include "simulator/cli/listings.h"
#include "simulator/cli/serve.h"
#include "simulator/cli/tables.h"
#include "simulator/services/services.h"

namespace fauxplane {
namespace {

// A write that failed, as to a full disk, must not pass for success.
int print(const std::string& text) {
  const bool is_written = std::fputs(text.c_str(), stdout) >= 0 && std::fflush(stdout) == 0;
  if (is_written) return kFine;
  std::perror("fauxplane: cannot write to stdout");
  return kCouldNot;
}

int run_lint(const LintCommand& command) {
  const auto files = lint(command.paths);
  const int printed = print(command.json ? lint_json(files) : lint_text(files));
  if (printed != kFine) return printed;
  const bool all_fine = std::all_of(files.begin(), files.end(),
                                    [](const Linted& file) { return file.findings.empty(); });
  return all_fine ? kFine : kBadInput;
}

int run_scenarios(const ScenariosCommand& command) {
  const auto text = scenarios_text(command, terminal_width());
  if (text) return print(*text);
  std::fprintf(stderr, "fauxplane scenarios: %s\n", text.error().message.c_str());
  return kBadInput;
}

// REQUIRES: there is one of that name; the command line sees to that.
template <class Listing>
const Service& service_of(const Listing& command) {
  return command.service.empty() ? *all_services().front() : *find_service(command.service);
}

struct Runner {
  int operator()(const ServeCommand& command) const { return serve(command); }
  int operator()(const ExecCommand& command) const { return exec(command); }
  int operator()(const LintCommand& command) const { return run_lint(command); }
  int operator()(const ScenariosCommand& command) const { return run_scenarios(command); }
  int operator()(const ErrorsCommand& command) const {
    return print(command.json ? errors_json(service_of(command))
                              : errors_text(service_of(command), terminal_width()));
  }
  int operator()(const FaultsCommand& command) const {
    return print(command.json ? faults_json() : faults_text(terminal_width()));
  }
  int operator()(const RoutesCommand& command) const {
    return print(command.json ? routes_json(service_of(command))
                              : routes_text(service_of(command), terminal_width()));
  }
  int operator()(const SettingsCommand& command) const {
    return print(command.json ? settings_json(service_of(command))
                              : settings_text(service_of(command), terminal_width()));
  }
  int operator()(const CheckCommand& command) const { return become_harness(command.words); }
  int operator()(const CompletionCommand&) const { return print(bash_completion(command_words())); }
};

}  // namespace

int run(const Command& command) {
  return std::visit(Runner{}, command);
}

}  // namespace fauxplane
