#include <array>

#include "simulator/services/memsy/tables.h"

namespace fauxplane::memsy_service {
namespace {

std::optional<Error> check_scope(Call& call) {
  if (call.world.setting(kControlScopes) == 0) return std::nullopt;
  const std::string needed = call.route->method == Method::kGet ? "read" : "write";
  if (call.caller.key->scopes.contains(needed)) return std::nullopt;
  return Error{.code = "wrong_scope",
               .message = "The key lacks the " + needed + " scope",
               .attributes = {{"required_scope", needed}}};
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

// Row k is bit k of enum Gate.
constexpr std::array<GateRow, 5> kGates = {{
    {"quota", nullptr, "the plan's quota of api_calls has room: 429 usage_limit_exceeded"},
    {"scope", check_scope, "the key has the scope: 403 wrong_scope (setting control_scopes)"},
    {"admin", check_admin, "the key's owner is org:admin: 403 admin_required"},
    {"seat", check_seat, "the key's owner has a seat: 403 seat_required"},
    {"billing", check_billing, "billing is enabled for the org: 403 billing_not_enabled"},
}};

}  // namespace

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

std::size_t charges(const Call& call, std::array<Charge, kChargesMax>& charges) {
  const bool is_health = call.route->handler == get_health;
  charges[0] = {.dimension = kApiCalls,
                .amount = 1,
                .limit = is_health ? std::nullopt : call.caller.plan->limits[index_of(kApiCalls)]};
  return 1;
}

}  // namespace fauxplane::memsy_service
