// What the body of an error says, and which class it is: pure functions of status and body.
#pragma once

#include <cstdint>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <string_view>

#include "contracts/client/http.h"

namespace memsy {

enum class ErrorKind : std::uint8_t {
  kApi,
  kOrgIdNotAllowed,
  kAuthentication,
  kAuthorization,
  kFeatureNotAvailable,
  kSeatRequired,
  kOrgLimitReached,
  kKeyLimitReached,
  kBillingNotEnabled,
  kSeatLimitReached,
  kRateLimit,
  kUsageLimit,
};

struct ErrorFacts {
  std::string detail{};  // the server's text; the body itself when it has none
  std::optional<std::string> code{};
  bool is_gateway_refusal = false;  // exactly {"message": "Forbidden"}
  nlohmann::json members{};         // those that count: of the body, and over them of `detail`
};

// Reads every envelope alike: flat, `detail` as an object, text or list, and what is no JSON.
[[nodiscard]] ErrorFacts read_error(const HttpResponse& response);

// The first rule that fits. A code counts with its own status only.
[[nodiscard]] ErrorKind kind_of(int status, const ErrorFacts& facts);

// A member of the error; nullopt when it is missing or of another type.
[[nodiscard]] std::optional<std::string> text_in(const ErrorFacts& facts, std::string_view name);
[[nodiscard]] std::optional<std::int64_t> integer_in(const ErrorFacts& facts,
                                                     std::string_view name);

}  // namespace memsy
