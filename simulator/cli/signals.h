// Signals of the process, as something that one thread waits for. No handler ever runs but one
// that ends the process.
#pragma once

#include <csignal>
#include <initializer_list>

namespace fauxplane {

// What the process was started with, for a child that is to start the same way.
struct InheritedSignals {
  sigset_t mask{};
  sigset_t changed{};  // those whose disposition we have changed; the child wants the default
};

// Blocks `signals` for this thread and every thread it starts from now on, ignores SIGPIPE (a peer
// that is gone is an error of a call), and sees to it that children can be waited for. REQUIRES:
// called before any thread is started.
InheritedSignals hold_signals(std::initializer_list<int> signals);

struct ReceivedSignal {
  int number = 0;
  bool from_process = false;  // else from the kernel, as when a key is pressed at the terminal
};

// Takes the next of the held signals.
[[nodiscard]] ReceivedSignal wait_for_signal(std::initializer_list<int> signals);

// From now on each of them ends the process at once with 128 and its number.
void end_at_once_on(std::initializer_list<int> signals);

}  // namespace fauxplane
