#include "simulator/cli/child_process.h"

#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <map>
#include <optional>
#include <string_view>
#include <system_error>

namespace fauxplane {
namespace {

constexpr int kSignalStatusBase = 128;

// "NAME=value", ours and then those of the command over them.
std::vector<std::string> environment_of(const ChildCommand& command) {
  std::map<std::string, std::string> variables;
  for (char** entry = environ; entry != nullptr && *entry != nullptr; ++entry) {
    const std::string_view text(*entry);
    const std::size_t equals = text.find('=');
    if (equals == std::string_view::npos) continue;
    variables.try_emplace(std::string(text.substr(0, equals)), text.substr(equals + 1));
  }
  for (const auto& [name, value] : command.variables) variables.insert_or_assign(name, value);
  std::vector<std::string> entries;
  for (const auto& [name, value] : variables) entries.push_back(name + "=" + value);
  return entries;
}

// The form that exec wants; `texts` must outlive it.
std::vector<char*> pointers_to(std::vector<std::string>& texts) {
  std::vector<char*> pointers;
  for (std::string& text : texts) pointers.push_back(text.data());
  pointers.push_back(nullptr);
  return pointers;
}

SpawnFailure failure_of(const std::string& program, int number) {
  if (number == ENOENT) {
    return {.status = kNotFound, .sentence = "there is no command \"" + program + "\""};
  }
  return {.status = kCannotRun,
          .sentence = "cannot run \"" + program + "\": " + std::generic_category().message(number)};
}

std::optional<int> status_if_ended(pid_t child) {
  int status = 0;
  if (::waitpid(child, &status, WNOHANG) != child) return std::nullopt;
  if (WIFSIGNALED(status)) return kSignalStatusBase + WTERMSIG(status);
  return WEXITSTATUS(status);
}

}  // namespace

tl::expected<pid_t, SpawnFailure> spawn(const ChildCommand& command) {
  std::vector<std::string> words = command.words;
  std::vector<std::string> entries = environment_of(command);
  const std::vector<char*> arguments = pointers_to(words);
  const std::vector<char*> environment = pointers_to(entries);
  posix_spawnattr_t attributes;
  ::posix_spawnattr_init(&attributes);
  ::posix_spawnattr_setsigmask(&attributes, &command.signals.mask);
  ::posix_spawnattr_setsigdefault(&attributes, &command.signals.changed);
  ::posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF);
  pid_t child = 0;
  const int number = ::posix_spawnp(&child, arguments.front(), nullptr, &attributes,
                                    arguments.data(), environment.data());
  ::posix_spawnattr_destroy(&attributes);
  if (number != 0) return tl::unexpected(failure_of(command.words.front(), number));
  return child;
}

int wait_for_child(pid_t child) {
  for (;;) {
    const ReceivedSignal received = wait_for_signal({SIGCHLD, SIGINT, SIGTERM, SIGHUP, SIGQUIT});
    if (const auto status = status_if_ended(child)) return *status;
    if (received.number != SIGCHLD && received.from_process) ::kill(child, received.number);
  }
}

}  // namespace fauxplane
