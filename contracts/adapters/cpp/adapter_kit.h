// The kit for adapters in C++: the client protocol (docs/client_protocol.md) over stdin and stdout,
// around an SDK of which only the parts below differ. reference_adapter.cc shows one.
//
// stdout belongs to the protocol: whatever the SDK prints there goes to stderr.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <nlohmann/json.hpp>
#include <stop_token>
#include <string>
#include <utility>
#include <vector>

#include "contracts/adapters/cpp/arguments.h"
#include "contracts/adapters/cpp/errors_seen.h"

namespace adapter_kit {

// What a call gave. `usage` and `rate_limit` stay discarded where the SDK has none.
struct Given {
  nlohmann::json value{};
  nlohmann::json usage = nlohmann::json::value_t::discarded;
  nlohmann::json rate_limit = nlohmann::json::value_t::discarded;
};

using Client = std::shared_ptr<void>;
using Method =
    std::function<Given(const Client&, const Arguments&, const std::stop_token& cancelled)>;

// A method of an SDK whose clients are of type C; `cancelled` may be left unread.
template <class C, class F>
Method method(F call) {
  return [call = std::move(call)](const Client& client, const Arguments& arguments,
                                  const std::stop_token& cancelled) -> Given {
    return call(*std::static_pointer_cast<C>(client), arguments, cancelled);
  };
}

struct Adapter {
  std::string sdk{};
  std::string version{};
  std::string service = "memsy";    // whose SDK it is, or "memorysync"
  std::vector<std::string> caps{};  // docs/client_protocol.md lists them
  // timeout_ms, max_retries, backoff_ms, and of MemorySync project_id: those that open reads.
  std::vector<std::string> options{};
  std::function<Client(const Arguments& config)> open{};
  std::function<void(const Client&)> close = [](const Client&) {};
  std::map<std::string, Method> methods{};
  ErrorClasses errors{};
};

// Answers until stdin ends; returns the exit status. Calls run on threads of their own when the
// adapter claims `concurrent`.
int serve(const Adapter& adapter);

}  // namespace adapter_kit
