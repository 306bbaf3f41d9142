// What a call has taken out of its plan so far: at its gate, and in its handler for what only the
// body tells. All of it is settled with the answer (docs/architecture.md, reserve and settle).
#pragma once

#include <array>
#include <optional>
#include <span>

#include "simulator/domain/usage_ledger.h"

namespace fauxplane {

struct Call;

// How often one call may reserve: at the gate, and in its handler.
inline constexpr std::size_t kReservationsMax = 2;

struct Admission {
  std::array<Reservation, kReservationsMax> reservations{};
  std::size_t count = 0;

  [[nodiscard]] std::span<const Reservation> taken() const {
    return std::span(reservations).first(count);
  }
};

// Takes the charges for the call's org, all or none; which of them has no room, if one has none.
// REQUIRES: an authenticated call with room in its admission.
[[nodiscard]] std::optional<QuotaExceeded> reserve(const Call& call,
                                                   std::span<const Charge> charges);

}  // namespace fauxplane
