// Writes Retry-After in every form that RFC 9110 10.2.3 allows, and raw ones that it does not.
#pragma once

#include <chrono>
#include <optional>
#include <string>

#include "simulator/domain/billing_period.h"
#include "simulator/scenario/scenario.h"

namespace fauxplane {

// Seconds keep their fraction ("1.5"); dates are rounded up to the whole second, so that a client
// that waits until then is never early, and end with the year 9999. Periods start on `anchor`.
[[nodiscard]] std::string retry_after_text(const RetryAfter& retry_after, Instant now,
                                           AnchorDay anchor = {});

// Whole seconds, rounded up, whatever its form; nullopt for raw bytes, which name no time.
[[nodiscard]] std::optional<std::chrono::seconds> seconds_to_wait(const RetryAfter& retry_after,
                                                                  Instant now,
                                                                  AnchorDay anchor = {});

}  // namespace fauxplane
