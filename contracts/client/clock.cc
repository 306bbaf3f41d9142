#include "contracts/client/clock.h"

#include <algorithm>
#include <condition_variable>
#include <mutex>

namespace memsy {
namespace {

// Some 30 years: longer waits are made of several, since clocks count nanoseconds in 64 bits.
constexpr Seconds kSliceMax{1e9};

}  // namespace

std::chrono::system_clock::time_point system_now() {
  return std::chrono::system_clock::now();
}

void wait_unless_stopped(Seconds time, const std::stop_token& stop) {
  std::mutex mutex;
  std::condition_variable_any never;
  std::unique_lock lock(mutex);
  while (time > Seconds{0} && !stop.stop_requested()) {
    const Seconds slice = std::min(time, kSliceMax);
    const auto until = std::chrono::steady_clock::now() +
                       std::chrono::ceil<std::chrono::steady_clock::duration>(slice);
    never.wait_until(lock, stop, until, [] { return false; });
    time -= slice;
  }
}

}  // namespace memsy
