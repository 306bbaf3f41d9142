#include "contracts/model/usage_headers.h"

#include <gmock/gmock.h>

namespace fauxplane::contracts {
namespace {

using testing::HasSubstr;
using testing::IsEmpty;

constexpr std::int64_t kMost = std::numeric_limits<std::int64_t>::max();
constexpr std::int64_t kLeast = std::numeric_limits<std::int64_t>::min();

std::string difference(const HeaderLines& headers, const Json& usage, const Json& rate_limit) {
  return usage_difference(WireAnswer{.status = 200, .headers = headers}, usage, rate_limit);
}

// memsy.md 9, with its naming trap.
TEST(UsageHeadersTest, HasTheHeadersOfTheContract) {
  const struct {
    std::string_view header;
    std::string_view field;
    bool is_of_rate_limit;
  } cases[] = {
      {"X-Usage-ApiCalls", "api_calls", false},
      {"X-Usage-ApiCalls-Limit", "api_calls_limit", false},
      {"X-Usage-EventsIngested", "events_ingested", false},
      {"X-Usage-EventsIngested-Limit", "events_ingested_limit", false},
      {"X-Usage-MemoriesStored", "memory_stored", false},
      {"X-Usage-MemoriesStored-Limit", "memory_stored_limit", false},
      {"X-Usage-LlmTokens", "llm_tokens", false},
      {"X-Usage-LlmTokens-Limit", "llm_tokens_limit", false},
      {"X-Usage-SearchQueries", "search_queries", false},
      {"X-Usage-SearchQueries-Limit", "search_queries_limit", false},
      {"X-Plan", "plan", false},
      {"X-RateLimit-Limit", "limit", true},
      {"X-RateLimit-Remaining", "remaining", true},
      {"X-RateLimit-Reset", "reset", true},
  };
  const auto rows = usage_header_rows();
  ASSERT_EQ(rows.size(), std::size(cases));
  for (const auto& [header, field, is_of_rate_limit] : cases) {
    SCOPED_TRACE(header);
    const auto at = std::find_if(rows.begin(), rows.end(),
                                 [&](const UsageHeaderRow& row) { return row.header == header; });
    ASSERT_NE(at, rows.end());
    EXPECT_EQ(at->field, field);
    EXPECT_EQ(at->is_of_rate_limit, is_of_rate_limit);
    EXPECT_EQ(at->is_text, field == "plan");
  }
}

// Ruling 5, open point 18.
TEST(UsageHeadersTest, ReadsIntegersStrictly) {
  const struct {
    std::string_view text;
    std::optional<std::int64_t> number;
  } cases[] = {
      {"0", 0},
      {"17", 17},
      {"007", 7},
      {"-5", -5},
      {"-0", 0},
      {"9007199254740993", 9'007'199'254'740'993},
      {"9223372036854775807", kMost},
      {"-9223372036854775808", kLeast},
      {"9223372036854775808", std::nullopt},
      {"", std::nullopt},
      {"-", std::nullopt},
      {"--5", std::nullopt},
      {"5-", std::nullopt},
      {"+5", std::nullopt},
      {" 5", std::nullopt},
      {"5 ", std::nullopt},
      {"12abc", std::nullopt},
      {"1.5", std::nullopt},
      {"5.0", std::nullopt},
      {"1_000", std::nullopt},
      {"1,000", std::nullopt},
      {"1e3", std::nullopt},
      {"0x10", std::nullopt},
      {"not-a-number", std::nullopt},
      {"\xEF\xBC\x95", std::nullopt},  // a full-width digit
  };
  for (const auto& [text, number] : cases) {
    SCOPED_TRACE(text);
    EXPECT_EQ(strict_integer(text), number);
  }
}

// memsy.md 9.2: null for what is absent or no integer; the others are kept.
TEST(UsageHeadersTest, TakesTheValueOfTheHeaderAlone) {
  const struct {
    std::string value;
    Json right;
    Json wrong;
  } cases[] = {
      {"5", 5, 6},
      {"5", 5, nullptr},
      {"5", 5, "5"},
      {"-5", -5, 5},
      {"9007199254740992", 9'007'199'254'740'992, 9'007'199'254'740'991},
      {"not-a-number", nullptr, 0},
      {"+5", nullptr, 5},
      {"1.5", nullptr, 1},
      {"1_000", nullptr, 1'000},
      {"", nullptr, 0},
      {"-", nullptr, 0},
      {"1-2", nullptr, 1},
  };
  for (const auto& [value, right, wrong] : cases) {
    SCOPED_TRACE(value + " read as " + wrong.dump());
    const HeaderLines usage = {{"X-Usage-ApiCalls", value}, {"X-Plan", "pro"}};
    EXPECT_THAT(difference(usage, {{"api_calls", right}, {"plan", "pro"}}, nullptr), IsEmpty());
    EXPECT_THAT(difference(usage, {{"api_calls", wrong}, {"plan", "pro"}}, nullptr),
                HasSubstr("api_calls"));
    const HeaderLines rate = {{"X-RateLimit-Limit", "9"}, {"X-RateLimit-Remaining", value}};
    EXPECT_THAT(difference(rate, nullptr, {{"limit", 9}, {"remaining", right}}), IsEmpty());
    EXPECT_THAT(difference(rate, nullptr, {{"limit", 9}, {"remaining", wrong}}),
                HasSubstr("remaining"));
  }
}

TEST(UsageHeadersTest, WantsNullForWhatIsAbsent) {
  EXPECT_THAT(difference({}, nullptr, nullptr), IsEmpty());
  EXPECT_THAT(difference({}, {{"api_calls", nullptr}}, nullptr), IsEmpty());
  EXPECT_THAT(difference({}, {{"api_calls", 0}}, nullptr), HasSubstr("api_calls is 0"));
  EXPECT_THAT(difference({{"X-Plan", "pro"}}, nullptr, nullptr), HasSubstr("plan"));
  EXPECT_THAT(difference({{"X-Plan", "pro"}}, {{"plan", "free"}}, nullptr), HasSubstr("plan"));
  EXPECT_THAT(difference({{"X-Plan", ""}}, nullptr, nullptr), IsEmpty());
}

TEST(UsageHeadersTest, FindsFieldsInEitherSpelling) {
  const HeaderLines headers = {{"x-usage-memoriesstored-limit", "8"}};
  EXPECT_THAT(difference(headers, {{"memory_stored_limit", 8}}, nullptr), IsEmpty());
  EXPECT_THAT(difference(headers, {{"memoryStoredLimit", 8}}, nullptr), IsEmpty());
  EXPECT_THAT(difference(headers, {{"memoriesStoredLimit", 8}}, nullptr),
              HasSubstr("memory_stored_limit"));
}

// memsy.md 9.2 and open point 19: null as a whole when neither limit nor remaining is usable.
TEST(UsageHeadersTest, AllowsNoRateLimitWithoutLimitAndRemaining) {
  const struct {
    HeaderLines headers;
    Json rate_limit;
    bool is_right;
  } cases[] = {
      {{{"X-RateLimit-Reset", "7"}}, nullptr, true},
      {{{"X-RateLimit-Reset", "7"}}, {{"reset", 7}}, true},
      {{{"X-RateLimit-Limit", "x"}, {"X-RateLimit-Reset", "7"}}, nullptr, true},
      {{{"X-RateLimit-Limit", "x"}, {"X-RateLimit-Reset", "7"}}, {{"reset", 7}}, true},
      {{{"X-RateLimit-Limit", "x"}, {"X-RateLimit-Reset", "7"}}, {{"reset", 8}}, false},
      {{{"X-RateLimit-Limit", "9"}, {"X-RateLimit-Remaining", "5"}},
       {{"limit", 9}, {"remaining", 5}},
       true},
      {{{"X-RateLimit-Limit", "9"}}, {{"limit", 9}, {"remaining", nullptr}}, true},
      {{{"X-RateLimit-Limit", "9"}}, nullptr, false},
      {{{"X-RateLimit-Remaining", "9"}}, nullptr, false},
      {{{"X-RateLimit-Limit", "9"}, {"X-RateLimit-Reset", "7"}}, {{"limit", 9}}, false},
  };
  for (const auto& [headers, rate_limit, is_right] : cases) {
    SCOPED_TRACE(testing::PrintToString(headers) + rate_limit.dump());
    EXPECT_EQ(difference(headers, nullptr, rate_limit).empty(), is_right);
  }
}

TEST(UsageHeadersTest, JudgesNeitherRepeatedNorHugeOnes) {
  const Json usage = {{"api_calls", 77}};
  EXPECT_THAT(difference({{"X-Usage-ApiCalls", "1"}, {"X-Usage-ApiCalls", "2"}}, usage, nullptr),
              IsEmpty());
  for (const char* const value : {"9007199254740993", "9223372036854775808", "-9223372036854775808",
                                  "-99999999999999999999"}) {
    SCOPED_TRACE(value);
    EXPECT_THAT(difference({{"X-Usage-ApiCalls", value}}, usage, nullptr), IsEmpty());
  }
  const HeaderLines repeated = {
      {"X-RateLimit-Limit", "1"}, {"X-RateLimit-Limit", "2"}, {"X-RateLimit-Reset", "7"}};
  EXPECT_THAT(difference(repeated, nullptr, nullptr), IsEmpty());
}

}  // namespace
}  // namespace fauxplane::contracts
