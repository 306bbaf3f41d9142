#include <array>
#include <stdexcept>

#include "contracts/client/errors.h"
#include "contracts/client/value_json.h"
#include "contracts/mutants/mutant.h"

namespace mutants {
namespace {

using memsy::ErrorFacts;
using memsy::ErrorKind;
using memsy::HttpResponse;
using memsy::TransportFailure;
using Json = nlohmann::json;

bool is_documented(int status) {
  constexpr std::array kStatuses = {400, 401, 403, 404, 405, 409, 422, 429, 500, 502, 503, 504};
  return status < 300 || std::find(kStatuses.begin(), kStatuses.end(), status) != kStatuses.end();
}

// Every required member, with nothing in it.
Json padded(const Json& body) {
  Json all{{"status", ""},
           {"customer_id", ""},
           {"email", ""},
           {"tier", ""},
           {"is_superadmin", false},
           {"is_billing_admin", false},
           {"org_id", ""},
           {"period_start", ""},
           {"period_end", ""},
           {"data", {}},
           {"granularity", ""},
           {"purchased_seats", 0},
           {"keys", {}},
           {"assigned_seats", 0},
           {"available_seats", 0},
           {"max_keys", 0},
           {"active_count", 0},
           {"key_id", ""},
           {"raw_key", ""},
           {"prefix", ""},
           {"name", ""},
           {"scopes", {}},
           {"usage", Json::array()},
           {"items", Json::array()},
           {"total", 0},
           {"limit", 0},
           {"offset", 0},
           {"message", ""}};
  for (const char* const list : {"data", "keys", "scopes"}) all[list] = Json::array();
  if (body.is_object()) all.update(body);
  return all;
}

// The members that the values have, of every type.
bool is_known(const std::string& name) {
  static const Json kNames = [] {
    using namespace memsy;
    Json names = padded({});
    for (const Json& value :
         {json_of(Health{}), json_of(Me{}), json_of(UsageSummary{}), json_of(BillingSummary{}),
          json_of(CreatedKey{}), json_of(InterestStatus{})}) {
      names.update(value);
    }
    return names;
  }();
  return kNames.contains(name);
}

constexpr std::array kMutants = {
    Mutant{"foreign_json_error", "errors", "A1",
           "lets the JSON library's own exception out when a body is no JSON",
           [](Parts& parts) {
             parts.rules.read_body = [](const HttpResponse& response) {
               return std::optional(Json::parse(response.body));
             };
           }},
    Mutant{"foreign_connection_error", "errors", "A1",
           "lets the transport's own exception out when the connection fails",
           [](Parts& parts) {
             wrap(parts, [](const auto& inner, const auto& request, const auto& stop) {
               try {
                 return inner(request, stop);
               } catch (const TransportFailure& failure) {
                 throw std::runtime_error(failure.what());
               }
             });
           }},
    Mutant{"gateway_refusal_is_authorization", "errors", "A2",
           "takes the gateway's 403 Forbidden for a missing permission",
           [](Parts& parts) {
             parts.rules.kind_of = [](int status, const ErrorFacts& facts) {
               return status == 403 && !facts.code ? ErrorKind::kAuthorization
                                                   : memsy::kind_of(status, facts);
             };
           }},
    Mutant{"nested_detail_unread", "errors", "A2", "does not look for the code inside `detail`",
           [](Parts& parts) {
             parts.rules.read_error = [](HttpResponse response) {
               Json body = memsy::parse_json(response.body).value_or(Json());
               if (body.is_object() && body.contains("detail") && body["detail"].is_object()) {
                 body["detail"] = body["detail"].value("message", Json(""));
                 response.body = body.dump();
               }
               return memsy::read_error(response);
             };
           }},
    Mutant{"code_without_status", "errors", "A2", "lets a code count whatever the status is",
           [](Parts& parts) {
             parts.rules.kind_of = [](int status, const ErrorFacts& facts) {
               for (const int other : {400, 403, 409, 429}) {
                 const ErrorKind kind = memsy::kind_of(other, {.code = facts.code});
                 if (facts.code && kind != memsy::kind_of(other, {.code = "none"})) return kind;
               }
               return memsy::kind_of(status, facts);
             };
           }},
    Mutant{"unauthorized_is_plain", "errors", "A2", "has no class of its own for 401",
           [](Parts& parts) {
             parts.rules.kind_of = [](int status, const ErrorFacts& facts) {
               return status == 401 ? ErrorKind::kApi : memsy::kind_of(status, facts);
             };
           }},
    Mutant{"detail_is_the_body", "errors", "A3", "gives the whole body as the server's text",
           [](Parts& parts) {
             parts.rules.read_error = [](const HttpResponse& response) {
               ErrorFacts facts = memsy::read_error(response);
               facts.detail = response.body;
               return facts;
             };
           }},
    Mutant{"ill_typed_fact_raises", "errors", "A3", "fails on a limit that is not a number",
           [](Parts& parts) {
             parts.rules.read_error = [](const HttpResponse& response) {
               const ErrorFacts facts = memsy::read_error(response);
               if (facts.members.is_object() && facts.members.contains("limit")) {
                 static_cast<void>(facts.members["limit"].get<std::int64_t>());
               }
               return facts;
             };
           }},
    Mutant{"limit_of_32_bits", "errors", "A3", "cuts the limit of an error to 32 bits",
           [](Parts& parts) {
             parts.rules.read_error = [](const HttpResponse& response) {
               ErrorFacts facts = memsy::read_error(response);
               for (const char* const name : {"limit", "current"}) {
                 if (const auto number = memsy::integer_in(facts, name)) {
                   facts.members[name] = static_cast<std::int32_t>(*number);
                 }
               }
               return facts;
             };
           }},
    Mutant{"unknown_status_is_rounded", "errors", "A4",
           "reports a status it does not know as the first of its hundred",
           [](Parts& parts) {
             change_answers(parts, [](HttpResponse& response) {
               if (!is_documented(response.status)) response.status -= response.status % 100;
             });
           }},
    Mutant{"cause_is_lost", "errors", "A5", "drops the cause of a connection error",
           [](Parts& parts) {
             wrap(parts, [](const auto& inner, const auto& request, const auto& stop) {
               try {
                 return inner(request, stop);
               } catch (const TransportFailure& failure) {
                 throw memsy::MemsyConnectionError(failure.what());
               }
             });
           }},
    Mutant{"error_in_a_success", "errors", "A6", "takes a 200 with a member `error` for an error",
           [](Parts& parts) {
             parts.rules.attempts.is_success = [](const HttpResponse& response) {
               const Json body = memsy::parse_json(response.body).value_or(Json());
               return response.status / 100 == 2 && !(body.is_object() && body.contains("error"));
             };
           }},
    Mutant{"everything_is_false", "bodies", "MP10", "takes every true of an answer for false",
           [](Parts& parts) {
             parts.rules.read_body = [](const HttpResponse& response) {
               std::string text = response.body;
               for (std::size_t at = 0; (at = text.find(":true", at)) != std::string::npos;) {
                 text.replace(at, 5, ":false");
               }
               return memsy::parse_json(text);
             };
           }},
    Mutant{"bad_json_is_empty", "bodies", "J1", "takes a body that is no JSON for an empty object",
           [](Parts& parts) {
             parts.rules.read_body = [](const HttpResponse& response) {
               const auto body = memsy::parse_json(response.body);
               return body ? body : padded({});
             };
           }},
    Mutant{"missing_member_is_empty", "bodies", "J1", "fills in required members that are missing",
           [](Parts& parts) {
             parts.rules.read_body = [](const HttpResponse& response) {
               auto body = memsy::parse_json(response.body);
               return body && body->is_object() ? std::optional(padded(*body)) : body;
             };
           }},
    Mutant{"error_body_must_be_json", "bodies", "J2", "fails on an error without a JSON body",
           [](Parts& parts) {
             parts.rules.read_error = [](const HttpResponse& response) {
               const Json body = Json::parse(response.body);
               return memsy::read_error({.status = response.status, .body = body.dump()});
             };
           }},
    Mutant{"content_type_decides", "bodies", "J4",
           "does not read JSON that is not declared as exactly application/json",
           [](Parts& parts) {
             parts.rules.read_body = [](const HttpResponse& response) {
               return response.headers.only("Content-Type") == "application/json"
                          ? memsy::parse_json(response.body)
                          : std::nullopt;
             };
           }},
    Mutant{"unknown_member_raises", "bodies", "O1", "fails on a member that it does not know",
           [](Parts& parts) {
             parts.rules.read_body = [](const HttpResponse& response) {
               auto body = memsy::parse_json(response.body);
               if (!body || !body->is_object()) return body;
               for (const auto& [name, value] : body->items()) {
                 if (!is_known(name)) throw memsy::ShapeError("unknown member " + name);
               }
               return body;
             };
           }},
};

}  // namespace

std::span<const Mutant> error_mutants() {
  return kMutants;
}

}  // namespace mutants
