// What a call gave, against what the last answer means (memsy.md 8 and 11).
#include <algorithm>
#include <cmath>

#include "contracts/model/error_reading.h"
#include "contracts/model/methods.h"
#include "contracts/model/retry.h"
#include "contracts/model/shape.h"
#include "contracts/properties/finding.h"

namespace fauxplane::contracts {
namespace {

using Findings = std::vector<Finding>;

constexpr std::size_t kMessageMax = 65'536;  // bytes of an error's own text

std::string value_text(const Json& value) {
  constexpr std::size_t kMost = 80;
  std::string text = value.dump(-1, ' ', false, Json::error_handler_t::replace);
  return text.size() > kMost ? text.substr(0, kMost) + "..." : text;
}

std::string gave(const CallReport& report) {
  if (report.is_value) return "it gave " + value_text(report.value);
  return "it raised " + report.error.type + " (" + report.error.message.substr(0, 100) + ")";
}

// Whether the client's attribute is null or not there.
bool is_null(const Json* attribute) {
  return attribute == nullptr || attribute->is_null();
}

void find_in_kind(const CallReport& report, const std::vector<Kind>& kinds,
                  const std::string& because, const Naming& naming, Findings& findings) {
  const auto kind = kind_of(report.error, naming);
  if (!is_in_tree(report.error, naming)) {
    findings.push_back({Concern::kForeignError, report.error.type,
                        because + ", and " + gave(report) + ", which is no class of the tree"});
    return;
  }
  if (kind && std::find(kinds.begin(), kinds.end(), *kind) != kinds.end()) return;
  findings.push_back({Concern::kKind,
                      std::string(kind ? row_of(*kind).name : "root") + "_for_" +
                          std::string(row_of(kinds.front()).name),
                      because + ", which is " + std::string(row_of(kinds.front()).python) +
                          " by contract; " + gave(report)});
}

void find_in_fact(const Fact& fact, const ErrorReport& error, const Naming& naming,
                  Findings& findings) {
  const Json* const attribute = attribute_of(error, fact.name, naming);
  if (!fact.is_of_kind) return;  // null or passed through: not judged
  if (fact.value.is_null() ? is_null(attribute)
                           : attribute != nullptr && *attribute == fact.value) {
    return;
  }
  findings.push_back(
      {Concern::kFacts, fact.name,
       "the answer has " + fact.name + ": " + value_text(fact.value) + ", the error " +
           (attribute == nullptr ? "has no such attribute" : value_text(*attribute))});
}

void find_in_texts(const ExpectedError& expected, const ErrorReport& error, const Naming& naming,
                   Findings& findings) {
  const Json* const code = attribute_of(error, "error_code", naming);
  const Json wanted = expected.code ? Json(*expected.code) : Json();
  const bool is_same = wanted.is_null() ? is_null(code) : code != nullptr && *code == wanted;
  if (!is_same && wanted != "") {
    findings.push_back({Concern::kCode, "error_code",
                        "error_code is " + (code == nullptr ? "missing" : value_text(*code)) +
                            ", the answer says " + value_text(wanted)});
  }
  const Json* const detail = attribute_of(error, "detail", naming);
  const auto& texts = expected.details;
  const bool is_told =
      detail != nullptr && detail->is_string() &&
      std::find(texts.begin(), texts.end(), detail->get<std::string>()) != texts.end();
  if (texts.empty() || is_told) return;
  const bool may_be_null = std::find(texts.begin(), texts.end(), "") != texts.end();
  if (may_be_null && is_null(detail)) return;
  findings.push_back({Concern::kDetail, "detail",
                      "detail is " + (detail == nullptr ? "missing" : value_text(*detail)) +
                          ", the answer says " + value_text(texts.front())});
}

void find_in_retry_after(const WireAnswer& answer, const ErrorReport& error, const Naming& naming,
                         Findings& findings) {
  const Json* const attribute = attribute_of(error, "retry_after", naming);
  const auto allowed = retry_after_attributes(answer);
  constexpr double kRounding = 1.0;  // a date says whole seconds
  for (const auto& value : allowed) {
    if (!value && is_null(attribute)) return;
    if (!value || is_null(attribute) || !attribute->is_number()) continue;
    if (std::abs(attribute->get<double>() - *value) <=
        (allowed.size() > 1 ? kRounding + *value * 1e-6 : 1e-6)) {
      return;
    }
  }
  findings.push_back({Concern::kRetryAfter, "retry_after",
                      "retry_after is " + (is_null(attribute) ? "null" : value_text(*attribute)) +
                          ", the last answer has " +
                          (answer.values_of("Retry-After").empty()
                               ? "no Retry-After"
                               : "Retry-After: " + answer.values_of("Retry-After").front())});
}

void find_in_error_answer(const CallReport& report, const WireAnswer& answer, const Rules& rules,
                          Findings& findings) {
  const Naming& naming = rules.naming;
  ExpectedError expected = expected_error(answer.status, answer.body);
  if (rules.dialect.tier == Tier::kStrict && expected.details.size() == 1) {
    expected.kinds.erase(expected.kinds.begin() + 1, expected.kinds.end());
  }
  const std::string because = "the answer was a " + std::to_string(answer.status) +
                              (expected.code ? " with the code " + *expected.code : "");
  if (report.is_value) {
    findings.push_back({Concern::kOutcome, "value_for_error", because + "; " + gave(report)});
    return;
  }
  if (report.error.message.size() > kMessageMax) {
    findings.push_back(
        {Concern::kSize, "message",
         "the message of the error has " + std::to_string(report.error.message.size()) + " bytes"});
  }
  const std::size_t before = findings.size();
  find_in_kind(report, expected.kinds, because, naming, findings);
  if (findings.size() != before) return;
  const Json* const status = attribute_of(report.error, "status_code", naming);
  if (status == nullptr || *status != answer.status) {
    findings.push_back({Concern::kStatus, "status_code",
                        "status_code is " + (status == nullptr ? "missing" : value_text(*status)) +
                            ", the answer was a " + std::to_string(answer.status)});
  }
  find_in_texts(expected, report.error, naming, findings);
  if (kind_of(report.error, naming) == expected.kinds.front()) {
    for (const Fact& fact : expected.facts) find_in_fact(fact, report.error, naming, findings);
  }
  if (kind_of(report.error, naming) == Kind::kRateLimitExceeded) {
    find_in_retry_after(answer, report.error, naming, findings);
  }
}

void find_in_success(const CallEvidence& call, const WireAnswer& answer, const Naming& naming,
                     Findings& findings) {
  const MethodRow* const method = find_method(call.call.method);
  if (method == nullptr) return;
  const bool is_sound = is_well_shaped(*method, answer.status, answer.body);
  const CallReport& report = call.report;
  if (!report.is_value) {
    if (!is_in_tree(report.error, naming)) {
      findings.push_back({Concern::kForeignError, report.error.type,
                          "the answer was a " + std::to_string(answer.status) + ", and " +
                              gave(report) + ", which is no class of the tree"});
    } else if (is_sound) {
      findings.push_back(
          {Concern::kOutcome, "error_for_value",
           "the answer was a " + std::to_string(answer.status) + " as promised; " + gave(report)});
    }
    return;
  }
  const bool is_empty_list = answer.body.empty() && report.value.is_array();  // memsy.md 11.5
  if (!is_sound && !is_empty_list && method->name != "interest.status") {
    findings.push_back({Concern::kValue, "wrong_value",
                        "the body of the answer is not what the method promises: " +
                            answer.body.substr(0, 100) + "; " + gave(report)});
  } else if (is_sound && answer.status != 204) {
    const std::string flaw = value_flaw(*method, answer.body, report.value);
    if (!flaw.empty()) {
      findings.push_back(
          {Concern::kValue, "differs",
           "the value of " + call.call.method + " differs from the answer: " + flaw});
    }
  }
}

void find_in_broken(const CallEvidence& call, const WireAnswer& answer, const Options& options,
                    const Rules& rules, Findings& findings) {
  const bool is_stalled = answer.effect == Effect::kStalled;
  const std::string because = is_stalled ? "the answer never came" : "the answer broke off";
  if (call.report.is_value) {
    findings.push_back({Concern::kOutcome, "value_for_broken", because + "; " + gave(call.report)});
    return;
  }
  find_in_kind(call.report, {Kind::kConnection}, because, rules.naming, findings);
  if (call.report.error.chain.empty()) {
    findings.push_back({Concern::kCause, "none",
                        because + "; the error names no cause: " + call.report.error.type});
  }
  if (!is_stalled || call.exchanges.size() != 1) return;
  const Duration most = options.timeout + rules.tolerance.late;
  if (rules.tolerance.is_lateness_judged && call.report.took > most) {
    findings.push_back({Concern::kTimeout, "too_late",
                        "the call took " + seconds_text(call.report.took) +
                            " with a time limit of " + seconds_text(options.timeout),
                        true});
  }
}

}  // namespace

namespace {

// A call that did not reach the plane.
void find_without_request(const CallEvidence& call, const Evidence& evidence, const Naming& naming,
                          Findings& findings) {
  const CallReport& report = call.report;
  if (report.is_value) return;  // attempts.cc tells
  if (evidence.is_refused) {
    return find_in_kind(report, {Kind::kConnection}, "the connection was refused", naming,
                        findings);
  }
  // Any error of the tree, or the language's own for arguments.
  if (is_argument_error(report.error)) return;
  if (!is_in_tree(report.error, naming)) {
    findings.push_back(
        {Concern::kForeignError, report.error.type, "nothing was sent, and " + gave(report)});
    return;
  }
  findings.push_back({Concern::kOutcome, "error_without_request",
                      "the plane was there, and nothing was sent; " + gave(report)});
}

}  // namespace

void find_in_outcome(const CallEvidence& call, const Evidence& evidence, const Rules& rules,
                     Findings& findings) {
  if (call.exchanges.empty()) {
    return find_without_request(call, evidence, rules.naming, findings);
  }
  const Exchange& last = call.exchanges.back();
  if (!last.unreadable.empty()) return;
  switch (last.answer.effect) {
    case Effect::kBroken:
    case Effect::kStalled:
      return find_in_broken(call, last.answer, evidence.options, rules, findings);
    case Effect::kOpen:
      if (!call.report.is_value && !is_in_tree(call.report.error, rules.naming)) {
        find_in_kind(call.report, {Kind::kConnection, Kind::kApi}, "the answer was malformed",
                     rules.naming, findings);
      }
      return;
    case Effect::kWhole:
      break;
  }
  if (last.answer.status / 100 == 2)
    return find_in_success(call, last.answer, rules.naming, findings);
  find_in_error_answer(call.report, last.answer, rules, findings);
}

}  // namespace fauxplane::contracts
