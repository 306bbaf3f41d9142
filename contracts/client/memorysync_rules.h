// The decisions of a client of MemorySync as functions, so that each can be tested, and replaced,
// by itself. The defaults are the contract's; a program that uses the client has no need of this
// header.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <string_view>

#include "contracts/client/attempts.h"
#include "contracts/client/memorysync_errors.h"
#include "contracts/client/memorysync_options.h"
#include "contracts/client/raise_error.h"
#include "contracts/client/request.h"

namespace memorysync {

// What one call of a batch takes (memorysync.md 4.2).
inline constexpr std::size_t kItemsMax = 50;

// A rate limit, 5xx, and what failed on the wire, while attempts are left (memorysync.md 13).
[[nodiscard]] bool is_retried(const memsy::Attempt& attempt);

// What a rate limit asks for; else backoff * 2^number, or longer when the server asks for it.
[[nodiscard]] memsy::Seconds wait_before_retry(const memsy::Attempt& attempt);

// How often and when, for this service.
[[nodiscard]] memsy::AttemptRules attempt_rules();

// X-API-Key; X-End-User-ID to /memory/ alone; X-Project-ID unless it is empty (memorysync.md 2.1).
// Throws ValidationError when the end user is needed and not there.
[[nodiscard]] memsy::Headers headers_of(const memsy::Call& call, const Options& options);

struct Rules {
  memsy::AttemptRules attempts = attempt_rules();
  memsy::RequestRules requests{};
  std::function<memsy::Headers(const memsy::Call&, const Options&)> headers_of =
      memorysync::headers_of;
  std::function<ErrorFacts(const memsy::HttpResponse&)> read_error = memorysync::read_error;
  std::function<ErrorKind(int)> kind_of = memorysync::kind_of;
  std::function<std::string(int, std::string_view, std::string_view)> message_of =
      memsy::message_of;
  // The JSON of a success, null for no body at all; nullopt when it is none.
  std::function<std::optional<nlohmann::json>(const memsy::HttpResponse&)> read_body =
      [](const memsy::HttpResponse& response) -> std::optional<nlohmann::json> {
    if (response.body.empty()) return nlohmann::json();
    return memsy::parse_json(response.body);
  };
  // What the caller is given of it.
  std::function<nlohmann::json(nlohmann::json)> value_of = [](nlohmann::json body) { return body; };
  std::function<nlohmann::json(std::int64_t)> write_id = [](std::int64_t id) { return id; };
  std::size_t items_max = kItemsMax;
};

}  // namespace memorysync
