// Makes calls of MemorySync: their requests, values and errors. Shared by the parts of a client
// and safe to use from several threads.
#pragma once

#include <exception>
#include <nlohmann/json.hpp>
#include <optional>
#include <stop_token>

#include "contracts/client/attempts.h"
#include "contracts/client/memorysync_options.h"
#include "contracts/client/memorysync_rules.h"

namespace memorysync {

class Caller {
 public:
  // Throws ValidationError for options that cannot be used.
  Caller(Options options, Rules rules, memsy::Transport transport);

  // The value of the answer. Throws of the tree of MemorySyncError; `stop` ends it early.
  [[nodiscard]] nlohmann::json value_of(const memsy::Call& call, const std::stop_token& stop) const;

  void close() { attempts_.close(); }

  [[nodiscard]] const Rules& rules() const { return rules_; }

 private:
  [[nodiscard]] memsy::HttpRequest request_for(const memsy::Call& call) const;
  [[noreturn]] static void raise_failure(const std::exception_ptr& failure);
  [[noreturn]] void raise(const memsy::Outcome& outcome) const;

  Options options_;
  Rules rules_;
  memsy::Attempts attempts_;
};

}  // namespace memorysync
