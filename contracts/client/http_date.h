// Dates of HTTP in the three forms that a recipient has to accept (RFC 9110 5.6.7).
#pragma once

#include <chrono>
#include <optional>
#include <string_view>

namespace memsy {

// "Sun, 06 Nov 1994 08:49:37 GMT", "Sunday, 06-Nov-94 08:49:37 GMT", "Sun Nov  6 08:49:37 1994".
// A year of two digits is the one that lies at most 50 years after `now`. The name of the day need
// not be that of the date.
[[nodiscard]] std::optional<std::chrono::sys_seconds> read_http_date(
    std::string_view text, std::chrono::system_clock::time_point now);

}  // namespace memsy
