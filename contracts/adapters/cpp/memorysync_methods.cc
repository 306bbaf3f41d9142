#include "contracts/adapters/cpp/reference_methods.h"
#include "contracts/client/memorysync_client.h"
#include "contracts/client/value_json.h"

namespace reference {
namespace {

using adapter_kit::Arguments;
using adapter_kit::error_class;
using memorysync::Client;
using Json = nlohmann::json;

// A method: what it does with a client that is cancelled with the call.
template <class F>
adapter_kit::Method on(F call) {
  return adapter_kit::method<Client>(
      [call](const Client& client, const Arguments& arguments, const std::stop_token& stop) {
        return adapter_kit::Given{.value = call(client.stoppable(stop), arguments)};
      });
}

memorysync::Person person(const Arguments& from) {
  return {.tenant_id = from.required("tenant_id"), .user_id = from.required("user_id")};
}

template <class E>
adapter_kit::ErrorClass error(
    std::string name,
    std::function<void(const E&, Json&)> add_attributes = [](const E&, Json&) {}) {
  return error_class<E>(std::move(name), {"MemorySyncError"}, std::move(add_attributes));
}

void add_error(const memorysync::MemorySyncError& error, Json& to) {
  to["status_code"] = memsy::json_of(error.status_code);
  to["message"] = error.message;
  to["code"] = memsy::json_of(error.code);
  to["request_id"] = memsy::json_of(error.request_id);
  to["results"] = error.results;
}

void add_wait(const memorysync::RateLimitError& error, Json& to) {
  to["retry_after_seconds"] = memsy::json_of(error.retry_after_seconds);
}

using C = const Client&;
using A = const Arguments&;

std::map<std::string, adapter_kit::Method> of_memories() {
  return {
      {"memory.add", on([](C client, A from) {
         return client.memory().add(from.required("text"), from.without({"text"}));
       })},
      {"memory.batch", on([](C client, A from) {
         return client.memory().batch(from.list("items"), from.flag("deduplicate"));
       })},
      {"memory.query", on([](C client, A from) {
         return client.memory().query(from.required("query"), from.without({"query"}));
       })},
      {"memory.search", on([](C client, A from) {
         return client.memory().search(from.required("query"), from.without({"query"}));
       })},
      {"memory.get", on([](C client, A from) {
         return client.memory().get(from.required_integer("memory_id"));
       })},
      {"memory.update", on([](C client, A from) {
         return client.memory().update(from.required_integer("memory_id"),
                                       from.without({"memory_id"}));
       })},
      {"memory.forget",
       on([](C client, A from) { return client.memory().forget(from.integers("memory_ids")); })},
      {"memory.export", on([](C client, A) { return client.memory().all(); })},
  };
}

std::map<std::string, adapter_kit::Method> of_tenants() {
  return {
      {"turns.add", on([](C client, A from) {
         return client.turns().add(person(from), from.required("text"),
                                   from.without({"tenant_id", "user_id", "text"}));
       })},
      {"turns.recall", on([](C client, A from) {
         return client.turns().recall(person(from), from.required("prompt"), from.integer("k"));
       })},
      {"turns.query", on([](C client, A from) {
         return client.turns().query(person(from), from.required("prompt"), from.integer("k"));
       })},
      {"turns.list", on([](C client, A from) {
         return client.turns().list(person(from), from.integer("limit"));
       })},
      {"projects.list", on([](C client, A) { return client.projects(); })},
      {"health", on([](C client, A) { return client.health(); })},
  };
}

}  // namespace

std::map<std::string, adapter_kit::Method> memorysync_methods() {
  std::map<std::string, adapter_kit::Method> methods = of_memories();
  methods.merge(of_tenants());
  return methods;
}

adapter_kit::ErrorClasses memorysync_errors() {
  return {
      error<memorysync::AuthError>("AuthError"),
      error<memorysync::NotFoundError>("NotFoundError"),
      error<memorysync::ValidationError>("ValidationError"),
      error<memorysync::RateLimitError>("RateLimitError", add_wait),
      error<memorysync::ServerError>("ServerError"),
      error_class<memorysync::MemorySyncError>("MemorySyncError", {}, add_error),
      error_class<memsy::TransportFailure>("TransportFailure", {}),
  };
}

}  // namespace reference
