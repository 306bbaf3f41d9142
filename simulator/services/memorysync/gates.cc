#include <array>

#include "simulator/services/memorysync/tables.h"

namespace fauxplane::memorysync_service {
namespace {

// Row k is bit k of enum Gate.
constexpr std::array<GateRow, 1> kGates = {{
    {"quota", nullptr, "the plan has room for one more request of the route's kind"},
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
