// What a call gave, against what the last answer means (memsy.md 8 and 11).
#include <algorithm>
#include <cmath>
#include <functional>

#include "contracts/model/contract.h"
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
  const std::string_view name = contract_of(naming.service).names.retry_after;
  const Json* const attribute = attribute_of(error, name, naming);
  auto allowed = retry_after_attributes(answer);
  // Where the body says it as well, either will do.
  const auto said = seconds_in_body(answer);
  if (naming.service == kMemorySync && said &&
      std::find(allowed.begin(), allowed.end(), said) == allowed.end()) {
    allowed.push_back(said);
  }
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
                      std::string(name) + " is " +
                          (is_null(attribute) ? "null" : value_text(*attribute)) +
                          ", the last answer has " +
                          (answer.values_of("Retry-After").empty()
                               ? "no Retry-After"
                               : "Retry-After: " + answer.values_of("Retry-After").front())});
}

// MemorySync (memorysync.md 13, K10): one of the texts, wherever, and the id of the request.
void find_in_told(const ExpectedError& expected, const ErrorReport& error, const Naming& naming,
                  Findings& findings) {
  const auto is_told = [&](const std::string& text) {
    if (error.message.find(text) != std::string::npos) return true;
    for (const char* const name : {"code", "error_code", "message", "detail"}) {
      const Json* const attribute = attribute_of(error, name, naming);
      if (attribute != nullptr && *attribute == text) return true;
    }
    return false;
  };
  const auto& texts = expected.told;
  if (!texts.empty() && std::none_of(texts.begin(), texts.end(), is_told)) {
    findings.push_back({Concern::kDetail, "not_told",
                        "the answer says \"" + texts.front() +
                            "\"; neither code nor message of the error does: " + error.message});
  }
  const auto& ids = expected.request_ids;
  const Json* const given =
      attribute_of(error, contract_of(naming.service).names.request_id, naming);
  const bool is_one = given != nullptr && given->is_string() &&
                      std::find(ids.begin(), ids.end(), given->get<std::string>()) != ids.end();
  if (ids.empty() || is_one) return;
  findings.push_back({Concern::kRequestId, "request_id",
                      "request_id is " + (given == nullptr ? "missing" : value_text(*given)) +
                          ", the answer has X-Request-ID: " + ids.front()});
}

// A plan that is used up and a rate limit are both a 429 (memorysync.md 7.2, K5): another class, a
// code or the missing wait has to tell them apart.
void find_in_limit(const WireAnswer& answer, const ErrorReport& error, const Naming& naming,
                   Findings& findings) {
  if (answer.status != 429) return;
  const Contract& contract = contract_of(naming.service);
  const Json* code = attribute_of(error, "code", naming);
  if (code == nullptr) code = attribute_of(error, "error_code", naming);
  const bool has_code = code != nullptr && code->is_string();
  const bool says_quota = has_code && *code == "limit_exceeded";
  if (!contract.retry.is_final(answer)) {
    if (!says_quota) return;
    findings.push_back({Concern::kKind, "quota_for_rate_limit",
                        "a rate limit was shown as a plan that is used up: " + error.message});
    return;
  }
  const bool asks_to_wait = !is_null(attribute_of(error, contract.names.retry_after, naming));
  const bool says_rate = has_code && *code == "RATE_LIMIT_EXCEEDED";
  if (kind_of(error, naming) != contract.limited || says_quota) return;
  if (!says_rate && !asks_to_wait) return;
  findings.push_back({Concern::kKind, "rate_limit_for_quota",
                      "a plan that is used up (limit_exceeded) was shown as a rate limit: " +
                          error.type + ": " + error.message});
}

void find_in_error_answer(const CallReport& report, const WireAnswer& answer, const Rules& rules,
                          Findings& findings) {
  const Naming& naming = rules.naming;
  const Contract& contract = contract_of(naming.service);
  ExpectedError expected = contract.expected(answer);
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
  if (!contract.names.code.empty()) find_in_texts(expected, report.error, naming, findings);
  find_in_told(expected, report.error, naming, findings);
  if (contract.retry.is_final != nullptr) find_in_limit(answer, report.error, naming, findings);
  if (kind_of(report.error, naming) == expected.kinds.front()) {
    for (const Fact& fact : expected.facts) find_in_fact(fact, report.error, naming, findings);
  }
  if (kind_of(report.error, naming) == contract.limited) {
    find_in_retry_after(answer, report.error, naming, findings);
  }
}

void find_in_success(const CallEvidence& call, const WireAnswer& answer, const Naming& naming,
                     Findings& findings) {
  const MethodRow* const method = find_method(call.call.method, naming.service);
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
  find_in_kind(call.report, {contract_of(rules.naming.service).broken}, because, rules.naming,
               findings);
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

// Whether a connection that a client keeps may be dead without its knowing.
bool may_be_dead(const Evidence& evidence) {
  const auto has_one = [](const CallEvidence& call) {
    return std::any_of(call.exchanges.begin(), call.exchanges.end(),
                       std::mem_fn(&Exchange::ends_untold));
  };
  return std::any_of(evidence.calls.begin(), evidence.calls.end(), has_one);
}

// A call that did not reach the plane.
void find_without_request(const CallEvidence& call, const Evidence& evidence, const Naming& naming,
                          Findings& findings) {
  const CallReport& report = call.report;
  if (report.is_value) return;  // attempts.cc tells
  if (evidence.is_refused) {
    return find_in_kind(report, {contract_of(naming.service).broken}, "the connection was refused",
                        naming, findings);
  }
  // Any error of the tree, or the language's own for arguments.
  if (is_argument_error(report.error)) return;
  if (!is_in_tree(report.error, naming)) {
    findings.push_back(
        {Concern::kForeignError, report.error.type, "nothing was sent, and " + gave(report)});
    return;
  }
  if (may_be_dead(evidence)) {
    return find_in_kind(report, {contract_of(naming.service).broken},
                        "the connection had ended behind an answer", naming, findings);
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
        find_in_kind(call.report, {contract_of(rules.naming.service).broken},
                     "the answer was malformed", rules.naming, findings);
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
