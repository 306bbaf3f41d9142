#include "contracts/properties/finding.h"

#include <array>

namespace fauxplane::contracts {
namespace {

constexpr std::array<std::string_view, 32> kNames = {
    "foreign_error", "kind",          "status",   "detail",     "code",          "facts",
    "retry_after",   "value",         "outcome",  "usage",      "attempts",      "early",
    "late",          "return",        "timeout",  "request",    "same_attempts", "authorization",
    "secret",        "ghost_request", "redirect", "connection", "cancel",        "cause",
    "size",          "request_id",    "stored",   "units",      "parts",         "hang",
    "crash",         "adapter_bug"};

// What the client's process did instead of an answer.
bool find_trouble(Trouble trouble, const std::string& what, const std::string& where,
                  std::vector<Finding>& findings) {
  switch (trouble) {
    case Trouble::kNone:
    case Trouble::kEndless:
      return false;
    case Trouble::kHang:
      findings.push_back({Concern::kHang, "no_reply", where + " never returned: " + what});
      return true;
    case Trouble::kCrash:
      findings.push_back({Concern::kCrash, "process_ended", where + " ended the process: " + what});
      return true;
    case Trouble::kAdapterBug:
      findings.push_back({Concern::kAdapterBug, "adapter", where + ": " + what});
      return true;
  }
  return false;
}

}  // namespace

std::string_view name_of(Concern concern) {
  return kNames[static_cast<std::size_t>(concern)];
}

std::string seconds_text(Duration duration) {
  constexpr Duration kWholeFrom{2'000};
  constexpr Duration kTenth{100};
  if (duration >= kWholeFrom) return std::to_string(duration / std::chrono::seconds{1}) + " s";
  if (duration < kTenth) return "less than 0.1 s";
  const auto tenths = duration / kTenth;
  return std::to_string(tenths / 10) + "." + std::to_string(tenths % 10) + " s";
}

std::vector<Finding> find_everything(const Evidence& evidence, const Rules& of_client) {
  std::vector<Finding> findings;
  Rules rules = of_client;
  rules.naming.service = evidence.service;
  if (find_trouble(evidence.open_trouble, evidence.refused_open, "open", findings)) {
    return findings;
  }
  for (const CallEvidence& call : evidence.calls) {
    const std::string where = "the call of " + call.call.method;
    if (call.report.trouble == Trouble::kEndless) {
      find_in_endless(call, evidence, rules, findings);
      break;
    }
    if (find_trouble(call.report.trouble, call.report.what, where, findings)) break;
    if (call.report.is_unsupported) continue;
    if (evidence.is_cancelled && &call == evidence.calls.data()) {
      find_in_cancelled(call, rules, findings);
      continue;
    }
    find_in_claims(call, evidence, findings);
    if (find_in_parts(call, evidence, rules, findings)) continue;
    const CallEvidence own = without_further(call, evidence, findings);
    find_in_attempts(own, evidence, rules, findings);
    find_in_outcome(own, evidence, rules, findings);
    find_in_headers(own, evidence, findings);
    find_in_requests(own, evidence, findings);
  }
  find_in_stored(evidence, findings);
  find_in_secrets(evidence, findings);
  find_in_connections(evidence, findings);
  for (const Exchange& late : evidence.late) {
    findings.push_back({Concern::kGhost, "after_the_call",
                        late.method + " " + late.target + " came after the call had returned"});
  }
  return findings;
}

}  // namespace fauxplane::contracts
