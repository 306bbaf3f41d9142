// Everything a call of MemorySync can raise, in one tree (memorysync.md 13): catch MemorySyncError
// for all of it. By itself it is raised when there was no whole answer, with the TransportFailure
// nested in it, and for an answer that stands for none of its children.
#pragma once

#include <cstdint>
#include <nlohmann/json.hpp>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>

#include "contracts/client/http.h"

namespace memorysync {

// What an answer that is no success says, in any of its three shapes (memorysync.md 12).
struct ErrorFacts {
  std::string message{};  // the server's text; the body itself when it has none
  std::optional<std::string> code{};
  std::optional<std::string> request_id{};
};

struct Problem {
  std::string what{};  // for people: status and text, shortened, without the key
  std::optional<int> status_code{};
  ErrorFacts facts{};
};

struct MemorySyncError : std::runtime_error {
  explicit MemorySyncError(const Problem& problem)
      : std::runtime_error(problem.what),
        status_code(problem.status_code),
        message(problem.facts.message),
        code(problem.facts.code),
        request_id(problem.facts.request_id) {}
  std::optional<int> status_code;  // nullopt without an answer
  std::string message;
  std::optional<std::string> code;
  std::optional<std::string> request_id;
  // What was answered of a batch before one of its calls failed.
  nlohmann::json results = nlohmann::json::array();
};

// 401, 403.
struct AuthError : MemorySyncError {
  using MemorySyncError::MemorySyncError;
};

// 404.
struct NotFoundError : MemorySyncError {
  using MemorySyncError::MemorySyncError;
};

// 400, 409, 422, or an argument that was not sent at all.
struct ValidationError : MemorySyncError {
  using MemorySyncError::MemorySyncError;
};

// 429. `retry_after_seconds` is absent where no wait helps: the code is limit_exceeded then.
struct RateLimitError : MemorySyncError {
  using MemorySyncError::MemorySyncError;
  std::optional<double> retry_after_seconds{};
};

// 5xx.
struct ServerError : MemorySyncError {
  using MemorySyncError::MemorySyncError;
};

enum class ErrorKind : std::uint8_t {
  kOther,
  kAuth,
  kNotFound,
  kValidation,
  kRateLimit,
  kServer,
};

[[nodiscard]] ErrorFacts read_error(const memsy::HttpResponse& response);

[[nodiscard]] ErrorKind kind_of(int status);

// Whether the plan is used up, so that no wait helps (memorysync.md 7.2).
[[nodiscard]] bool is_used_up(const memsy::HttpResponse& response);

// The seconds that the body of a rate limit asks for (memorysync.md 11.4).
[[nodiscard]] std::optional<memsy::Seconds> read_wait_in_body(const memsy::HttpResponse& response);

// Throws the class of the kind.
[[noreturn]] void raise_error(ErrorKind kind, const Problem& problem,
                              std::optional<memsy::Seconds> retry_after);

// For an argument that cannot be sent.
[[noreturn]] void refuse(const std::string& why);

}  // namespace memorysync
