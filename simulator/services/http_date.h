// HTTP dates in their three forms (RFC 9110 5.6.7).
#pragma once

#include <string>

#include "simulator/domain/instant.h"

namespace fauxplane {

[[nodiscard]] std::string to_imf_fixdate(Instant instant);  // Sun, 06 Nov 1994 08:49:37 GMT
[[nodiscard]] std::string to_rfc850(Instant instant);       // Sunday, 06-Nov-94 08:49:37 GMT
[[nodiscard]] std::string to_asctime(Instant instant);      // Sun Nov  6 08:49:37 1994

}  // namespace fauxplane
