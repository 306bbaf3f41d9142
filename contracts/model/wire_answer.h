// What the plane answered, as a client could see it: the input of the model.
#pragma once

#include <nlohmann/json.hpp>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "simulator/domain/instant.h"
#include "simulator/scenario/fault.h"
#include "simulator/services/answer.h"

namespace fauxplane::contracts {

using Json = nlohmann::json;
using HeaderLines = std::vector<std::pair<std::string, std::string>>;

// What a client can make of the bytes that left.
enum class Effect : std::uint8_t {
  kWhole,    // a complete answer
  kBroken,   // no complete answer will ever come: a fault of the connection
  kStalled,  // nothing more comes; the client's time limit ends it
  kOpen,     // the specifications leave it to the client: an answer or a fault of the connection
};

struct WireAnswer {
  int status = 0;
  HeaderLines headers{};  // as composed, in their order
  std::string body{};     // as composed
  Effect effect = Effect::kWhole;
  Instant instant{};  // when it was made by the client's clock, which is what it reads dates by

  // The values of that name, in their order; case does not matter (RFC 9110 5.1).
  [[nodiscard]] std::vector<std::string> values_of(std::string_view name) const;
};

// The effect of a step's fault on a client. RFC 9112 is the judge: what it calls an error is
// broken, what it lets a recipient tolerate is open.
[[nodiscard]] Effect effect_of(const Fault& fault);
// The same for the answer that it struck: what ends behind the last byte, as behind the head of one
// without a body, breaks nothing, and neither does what happens to a body that there never is.
[[nodiscard]] Effect effect_of(const Fault& fault, const Reply& reply, int status);
// Whether the connection ends behind the whole answer, whose head does not say so. Whoever sends
// the next request on it cannot know yet (RFC 9112 9.5).
[[nodiscard]] bool ends_untold(const Reply& reply);

// The head's lines and the body of an answer as composed.
void split_answer(std::string_view bytes, std::size_t head_size, WireAnswer& answer);

}  // namespace fauxplane::contracts
