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
enum Setting : std::uint8_t {
  kAuthentication,
  kErrorEnvelope,
  kControlScopes,
  kHotScopes,
  kScopeCode,
  kOnboardingReads,
  kMemoriesSeat,
  kOrgIdGuard,
  kRerankingNeed,
  kScores,
  kSearchResults,
  kMemorySearch,
  kDuplicates,
  kDuplicateCost,
  kEmptyLists,
  kContentLimit,
  kIngestStatus,
  kStatusTotal,
  kStatusDetails,
  kCreateStatus,
  kOrgRecords,
  kRecordLengths,
  kMalformedMemoryId,
  kClear,
  kSettingCount,
};
[[nodiscard]] std::span<const SettingRow> setting_rows();

// Gates, in the order in which they are asked (memsy.md 3.2).
enum Gate : GateSet {
  kQuota = 1U << 0U,
  kScope = 1U << 1U,
  kRead = 1U << 2U,
  kWrite = 1U << 3U,
  kAdmin = 1U << 4U,
  kOnboarding = 1U << 5U,
  kSeat = 1U << 6U,
  kMemorySeat = 1U << 7U,
  kBilling = 1U << 8U,
  kFeature = 1U << 9U,
};
[[nodiscard]] std::span<const GateRow> gate_rows();

[[nodiscard]] Result<Identity> authenticate(Call& call);
std::size_t charges(const Call& call, std::array<Charge, kChargesMax>& charges);
Envelope envelope_of(const Call& call, const ErrorRow& row);
[[nodiscard]] Result<Answer> over_quota(const Call& call, const QuotaExceeded& exceeded);
// What only the body of a call tells it spends, besides what its gate has taken.
[[nodiscard]] std::optional<Error> reserve_besides(const Call& call,
                                                   std::span<const Charge> charges);
void decorate(const Call& call, const Outcome& outcome, HeaderBlock& headers);

// Limits of a world and of a call (docs/operations.md).
inline constexpr std::size_t kEventsMax = 100'000;         // of a world, each with its memory
inline constexpr std::size_t kCustomizationsMax = 10'000;  // of a world
inline constexpr std::size_t kEventsPerCallMax = 1'000;
[[nodiscard]] Error capacity_error(const std::string& what, std::size_t most);

// The feature of plans that spreads the scores of a search (memsy.md 3.3).
inline constexpr const char* kReranking = "reranking";

// Refuses an org_id in the object, where the tier forbids it.
[[nodiscard]] std::optional<Error> check_org_id(const Call& call, const nlohmann::json& object);
[[nodiscard]] Error empty_list_error(std::string place);

// One handler per endpoint of the hot path (memsy.md 6); get_health is below.
[[nodiscard]] Result<Answer> ingest(const Call& call);
[[nodiscard]] Result<Answer> search(const Call& call);
[[nodiscard]] Result<Answer> get_status(const Call& call);
[[nodiscard]] Result<Answer> clear(const Call& call);
[[nodiscard]] Result<Answer> list_customizations(const Call& call);
[[nodiscard]] Result<Answer> create_customization(const Call& call);
[[nodiscard]] Result<Answer> get_customization(const Call& call);
[[nodiscard]] Result<Answer> change_customization(const Call& call);
[[nodiscard]] Result<Answer> regenerate_prompt(const Call& call);
[[nodiscard]] Result<Answer> delete_customization(const Call& call);
[[nodiscard]] Result<Answer> list_memories(const Call& call);
[[nodiscard]] Result<Answer> get_memory_stats(const Call& call);
[[nodiscard]] Result<Answer> get_memory(const Call& call);

// One handler per endpoint of the control plane (memsy.md 7).
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

// As dates are written; null for none.
[[nodiscard]] Json text_or_null(const std::optional<Instant>& instant);

// The rows of a usage history as the service writes them: {"date", "dimension", "quantity"}.
[[nodiscard]] Json usage_rows(std::span<const UsagePoint> points, Granularity granularity);

}  // namespace fauxplane::memsy_service
