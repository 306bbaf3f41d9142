// Usage and rate limit of a result, against the headers of the answer it came from.
#include "contracts/model/usage_headers.h"
#include "contracts/properties/finding.h"

namespace fauxplane::contracts {

void find_in_headers(const CallEvidence& call, const Evidence&, std::vector<Finding>& findings) {
  const CallReport& report = call.report;
  if (!report.is_value || call.exchanges.empty()) return;
  // Only results that carry them are judged (ruling 7); a client without them gives null for both.
  if (report.usage.is_null() && report.rate_limit.is_null()) {
    return;
  }
  const WireAnswer& answer = call.exchanges.back().answer;
  if (answer.effect != Effect::kWhole) return;
  const std::string flaw = usage_difference(answer, report.usage, report.rate_limit);
  if (!flaw.empty()) findings.push_back({Concern::kUsage, "differs", flaw});
}

}  // namespace fauxplane::contracts
