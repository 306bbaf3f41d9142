// How a finished answer leaves, in numbers of bytes and milliseconds: the points and distributions
// of a fault, resolved for this answer.
#pragma once

#include "simulator/domain/random.h"
#include "simulator/scenario/fault.h"
#include "simulator/services/answer.h"

namespace fauxplane {

// REQUIRES: `reply.bytes` are the bytes that leave, damaged already.
void plan_wire(const Fault& fault, Duration delay, Reply& reply);

// The delay of use `use` of step `step`: the same for the same seed.
[[nodiscard]] Duration drawn_delay(const Delay& delay, Seed seed, std::uint32_t step,
                                   std::uint32_t use);

// From the arrival of the request to the last byte of its answer, when the client takes it at once.
[[nodiscard]] Duration time_to_leave(const Reply& reply);

// How many bytes of the answer have left at that point.
[[nodiscard]] std::size_t bytes_until(const Point& point, const Reply& reply);

}  // namespace fauxplane
