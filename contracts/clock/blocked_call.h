// Whether a thread that is blocked in a system call can wake up by time alone: reads the line that
// Linux shows of it (proc(5), /proc/PID/task/TID/syscall).
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace fauxplane::contracts {

// True when it can, or when that cannot be told: a call is called endless only when it is.
[[nodiscard]] bool may_end_by_time(std::string_view call);

// What the kernel tells of a thread (proc(5), /proc/PID/task/TID/status).
struct ThreadStatus {
  bool is_blocked = false;     // sleeping; neither running nor waiting for a disk
  std::uint64_t switches = 0;  // how often it left the processor
};
[[nodiscard]] std::optional<ThreadStatus> read_thread_status(std::string_view status);

}  // namespace fauxplane::contracts
