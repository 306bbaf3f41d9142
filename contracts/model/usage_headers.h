// What the usage and rate-limit headers of an answer mean (memsy.md 9).
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "contracts/model/wire_answer.h"

namespace fauxplane::contracts {

struct UsageHeaderRow {
  std::string_view header;
  std::string_view field;  // of `usage` or `rate_limit`
  bool is_of_rate_limit;
  bool is_text;
};

[[nodiscard]] std::span<const UsageHeaderRow> usage_header_rows();

// ASCII digits with an optional minus (open point 18); nullopt for anything else, and for what no
// 64 bits hold.
[[nodiscard]] std::optional<std::int64_t> strict_integer(std::string_view text);

// Where `usage` or `rate_limit` of a client differs from the headers; empty when nowhere. A header
// that comes several times, or an integer beyond 2^53, is not judged.
[[nodiscard]] std::string usage_difference(const WireAnswer& answer, const Json& usage,
                                           const Json& rate_limit);

}  // namespace fauxplane::contracts
