// How connections are used: kept after whole answers, left when they were said to end (RFC
// 9112 9.3, 9.6).
#include <map>

#include "contracts/properties/finding.h"

namespace fauxplane::contracts {
namespace {

bool says_close(const Exchange& exchange) {
  for (const std::string& value : exchange.answer.values_of("Connection")) {
    if (value == "close") return true;
  }
  return false;
}

}  // namespace

void find_in_connections(const Evidence& evidence, std::vector<Finding>& findings) {
  std::map<std::uint64_t, const Exchange*> last_on;
  std::size_t connections = 0;
  std::size_t whole = 0;
  for (const CallEvidence& call : evidence.calls) {
    for (const Exchange& exchange : call.exchanges) {
      const auto [at, is_new] = last_on.try_emplace(exchange.connection, &exchange);
      if (is_new) {
        ++connections;
      } else if (says_close(*at->second)) {
        findings.push_back({Concern::kConnection, "used_after_close",
                            "a request came on a connection whose end was announced"});
      }
      at->second = &exchange;
      const bool is_kept = exchange.answer.effect == Effect::kWhole && !says_close(exchange);
      whole += is_kept ? 1 : 0;
    }
  }
  if (connections > 1 && whole + 1 >= connections * 4) {
    findings.push_back({Concern::kConnection, "not_reused",
                        std::to_string(connections) + " connections for " + std::to_string(whole) +
                            " whole answers"});
  }
}

}  // namespace fauxplane::contracts
