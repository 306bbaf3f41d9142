// The adapter of the reference clients, and of their mutants and variations.
#include <cstdlib>
#include <iostream>

#include "contracts/adapters/cpp/reference_methods.h"
#include "contracts/client/memorysync_client.h"
#include "contracts/client/transport.h"
#include "contracts/mutants/choice.h"

namespace {

using adapter_kit::Adapter;
using adapter_kit::Arguments;
using adapter_kit::Client;
using mutants::Parts;
using reference::MemsyClients;

memsy::Options options_from(const Arguments& config) {
  memsy::Options options{.base_url = config.required("base_url"),
                         .api_key = config.required("api_key")};
  const auto in_milliseconds = [&](const char* name) { return config.integer(name); };
  if (const auto timeout = in_milliseconds("timeout_ms")) {
    options.timeout = std::chrono::milliseconds{*timeout};
  }
  if (const auto backoff = in_milliseconds("backoff_ms")) {
    options.backoff = std::chrono::milliseconds{*backoff};
  }
  if (const auto retries = config.integer("max_retries")) {
    options.max_retries = static_cast<int>(*retries);
  }
  // As OpenSSL's own programs do, so that a plane with a certificate of its own can be tried.
  if (const char* const ca_file = std::getenv("SSL_CERT_FILE")) options.ca_file = ca_file;
  return options;
}

// What the clients of a config are made of: alike for both services.
Parts parts_from(const Arguments& config, void (*apply)(Parts&)) {
  Parts parts{.options = options_from(config)};
  parts.transport = memsy::make_curl_transport({.ca_file = parts.options.ca_file});
  if (apply != nullptr) apply(parts);
  return parts;
}

// The parts of both planes are made apart: a fault of one client is none of the other.
Adapter memsy_adapter(void (*apply)(Parts&)) {
  const auto open = [apply](const Arguments& config) {
    const Parts control = parts_from(config, apply);
    MemsyClients clients{.control = {control.options, control.rules, control.transport}};
    if (const auto url = config.text("hot_path_url")) {
      nlohmann::json of_hot_path = config.values();
      of_hot_path["base_url"] = *url;
      const Parts parts = parts_from(Arguments(of_hot_path), apply);
      clients.hot_path.emplace(parts.options, parts.rules, parts.transport);
    }
    return std::make_shared<MemsyClients>(std::move(clients));
  };
  const auto close = [](const Client& client) {
    MemsyClients& clients = *std::static_pointer_cast<MemsyClients>(client);
    clients.control.close();
    if (clients.hot_path) clients.hot_path->close();
  };
  return {.sdk = "memsy-cpp",
          .caps = {"max_retries", "backoff", "timeout", "close", "usage", "concurrent", "cancel"},
          .open = open,
          .close = close,
          .methods = reference::memsy_methods(),
          .errors = reference::memsy_errors()};
}

Adapter memorysync_adapter(void (*apply)(Parts&)) {
  const auto open = [apply](const Arguments& config) {
    const Parts parts = parts_from(config, apply);
    const memorysync::Options options{.connection = parts.options,
                                      .end_user_id = config.text("end_user_id").value_or(""),
                                      .project_id = config.text("project_id").value_or("")};
    return std::make_shared<memorysync::Client>(options, parts.memorysync, parts.transport);
  };
  const auto close = [](const Client& client) {
    std::static_pointer_cast<memorysync::Client>(client)->close();
  };
  return {.sdk = "memorysync-cpp",
          .service = "memorysync",
          .caps = {"max_retries", "backoff", "timeout", "project", "close", "concurrent", "cancel"},
          .options = {"project_id"},
          .open = open,
          .close = close,
          .methods = reference::memorysync_methods(),
          .errors = reference::memorysync_errors()};
}

Adapter adapter_for(const mutants::Choice& choice) {
  Adapter adapter = choice.service == mutants::Service::kMemsy ? memsy_adapter(choice.apply)
                                                               : memorysync_adapter(choice.apply);
  adapter.sdk += choice.suffix;
  adapter.version = "0.1.0";
  for (const char* const option : {"timeout_ms", "max_retries", "backoff_ms"}) {
    adapter.options.emplace_back(option);
  }
  return adapter;
}

}  // namespace

int main(int argc, char** argv) {
  const mutants::Choice choice = mutants::choose({argv + 1, argv + argc});
  if (choice.status) {
    (*choice.status == 0 ? std::cout : std::cerr) << choice.text;
    return *choice.status;
  }
  return adapter_kit::serve(adapter_for(choice));
}
