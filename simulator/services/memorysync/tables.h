// The parts of the MemorySync service, for its table in service.cc.
#pragma once

#include <span>

#include "simulator/services/service.h"

namespace fauxplane::memorysync_service {

// Rows of the dimension table, in the order of reports (memorysync.md 9).
inline constexpr Dimension kAddRequests{0};
inline constexpr Dimension kRetrievalRequests{1};
[[nodiscard]] std::span<const DimensionRow> dimension_rows();

[[nodiscard]] std::span<const ErrorRow> error_rows();

// Rows of the setting table.
enum Setting : std::size_t { kErrorEnvelope, kInvalidBearer, kHealthState };
[[nodiscard]] std::span<const SettingRow> setting_rows();

// Gates, in the order in which they are asked (memorysync.md 3).
enum Gate : GateSet {
  kQuota = 1U << 0U,
};
[[nodiscard]] std::span<const GateRow> gate_rows();

void stamp(Call& call);
[[nodiscard]] Result<Identity> authenticate(const Call& call);
std::size_t charges(const Call& call, std::array<Charge, kChargesMax>& charges);
[[nodiscard]] Result<Answer> over_quota(const Call& call, const QuotaExceeded& exceeded);
Envelope envelope_of(const Call& call, const ErrorRow& row);
void decorate(const Call& call, const Outcome& outcome, HeaderBlock& headers);

// One handler per endpoint (memorysync.md 4).
[[nodiscard]] Result<Answer> get_health(const Call& call);

}  // namespace fauxplane::memorysync_service
