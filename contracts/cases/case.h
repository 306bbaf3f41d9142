// A case: options of a client, the calls that are made with it, and what the plane answers.
// Generated, shrunk, and written as a scenario, which is what is run: a failure is a file that
// plays again.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "contracts/model/methods.h"
#include "contracts/model/wire_answer.h"
#include "simulator/scenario/check.h"

namespace fauxplane::contracts {

// In the place of a header's value: the answer goes without it.
inline constexpr const char* kAbsent = "\x01";

// The name of the project that the client speaks for; in a world without one it speaks for none.
inline constexpr const char* kProjectOfClient = "client";

// One step of the script, which takes the next request whatever it is about.
struct ScriptedReply {
  std::optional<int> status{};        // none: the plane's own answer
  HeaderLines headers{};              // over those of the answer; a name may come again
  std::optional<std::string> body{};  // the very text; needs a status
  std::string retry_after{};          // as in a scenario: "{in: 2s, form: asctime}"
  std::string redirect{};             // "other_port"; needs a status
  std::string fault{};                // as in a scenario: "{reset: inside}"
  std::string then{};                 // likewise: "{advance_clock: 1d}"
  friend bool operator==(const ScriptedReply&, const ScriptedReply&) = default;
};

struct Case {
  std::string service{kMemsy};  // whose plane it is
  ClientOptions client{};
  std::vector<CheckedCall> calls{};
  bool at_once = false;
  bool cancel = false;      // the first call, once its first request was answered
  bool is_refused = false;  // the plane's port refuses every connection
  std::string clock{};      // as in a scenario: "{start: now, flow: real}"; empty: that of checks
  std::string world{};      // as in a scenario; empty: the default world
  std::vector<ScriptedReply> script{};
  friend bool operator==(const Case&, const Case&) = default;
};

// The scenario, whose first line is `sentence`.
[[nodiscard]] std::string to_yaml(const Case& value, std::string_view property,
                                  std::string_view sentence);

// Simpler cases, the simplest first: without a step, a call, a header, a fault; with options,
// values and bodies that a person would write.
[[nodiscard]] std::vector<Case> simplified(const Case& value);

}  // namespace fauxplane::contracts
