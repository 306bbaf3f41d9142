// Keeps a listener from accepting while the process is short of file descriptors. Pistache's
// watches its socket level triggered: it would fail to accept, again and again, and leave nothing
// of a processor to those that are served. Connections that come meanwhile wait in the socket's
// queue.
#pragma once

#include <atomic>
#include <climits>
#include <cstdint>
#include <mutex>

namespace fauxplane {

class AcceptGate {
 public:
  // Finds out who watches `listening`, and how many descriptors there are. Once, before the first
  // connection. When that cannot be found out, the gate stays open.
  void guard(int listening);

  // A connection got that descriptor; the system hands out the lowest that is free. Safe to call
  // from any thread, as is the next.
  void on_opened(int socket) {
    if (socket >= first_scarce_) set_open(false);
  }
  // One was closed.
  void on_closed() {
    if (!is_open_.load(std::memory_order_acquire)) set_open(true);
  }

  [[nodiscard]] bool is_open() const { return is_open_.load(std::memory_order_acquire); }

 private:
  void set_open(bool open);

  int first_scarce_ = INT_MAX;
  int listening_ = -1;
  int watcher_ = -1;  // the epoll that watches it
  std::uint32_t events_ = 0;
  std::uint64_t data_ = 0;
  std::mutex mutex_{};
  std::atomic<bool> is_open_{true};
};

}  // namespace fauxplane
