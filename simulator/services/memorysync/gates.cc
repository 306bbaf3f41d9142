#include <array>

#include "simulator/services/memorysync/tables.h"

namespace fauxplane::memorysync_service {
namespace {

constexpr const char* kOrganizationScope = "org:billing";

std::optional<Error> check_organization(Call& call) {
  if (call.caller.key->scopes.contains(kOrganizationScope)) return std::nullopt;
  return Error{.code = "missing_scope",
               .message = std::string("Missing scope: ") + kOrganizationScope};
}

// Row k is bit k of enum Gate.
constexpr std::array<GateRow, 2> kGates = {{
    {"quota", nullptr, "the plan has room for one more request of the route's kind"},
    {"organization", check_organization, "the key may see what the organization pays"},
}};

}  // namespace

std::span<const GateRow> gate_rows() {
  return kGates;
}

std::size_t charges(const Call&, std::array<Charge, kChargesMax>&) {
  return 0;
}

Result<Answer> over_quota(const Call&, const QuotaExceeded&) {
  return tl::unexpected(Error{.code = "limit_exceeded", .message = {}});
}

}  // namespace fauxplane::memorysync_service
