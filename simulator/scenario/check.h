// What fauxplane-check does with a scenario: the client it makes, and the calls it makes with it.
// The plane itself does not look at it.
#pragma once

#include <cstdint>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <vector>

#include "simulator/domain/instant.h"

namespace fauxplane {

// The options that clients have by contract (memsy.md 11.1); what is not given is the client's own.
struct ClientOptions {
  std::optional<std::int64_t> max_retries{};
  std::optional<Duration> backoff{};
  std::optional<Duration> timeout{};
  std::optional<std::string> api_key{};  // in the place of the one that the world hands out
  friend bool operator==(const ClientOptions&, const ClientOptions&) = default;
};

struct CheckedCall {
  std::string method{};  // "keys.create", as in docs/client_protocol.md
  nlohmann::json arguments = nlohmann::json::object();  // by name
  friend bool operator==(const CheckedCall&, const CheckedCall&) = default;
};

struct Check {
  std::string property{};  // the id of the property that is checked; empty: all that apply
  ClientOptions client{};
  std::vector<CheckedCall> calls{};
  bool at_once = false;  // the calls are made together, not one after the other
  bool cancel = false;   // the first call is cancelled once its first request was answered
  friend bool operator==(const Check&, const Check&) = default;
};

}  // namespace fauxplane
