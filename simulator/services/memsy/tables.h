// The parts of the Memsy service, for its table in service.cc.
#pragma once

#include <nlohmann/json.hpp>
#include <span>

#include "simulator/services/service.h"

namespace fauxplane::memsy_service {

using Json = nlohmann::ordered_json;

// Rows of the dimension table, in the order of the headers (memsy.md 9).
inline constexpr Dimension kApiCalls{0};
inline constexpr Dimension kEventsIngested{1};
inline constexpr Dimension kMemoriesStored{2};
inline constexpr Dimension kLlmTokens{3};
inline constexpr Dimension kSearchQueries{4};
[[nodiscard]] std::span<const DimensionRow> dimension_rows();

[[nodiscard]] std::span<const ErrorRow> error_rows();

// Rows of the setting table.
inline constexpr std::size_t kAuthentication = 0;
inline constexpr std::size_t kErrorEnvelope = 1;
inline constexpr std::size_t kControlScopes = 2;
[[nodiscard]] std::span<const SettingRow> setting_rows();

// Gates, in the order in which they are asked (memsy.md 3.2).
enum Gate : GateSet {
  kQuota = 1U << 0U,
  kScope = 1U << 1U,
  kAdmin = 1U << 2U,
  kSeat = 1U << 3U,
  kBilling = 1U << 4U,
};
[[nodiscard]] std::span<const GateRow> gate_rows();

[[nodiscard]] Result<Identity> authenticate(const Call& call);
std::size_t charges(const Call& call, std::array<Charge, kChargesMax>& charges);
Envelope envelope_of(const Call& call, const ErrorRow& row);
[[nodiscard]] Result<Answer> over_quota(const Call& call, const QuotaExceeded& exceeded);
void decorate(const Call& call, const Outcome& outcome, HeaderBlock& headers);

// One handler per endpoint (memsy.md 7).
[[nodiscard]] Result<Answer> get_me(const Call& call);
[[nodiscard]] Result<Answer> get_health(const Call& call);
[[nodiscard]] Result<Answer> get_usage_summary(const Call& call);
[[nodiscard]] Result<Answer> get_usage_timeseries(const Call& call);
[[nodiscard]] Result<Answer> get_billing_summary(const Call& call);
[[nodiscard]] Result<Answer> get_billing_invoices(const Call& call);
[[nodiscard]] Result<Answer> list_keys(const Call& call);
[[nodiscard]] Result<Answer> create_key(const Call& call);
[[nodiscard]] Result<Answer> get_key_usage(const Call& call);
[[nodiscard]] Result<Answer> delete_key(const Call& call);
[[nodiscard]] Result<Answer> list_events(const Call& call);
[[nodiscard]] Result<Answer> express_interest(const Call& call);
[[nodiscard]] Result<Answer> get_interest(const Call& call);

// 200 with the body written without blanks; bytes that are no UTF-8 are replaced.
[[nodiscard]] Answer ok(const Json& body);

// The rows of a usage history as the service writes them: {"date", "dimension", "quantity"}.
[[nodiscard]] Json usage_rows(std::span<const UsagePoint> points, Granularity granularity);

}  // namespace fauxplane::memsy_service
