// What a call sends: the right request, the same at each attempt, with the key and only to its
// origin (memsy.md 3.1, 11.2, 12; RFC 9112 3).
#include <algorithm>

#include "contracts/model/methods.h"
#include "contracts/properties/finding.h"
#include "simulator/services/request.h"

namespace fauxplane::contracts {
namespace {

std::vector<std::string> values_of(const Exchange& exchange, std::string_view name) {
  return WireAnswer{.headers = exchange.headers}.values_of(name);
}

void find_in_authorization(const Exchange& exchange, const Evidence& evidence,
                           std::vector<Finding>& findings) {
  const auto values = values_of(exchange, "Authorization");
  if (exchange.is_at_other_origin) {
    if (!values.empty()) {
      findings.push_back({Concern::kRedirect, "key_to_other_origin",
                          "the key went along to another origin: " + exchange.target});
    }
    if (exchange.method != "GET" && exchange.method != "HEAD") {
      findings.push_back({Concern::kRedirect, "body_to_other_origin",
                          "a " + exchange.method + " went to another origin: " + exchange.target});
    }
    return;
  }
  for (const auto& [name, value] : exchange.headers) {
    if (!equal_ignoring_case(name, "Authorization") &&
        value.find(evidence.secret) != std::string::npos) {
      findings.push_back(
          {Concern::kAuthorization, "another_header", "the key stands in the header " + name});
    }
  }
  if (values.size() == 1 && values.front() == "Bearer " + evidence.secret) return;
  findings.push_back({Concern::kAuthorization, "not_the_key",
                      values.empty() ? "a request came without Authorization"
                                     : "a request came with another Authorization than Bearer and "
                                       "the key, or with several"});
}

void find_in_framing(const Exchange& exchange, const Evidence& evidence,
                     std::vector<Finding>& findings) {
  if (!exchange.unreadable.empty()) {
    findings.push_back(
        {Concern::kRequest, "unreadable", "a request could not be read: " + exchange.unreadable});
    return;
  }
  const auto hosts = values_of(exchange, "Host");
  if (!exchange.is_at_other_origin && (hosts.size() != 1 || hosts.front() != evidence.origin)) {
    findings.push_back({Concern::kRequest, "host",
                        "a request needs exactly one Host, " + evidence.origin +
                            (hosts.empty() ? "" : ", not " + hosts.front())});
  }
  const auto types = values_of(exchange, "Content-Type");
  if (!exchange.body.empty() &&
      (types.size() != 1 || !types.front().starts_with("application/json"))) {
    findings.push_back({Concern::kRequest, "content_type",
                        "a body came with another Content-Type than application/json"});
  }
}

void find_in_sameness(const Exchange& first, const Exchange& later,
                      std::vector<Finding>& findings) {
  const auto differ = [&](std::string_view what) {
    findings.push_back({Concern::kSameAttempts, std::string(what),
                        "the attempts of one call differ in " + std::string(what)});
  };
  if (first.method != later.method) return differ("method");
  if (first.target != later.target) return differ("target");
  if (first.body != later.body) return differ("body");
  if (values_of(first, "Authorization") != values_of(later, "Authorization")) {
    return differ("authorization");
  }
}

}  // namespace

void find_in_requests(const CallEvidence& call, const Evidence& evidence,
                      std::vector<Finding>& findings) {
  const Exchange* first = nullptr;
  for (const Exchange& exchange : call.exchanges) {
    find_in_framing(exchange, evidence, findings);
    if (!exchange.unreadable.empty()) return;
    find_in_authorization(exchange, evidence, findings);
    if (exchange.is_at_other_origin) continue;
    if (first != nullptr) {
      if (first->answer.status / 100 != 3) find_in_sameness(*first, exchange, findings);
      continue;
    }
    first = &exchange;
    const std::string flaw =
        request_flaw(call.call, evidence.prefix, exchange.method, exchange.target, exchange.body);
    if (!flaw.empty()) {
      findings.push_back({Concern::kRequest, "content", call.call.method + ": " + flaw});
    }
  }
}

}  // namespace fauxplane::contracts
