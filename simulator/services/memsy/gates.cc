#include <array>

#include "simulator/services/memsy/tables.h"

namespace fauxplane::memsy_service {
namespace {

constexpr std::string_view kFreeTier = "free";
constexpr std::array<const char*, 2> kScopeCodes = {"wrong_scope", "insufficient_scope"};

std::optional<Error> check_scope(const Call& call, const char* needed) {
  if (call.caller.key->scopes.contains(needed)) return std::nullopt;
  return Error{.code = kScopeCodes[call.world.setting(kScopeCode)],
               .message = "The key lacks the " + std::string(needed) + " scope",
               .attributes = {{"required_scope", needed}}};
}

std::optional<Error> check_control_scope(Call& call) {
  if (call.world.setting(kControlScopes) == 0) return std::nullopt;
  return check_scope(call, call.route->method == Method::kGet ? "read" : "write");
}

std::optional<Error> check_read(Call& call) {
  return call.world.setting(kHotScopes) == 0 ? check_scope(call, "read") : std::nullopt;
}

std::optional<Error> check_write(Call& call) {
  return call.world.setting(kHotScopes) == 0 ? check_scope(call, "write") : std::nullopt;
}

std::optional<Error> check_admin(Call& call) {
  if (is_admin(*call.caller.member)) return std::nullopt;
  return Error{.code = "admin_required", .message = {}};
}

std::optional<Error> check_seat(Call& call) {
  if (call.caller.member->has_seat) return std::nullopt;
  return Error{.code = "seat_required", .message = {}};
}

std::optional<Error> check_billing(Call& call) {
  if (call.caller.org->billing.enabled) return std::nullopt;
  return Error{.code = "billing_not_enabled",
               .message = {},
               .attributes = {{"interest_path", "/interest/express"}}};
}

std::optional<Error> check_onboarding(Call& call) {
  return call.world.setting(kOnboardingReads) == 0 ? std::nullopt : check_admin(call);
}

std::optional<Error> check_memory_seat(Call& call) {
  return call.world.setting(kMemoriesSeat) == 0 ? check_seat(call) : std::nullopt;
}

std::optional<Error> check_feature(Call& call) {
  if (call.world.setting(kRerankingNeed) == 0) return std::nullopt;
  const Plan& plan = *call.caller.plan;
  if (plan.features.contains(kReranking)) return std::nullopt;
  return Error{.code = "feature_not_available",
               .message = {},
               .attributes = {{"feature", kReranking},
                              {"current_tier", plan.id.value},
                              {"upgrade_url", "https://app.example.com/billing"}}};
}

// Row k is bit k of enum Gate.
constexpr std::array<GateRow, 10> kGates = {{
    {"quota", nullptr, "the plan's quota of api_calls has room: 429 usage_limit_exceeded"},
    {"scope", check_control_scope,
     "the key has the scope: 403 wrong_scope (setting control_scopes)"},
    {"read", check_read, "the key may read: 403 wrong_scope (setting hot_scopes)"},
    {"write", check_write, "the key may write: 403 wrong_scope (setting hot_scopes)"},
    {"admin", check_admin, "the key's owner is org:admin: 403 admin_required"},
    {"onboarding", check_onboarding,
     "the key's owner is org:admin: 403 admin_required (setting onboarding_reads)"},
    {"seat", check_seat, "the key's owner has a seat: 403 seat_required"},
    {"memory_seat", check_memory_seat,
     "the key's owner has a seat: 403 seat_required (setting memories_seat)"},
    {"billing", check_billing, "billing is enabled for the org: 403 billing_not_enabled"},
    {"feature", check_feature,
     "the plan has reranking: 403 feature_not_available (setting reranking)"},
}};

}  // namespace

std::optional<Error> check_org_id(const Call& call, const nlohmann::json& object) {
  constexpr std::array<bool, 3> kIsAsked = {false, true, false};  // by setting org_id_guard
  const std::uint8_t guard = call.world.setting(kOrgIdGuard);
  const bool is_free = guard == 0 && call.caller.plan->id.value == kFreeTier;
  const auto org = object.find("org_id");
  if (org == object.end() || org->is_null() || !(is_free || kIsAsked[guard])) return std::nullopt;
  return Error{.code = "org_id_not_allowed", .message = {}};
}

std::span<const GateRow> gate_rows() {
  return kGates;
}

Result<Answer> over_quota(const Call&, const QuotaExceeded& exceeded) {
  const std::string name{dimension_rows()[index_of(exceeded.dimension)].name};
  return tl::unexpected(Error{.code = "usage_limit_exceeded",
                              .message = "The plan's quota of " + name + " is used up",
                              .attributes = {{"dimension", name},
                                             {"current", exceeded.used},
                                             {"limit", exceeded.limit},
                                             {"upgrade_url", "https://app.example.com/billing"}}});
}

std::optional<Error> reserve_besides(const Call& call, std::span<const Charge> charges) {
  const auto exceeded = reserve(call, charges);
  if (!exceeded) return std::nullopt;
  return over_quota(call, *exceeded).error();
}

std::size_t charges(const Call& call, std::array<Charge, kChargesMax>& charges) {
  const bool is_health = call.route->handler == get_health;
  charges[0] = {.dimension = kApiCalls,
                .amount = 1,
                .limit = is_health ? std::nullopt : call.caller.plan->limits[index_of(kApiCalls)]};
  return 1;
}

}  // namespace fauxplane::memsy_service
