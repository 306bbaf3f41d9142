// Turns an answer that is no success into the exception of its class.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "contracts/client/error_reading.h"
#include "contracts/client/errors.h"

namespace memsy {

// The longest text of a server that a message repeats; `detail` holds all of it.
inline constexpr std::size_t kQuotedTextMax = 500;

// "403: Ask for a seat": shortened, in one line, and never with the key.
[[nodiscard]] std::string message_of(int status, std::string_view text, std::string_view api_key);

// `retry_after` is that of the answer itself.
[[noreturn]] void raise_error(ErrorKind kind, const ErrorFacts& facts, const ApiProblem& problem,
                              std::optional<Seconds> retry_after);

}  // namespace memsy
