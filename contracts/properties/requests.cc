// What a call sends: the right request, the same at each attempt, with the key and only to its
// origin (memsy.md 3.1, 11.2, 12; memorysync.md 2; RFC 9112 3).
#include <algorithm>

#include "contracts/model/contract.h"
#include "contracts/properties/finding.h"
#include "simulator/services/request.h"

namespace fauxplane::contracts {
namespace {

std::vector<std::string> values_of(const Exchange& exchange, std::string_view name) {
  return WireAnswer{.headers = exchange.headers}.values_of(name);
}

constexpr std::string_view kOfEndUsers = "/memory/";

// A client that was made for a project says so where memories are in one, and never names another
// (memorysync.md 2.1). One that was not may ask for its projects and choose.
void find_in_project(const Exchange& exchange, const std::string& wanted,
                     std::vector<Finding>& findings) {
  const auto projects = values_of(exchange, "X-Project-ID");
  const auto add = [&](const char* sign, std::string sentence) {
    findings.push_back({Concern::kAuthorization, sign, std::move(sentence)});
  };
  const auto is_other = [&](const std::string& project) { return project != wanted; };
  if (std::find(projects.begin(), projects.end(), "") != projects.end()) {
    add("empty_project", "a request came with an empty X-Project-ID");
  } else if (wanted.empty()) {
    return;
  } else if (std::any_of(projects.begin(), projects.end(), is_other)) {
    add("another_project",
        "a request to " + exchange.target + " came with another X-Project-ID than " + wanted);
  } else if (exchange.target.starts_with(kOfEndUsers) && projects.size() != 1) {
    add("no_project",
        "a request to " + exchange.target + " needs exactly one X-Project-ID, " + wanted +
            "; where the SDK has no projects, its adapter does not claim \"project\"");
  }
}

// Whose memories, and of which project (memorysync.md 2.1).
void find_in_scope(const Exchange& exchange, const Evidence& evidence,
                   std::vector<Finding>& findings) {
  const auto users = values_of(exchange, "X-End-User-ID");
  if (exchange.target.starts_with(kOfEndUsers) &&
      (users.size() != 1 || users.front() != evidence.end_user)) {
    findings.push_back({Concern::kAuthorization, "no_end_user",
                        "a request to " + exchange.target + " needs exactly one X-End-User-ID, " +
                            evidence.end_user});
  }
  find_in_project(exchange, evidence.project, findings);
}

void find_in_authorization(const Exchange& exchange, const Evidence& evidence, bool is_open,
                           std::vector<Finding>& findings) {
  const Contract& contract = contract_of(evidence.service);
  const std::string header(contract.credential_header);
  const auto values = values_of(exchange, header);
  if (exchange.is_at_other_origin) {
    if (!values.empty() || !values_of(exchange, "Authorization").empty()) {
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
    if (!equal_ignoring_case(name, header) && value.find(evidence.secret) != std::string::npos) {
      findings.push_back(
          {Concern::kAuthorization, "another_header", "the key stands in the header " + name});
    }
  }
  if (contract.shuns_authorization && !values_of(exchange, "Authorization").empty()) {
    findings.push_back({Concern::kAuthorization, "beside_the_key",
                        "a request came with an Authorization beside its " + header});
  }
  if (!contract.end_user.empty()) find_in_scope(exchange, evidence, findings);
  const std::string wanted = std::string(contract.credential_scheme) + evidence.secret;
  if (values.size() == 1 && values.front() == wanted) return;
  if (values.empty() && is_open) return;
  findings.push_back(
      {Concern::kAuthorization, "not_the_key",
       values.empty() ? "a request came without " + header
                      : "a request came with another " + header + " than " +
                            std::string(contract.credential_scheme.empty() ? "" : "Bearer and ") +
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

void find_in_sameness(const Exchange& first, const Exchange& later, std::string_view credential,
                      std::vector<Finding>& findings) {
  const auto differ = [&](std::string_view what) {
    findings.push_back({Concern::kSameAttempts, std::string(what),
                        "the attempts of one call differ in " + std::string(what)});
  };
  if (first.method != later.method) return differ("method");
  if (first.target != later.target) return differ("target");
  if (first.body != later.body) return differ("body");
  if (values_of(first, credential) != values_of(later, credential)) {
    return differ("authorization");
  }
}

}  // namespace

void find_in_requests(const CallEvidence& call, const Evidence& evidence,
                      std::vector<Finding>& findings) {
  const Exchange* first = nullptr;
  const MethodRow* const method = find_method(call.call.method, evidence.service);
  const bool is_open = method != nullptr && method->is_open;
  const std::string_view credential = contract_of(evidence.service).credential_header;
  for (const Exchange& exchange : call.exchanges) {
    find_in_framing(exchange, evidence, findings);
    if (!exchange.unreadable.empty()) return;
    find_in_authorization(exchange, evidence, is_open, findings);
    if (exchange.is_at_other_origin) continue;
    if (first != nullptr) {
      if (first->answer.status / 100 != 3) {
        find_in_sameness(*first, exchange, credential, findings);
      }
      continue;
    }
    first = &exchange;
    if (method == nullptr) continue;
    const std::string flaw =
        request_flaw(*method, call.call.arguments, exchange.method, exchange.target, exchange.body);
    if (!flaw.empty()) {
      findings.push_back({Concern::kRequest, "content", call.call.method + ": " + flaw});
    }
  }
}

}  // namespace fauxplane::contracts
