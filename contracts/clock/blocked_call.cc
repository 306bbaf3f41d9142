#include "contracts/clock/blocked_call.h"

#include <linux/futex.h>
#include <sys/syscall.h>

#include <array>
#include <charconv>
#include <cstddef>

namespace fauxplane::contracts {
namespace {

// Number and arguments; the number is decimal, arguments are hexadecimal.
struct Call {
  long number = -1;
  std::array<std::uint64_t, 6> arguments{};
};

std::string_view next_word(std::string_view& text) {
  const std::size_t start = std::min(text.find_first_not_of(" \n"), text.size());
  text.remove_prefix(start);
  const std::size_t end = std::min(text.find_first_of(" \n"), text.size());
  const std::string_view word = text.substr(0, end);
  text.remove_prefix(end);
  return word;
}

template <class Number>
bool read_number(std::string_view word, int base, Number& number) {
  if (base == 16 && word.starts_with("0x")) word.remove_prefix(2);
  const auto read = std::from_chars(word.data(), word.data() + word.size(), number, base);
  return read.ec == std::errc() && read.ptr == word.data() + word.size();
}

std::optional<Call> read_call(std::string_view text) {
  Call call;
  if (!read_number(next_word(text), 10, call.number)) return std::nullopt;
  for (std::uint64_t& argument : call.arguments) {
    if (!read_number(next_word(text), 16, argument)) return std::nullopt;
  }
  return call;
}

bool is_timed_wait(std::uint64_t futex_operation) {
  switch (futex_operation & static_cast<std::uint64_t>(FUTEX_CMD_MASK)) {
    case FUTEX_WAKE:
    case FUTEX_REQUEUE:
    case FUTEX_CMP_REQUEUE:
      return false;
    default:
      return true;
  }
}

// Calls that wait for others, and end by time only when this argument says so.
struct Waiting {
  long number;
  std::size_t argument;
  bool is_ms;  // a number, negative for no end; otherwise an address, null for no end
};
constexpr Waiting kWaiting[] = {
#ifdef SYS_poll
    {SYS_poll, 2, true},
#endif
#ifdef SYS_select
    {SYS_select, 4, false},
#endif
#ifdef SYS_epoll_wait
    {SYS_epoll_wait, 3, true},
#endif
    {SYS_ppoll, 2, false},        {SYS_pselect6, 4, false},        {SYS_epoll_pwait, 3, true},
    {SYS_epoll_pwait2, 3, false}, {SYS_rt_sigtimedwait, 2, false},
};

// Calls that have no time at all. Sockets with a timeout of their own wait in the library.
constexpr long kEndless[] = {
    SYS_read,   SYS_readv,   SYS_recvfrom, SYS_recvmsg, SYS_write,         SYS_writev,
    SYS_sendto, SYS_sendmsg, SYS_accept,   SYS_accept4, SYS_wait4,         SYS_waitid,
    SYS_flock,  SYS_fcntl,   SYS_connect,  SYS_msgrcv,  SYS_rt_sigsuspend,
#ifdef SYS_pause
    SYS_pause,
#endif
};

}  // namespace

bool may_end_by_time(std::string_view text) {
  const std::optional<Call> call = read_call(text);
  if (!call) return true;
  if (call->number == SYS_futex) {
    return is_timed_wait(call->arguments[1]) && call->arguments[3] != 0;
  }
  for (const Waiting& waiting : kWaiting) {
    if (waiting.number != call->number) continue;
    const std::uint64_t argument = call->arguments.at(waiting.argument);
    return waiting.is_ms ? static_cast<std::int32_t>(argument) >= 0 : argument != 0;
  }
  for (const long endless : kEndless) {
    if (endless == call->number) return false;
  }
  return true;
}

std::optional<ThreadStatus> read_thread_status(std::string_view status) {
  constexpr std::string_view kState = "\nState:\t";
  const std::size_t state = status.find(kState);
  if (state == std::string_view::npos || state + kState.size() >= status.size()) {
    return std::nullopt;
  }
  ThreadStatus result{.is_blocked = status[state + kState.size()] == 'S', .switches = 0};
  for (const std::string_view name :
       {"\nvoluntary_ctxt_switches:\t", "\nnonvoluntary_ctxt_switches:\t"}) {
    const std::size_t at = status.find(name);
    if (at == std::string_view::npos) return std::nullopt;
    const std::string_view rest = status.substr(at + name.size());
    std::uint64_t count = 0;
    if (!read_number(rest.substr(0, rest.find('\n')), 10, count)) return std::nullopt;
    result.switches += count;
  }
  return result;
}

}  // namespace fauxplane::contracts
