// What an answer's headers say about the plan: how much is used, and when one may ask again. A
// header that is missing, repeated or malformed counts as absent and takes nothing else along.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "contracts/client/http.h"

namespace memsy {

// X-Usage-* and X-Plan: what the org has used in this billing period, and may use.
struct Usage {
  std::optional<std::int64_t> api_calls{};
  std::optional<std::int64_t> api_calls_limit{};
  std::optional<std::int64_t> events_ingested{};
  std::optional<std::int64_t> events_ingested_limit{};
  std::optional<std::int64_t> memory_stored{};
  std::optional<std::int64_t> memory_stored_limit{};
  std::optional<std::int64_t> llm_tokens{};
  std::optional<std::int64_t> llm_tokens_limit{};
  std::optional<std::int64_t> search_queries{};
  std::optional<std::int64_t> search_queries_limit{};
  std::optional<std::string> plan{};
  friend bool operator==(const Usage&, const Usage&) = default;
};

// X-RateLimit-*. `reset` is in seconds since 1970-01-01T00:00:00Z.
struct RateLimit {
  std::optional<std::int64_t> limit{};
  std::optional<std::int64_t> remaining{};
  std::optional<std::int64_t> reset{};
  friend bool operator==(const RateLimit&, const RateLimit&) = default;
};

using IntegerReader = std::function<std::optional<std::int64_t>(std::string_view)>;
using HeaderChoice = std::function<std::optional<std::string>(const Headers&, std::string_view)>;

// An optional minus and ASCII digits that fit 64 bits.
[[nodiscard]] std::optional<std::int64_t> read_integer(std::string_view text);

// How the fields are read from the lines; the defaults are the contract's.
struct HeaderReaders {
  IntegerReader integer = read_integer;
  HeaderChoice choose = &Headers::only;
};

// nullopt when there is none of the fields.
[[nodiscard]] std::optional<Usage> read_usage(const Headers& headers,
                                              const HeaderReaders& readers = {});
// nullopt when neither limit nor remaining can be read.
[[nodiscard]] std::optional<RateLimit> read_rate_limit(const Headers& headers,
                                                       const HeaderReaders& readers = {});

}  // namespace memsy
