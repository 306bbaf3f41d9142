// A certain hang: every thread of the client is blocked without a deadline, and the plane owes
// nothing. Nobody needs to wait for a watchdog then.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>

#include "contracts/clock/clock_page.h"

namespace fauxplane::contracts {

enum class Standing : std::uint8_t {
  kMoving,  // it may go on by itself, or time does not flow: nobody waits for it
  kHung,    // it cannot
  kBeyond,  // it waits for a time that no clock can show
};

// Looks at the programs of the client that use the page.
class Standstill {
 public:
  // How long nothing has to move, in real time: long enough for bytes on their way in the kernel.
  static constexpr std::chrono::milliseconds kPatience{100};

  // `page` must outlive it.
  explicit Standstill(const ClockPage& page) : page_(page) {}

  // Call it every few milliseconds while a reply is awaited. `now`: a steady clock.
  [[nodiscard]] Standing look(std::chrono::steady_clock::time_point now);

 private:
  const ClockPage& page_;
  std::optional<std::uint64_t> seen_{};  // the same for as long as nothing moves
  std::chrono::steady_clock::time_point since_{};
};

}  // namespace fauxplane::contracts
