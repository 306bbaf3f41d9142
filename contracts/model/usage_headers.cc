#include "contracts/model/usage_headers.h"

#include <algorithm>
#include <array>
#include <charconv>

#include "contracts/model/shape.h"

namespace fauxplane::contracts {
namespace {

constexpr std::array<UsageHeaderRow, 14> kRows = {{
    {"X-Usage-ApiCalls", "api_calls", false, false},
    {"X-Usage-ApiCalls-Limit", "api_calls_limit", false, false},
    {"X-Usage-EventsIngested", "events_ingested", false, false},
    {"X-Usage-EventsIngested-Limit", "events_ingested_limit", false, false},
    {"X-Usage-MemoriesStored", "memory_stored", false, false},
    {"X-Usage-MemoriesStored-Limit", "memory_stored_limit", false, false},
    {"X-Usage-LlmTokens", "llm_tokens", false, false},
    {"X-Usage-LlmTokens-Limit", "llm_tokens_limit", false, false},
    {"X-Usage-SearchQueries", "search_queries", false, false},
    {"X-Usage-SearchQueries-Limit", "search_queries_limit", false, false},
    {"X-Plan", "plan", false, true},
    {"X-RateLimit-Limit", "limit", true, false},
    {"X-RateLimit-Remaining", "remaining", true, false},
    {"X-RateLimit-Reset", "reset", true, false},
}};

// What the header means; null when it is absent or malformed.
Json meaning_of(const UsageHeaderRow& row, const std::vector<std::string>& values) {
  if (values.empty()) return nullptr;
  if (row.is_text) return values.front();
  const auto number = strict_integer(values.front());
  return number ? Json(*number) : Json();
}

bool is_written_as_integer(std::string_view text) {
  const std::string_view digits = text.starts_with('-') ? text.substr(1) : text;
  return !digits.empty() &&
         std::all_of(digits.begin(), digits.end(), [](char c) { return c >= '0' && c <= '9'; });
}

// An integer that not every client can hold.
bool is_huge(std::string_view text) {
  constexpr std::int64_t kExact = std::int64_t{1} << 53U;
  if (!is_written_as_integer(text)) return false;
  const auto number = strict_integer(text);
  return !number || *number > kExact || *number < -kExact;
}

// Whether a client has to see an integer there; several lines it may take for none.
bool is_usable(const WireAnswer& answer, std::string_view header) {
  const auto values = answer.values_of(header);
  return values.size() == 1 && strict_integer(values.front()).has_value();
}

Json member_of(const Json& object, std::string_view name) {
  if (!object.is_object()) return nullptr;
  for (const std::string& known : {std::string(name), camel_case(name)}) {
    if (const auto at = object.find(known); at != object.end()) return *at;
  }
  return nullptr;
}

}  // namespace

std::span<const UsageHeaderRow> usage_header_rows() {
  return kRows;
}

std::optional<std::int64_t> strict_integer(std::string_view text) {
  std::int64_t number = 0;
  if (!is_written_as_integer(text)) return std::nullopt;
  const auto read = std::from_chars(text.data(), text.data() + text.size(), number);
  return read.ec == std::errc() ? std::optional(number) : std::nullopt;
}

std::string usage_difference(const WireAnswer& answer, const Json& usage, const Json& rate_limit) {
  // The whole object may be null when there is neither limit nor remaining (9.2).
  const bool has_rate = !answer.values_of("X-RateLimit-Limit").empty() ||
                        !answer.values_of("X-RateLimit-Remaining").empty();
  for (const UsageHeaderRow& row : kRows) {
    const auto values = answer.values_of(row.header);
    if (values.size() > 1) continue;
    const Json wanted = meaning_of(row, values);
    if (row.is_of_rate_limit && !has_rate) continue;
    if (!row.is_text && !values.empty() && is_huge(values.front())) continue;
    const Json given = member_of(row.is_of_rate_limit ? rate_limit : usage, row.field);
    if (given == wanted) continue;
    // An empty text is as good as none.
    if (row.is_text && wanted == "" && given.is_null()) continue;
    // Neither limit nor remaining usable: the object may be null as a whole.
    if (row.is_of_rate_limit && rate_limit.is_null() && !is_usable(answer, "X-RateLimit-Limit") &&
        !is_usable(answer, "X-RateLimit-Remaining")) {
      continue;
    }
    return std::string(row.field) + " is " +
           given.dump(-1, ' ', false, Json::error_handler_t::replace) + ", the header " +
           std::string(row.header) +
           (values.empty() ? " is absent" : " says \"" + values.front() + "\"");
  }
  return {};
}

}  // namespace fauxplane::contracts
