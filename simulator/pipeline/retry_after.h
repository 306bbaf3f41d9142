// Writes Retry-After in every form that RFC 9110 10.2.3 allows, and raw ones that it does not.
#pragma once

#include <string>

#include "simulator/scenario/scenario.h"

namespace fauxplane {

// Seconds keep their fraction ("1.5"); dates are rounded up to the whole second, so that a client
// that waits until then is never early, and end with the year 9999.
[[nodiscard]] std::string retry_after_text(const RetryAfter& retry_after, Instant now);

}  // namespace fauxplane
