// A command run as a child, with our own stdin, stdout and stderr.
#pragma once

#include <sys/types.h>

#include <string>
#include <vector>

#include "simulator/cli/signals.h"
#include "simulator/cli/spawn_words.h"
#include "simulator/domain/error.h"

namespace fauxplane {

// Exit statuses of shells for a command that did not start.
inline constexpr int kCannotRun = 126;
inline constexpr int kNotFound = 127;

struct ChildCommand {
  std::vector<std::string> words{};   // the program, looked up in PATH, and its arguments
  SpawnWords::Variables variables{};  // over those of our environment
  InheritedSignals signals{};
};

// Why a command did not start: an exit status, and a sentence.
struct SpawnFailure {
  int status = kNotFound;
  std::string sentence{};
};

[[nodiscard]] tl::expected<pid_t, SpawnFailure> spawn(const ChildCommand& command);

// Waits for the child, and passes SIGINT, SIGTERM, SIGHUP and SIGQUIT on to it when a process sent
// them. What the terminal sends it gets by itself, being in our process group. Returns its exit
// status, or 128 and the signal that killed it. REQUIRES: these four and SIGCHLD are held.
[[nodiscard]] int wait_for_child(pid_t child);

}  // namespace fauxplane
