// Time. The one place in the simulator that reads the system's clocks, and the arithmetic of a
// world's own.
#pragma once

#include "simulator/domain/instant.h"
#include "simulator/store/store.h"

namespace fauxplane {

class SystemClock {
 public:
  [[nodiscard]] static Arrival steady_now();
  [[nodiscard]] static Instant real_now();
};

// Business time at `arrival`. Stays within the years an Instant may have.
[[nodiscard]] Instant instant_at(const ClockState& state, Arrival arrival);

// The clock that shows `instant` at `arrival` and flows on as before.
[[nodiscard]] ClockState set_to(const ClockState& state, Instant instant, Arrival arrival);

// The clock `by` ahead of what it shows at `arrival`; `by` may be negative.
[[nodiscard]] ClockState advanced(const ClockState& state, Duration by, Arrival arrival);

}  // namespace fauxplane
