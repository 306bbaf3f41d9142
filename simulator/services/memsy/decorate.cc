#include <string>

#include "simulator/domain/billing_period.h"
#include "simulator/services/memsy/tables.h"

namespace fauxplane::memsy_service {
namespace {

struct HeaderNames {
  std::string_view used;
  std::string_view limit;
};

// The header stems of the dimension table, spelled out so that no answer joins strings.
constexpr std::array<HeaderNames, 5> kUsageHeaders = {{
    {"X-Usage-ApiCalls", "X-Usage-ApiCalls-Limit"},
    {"X-Usage-EventsIngested", "X-Usage-EventsIngested-Limit"},
    {"X-Usage-MemoriesStored", "X-Usage-MemoriesStored-Limit"},
    {"X-Usage-LlmTokens", "X-Usage-LlmTokens-Limit"},
    {"X-Usage-SearchQueries", "X-Usage-SearchQueries-Limit"},
}};

// Refusals by whoever stands before the service carry none of its headers (memsy.md 9.1).
bool is_from_service(const Outcome& outcome) {
  return outcome.is_authenticated && !outcome.is_from_gateway && outcome.status != 401 &&
         outcome.status < 500;
}

}  // namespace

// Usage and plan on successes; the rate limit triple on every authenticated answer (memsy.md 9.1).
// The triple is the plan's api_calls of the billing period, and an unlimited plan has no numbers
// (10.3).
void decorate(const Call& call, const Outcome& outcome, HeaderBlock& headers) {
  if (!is_from_service(outcome)) return;
  const Quantities& used = outcome.used;
  const Limits& limits = call.caller.plan->limits;
  if (is_success(outcome.status)) {
    for (std::size_t index = 0; index < kUsageHeaders.size(); ++index) {
      headers.add(kUsageHeaders[index].used, used[index]);
      if (limits[index]) headers.add(kUsageHeaders[index].limit, *limits[index]);
    }
    headers.add("X-Plan", call.caller.plan->id.value);
  }
  const Quota quota{.used = used[index_of(kApiCalls)], .limit = limits[index_of(kApiCalls)]};
  if (quota.limit) {
    headers.add("X-RateLimit-Limit", *quota.limit);
    headers.add("X-RateLimit-Remaining", *remaining(quota));
  }
  headers.add("X-RateLimit-Reset", to_unix_seconds(period_of(call.now).end));
}

}  // namespace fauxplane::memsy_service
