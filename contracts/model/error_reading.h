// What an error answer means to a client (memsy.md 8.3 and 8.4): its class, its texts and its
// facts.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "contracts/model/kind.h"
#include "contracts/model/wire_answer.h"

namespace fauxplane::contracts {

// A fact of an error, by its name on the wire.
struct Fact {
  std::string name{};
  Json value{};            // as sent
  bool is_of_kind = true;  // of the type the contract gives it; if not, null is right as well
};

struct ExpectedError {
  std::vector<Kind> kinds{};  // any of them is right, below the level strict; the first is best
  std::optional<std::string> code{};   // `error_code`
  std::vector<std::string> details{};  // any of them is right; empty: not judged
  std::vector<Fact> facts{};           // those of the kind; absent ones are null
  [[nodiscard]] bool may_be(Kind kind) const;
};

// REQUIRES: the status is not 2xx.
[[nodiscard]] ExpectedError expected_error(int status, std::string_view body);

}  // namespace fauxplane::contracts
