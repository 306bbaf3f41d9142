#include "simulator/cli/signals.h"

#include <pthread.h>
#include <unistd.h>

#include <cerrno>

namespace fauxplane {
namespace {

constexpr int kSignalStatusBase = 128;

sigset_t set_of(std::initializer_list<int> signals) {
  sigset_t set;
  sigemptyset(&set);
  for (const int signal : signals) sigaddset(&set, signal);
  return set;
}

// Returns what it was before.
struct sigaction set_disposition(int signal, void (*handler)(int)) {
  struct sigaction action {};
  action.sa_handler = handler;
  sigemptyset(&action.sa_mask);
  struct sigaction before {};
  ::sigaction(signal, &action, &before);
  return before;
}

void end_at_once(int signal) {
  ::_exit(kSignalStatusBase + signal);
}

}  // namespace

InheritedSignals hold_signals(std::initializer_list<int> signals) {
  InheritedSignals inherited;
  const sigset_t held = set_of(signals);
  ::pthread_sigmask(SIG_BLOCK, &held, &inherited.mask);
  sigemptyset(&inherited.changed);
  if (set_disposition(SIGPIPE, SIG_IGN).sa_handler == SIG_DFL) {
    sigaddset(&inherited.changed, SIGPIPE);
  }
  // A process that ignores SIGCHLD is told nothing about its children; some are started like that.
  set_disposition(SIGCHLD, SIG_DFL);
  return inherited;
}

ReceivedSignal wait_for_signal(std::initializer_list<int> signals) {
  const sigset_t set = set_of(signals);
  for (;;) {
    siginfo_t information{};
    const int number = ::sigwaitinfo(&set, &information);
    if (number < 0) continue;  // interrupted
    return {.number = number, .from_process = information.si_code <= 0};
  }
}

void end_at_once_on(std::initializer_list<int> signals) {
  for (const int signal : signals) set_disposition(signal, end_at_once);
  const sigset_t set = set_of(signals);
  ::pthread_sigmask(SIG_UNBLOCK, &set, nullptr);
}

}  // namespace fauxplane
