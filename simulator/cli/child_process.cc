#include "simulator/cli/child_process.h"

#include <spawn.h>
#include <sys/wait.h>

#include <cerrno>
#include <csignal>
#include <optional>

namespace fauxplane {
namespace {

constexpr int kSignalStatusBase = 128;

std::optional<int> status_if_ended(pid_t child) {
  int status = 0;
  if (::waitpid(child, &status, WNOHANG) != child) return std::nullopt;
  if (WIFSIGNALED(status)) return kSignalStatusBase + WTERMSIG(status);
  return WEXITSTATUS(status);
}

}  // namespace

tl::expected<pid_t, SpawnFailure> spawn(const ChildCommand& command) {
  const SpawnWords words(command.words, command.variables);
  posix_spawnattr_t attributes;
  ::posix_spawnattr_init(&attributes);
  ::posix_spawnattr_setsigmask(&attributes, &command.signals.mask);
  ::posix_spawnattr_setsigdefault(&attributes, &command.signals.changed);
  ::posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF);
  pid_t child = 0;
  const int number = ::posix_spawnp(&child, command.words.front().c_str(), nullptr, &attributes,
                                    words.arguments(), words.environment());
  ::posix_spawnattr_destroy(&attributes);
  if (number == 0) return child;
  return tl::unexpected(SpawnFailure{.status = number == ENOENT ? kNotFound : kCannotRun,
                                     .sentence = why_not_started(command.words.front(), number)});
}

int wait_for_child(pid_t child) {
  for (;;) {
    const ReceivedSignal received = wait_for_signal({SIGCHLD, SIGINT, SIGTERM, SIGHUP, SIGQUIT});
    if (const auto status = status_if_ended(child)) return *status;
    if (received.number != SIGCHLD && received.from_process) ::kill(child, received.number);
  }
}

}  // namespace fauxplane
