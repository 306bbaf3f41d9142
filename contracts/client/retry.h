// Whether a call is tried again, and when: pure functions of the attempt and its answer.
#pragma once

#include <chrono>
#include <optional>
#include <string_view>

#include "contracts/client/http.h"

namespace memsy {

// Longer times mean this one, so that no number overflows and none turns into "at once".
inline constexpr Seconds kLongestWait{9e18};

struct Attempt {
  int number = 0;  // 0 for the first
  int max_retries = 0;
  Seconds backoff{1.0};
  int status = 0;                        // 0: no whole answer came
  std::optional<Seconds> retry_after{};  // of this very answer
  bool is_final = false;                 // the answer says that no wait helps
};

// Only 429, and only while attempts are left. What failed on the wire is never tried again.
[[nodiscard]] bool is_retried(const Attempt& attempt);

// What Retry-After says, exactly; else backoff * 2^number.
[[nodiscard]] Seconds wait_before_retry(const Attempt& attempt);

// Seconds as 1*DIGIT (RFC 9110 10.2.3), with a decimal fraction allowed; longer ones saturate.
[[nodiscard]] std::optional<Seconds> read_delay(std::string_view text);

// Seconds, or a date: the seconds left until then, rounded up. nullopt when the header is absent,
// repeated or malformed, and when the date is past.
[[nodiscard]] std::optional<Seconds> read_retry_after(const Headers& headers,
                                                      std::chrono::system_clock::time_point now);

}  // namespace memsy
