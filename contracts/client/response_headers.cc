#include "contracts/client/response_headers.h"

#include <charconv>

namespace memsy {
namespace {

struct UsageField {
  const char* header;
  std::optional<std::int64_t> Usage::*member;
};

constexpr UsageField kUsageFields[] = {
    {"X-Usage-ApiCalls", &Usage::api_calls},
    {"X-Usage-ApiCalls-Limit", &Usage::api_calls_limit},
    {"X-Usage-EventsIngested", &Usage::events_ingested},
    {"X-Usage-EventsIngested-Limit", &Usage::events_ingested_limit},
    {"X-Usage-MemoriesStored", &Usage::memory_stored},
    {"X-Usage-MemoriesStored-Limit", &Usage::memory_stored_limit},
    {"X-Usage-LlmTokens", &Usage::llm_tokens},
    {"X-Usage-LlmTokens-Limit", &Usage::llm_tokens_limit},
    {"X-Usage-SearchQueries", &Usage::search_queries},
    {"X-Usage-SearchQueries-Limit", &Usage::search_queries_limit},
};

std::optional<std::int64_t> integer_at(const Headers& headers, std::string_view name,
                                       const HeaderReaders& readers) {
  const auto value = readers.choose(headers, name);
  return value ? readers.integer(*value) : std::nullopt;
}

}  // namespace

std::optional<std::int64_t> read_integer(std::string_view text) {
  std::int64_t number = 0;
  const auto [end, problem] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (problem != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return number;
}

std::optional<Usage> read_usage(const Headers& headers, const HeaderReaders& readers) {
  Usage usage;
  for (const UsageField& field : kUsageFields) {
    usage.*field.member = integer_at(headers, field.header, readers);
  }
  usage.plan = readers.choose(headers, "X-Plan");
  if (usage.plan == "") usage.plan.reset();
  if (usage == Usage{}) return std::nullopt;
  return usage;
}

std::optional<RateLimit> read_rate_limit(const Headers& headers, const HeaderReaders& readers) {
  const RateLimit read{.limit = integer_at(headers, "X-RateLimit-Limit", readers),
                       .remaining = integer_at(headers, "X-RateLimit-Remaining", readers),
                       .reset = integer_at(headers, "X-RateLimit-Reset", readers)};
  if (!read.limit && !read.remaining) return std::nullopt;
  return read;
}

}  // namespace memsy
