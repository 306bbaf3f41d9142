// Everything a call can raise, in one tree: catch MemsyError for all of it. MemsyError itself is
// raised for options and arguments that cannot be sent; MemsyConnectionError when there was no
// whole answer, with the TransportFailure nested in it; MemsyAPIError and its children for an
// answer that is no success, or not what was promised.
#pragma once

#include <cstdint>
#include <optional>
#include <stdexcept>
#include <string>

#include "contracts/client/http.h"

namespace memsy {

struct MemsyError : std::runtime_error {
  using std::runtime_error::runtime_error;
};

struct MemsyConnectionError : MemsyError {
  using MemsyError::MemsyError;
};

// What every answer that is no success says.
struct ApiProblem {
  std::string message{};  // for people: status and text, shortened, without the key
  int status_code = 0;
  std::string detail{};                     // the server's text, whole
  std::optional<std::string> error_code{};  // the server's code
  HttpResponse response{};
};

struct MemsyAPIError : MemsyError {
  explicit MemsyAPIError(const ApiProblem& problem)
      : MemsyError(problem.message),
        status_code(problem.status_code),
        detail(problem.detail),
        error_code(problem.error_code),
        response(problem.response) {}
  int status_code;
  std::string detail;
  std::optional<std::string> error_code;
  HttpResponse response;
};

// 400: the organization follows from the key.
struct OrgIdNotAllowedError : MemsyAPIError {
  using MemsyAPIError::MemsyAPIError;
};

// 401, or refused by the gateway: the key is missing, wrong or revoked.
struct AuthenticationError : MemsyAPIError {
  using MemsyAPIError::MemsyAPIError;
};

// 403: the key may not do this.
struct AuthorizationError : MemsyAPIError {
  using MemsyAPIError::MemsyAPIError;
  std::optional<std::string> required_scope{};
};

struct FeatureNotAvailable : MemsyAPIError {
  using MemsyAPIError::MemsyAPIError;
  std::optional<std::string> feature{};
  std::optional<std::string> current_tier{};
  std::optional<std::string> upgrade_url{};
};

struct SeatRequiredError : MemsyAPIError {
  using MemsyAPIError::MemsyAPIError;
};

struct OrgLimitReachedError : MemsyAPIError {
  using MemsyAPIError::MemsyAPIError;
  std::optional<std::int64_t> limit{};
  std::optional<std::int64_t> current{};
};

struct KeyLimitReachedError : MemsyAPIError {
  using MemsyAPIError::MemsyAPIError;
  std::optional<std::int64_t> limit{};
  std::optional<std::int64_t> current{};
};

struct BillingNotEnabledError : MemsyAPIError {
  using MemsyAPIError::MemsyAPIError;
  std::optional<std::string> interest_path{};
};

// 409: no seat is left.
struct SeatLimitReachedError : MemsyAPIError {
  using MemsyAPIError::MemsyAPIError;
  std::optional<std::int64_t> purchased_seats{};
  std::optional<std::int64_t> assigned_seats{};
  std::optional<std::int64_t> pending_invites{};
};

// 429 after the last attempt.
struct RateLimitExceeded : MemsyAPIError {
  using MemsyAPIError::MemsyAPIError;
  std::optional<Seconds> retry_after{};  // as the last answer named it
};

// 429 after the last attempt: the plan is used up.
struct UsageLimitExceeded : MemsyAPIError {
  using MemsyAPIError::MemsyAPIError;
  std::optional<std::string> dimension{};
  std::optional<std::int64_t> current{};
  std::optional<std::int64_t> limit{};
  std::optional<std::string> upgrade_url{};
};

}  // namespace memsy
