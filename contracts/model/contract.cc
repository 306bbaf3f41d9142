#include "contracts/model/contract.h"

#include <algorithm>
#include <array>
#include <cassert>

namespace fauxplane::contracts {
namespace {

constexpr std::array<ConfigAddress, 2> kMemsyAddresses = {
    {{"base_url", "control_url"}, {"hot_path_url", "base_url"}}};
constexpr std::array<ConfigAddress, 1> kSyncAddresses = {{{"base_url", "base_url"}}};

ExpectedError memsy_error(const WireAnswer& answer) {
  return expected_error(answer.status, answer.body);
}

// The secrets have, unlike those of the default worlds, no part that stands elsewhere by accident.
const std::array<Contract, 2> kContracts = {{
    {.service = kMemsy,
     .addresses = kMemsyAddresses,
     .secret = "msy_9d41c07be25f8a36d1b7405ec8f2936a",
     .end_user = "",
     .credential_header = "Authorization",
     .credential_scheme = "Bearer ",
     .root = "MemsyError",
     .broken = Kind::kConnection,
     .limited = Kind::kRateLimitExceeded,
     .names = {.code = "error_code", .detail = "detail", .retry_after = "retry_after"},
     .expected = memsy_error,
     .retry = {},
     .plain_method = "me"},
    {.service = kMemorySync,
     .addresses = kSyncAddresses,
     .secret = "ms_live_4c81f7d20ba96e35d8f1527ca0e6943b",
     .end_user = "user_1",
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
