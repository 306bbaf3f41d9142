// Seats of an org: purchased, assigned to members, promised to pending invites.
#pragma once

#include <cstdint>

#include "simulator/domain/error.h"

namespace fauxplane {

struct SeatPool {
  std::int64_t purchased = 0;
  std::int64_t assigned = 0;
  std::int64_t pending = 0;  // invites not yet accepted; each will need a seat
  friend bool operator==(const SeatPool&, const SeatPool&) = default;
};

// Purchased less assigned, never below 0 (memsy.md C5).
[[nodiscard]] constexpr std::int64_t available(const SeatPool& pool) {
  return pool.assigned >= pool.purchased ? 0 : pool.purchased - pool.assigned;
}

// The pool with one more seat assigned. Pending invites hold their seats: the error is
// "seat_limit_reached" with purchased_seats, assigned_seats and pending_invites (memsy.md 8.1).
[[nodiscard]] Result<SeatPool> assign_seat(SeatPool pool);

}  // namespace fauxplane
