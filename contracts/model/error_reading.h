// What an error answer means to a client (memsy.md 8.3 and 8.4, memorysync.md 12 and 13): its
// class, its texts and its facts.
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
  // MemorySync: the error has to tell one of these, and one of these ids; empty: not judged.
  std::vector<std::string> told{};
  std::vector<std::string> request_ids{};
  [[nodiscard]] bool may_be(Kind kind) const;
};

// Of Memsy. REQUIRES: the status is not 2xx.
[[nodiscard]] ExpectedError expected_error(int status, std::string_view body);

// Of MemorySync, whose bodies come in three shapes (memorysync.md 12). REQUIRES: the status is not
// 2xx.
[[nodiscard]] ExpectedError expected_sync_error(const WireAnswer& answer);
// Whether it is the 429 of a plan that is used up (memorysync.md 7.2), and not of a rate limit.
[[nodiscard]] bool is_strict_quota(const WireAnswer& answer);
// The seconds that the body of a 429 asks for; nullopt when it does not (memorysync.md 11.4).
[[nodiscard]] std::optional<double> seconds_in_body(const WireAnswer& answer);

}  // namespace fauxplane::contracts
