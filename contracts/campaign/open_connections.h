// Which connections of a plane are open, for whoever wants to know whether a client has left.
#pragma once

#include <chrono>
#include <condition_variable>
#include <mutex>
#include <set>

#include "contracts/clock/clock_page.h"
#include "simulator/edge/server.h"

namespace fauxplane::contracts {

// Stands between the plane and the clock of its clients.
class OpenConnections : public WireObserver {
 public:
  // nullptr: the clients live in real time. It must outlive this.
  explicit OpenConnections(ClockPage* page) : page_(page) {}

  [[nodiscard]] std::chrono::nanoseconds time_offset() override;
  void listening(std::uint16_t port) override;
  void looked_after(int socket, Debt debt) override;
  void closing(int socket) override;

  [[nodiscard]] std::size_t count();
  // Waits until there are at most so many, or the patience is over; how many there are then.
  [[nodiscard]] std::size_t wait_for(std::size_t at_most, std::chrono::milliseconds patience);

 private:
  ClockPage* page_;
  std::mutex mutex_;  // guards what follows
  std::condition_variable fewer_;
  std::set<int> sockets_;
};

}  // namespace fauxplane::contracts
