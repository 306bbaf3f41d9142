#include "contracts/adapters/cpp/reference_methods.h"

#include "contracts/client/hot_path_fields.h"
#include "contracts/client/value_json.h"

namespace reference {
namespace {

using adapter_kit::Arguments;
using adapter_kit::error_class;
using memsy::ControlClient;
using Json = nlohmann::json;

Json fields_of(const memsy::Usage& usage) {
  const auto json = [](const auto& member) { return memsy::json_of(member); };
  return {{"api_calls", json(usage.api_calls)},
          {"api_calls_limit", json(usage.api_calls_limit)},
          {"events_ingested", json(usage.events_ingested)},
          {"events_ingested_limit", json(usage.events_ingested_limit)},
          {"memory_stored", json(usage.memory_stored)},
          {"memory_stored_limit", json(usage.memory_stored_limit)},
          {"llm_tokens", json(usage.llm_tokens)},
          {"llm_tokens_limit", json(usage.llm_tokens_limit)},
          {"search_queries", json(usage.search_queries)},
          {"search_queries_limit", json(usage.search_queries_limit)},
          {"plan", json(usage.plan)}};
}

Json fields_of(const memsy::RateLimit& rate_limit) {
  return {{"limit", memsy::json_of(rate_limit.limit)},
          {"remaining", memsy::json_of(rate_limit.remaining)},
          {"reset", memsy::json_of(rate_limit.reset)}};
}

template <class T>
adapter_kit::Given given(const memsy::Response<T>& response) {
  adapter_kit::Given given;
  if constexpr (!std::is_same_v<T, memsy::Nothing>) given.value = memsy::json_of(response.value);
  given.usage = response.usage ? fields_of(*response.usage) : Json();
  given.rate_limit = response.rate_limit ? fields_of(*response.rate_limit) : Json();
  return given;
}

// A method: what it does with a client that is cancelled with the call.
template <class F>
adapter_kit::Method on(F call) {
  return adapter_kit::method<MemsyClients>(
      [call](const MemsyClients& clients, const Arguments& arguments, const std::stop_token& stop) {
        return given(call(clients.control.stoppable(stop), arguments));
      });
}

template <class F>
adapter_kit::Method on_hot_path(F call) {
  return adapter_kit::method<MemsyClients>(
      [call](const MemsyClients& clients, const Arguments& arguments, const std::stop_token& stop) {
        if (!clients.hot_path) throw adapter_kit::AdapterBug("open was given no hot_path_url");
        return given(call(clients.hot_path->stoppable(stop), arguments));
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

std::vector<memsy::NewEvent> events(const Arguments& from) {
  std::vector<memsy::NewEvent> events;
  for (const Json& each : from.list("events")) {
    const Arguments event(each);
    events.push_back({.actor_id = event.required("actor_id"),
                      .session_id = event.required("session_id"),
                      .kind = event.required("kind"),
                      .content = event.required("content"),
                      .ts = event.text("ts"),
                      .metadata = event.text("metadata"),
                      .role_id = event.text("role_id"),
                      .team_id = event.text("team_id")});
  }
  return events;
}

memsy::Search search(const Arguments& from) {
  memsy::Search search{.query = from.required("query"), .actor_id = from.text("actor_id")};
  search.limit = from.integer("limit").value_or(search.limit);
  search.threshold = from.number("threshold").value_or(search.threshold);
  search.include_source_events = from.flag("include_source_events").value_or(false);
  search.role_ids = from.texts("role_ids").value_or(search.role_ids);
  search.team_ids = from.texts("team_ids").value_or(search.team_ids);
  return search;
}

memsy::MemoryQuery memory_query(const Arguments& from) {
  memsy::MemoryQuery query{.actor_id = from.text("actor_id"),
                           .kind = from.text("kind"),
                           .type = from.text("type"),
                           .status = from.text("status"),
                           .search = from.text("search")};
  query.sort = from.text("sort").value_or(query.sort);
  query.limit = from.integer("limit").value_or(query.limit);
  query.offset = from.integer("offset").value_or(query.offset);
  return query;
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
  using H = const memsy::HotPathClient&;
  using A = const Arguments&;
  return {
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
      {"ingest", on_hot_path([](H client, A from) { return client.ingest(events(from)); })},
      {"search", on_hot_path([](H client, A from) { return client.search(search(from)); })},
      {"status", on_hot_path([](H client, A from) {
         return client.status(from.texts("event_ids").value_or(std::vector<std::string>{}));
       })},
      {"memories.list",
       on_hot_path([](H client, A from) { return client.memories().list(memory_query(from)); })},
  };
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
