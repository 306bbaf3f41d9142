// Whether a client tries again after an answer, and how long it waits first
// (memsy.md 11.2, 11.3, 11.5; memorysync.md 13; RFC 9110 10.2.3). Pure functions.
#pragma once

#include <optional>
#include <string_view>
#include <variant>

#include "contracts/model/dialect.h"
#include "contracts/model/wire_answer.h"

namespace fauxplane::contracts {

// What the client was made with; what its adapter cannot set stands at the documented default.
struct Options {
  std::int64_t max_retries = 3;
  Duration backoff{1'000};
  Duration timeout{30'000};
};

// The value of one Retry-After line.
struct Seconds {
  double value = 0;      // saturates
  bool is_whole = true;  // 1*DIGIT
};
struct Malformed {};
using RetryAfterValue = std::variant<Malformed, Seconds, Instant>;

[[nodiscard]] RetryAfterValue read_retry_after(std::string_view value);

struct WaitRange {
  Duration least{0};
  std::optional<Duration> most{};
};

enum class Step : std::uint8_t { kStop, kRetry, kEither };

struct Next {
  Step step = Step::kStop;
  WaitRange wait{};
  bool is_spent = false;  // it would be tried again, had the call not used up its attempts
};

// What a service's contract says of trying again. The default is Memsy's.
struct RetryRules {
  bool has_to = true;                    // a client tries again, or it may
  bool takes_failures = false;           // a 5xx and a failure of the wire are like a 429
  std::int64_t retries_max = INT64_MAX;  // whatever the options say
  bool is_exact = true;  // without Retry-After the wait is that of the options, or anything
  bool (*is_final)(const WireAnswer&) = nullptr;  // a 429 that is never tried again
};

// backoff * 2^attempt, saturating at a hundred years.
[[nodiscard]] Duration backoff_before(std::int64_t attempt, const Options& options);

// After the answer to attempt `attempt` (0 is the first).
[[nodiscard]] Next next_after(const WireAnswer& answer, std::int64_t attempt,
                              const Options& options, const Dialect& dialect,
                              const RetryRules& rules = {});

// The seconds that an error's `retry_after` may hold after this answer; nullopt for null. More than
// one where the contract leaves it open.
[[nodiscard]] std::vector<std::optional<double>> retry_after_attributes(const WireAnswer& answer);

}  // namespace fauxplane::contracts
