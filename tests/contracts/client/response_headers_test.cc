#include "contracts/client/response_headers.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>
#include <rapidcheck/gtest.h>

#include <limits>

namespace memsy {
namespace {

TEST(ReadIntegerTest, TakesAnOptionalMinusAndDigits) {
  EXPECT_EQ(read_integer("0"), 0);
  EXPECT_EQ(read_integer("-5"), -5);
  EXPECT_EQ(read_integer("007"), 7);
  EXPECT_EQ(read_integer("9223372036854775807"), std::numeric_limits<std::int64_t>::max());
}

TEST(ReadIntegerTest, TakesNothingElse) {
  for (const char* const text : {"", "-", "+5", "1_000", "10abc", "0x10", "1e3", "5.0", " 5", "5 ",
                                 "1, 2", "\xEF\xBC\x95", "9223372036854775808", "not-a-number"}) {
    EXPECT_EQ(read_integer(text), std::nullopt) << text;
  }
}

RC_GTEST_PROP(ReadIntegerProperty, IsTheInverseOfWriting, (std::int64_t number)) {
  RC_ASSERT(read_integer(std::to_string(number)) == number);
}

// The name on the wire and the member, which differ for the memories.
struct Field {
  const char* header;
  std::optional<std::int64_t> Usage::*member;
};

TEST(UsageTest, EachHeaderIsItsMemberAndNoOther) {
  const Field fields[] = {
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
  for (const Field& field : fields) {
    Usage wanted;
    wanted.*field.member = 42;
    EXPECT_EQ(read_usage({{field.header, "42"}}), wanted) << field.header;
  }
  EXPECT_EQ(read_usage({{"x-plan", "pro"}}), Usage{.plan = "pro"});
}

TEST(UsageTest, WhatCannotBeReadTakesNothingElseAlong) {
  EXPECT_EQ(read_usage({{"X-Usage-ApiCalls", "x"}, {"X-Plan", "pro"}}), Usage{.plan = "pro"});
  EXPECT_EQ(read_usage({{"X-Plan", "a"}, {"X-Plan", "b"}, {"X-Usage-LlmTokens", "1"}}),
            Usage{.llm_tokens = 1});
}

TEST(UsageTest, IsNothingWithoutAField) {
  EXPECT_EQ(read_usage({}), std::nullopt);
  EXPECT_EQ(read_usage({{"X-Usage-ApiCalls", "many"}, {"X-Plan", ""}}), std::nullopt);
}

TEST(RateLimitTest, NeedsALimitOrWhatRemains) {
  EXPECT_EQ(read_rate_limit({{"X-RateLimit-Limit", "9"}}), RateLimit{.limit = 9});
  EXPECT_EQ(read_rate_limit({{"X-RateLimit-Remaining", "0"}, {"X-RateLimit-Reset", "1777593600"}}),
            (RateLimit{.remaining = 0, .reset = 1'777'593'600}));
  EXPECT_EQ(read_rate_limit({{"X-RateLimit-Reset", "1777593600"}}), std::nullopt);
  EXPECT_EQ(read_rate_limit({{"X-RateLimit-Limit", "x"}, {"X-RateLimit-Reset", "1"}}),
            std::nullopt);
}

}  // namespace
}  // namespace memsy
