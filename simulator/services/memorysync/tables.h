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
enum Setting : std::size_t {
  kErrorEnvelope,
  kInvalidBearer,
  kHealthState,
  kRateLimiting,
  kRateHeaders,
  kWithinPlan,
  kUnallocatedEntry,
  kMinting,
};
// Values of kRateLimiting behind those of RateStage, and of kUnallocatedEntry.
inline constexpr std::uint8_t kRatesUnlimited = 2;
inline constexpr std::uint8_t kOmittedWhenEmpty = 1;
[[nodiscard]] std::span<const SettingRow> setting_rows();

// Gates, in the order in which they are asked (memorysync.md 3).
enum Gate : GateSet {
  kQuota = 1U << 0U,
  kOrganization = 1U << 1U,
};
[[nodiscard]] std::span<const GateRow> gate_rows();

// Who is limited apart from whom.
enum RateCallerKind : std::uint8_t {
  kByKey,
  kByUser,
  kByAddress,
  kHealthAddress,
  kMintAddress,
  kMintSubnet,
};

void stamp(Call& call);
[[nodiscard]] std::optional<Error> limit_rate(Call& call, RateStage stage);
void add_rate_headers(const Call& call, HeaderBlock& headers);
// The token of an Authorization header; empty when its scheme is another.
[[nodiscard]] std::string_view token_of(std::string_view header);
[[nodiscard]] Result<Identity> authenticate(const Call& call);
std::size_t charges(const Call& call, std::array<Charge, kChargesMax>& charges);
[[nodiscard]] Result<Answer> over_quota(const Call& call, const QuotaExceeded& exceeded);
Envelope envelope_of(const Call& call, const ErrorRow& row);
void decorate(const Call& call, const Outcome& outcome, HeaderBlock& headers);

// One handler per endpoint (memorysync.md 4).
[[nodiscard]] Result<Answer> get_health(const Call& call);
[[nodiscard]] Result<Answer> get_billing_usage(const Call& call);
[[nodiscard]] Result<Answer> get_billing_allocation(const Call& call);
[[nodiscard]] Result<Answer> get_billing_price(const Call& call);
[[nodiscard]] Result<Answer> put_tenant_tags(const Call& call);
[[nodiscard]] Result<Answer> mint_evaluation_key(const Call& call);
[[nodiscard]] Result<Answer> get_evaluation_usage(const Call& call);

}  // namespace fauxplane::memorysync_service
