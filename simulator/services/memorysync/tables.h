// The parts of the MemorySync service, for its table in service.cc.
#pragma once

#include <memory>
#include <span>
#include <string>
#include <utility>

#include "simulator/services/json_text.h"
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
  kTenantContext,
  kProjectContext,
  kTenantIdLetters,
  kOverQuotaRefusal,
  kLowValueUnits,
  kDuplicateUnits,
  kReplayUnits,
  kSkippedStatus,
  kSilentAdd,
  kSilentTurn,
  kSilentRecall,
  kRateLimiting,
  kRateHeaders,
  kWithinPlan,
  kUnallocatedEntry,
  kMinting,
  kPlanChange,
  kResubscription,
  kOperatorReset,
  kCostShares,
  kSilentBatch,
  kSensitiveQueries,
  kTrendFromZero,
  kRefusedCalls,
  kPriceAtStart,
  kDegradedFlag,
  kTrendAgainst,
  kSettingCount,
};
// Values of kRateLimiting behind those of RateStage, and of kUnallocatedEntry.
inline constexpr std::uint8_t kRatesUnlimited = 2;
inline constexpr std::uint8_t kOmittedWhenEmpty = 1;
// Values of kPlanChange, kResubscription and kOperatorReset; of kCostShares; of kSensitiveQueries.
inline constexpr std::uint8_t kResetsUsage = 1;
inline constexpr std::uint8_t kMeanOfMetrics = 1;
inline constexpr std::uint8_t kRefused = 1;
// Values of kWithinPlan; of kRefusedCalls.
inline constexpr std::uint8_t kUpToLimit = 1;
inline constexpr std::uint8_t kCallsCharged = 1;
// Values of kTrendFromZero; of kPriceAtStart; of kDegradedFlag; of kTrendAgainst.
inline constexpr std::uint8_t kHundredPercent = 1;
inline constexpr std::uint8_t kNextCycle = 1;
inline constexpr std::uint8_t kFlagAbsent = 1;
inline constexpr std::uint8_t kElapsedTime = 1;
[[nodiscard]] std::span<const SettingRow> setting_rows();

// Gates, in the order in which they are asked (memorysync.md 3).
enum Gate : GateSet {
  kTenant = 1U << 0U,
  kProject = 1U << 1U,
  kScope = 1U << 2U,
  kOrganization = 1U << 3U,
  kEndUser = 1U << 4U,
  kBody = 1U << 5U,
  kDatabase = 1U << 6U,
  kQuota = 1U << 7U,
};
[[nodiscard]] std::span<const GateRow> gate_rows();

[[nodiscard]] std::span<const Route> route_rows();

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
// Whose credential it is, looked up once while the call asks for no other; nullopt: nobody's.
[[nodiscard]] const std::optional<Identity>& identify(Call& call, std::string_view secret);
[[nodiscard]] Result<Identity> authenticate(Call& call);
std::size_t charges(const Call& call, std::array<Charge, kChargesMax>& charges);
[[nodiscard]] Result<Answer> over_quota(const Call& call, const QuotaExceeded& exceeded);
Envelope envelope_of(const Call& call, const ErrorRow& row);
void decorate(const Call& call, const Outcome& outcome, HeaderBlock& headers);
[[nodiscard]] bool resets_usage(const World& world, ResetCause cause);

// One check per gate; the tenant, the project and the end user go into the call.
[[nodiscard]] std::optional<Error> check_tenant(Call& call);
[[nodiscard]] std::optional<Error> check_project(Call& call);
[[nodiscard]] std::optional<Error> check_scope(Call& call);
[[nodiscard]] std::optional<Error> check_end_user(Call& call);
[[nodiscard]] std::optional<Error> check_body(Call& call);
[[nodiscard]] std::optional<Error> check_database(Call& call);

// Says in the object that is being written that what the service stands on is not all well
// (memorysync.md 4.8, 5 and 15, O16); nothing when it is.
void write_degraded(JsonText& body, const Call& call);

// What a call over its quota is answered in silent mode (memorysync.md 7.1).
[[nodiscard]] Answer degraded_answer(const Call& call);

// Takes the tenant that a body or a path names: 403 when it is not one of the caller's, or not the
// one of the project that the key is pinned to (memorysync.md 4.6). The unit goes to it when no
// header or credential names another.
[[nodiscard]] std::optional<Error> claim_tenant(Call& call, const std::string& tenant);

// Reads the body at its gate and keeps what was read for the handler.
template <class Wanted, Result<Wanted> (*Read)(const Call&)>
std::optional<Error> read_body(Call& call) {
  auto wanted = Read(call);
  if (!wanted) return wanted.error();
  if constexpr (requires { wanted->tenant; }) {
    if (auto refused = claim_tenant(call, wanted->tenant)) return refused;
  }
  call.parsed = std::make_shared<const Wanted>(*std::move(wanted));
  return std::nullopt;
}

// REQUIRES: the gate has read a body of this kind.
template <class Wanted>
const Wanted& body_of(const Call& call) {
  return *static_cast<const Wanted*>(call.parsed.get());
}

// One handler per endpoint (memorysync.md 4), and what reads its body.
[[nodiscard]] Result<Answer> get_health(const Call& call);
[[nodiscard]] Result<Answer> list_projects(const Call& call);
[[nodiscard]] Result<Answer> add_memory(const Call& call);
[[nodiscard]] std::optional<Error> check_add(Call& call);
[[nodiscard]] Result<Answer> add_batch(const Call& call);
[[nodiscard]] std::optional<Error> check_batch(Call& call);
// What a batch is answered that the plan has no room for, item by item (memorysync.md 15, O10).
[[nodiscard]] Answer skipped_batch(const Call& call);
[[nodiscard]] Result<Answer> query_memories(const Call& call);
[[nodiscard]] std::optional<Error> check_query(Call& call);
// Also checks the intent, and whether the question is one that is refused.
[[nodiscard]] std::optional<Error> check_routed(Call& call);
[[nodiscard]] Result<Answer> get_memory(const Call& call);
[[nodiscard]] Result<Answer> patch_memory(const Call& call);
[[nodiscard]] std::optional<Error> check_patch(Call& call);
[[nodiscard]] Result<Answer> forget_memories(const Call& call);
[[nodiscard]] std::optional<Error> check_forget(Call& call);
[[nodiscard]] Result<Answer> export_memories(const Call& call);
[[nodiscard]] Result<Answer> refuse_purge(const Call& call);
[[nodiscard]] Result<Answer> add_turn(const Call& call);
[[nodiscard]] std::optional<Error> check_turn(Call& call);
[[nodiscard]] Result<Answer> recall_memories(const Call& call);
[[nodiscard]] Result<Answer> query_tenant(const Call& call);
[[nodiscard]] std::optional<Error> check_prompt(Call& call);
[[nodiscard]] Result<Answer> list_of_user(const Call& call);
[[nodiscard]] Result<Answer> get_billing_usage(const Call& call);
[[nodiscard]] Result<Answer> get_billing_allocation(const Call& call);
[[nodiscard]] Result<Answer> get_billing_price(const Call& call);
[[nodiscard]] Result<Answer> put_tenant_tags(const Call& call);
[[nodiscard]] Result<Answer> mint_evaluation_key(const Call& call);
[[nodiscard]] Result<Answer> get_evaluation_usage(const Call& call);

}  // namespace fauxplane::memorysync_service
