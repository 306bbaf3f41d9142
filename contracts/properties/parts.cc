// Calls that make several requests by right: a list that is split (memorysync.md 4.2, K11), and
// requests of other methods, which are counted (K12).
#include <algorithm>

#include "contracts/model/contract.h"
#include "contracts/model/shape.h"
#include "contracts/properties/finding.h"

namespace fauxplane::contracts {
namespace {

// The list that has to be split, and into pieces of how many.
struct List {
  const Json* items = nullptr;
  std::string name{};
  std::size_t most = 0;
};

List list_of(const CheckedCall& call, const MethodRow& method) {
  if (method.items_max == 0) return {};
  const std::string name(method.arguments.front().name);
  const auto at = call.arguments.find(name);
  if (at == call.arguments.end() || !at->is_array() || at->size() <= method.items_max) return {};
  return {.items = &*at, .name = name, .most = method.items_max};
}

// Requests with the same body are attempts of one part.
std::vector<CallEvidence> parts_of(const CallEvidence& call, const List& list) {
  std::vector<CallEvidence> parts;
  for (const Exchange& exchange : call.exchanges) {
    if (!parts.empty() && parts.back().exchanges.front().body == exchange.body) {
      parts.back().exchanges.push_back(exchange);
      continue;
    }
    CallEvidence part{.call = call.call, .exchanges = {exchange}};
    const Json body = Json::parse(exchange.body, nullptr, false);
    part.call.arguments[list.name] = body.is_object() ? body.value(list.name, Json()) : Json();
    parts.push_back(std::move(part));
  }
  for (CallEvidence& part : parts) {
    part.report = call.report;
    if (&part != &parts.back()) part.report.returned = part.exchanges.back().left;
  }
  return parts;
}

void find_in_split(const std::vector<CallEvidence>& parts, const List& list, bool is_whole,
                   std::vector<Finding>& findings) {
  Json sent = Json::array();
  for (const CallEvidence& part : parts) {
    const Json& items = part.call.arguments.at(list.name);
    if (items.size() > list.most) {
      findings.push_back({Concern::kParts, "too_many_items",
                          "a request has " + std::to_string(items.size()) + " " + list.name +
                              "; the contract allows " + std::to_string(list.most)});
      return;
    }
    for (const Json& item : items) sent.push_back(item);
  }
  const std::size_t wanted = (list.items->size() + list.most - 1) / list.most;
  const std::string seen = std::to_string(list.items->size()) + " " + list.name + " came in " +
                           std::to_string(parts.size()) + " requests";
  if (parts.size() > wanted || (is_whole && parts.size() != wanted)) {
    findings.push_back(
        {Concern::kParts, "count", seen + "; the contract asks for " + std::to_string(wanted)});
  } else if (is_whole && sent != *list.items) {
    findings.push_back({Concern::kParts, "items", seen + ", and are not those of the call"});
  }
}

bool is_success(const CallEvidence& part) {
  const WireAnswer& answer = part.exchanges.back().answer;
  return answer.effect == Effect::kWhole && answer.status / 100 == 2;
}

// The results of all parts have to reach the caller, in order.
void find_in_results(const std::vector<CallEvidence>& parts, const CallReport& report,
                     const MethodRow& method, std::vector<Finding>& findings) {
  Json results = Json::array();
  for (const CallEvidence& part : parts) {
    const Json body = Json::parse(part.exchanges.back().answer.body, nullptr, false);
    const auto own = body.is_object() ? body.find("results") : body.end();
    if (!body.is_object() || own == body.end() || !own->is_array()) return;  // a silent answer
    for (const Json& result : *own) results.push_back(result);
  }
  constexpr std::string_view kShape = "{results:[{status:s! memory_ids:[i] reason:s}]!}";
  const std::string flaw =
      shape_difference(kShape, {{"results", std::move(results)}}, report.value);
  if (flaw.empty()) return;
  findings.push_back({Concern::kValue, "differs",
                      "the value of " + std::string(method.name) +
                          " differs from the answers to its parts: " + flaw});
}

const MethodRow* other_method(const Exchange& exchange, const Evidence& evidence) {
  for (const MethodRow& row : method_rows(evidence.service)) {
    if (is_request_of(row, exchange.method, exchange.target)) return &row;
  }
  return nullptr;
}

}  // namespace

CallEvidence without_further(const CallEvidence& call, const Evidence& evidence,
                             std::vector<Finding>& findings) {
  const MethodRow* const method = find_method(call.call.method, evidence.service);
  if (method == nullptr || !contract_of(evidence.service).may_ask_more) return call;
  const auto is_own = [&](const Exchange& exchange) {
    return !exchange.unreadable.empty() || exchange.is_at_other_origin ||
           is_request_of(*method, exchange.method, exchange.target);
  };
  if (std::none_of(call.exchanges.begin(), call.exchanges.end(), is_own)) return call;
  CallEvidence own = call;
  std::erase_if(own.exchanges, [&](const Exchange& exchange) {
    const MethodRow* const other = is_own(exchange) ? nullptr : other_method(exchange, evidence);
    if (other == nullptr) return false;
    findings.push_back({Concern::kUnits, other->is_metered ? "spent" : "asked_more",
                        call.call.method + " asked " + exchange.method + " " + exchange.target +
                            " as well" +
                            (other->is_metered ? ", which costs a unit of its own" : "")});
    return true;
  });
  return own;
}

bool find_in_parts(const CallEvidence& call, const Evidence& evidence, const Rules& rules,
                   std::vector<Finding>& findings) {
  const MethodRow* const method = find_method(call.call.method, evidence.service);
  if (method == nullptr || call.exchanges.empty()) return false;
  const List list = list_of(call.call, *method);
  if (list.items == nullptr) return false;
  const CallEvidence own = without_further(call, evidence, findings);
  const std::vector<CallEvidence> parts = parts_of(own, list);
  find_in_split(parts, list, call.report.is_value, findings);
  for (const CallEvidence& part : parts) {
    find_in_attempts(part, evidence, rules, findings);
    find_in_requests(part, evidence, findings);
  }
  if (call.report.is_value && std::all_of(parts.begin(), parts.end(), is_success)) {
    find_in_results(parts, call.report, *method, findings);
  } else {
    // A part that failed decides, wherever it stands.
    const auto failed = std::find_if_not(parts.begin(), parts.end(), is_success);
    find_in_outcome(failed == parts.end() ? parts.back() : *failed, evidence, rules, findings);
  }
  return true;
}

}  // namespace fauxplane::contracts
