#include "contracts/adapters/cpp/reference_methods.h"

#include "contracts/adapters/cpp/memsy_given.h"

namespace reference {
namespace {

using adapter_kit::Arguments;
using adapter_kit::error_class;
using memsy::ControlClient;
using Json = nlohmann::json;

// A method: what it does with a client that is cancelled with the call.
template <class F>
adapter_kit::Method on(F call) {
  return adapter_kit::method<MemsyClients>(
      [call](const MemsyClients& clients, const Arguments& arguments, const std::stop_token& stop) {
        return given(call(clients.control.stoppable(stop), arguments));
      });
}

memsy::EventQuery event_query(const Arguments& from) {
  memsy::EventQuery query{.actor_id = from.text("actor_id"),
                          .session_id = from.text("session_id"),
                          .kind = from.text("kind")};
  query.sort = from.text("sort").value_or(query.sort);
  query.limit = from.integer("limit").value_or(query.limit);
  query.offset = from.integer("offset").value_or(query.offset);
  return query;
}

memsy::TimeseriesQuery timeseries_query(const Arguments& from) {
  memsy::TimeseriesQuery query{.dimension = from.text("dimension"),
                               .period_start = from.text("period_start"),
                               .period_end = from.text("period_end")};
  query.granularity = from.text("granularity").value_or(query.granularity);
  return query;
}

memsy::NewKey new_key(const Arguments& from) {
  memsy::NewKey key{.name = from.required("name"), .expires_at = from.text("expires_at")};
  key.scopes = from.texts("scopes").value_or(key.scopes);
  return key;
}

memsy::Interest interest(const Arguments& from) {
  return {.email = from.required("email"),
          .name = from.required("name"),
          .company = from.text("company"),
          .use_case = from.text("use_case"),
          .notes = from.text("notes")};
}

// A direct child of MemsyAPIError.
template <class E>
adapter_kit::ErrorClass api_error(
    std::string name,
    std::function<void(const E&, Json&)> add_attributes = [](const E&, Json&) {}) {
  return error_class<E>(std::move(name), {"MemsyAPIError", "MemsyError"},
                        std::move(add_attributes));
}

template <class E>
void add_limits(const E& error, Json& to) {
  to["limit"] = memsy::json_of(error.limit);
  to["current"] = memsy::json_of(error.current);
}

void add_api_error(const memsy::MemsyAPIError& error, Json& to) {
  to["status_code"] = error.status_code;
  to["detail"] = error.detail;
  to["error_code"] = memsy::json_of(error.error_code);
}

void add_feature(const memsy::FeatureNotAvailable& error, Json& to) {
  to["feature"] = memsy::json_of(error.feature);
  to["current_tier"] = memsy::json_of(error.current_tier);
  to["upgrade_url"] = memsy::json_of(error.upgrade_url);
}

void add_seats(const memsy::SeatLimitReachedError& error, Json& to) {
  to["purchased_seats"] = memsy::json_of(error.purchased_seats);
  to["assigned_seats"] = memsy::json_of(error.assigned_seats);
  to["pending_invites"] = memsy::json_of(error.pending_invites);
}

void add_used_up(const memsy::UsageLimitExceeded& error, Json& to) {
  add_limits(error, to);
  to["dimension"] = memsy::json_of(error.dimension);
  to["upgrade_url"] = memsy::json_of(error.upgrade_url);
}

}  // namespace

std::map<std::string, adapter_kit::Method> memsy_methods() {
  using C = const ControlClient&;
  using A = const Arguments&;
  std::map<std::string, adapter_kit::Method> methods{
      {"health", on([](C client, A) { return client.health(); })},
      {"me", on([](C client, A) { return client.me(); })},
      {"usage.summary", on([](C client, A) { return client.usage().summary(); })},
      {"usage.timeseries",
       on([](C client, A from) { return client.usage().timeseries(timeseries_query(from)); })},
      {"billing.summary", on([](C client, A) { return client.billing().summary(); })},
      {"billing.invoices", on([](C client, A) { return client.billing().invoices(); })},
      {"keys.list", on([](C client, A) { return client.keys().list(); })},
      {"keys.create", on([](C client, A from) { return client.keys().create(new_key(from)); })},
      {"keys.usage",
       on([](C client, A from) { return client.keys().usage(from.required("key_id")); })},
      {"keys.delete",
       on([](C client, A from) { return client.keys().remove(from.required("key_id")); })},
      {"events.list", on([](C client, A from) { return client.events().list(event_query(from)); })},
      {"interest.express",
       on([](C client, A from) { return client.interest().express(interest(from)); })},
      {"interest.status", on([](C client, A) { return client.interest().status(); })},
  };
  methods.merge(hot_path_methods());
  return methods;
}

adapter_kit::ErrorClasses memsy_errors() {
  return {
      api_error<memsy::OrgIdNotAllowedError>("OrgIdNotAllowedError"),
      api_error<memsy::AuthenticationError>("AuthenticationError"),
      api_error<memsy::AuthorizationError>("AuthorizationError",
                                           [](const memsy::AuthorizationError& error, Json& to) {
                                             to["required_scope"] =
                                                 memsy::json_of(error.required_scope);
                                           }),
      api_error<memsy::FeatureNotAvailable>("FeatureNotAvailable", add_feature),
      api_error<memsy::SeatRequiredError>("SeatRequiredError"),
      api_error<memsy::OrgLimitReachedError>("OrgLimitReachedError",
                                             add_limits<memsy::OrgLimitReachedError>),
      api_error<memsy::KeyLimitReachedError>("KeyLimitReachedError",
                                             add_limits<memsy::KeyLimitReachedError>),
      api_error<memsy::BillingNotEnabledError>(
          "BillingNotEnabledError",
          [](const memsy::BillingNotEnabledError& error, Json& to) {
            to["interest_path"] = memsy::json_of(error.interest_path);
          }),
      api_error<memsy::SeatLimitReachedError>("SeatLimitReachedError", add_seats),
      api_error<memsy::RateLimitExceeded>("RateLimitExceeded",
                                          [](const memsy::RateLimitExceeded& error, Json& to) {
                                            to["retry_after"] =
                                                error.retry_after ? Json(error.retry_after->count())
                                                                  : Json();
                                          }),
      api_error<memsy::UsageLimitExceeded>("UsageLimitExceeded", add_used_up),
      error_class<memsy::MemsyAPIError>("MemsyAPIError", {"MemsyError"}, add_api_error),
      error_class<memsy::MemsyConnectionError>("MemsyConnectionError", {"MemsyError"}),
      error_class<memsy::MemsyError>("MemsyError", {}),
      error_class<memsy::TransportFailure>("TransportFailure", {}),
  };
}

}  // namespace reference
