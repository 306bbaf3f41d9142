#include "contracts/model/methods.h"

#include <algorithm>
#include <array>

#include "contracts/model/shape.h"
#include "simulator/services/query.h"
#include "simulator/services/request.h"

namespace fauxplane::contracts {
namespace {

using enum Place;
constexpr bool kNeeded = true;
constexpr bool kFree = false;

constexpr std::array<ArgumentRow, 0> kNone = {};
constexpr std::array<ArgumentRow, 4> kTimeseries = {{{"dimension", kQuery, kFree, ""},
                                                     {"granularity", kQuery, kFree, "\"daily\""},
                                                     {"period_start", kQuery, kFree, ""},
                                                     {"period_end", kQuery, kFree, ""}}};
constexpr std::array<ArgumentRow, 3> kCreateKey = {{{"name", kBody, kNeeded, ""},
                                                    {"scopes", kBody, kFree, R"(["read","write"])"},
                                                    {"expires_at", kBody, kFree, ""}}};
constexpr std::array<ArgumentRow, 1> kKeyId = {{{"key_id", kPath, kNeeded, ""}}};
constexpr std::array<ArgumentRow, 6> kEvents = {{{"actor_id", kQuery, kFree, ""},
                                                 {"session_id", kQuery, kFree, ""},
                                                 {"kind", kQuery, kFree, ""},
                                                 {"sort", kQuery, kFree, "\"ts_desc\""},
                                                 {"limit", kQuery, kFree, "50"},
                                                 {"offset", kQuery, kFree, "0"}}};
constexpr std::array<ArgumentRow, 5> kInterest = {{{"email", kBody, kNeeded, ""},
                                                   {"name", kBody, kNeeded, ""},
                                                   {"company", kBody, kFree, ""},
                                                   {"use_case", kBody, kFree, ""},
                                                   {"notes", kBody, kFree, ""}}};

constexpr std::array<MethodRow, 13> kMethods = {{
    {"health", "GET", "/health", kNone, "{status:s! version:s billing_enabled:b components:o}"},
    {"me", "GET", "/me", kNone,
     "{customer_id:s! email:s! tier:s! org_id:s! is_superadmin:b! is_billing_admin:b! user_id:s "
     "org_role:s}"},
    {"usage.summary", "GET", "/usage/summary", kNone,
     "{org_id:s! tier:s! period_start:s! period_end:s! "
     "dimensions:[{dimension:s! used:i! limit:i overage_rate:n}]}"},
    {"usage.timeseries", "GET", "/usage/timeseries", kTimeseries,
     "{org_id:s! granularity:s! data:[{date:s! dimension:s! quantity:i!}]!}"},
    {"billing.summary", "GET", "/billing/summary", kNone,
     "{tier:s! purchased_seats:i! assigned_seats:i! available_seats:i! stripe_customer_id:s "
     "stripe_subscription_id:s subscription_status:s billing_contact:s "
     "payment_method:{brand:s! last4:s! exp_month:i! exp_year:i!} "
     "upcoming_invoice:{amount_due:i! currency:s! period_end:i!}}"},
    {"billing.invoices", "GET", "/billing/invoices", kNone,
     "[{id:s! currency:s! status:s! amount_due:i! amount_paid:i! created:a! "
     "hosted_invoice_url:s}]"},
    {"keys.list", "GET", "/keys", kNone,
     "{keys:[{key_id:s! prefix:s! name:s! created_at:s! is_active:b! scopes:t last_used_at:s "
     "expires_at:s}]! max_keys:i! active_count:i!}"},
    {"keys.create", "POST", "/keys", kCreateKey,
     "{key_id:s! raw_key:s! prefix:s! name:s! scopes:t!}"},
    {"keys.usage", "GET", "/keys/{key_id}/usage", kKeyId, "usage<[o]"},
    {"keys.delete", "DELETE", "/keys/{key_id}", kKeyId, ""},
    {"events.list", "GET", "/console/events", kEvents,
     "{items:[{event_id:s! org_id:s! actor_id:s! kind:s! content:s! ts:s! session_id:s metadata:o "
     "ingested_at:s}]! total:i! limit:i! offset:i!}"},
    {"interest.express", "POST", "/interest/pro", kInterest, "{message:s!}"},
    {"interest.status", "GET", "/interest/pro/status", kNone, "expressed<b"},
}};

std::string path_flaw(const CheckedCall& call, std::string_view wanted, std::string_view path) {
  const std::string message =
      "the path is " + std::string(path) + ", not " + std::string(wanted) + " with its arguments";
  while (!wanted.empty() || !path.empty()) {
    if (!wanted.starts_with('/') || !path.starts_with('/')) return message;
    wanted.remove_prefix(1);
    path.remove_prefix(1);
    const std::string_view pattern = wanted.substr(0, wanted.find('/'));
    const std::string_view segment = path.substr(0, path.find('/'));
    wanted.remove_prefix(pattern.size());
    path.remove_prefix(segment.size());
    if (pattern.starts_with('{')) {
      const std::string name(pattern.substr(1, pattern.size() - 2));
      if (call.arguments.value(name, std::string()) != percent_decoded(segment)) return message;
    } else if (pattern != segment) {
      return message;
    }
  }
  return {};
}

std::string text_of(const Json& value) {
  return value.is_string() ? value.get<std::string>() : value.dump();
}

std::string query_flaw(const CheckedCall& call, const MethodRow& method, std::string_view text) {
  const Query query(text);
  for (const auto& [name, value] : query.values()) {
    const auto is_it = [&name](const ArgumentRow& row) {
      return row.place == kQuery && row.name == name;
    };
    if (std::none_of(method.arguments.begin(), method.arguments.end(), is_it)) {
      return "the query has " + name + "=" + value + ", which was not given";
    }
  }
  for (const ArgumentRow& row : method.arguments) {
    if (row.place != kQuery) continue;
    const std::string name(row.name);
    const std::string* const sent = query.find(name);
    const bool is_given = call.arguments.contains(name);
    if (is_given) {
      const std::string wanted = text_of(call.arguments[name]);
      if (sent == nullptr) return "the query lacks " + name;
      if (*sent != wanted) return "the query has " + name + "=" + *sent + ", not " + wanted;
    } else if (sent != nullptr && row.sent_anyway.empty()) {
      return "the query has " + name + ", which was not given";
    } else if (sent != nullptr && *sent != text_of(Json::parse(row.sent_anyway))) {
      return "the query has " + name + "=" + *sent + ", not the default";
    }
  }
  return {};
}

std::string body_flaw(const CheckedCall& call, const MethodRow& method, std::string_view text) {
  Json wanted = Json::object();
  Json optional = Json::object();
  for (const ArgumentRow& row : method.arguments) {
    if (row.place != kBody) continue;
    const std::string name(row.name);
    if (call.arguments.contains(name))
      wanted[name] = call.arguments[name];
    else if (!row.sent_anyway.empty())
      optional[name] = Json::parse(row.sent_anyway);
  }
  const bool has_body = !wanted.empty() || !optional.empty();
  if (!has_body) return text.empty() ? "" : "there is a body, and there should be none";
  const Json sent = Json::parse(text, nullptr, false);
  if (!sent.is_object()) return "the body is no JSON object";
  for (const auto& [name, value] : wanted.items()) {
    if (!sent.contains(name)) return "the body lacks " + name;
    if (sent[name] != value)
      return "the body has " + name + ": " + sent[name].dump() + ", not " + value.dump();
  }
  for (const auto& [name, value] : sent.items()) {
    if (wanted.contains(name)) continue;
    if (optional.contains(name) && optional[name] == value) continue;
    return "the body has " + name + ": " + value.dump() + ", which was not given";
  }
  return {};
}

}  // namespace

std::span<const MethodRow> method_rows() {
  return kMethods;
}

const MethodRow* find_method(std::string_view name) {
  const auto at = std::find_if(kMethods.begin(), kMethods.end(),
                               [name](const MethodRow& row) { return row.name == name; });
  return at == kMethods.end() ? nullptr : &*at;
}

bool is_required(std::string_view method, std::string_view argument) {
  const MethodRow* const row = find_method(method);
  if (row == nullptr) return false;
  return std::any_of(row->arguments.begin(), row->arguments.end(), [&](const ArgumentRow& one) {
    return one.name == argument && one.is_required;
  });
}

std::string request_flaw(const CheckedCall& call, std::string_view prefix,
                         std::string_view http_method, std::string_view target,
                         std::string_view body) {
  const MethodRow* const method = find_method(call.method);
  if (method == nullptr) return {};
  if (http_method != method->http_method) {
    return "the method is " + std::string(http_method) + ", not " +
           std::string(method->http_method);
  }
  const std::size_t mark = target.find('?');
  const std::string_view path = target.substr(0, mark);
  if (!path.starts_with(prefix)) return "the path does not begin with that of the base URL";
  if (auto flaw = path_flaw(call, method->path, path.substr(prefix.size())); !flaw.empty()) {
    return flaw;
  }
  const std::string_view query =
      mark == std::string_view::npos ? std::string_view() : target.substr(mark + 1);
  if (auto flaw = query_flaw(call, *method, query); !flaw.empty()) return flaw;
  return body_flaw(call, *method, body);
}

bool is_well_shaped(const MethodRow& method, int status, const std::string& body) {
  if (method.shape.empty() || status == 204) return true;
  const Json json = Json::parse(body, nullptr, false);
  return !json.is_discarded() && fits_shape(method.shape, json);
}

std::string value_flaw(const MethodRow& method, const std::string& body, const Json& value) {
  if (method.shape.empty() || body.empty()) return {};
  return shape_difference(method.shape, Json::parse(body, nullptr, false), value);
}

}  // namespace fauxplane::contracts
