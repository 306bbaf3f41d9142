// The three forms of an HTTP date (RFC 9110 5.6.7), read strictly.
#pragma once

#include <optional>
#include <string_view>

#include "simulator/domain/instant.h"

namespace fauxplane::contracts {

// nullopt for anything else. The two digits of an RFC 850 year mean a year that is not more than
// 50 years ahead of 2026.
[[nodiscard]] std::optional<Instant> read_http_date(std::string_view text);

}  // namespace fauxplane::contracts
