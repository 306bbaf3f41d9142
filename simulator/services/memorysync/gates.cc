#include <array>

#include "simulator/services/memorysync/tables.h"

namespace fauxplane::memorysync_service {
namespace {

constexpr const char* kOrganizationScope = "org:billing";

// Sessions see it whatever their scopes (memorysync.md 4.10).
std::optional<Error> check_organization(Call& call) {
  if (call.caller.key->is_session) return std::nullopt;
  if (call.caller.key->scopes.contains(kOrganizationScope)) return std::nullopt;
  return Error{.code = "missing_scope",
               .message = std::string("Missing scope: ") + kOrganizationScope};
}

// Row k is bit k of enum Gate.
constexpr std::array<GateRow, 8> kGates = {{
    {"tenant", check_tenant, "X-Tenant-ID, else the key, names a tenant of the org: 400, 403"},
    {"project", check_project, "X-Project-ID, else the key, names a project of it: 400, 403"},
    {"scope", check_scope, "the key has the scope: 403"},
    {"organization", check_organization, "a session, or a key that may see what is paid: 403"},
    {"end_user", check_end_user, "X-End-User-ID is there: 400 MISSING_END_USER_ID"},
    {"body", check_body, "the body is one that the route takes: 422, 400"},
    {"database", check_database, "the primary database is up: 503"},
    {"quota", nullptr, "the plan has room for one more: else a silent answer, or 429"},
}};

bool has_room(const Call& call) {
  const std::size_t index = index_of(*call.route->metered);
  const Quantities used = call.world.store().usage(call.caller.org->id, call.now);
  return admits({.used = used[index], .limit = call.caller.plan->limits[index]}, 1);
}

// A world may let the quota speak first: then the refusal stands only if there is room (O3).
std::optional<Error> unless_over_quota(Call& call, std::optional<Error> refused) {
  const bool may_wait = call.route->metered && call.world.setting(kOverQuotaRefusal) == 1;
  if (!refused || !may_wait || has_room(call)) return refused;
  if (!call.deferred) call.deferred = std::move(refused);
  return std::nullopt;
}

bool is_allowed(const ApiKey& key, std::string_view scope) {
  constexpr std::string_view kEveryMemoryScope = "memory:*";
  const auto has = [&](std::string_view wanted) {
    return key.scopes.contains(std::string(wanted));
  };
  return has(scope) || (scope.starts_with("memory:") && has(kEveryMemoryScope));
}

}  // namespace

std::span<const GateRow> gate_rows() {
  return kGates;
}

std::optional<Error> check_scope(Call& call) {
  const std::string_view scope = call.route->scope;
  if (is_allowed(*call.caller.key, scope)) return std::nullopt;
  return Error{.code = "missing_scope", .message = "Missing scope: " + std::string(scope)};
}

// Sessions have an end user of their own, and the header is not read (memorysync.md 2.1).
std::optional<Error> check_end_user(Call& call) {
  if (call.caller.key->is_session) {
    call.end_user = call.caller.member->id.value;
    return std::nullopt;
  }
  call.end_user = find_header(call.request, "X-End-User-ID").value_or("");
  if (!call.end_user.empty()) return std::nullopt;
  return unless_over_quota(call, Error{.code = "missing_end_user_id", .message = {}});
}

std::optional<Error> check_body(Call& call) {
  if (call.route->check_body == nullptr) return std::nullopt;
  return unless_over_quota(call, call.route->check_body(call));
}

std::size_t charges(const Call& call, std::array<Charge, kChargesMax>& charges) {
  const Dimension dimension = *call.route->metered;
  charges[0] = {
      .dimension = dimension, .amount = 1, .limit = call.caller.plan->limits[index_of(dimension)]};
  return 1;
}

// Evaluation keys are told; everybody else gets an answer that looks like a success
// (memorysync.md 7).
Result<Answer> over_quota(const Call& call, const QuotaExceeded&) {
  if (call.caller.key->is_strict) {
    return tl::unexpected(Error{.code = "limit_exceeded", .message = {}});
  }
  return degraded_answer(call);
}

}  // namespace fauxplane::memorysync_service
