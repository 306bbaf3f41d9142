// What two witnesses say of a case: the plane, which saw the requests and knows what it answered,
// and the client, which says what its calls gave.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "contracts/model/methods.h"
#include "contracts/model/retry.h"
#include "contracts/protocol/adapter.h"
#include "simulator/scenario/check.h"

namespace fauxplane::contracts {

// A request and its answer, as the plane has them: unmasked.
struct Exchange {
  std::uint64_t connection = 0;
  std::uint32_t on_connection = 0;
  Arrival arrival{};  // in the client's time
  Arrival left{};     // when the last byte of the answer left
  std::string method{};
  std::string target{};  // within the session
  HeaderLines headers{};
  std::string body{};
  std::string unreadable{};         // why the request could not be read; empty when it could
  std::uint32_t step = UINT32_MAX;  // of the script
  WireAnswer answer{};
  bool is_at_other_origin = false;
  bool ends_untold = false;  // its connection, behind a whole answer that did not say so
};

// What the client says of one call.
struct CallReport {
  Trouble trouble = Trouble::kNone;
  std::string what{};  // of the trouble
  bool is_unsupported = false;
  bool is_value = false;
  Json value{};
  Json usage{};
  Json rate_limit{};
  ErrorReport error{};
  Duration took{0};    // in the client's time
  Arrival returned{};  // likewise: when its reply came
};

struct CallEvidence {
  CheckedCall call{};
  CallReport report{};
  std::vector<Exchange> exchanges{};  // between its request and its reply
};

struct Evidence {
  std::vector<CallEvidence> calls{};
  std::vector<Exchange> late{};  // after the last call had returned, or for another session
  std::string refused_open{};    // why the client could not be made; empty when it could
  Trouble open_trouble = Trouble::kNone;
  std::string diagnostics{};  // stderr
  std::vector<std::string> stray{};
  Options options{};
  std::string secret{};  // the key
  std::string origin{};  // "127.0.0.1:8080"
  std::string service{kMemsy};
  std::string end_user{};    // that the client was made for; empty: for none
  std::string project{};     // that the client was made for; empty: for none
  bool gives_usage = false;  // the client claims to
  bool is_virtual = false;
  bool is_at_once = false;    // the calls were made together
  bool is_refused = false;    // nobody listens where the client was sent
  bool is_cancelled = false;  // the first call was
  // Texts of the memories that were stored for the end user, when the service has such.
  std::vector<std::string> stored{};
  // Connections that were open when the client had been closed, beyond those from before it was
  // made; nullopt: it was not closed, or cannot be.
  std::optional<std::size_t> left_open{};
};

}  // namespace fauxplane::contracts
