#include "simulator/services/admission.h"

#include <cassert>

#include "simulator/services/service.h"

namespace fauxplane {

std::optional<QuotaExceeded> reserve(const Call& call, std::span<const Charge> charges) {
  const Identity& caller = call.caller;
  auto reserved =
      call.world.store().reserve(caller.org->id, {caller.key->id, call.tenant}, call.now, charges);
  if (!reserved) return reserved.error();
  Admission& admission = *call.admission;
  assert(admission.count < kReservationsMax);
  admission.reservations[admission.count++] = *std::move(reserved);
  return std::nullopt;
}

}  // namespace fauxplane
