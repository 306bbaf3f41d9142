#include "simulator/domain/seat.h"

namespace fauxplane {

Result<SeatPool> assign_seat(SeatPool pool) {
  if (pool.assigned + pool.pending >= pool.purchased) {
    return tl::unexpected(Error{.code = "seat_limit_reached",
                                .message = "All purchased seats are assigned or promised",
                                .attributes = {{"purchased_seats", pool.purchased},
                                               {"assigned_seats", pool.assigned},
                                               {"pending_invites", pool.pending}}});
  }
  ++pool.assigned;
  return pool;
}

}  // namespace fauxplane
