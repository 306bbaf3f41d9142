#include "contracts/model/contract.h"

#include <algorithm>
#include <array>
#include <cassert>

namespace fauxplane::contracts {
namespace {

constexpr std::array<ConfigAddress, 2> kMemsyAddresses = {
    {{"base_url", "control_url"}, {"hot_path_url", "base_url"}}};
constexpr std::array<ConfigAddress, 1> kSyncAddresses = {{{"base_url", "base_url"}}};

constexpr std::array<ErrorSample, 14> kMemsyErrors = {{
    {400, "org_id_not_allowed", "{}"},
    {401, "", "{}"},
    {403, "admin_required", "{}"},
    {403, "wrong_scope", R"({"required_scope":"write"})"},
    {403, "insufficient_scope", R"({"required_scope":"read"})"},
    {403, "feature_not_available",
     R"({"feature":"reranking","current_tier":"free","upgrade_url":"https://a.example/billing"})"},
    {403, "seat_required", "{}"},
    {403, "org_limit_reached", R"({"limit":5,"current":6})"},
    {403, "key_limit_reached", R"({"limit":10,"current":11})"},
    {403, "billing_not_enabled", R"({"interest_path":"/interest/express"})"},
    {404, "not_found", "{}"},
    {409, "seat_limit_reached", R"({"purchased_seats":5,"assigned_seats":4,"pending_invites":1})"},
    {500, "internal_error", "{}"},
    {503, "", "{}"},
}};
constexpr std::array<ErrorSample, 10> kSyncErrors = {{
    {400, "MISSING_END_USER_ID", "{}"},
    {400, "TENANT_CONTEXT_REQUIRED", "{}"},
    {401, "UNAUTHORIZED", "{}"},
    {403, "FORBIDDEN", "{}"},
    {404, "NOT_FOUND", "{}"},
    {409, "CONFLICT", "{}"},
    {422, "VALIDATION_ERROR", R"({"details":[{"loc":["body","importance"],"msg":"above 1.0"}]})"},
    {500, "INTERNAL_ERROR", "{}"},
    {502, "", "{}"},
    {503, "SERVICE_UNAVAILABLE", "{}"},
}};

constexpr std::array<std::string_view, 3> kMemsyCoded = {"flat", "detail", "flat_detail"};
constexpr std::array<std::string_view, 5> kMemsyPlain = {"text", "message", "html", "empty",
                                                         "list"};
constexpr std::array<std::string_view, 3> kMemsyLimits = {"rate_limit_exceeded", "slow_down",
                                                          "too_many_requests"};
constexpr std::array<std::string_view, 3> kSyncCoded = {"coded", "flat", "detail"};
constexpr std::array<std::string_view, 3> kSyncPlain = {"text", "html", "empty"};
constexpr std::array<std::string_view, 1> kSyncLimits = {"RATE_LIMIT_EXCEEDED"};

ExpectedError memsy_error(const WireAnswer& answer) {
  return expected_error(answer.status, answer.body);
}

// The secrets have, unlike those of the default worlds, no part that stands elsewhere by accident.
const std::array<Contract, 2> kContracts = {{
    {.service = kMemsy,
     .addresses = kMemsyAddresses,
     .secret = "msy_9d41c07be25f8a36d1b7405ec8f2936a",
     .end_user = "",
     .tenant = "",
     .credential_header = "Authorization",
     .credential_scheme = "Bearer ",
     .root = "MemsyError",
     .broken = Kind::kConnection,
     .limited = Kind::kRateLimitExceeded,
     .names = {.code = "error_code", .detail = "detail", .retry_after = "retry_after"},
     .expected = memsy_error,
     .retry = {},
     .errors = {.samples = kMemsyErrors,
                .coded = kMemsyCoded,
                .plain = kMemsyPlain,
                .limits = kMemsyLimits,
                .limits_coded = kMemsyCoded,
                // A list tells of fields (memsy.md 4), which no rate limit is about.
                .limits_plain = std::span(kMemsyPlain).first<4>()},
     .plain_method = "me"},
    {.service = kMemorySync,
     .addresses = kSyncAddresses,
     .secret = "ms_live_4c81f7d20ba96e35d8f1527ca0e6943b",
     .end_user = "user_1",
     .tenant = "org_7",
     .credential_header = "X-API-Key",
     .credential_scheme = "",
     .shuns_authorization = true,
     .may_ask_more = true,
     .root = "MemorySyncError",
     .broken = Kind::kSyncBase,
     .limited = Kind::kSyncRateLimit,
     .names = {.retry_after = "retry_after_seconds", .request_id = "request_id"},
     .expected = expected_sync_error,
     // Up to three times (memorysync.md 13, O13); the SDKs need not try again themselves.
     .retry = {.has_to = false,
               .takes_failures = true,
               .retries_max = 3,
               .is_exact = false,
               .is_final = is_strict_quota},
     .errors = {.samples = kSyncErrors,
                .coded = kSyncCoded,
                .plain = kSyncPlain,
                .limits = kSyncLimits,
                .limits_coded = std::span(kSyncCoded).first<1>(),
                .limits_plain = {}},
     .plain_method = "projects.list"},
}};

}  // namespace

std::span<const Contract> all_contracts() {
  return kContracts;
}

const Contract* find_contract(std::string_view service) {
  const auto at = std::find_if(kContracts.begin(), kContracts.end(),
                               [&](const Contract& one) { return one.service == service; });
  return at == kContracts.end() ? nullptr : &*at;
}

const Contract& contract_of(std::string_view service) {
  const Contract* const contract = find_contract(service);
  assert(contract != nullptr);
  return *contract;
}

std::string names_of_services() {
  std::string names;
  for (const Contract& one : kContracts) {
    names += (names.empty() ? "" : ", ") + std::string(one.service);
  }
  return names;
}

}  // namespace fauxplane::contracts
