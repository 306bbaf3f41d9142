#include "simulator/cli/exec.h"

#include <csignal>
#include <cstdio>
#include <mutex>

#include "simulator/cli/child_process.h"
#include "simulator/cli/files.h"
#include "simulator/cli/signals.h"
#include "simulator/cli/stage.h"
#include "simulator/cli/verdict_text.h"
#include "simulator/edge/journal_view.h"

namespace fauxplane {
namespace {

constexpr int kReportIndent = 2;

void complain(const std::string& line) {
  std::fprintf(stderr, "fauxplane exec: %s\n", line.c_str());
}

// What happened to connections, told once the command no longer writes to the same stderr.
class Notes {
 public:
  void add(const std::string& sentence) {
    const std::scoped_lock lock(mutex_);
    if (sentences_.size() < kShownMax) sentences_.push_back(sentence);
  }
  void tell() {
    const std::scoped_lock lock(mutex_);
    for (const std::string& sentence : sentences_) complain(sentence);
  }

 private:
  static constexpr std::size_t kShownMax = 10;  // the verdict has their number, the journal all
  std::mutex mutex_{};
  std::vector<std::string> sentences_{};
};

std::string report_of(World& world, const ExecCommand& command, int exit_status) {
  AdminJson report = {{"command", command.command}, {"exit_status", exit_status}};
  report.update(verdict_json(world));
  // Arguments may hold bytes that are not UTF-8.
  return report.dump(kReportIndent, ' ', false, AdminJson::error_handler_t::replace) + "\n";
}

// The verdict on stderr, since stdout is the command's, and into the report.
int conclude(World& world, const ExecCommand& command, int exit_status) {
  std::fputs(verdict_text(world).c_str(), stderr);
  if (!command.report.empty()) {
    const auto written = write_file(command.report, report_of(world, command, exit_status));
    if (!written) {
      complain(written.error().message);
      if (exit_status == kFine) return kCouldNot;
    }
  }
  if (exit_status != kFine) return exit_status;
  return verdict_of(world).passed ? kFine : kVerdictFailed;
}

}  // namespace

std::vector<std::pair<std::string, std::string>> variables_of(const Addresses& addresses,
                                                              const ClientFiles& files) {
  std::vector<std::pair<std::string, std::string>> variables = {
      {"FAUXPLANE_URL", addresses.url},
      {"FAUXPLANE_SESSION", std::string(kDefaultSession)},
      {std::string(addresses.service->key_variable), addresses.api_key}};
  for (const Addresses::Client& client : addresses.clients) {
    variables.emplace_back(client.row->variable, client.url);
  }
  for (auto& variable : variables_of(files)) variables.push_back(std::move(variable));
  return variables;
}

int exec(const ExecCommand& command) {
  const InheritedSignals signals = hold_signals({SIGCHLD, SIGINT, SIGTERM, SIGHUP, SIGQUIT});
  Notes notes;
  StageOptions options{
      .scenario = command.scenario, .service = command.service, .seed = command.seed};
  options.server.port = 0;
  options.server.threads = command.threads;
  options.tls = command.tls;
  options.note = [&notes](const std::string& sentence) { notes.add(sentence); };
  const auto stage = Stage::open(options);
  if (!stage) {
    for (const std::string& line : stage.error().complaints) {
      std::fprintf(stderr, "%s\n", line.c_str());
    }
    return stage.error().status;
  }
  const auto child =
      spawn({.words = command.command,
             .variables = variables_of((*stage)->addresses(), (*stage)->client_files()),
             .signals = signals});
  if (!child) {
    complain(child.error().sentence);
    return child.error().status;
  }
  const int exit_status = wait_for_child(*child);
  // The client is gone: whatever is still in flight has nobody to go to.
  const std::shared_ptr<World> world = (*stage)->world();
  (*stage)->stop(Duration{0});
  notes.tell();
  return conclude(*world, command, exit_status);
}

}  // namespace fauxplane
