// How connections are used: kept after whole answers, left when they were said to end (RFC
// 9112 9.3, 9.6).
#include <map>

#include "contracts/properties/finding.h"
#include "simulator/services/request.h"

namespace fauxplane::contracts {
namespace {

// One may be an accident: a pool that is filled first.
constexpr int kNeedlessMax = 1;

bool says_close(const Exchange& exchange) {
  for (const std::string& value : exchange.answer.values_of("Connection")) {
    if (equal_ignoring_case(value, "close")) return true;
  }
  return false;
}

}  // namespace

void find_in_connections(const Evidence& evidence, std::vector<Finding>& findings) {
  if (evidence.left_open.value_or(0) > 0) {
    findings.push_back({Concern::kConnection, "left_open",
                        "the client was closed and left " + std::to_string(*evidence.left_open) +
                            " of its connections open"});
  }
  std::map<std::uint64_t, const Exchange*> last_on;
  const Exchange* before = nullptr;  // the exchange before, when its connection could be kept
  int needless = 0;                  // connections that were made although there was one
  for (const CallEvidence& call : evidence.calls) {
    for (const Exchange& exchange : call.exchanges) {
      const auto [at, is_new] = last_on.try_emplace(exchange.connection, &exchange);
      if (is_new) {
        needless += before != nullptr && !evidence.is_at_once ? 1 : 0;
      } else if (says_close(*at->second)) {
        findings.push_back({Concern::kConnection, "used_after_close",
                            "a request came on a connection whose end was announced"});
      }
      at->second = &exchange;
      const bool is_kept = exchange.answer.effect == Effect::kWhole && !says_close(exchange);
      before = is_kept ? &exchange : nullptr;
    }
  }
  if (needless > kNeedlessMax) {
    findings.push_back({Concern::kConnection, "not_reused",
                        std::to_string(needless) +
                            " times a connection was made although that of a whole answer before "
                            "could have been used again"});
  }
}

}  // namespace fauxplane::contracts
