// What differs between the services whose clients are judged: one row each.
#pragma once

#include <span>
#include <string_view>
#include <vector>

#include "contracts/model/error_reading.h"
#include "contracts/model/methods.h"
#include "contracts/model/retry.h"

namespace fauxplane::contracts {

// An address in the configuration of a client, and the name it has in the simulator.
struct ConfigAddress {
  std::string_view key;
  std::string_view address;
};

// The names that a client's errors have for what an answer says; empty: the service has none.
struct ErrorNames {
  std::string_view code{};
  std::string_view detail{};
  std::string_view retry_after{};
  std::string_view request_id{};
};

struct ErrorSample {
  int status;
  std::string_view code;   // empty: none
  std::string_view facts;  // a JSON object
};

// What errors look like on the wire of a service; bodies by their names in error_body().
struct ErrorWords {
  using Words = std::span<const std::string_view>;
  std::span<const ErrorSample> samples;  // those that are documented, but for rate limits
  Words coded;                           // bodies that carry a code
  Words plain;                           // and that carry none
  Words limits;                          // codes of a rate limit
  Words limits_coded;                    // its bodies with a code
  Words limits_plain;                    // and without; empty: it always has one
};

struct Contract {
  std::string_view service;  // as hello and scenarios name it
  std::span<const ConfigAddress> addresses;
  std::string_view secret;             // the key that worlds hand out
  std::string_view end_user;           // that clients speak for; empty: for none
  std::string_view tenant;             // in which projects can be made; empty: there are none
  std::string_view credential_header;  // that carries the key
  std::string_view credential_scheme;  // what stands before it: "Bearer "
  bool shuns_authorization = false;    // another Authorization beside the key is a fault (K2)
  bool may_ask_more = false;  // requests of other methods within a call are counted, not refused
  std::string_view root;      // the class that all errors have among their bases
  Kind broken;                // the class of a failure of the wire
  Kind limited;               // the class of a rate limit
  ErrorNames names;
  ExpectedError (*expected)(const WireAnswer&);
  RetryRules retry;
  ErrorWords errors;
  std::string_view plain_method;  // the simplest one that needs the key
};

[[nodiscard]] std::span<const Contract> all_contracts();
// nullptr when there is none.
[[nodiscard]] const Contract* find_contract(std::string_view service);
// REQUIRES: there is one.
[[nodiscard]] const Contract& contract_of(std::string_view service);
// "memsy, memorysync".
[[nodiscard]] std::string names_of_services();

}  // namespace fauxplane::contracts
