// Usage and rate limit of a result, against the headers of the answer it came from.
#include "contracts/model/usage_headers.h"
#include "contracts/properties/finding.h"

namespace fauxplane::contracts {

void find_in_headers(const CallEvidence& call, const Evidence& evidence,
                     std::vector<Finding>& findings) {
  const CallReport& report = call.report;
  if (!report.is_value || call.exchanges.empty()) return;
  // Only results that carry them are judged (memsy.md 9.2): some do by contract, for a client that
  // gives them at all.
  const MethodRow* const method = find_method(call.call.method, evidence.service);
  const bool has_to = evidence.gives_usage && method != nullptr && method->carries_usage;
  const WireAnswer& answer = call.exchanges.back().answer;
  if (answer.effect != Effect::kWhole) return;
  if (!has_to && report.usage.is_null() && report.rate_limit.is_null()) {
    // A result that is no object has no place for them.
    const bool has_place = evidence.gives_usage && report.value.is_object();
    if (!has_place || usage_difference(answer, report.usage, report.rate_limit).empty()) return;
    findings.push_back({Concern::kUsage, "missing",
                        "the result of " + call.call.method + " says nothing of usage"});
    return;
  }
  const std::string flaw = usage_difference(answer, report.usage, report.rate_limit);
  if (!flaw.empty()) findings.push_back({Concern::kUsage, "differs", flaw});
}

}  // namespace fauxplane::contracts
