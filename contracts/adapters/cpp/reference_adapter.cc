// The adapter of the reference client, and of its mutants and variations.
#include <cstdlib>
#include <iostream>

#include "contracts/adapters/cpp/reference_methods.h"
#include "contracts/client/control_client.h"
#include "contracts/client/transport.h"
#include "contracts/mutants/choice.h"

namespace {

using adapter_kit::Adapter;
using adapter_kit::Arguments;
using memsy::ControlClient;

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

Adapter adapter_for(const mutants::Choice& choice) {
  const auto open = [apply = choice.apply](const Arguments& config) {
    mutants::Parts parts{.options = options_from(config)};
    parts.transport = memsy::make_curl_transport({.ca_file = parts.options.ca_file});
    if (apply != nullptr) apply(parts);
    return std::make_shared<ControlClient>(parts.options, parts.rules, parts.transport);
  };
  return {.sdk = "memsy-cpp" + choice.suffix,
          .version = "0.1.0",
          .caps = {"max_retries", "backoff", "timeout", "close", "usage", "concurrent", "cancel"},
          .options = {"timeout_ms", "max_retries", "backoff_ms"},
          .open = open,
          .close =
              [](const adapter_kit::Client& client) {
                std::static_pointer_cast<ControlClient>(client)->close();
              },
          .methods = reference::methods(),
          .errors = reference::errors()};
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
