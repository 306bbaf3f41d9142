#include "contracts/model/retry.h"

#include <gmock/gmock.h>

namespace fauxplane::contracts {
namespace {

using namespace std::chrono_literals;
using testing::ElementsAre;
using testing::UnorderedElementsAre;

constexpr Instant kNow{std::chrono::seconds{1'777'593'600}};  // Fri, 01 May 2026 00:00:00 GMT
constexpr Duration kHundredYears = std::chrono::hours{24 * 36'525};

WireAnswer answer_with(const std::vector<std::string>& values, int status = 429) {
  WireAnswer answer{.status = status, .instant = kNow};
  for (const std::string& value : values) answer.headers.emplace_back("retry-after", value);
  return answer;
}

Next next_with(const std::vector<std::string>& values, const Dialect& dialect = {}) {
  return next_after(answer_with(values), 0, Options{}, dialect);
}

// Ruling 4: 1*DIGIT and decimal fractions; the rest is malformed.
TEST(RetryTest, ReadsNumbersStrictly) {
  const struct {
    std::string text;
    std::optional<double> value;
    bool is_whole = true;
  } cases[] = {
      {"0", 0},
      {"7", 7},
      {"007", 7},
      {"2678400", 2'678'400},
      {"0000000000000000000000000000005", 5},
      {"999999999999999", 999'999'999'999'999},
      {std::string(400, '9'), 1e15},
      {"0.1", 0.1, false},
      {"1.5", 1.5, false},
      {"1.50000000000000000000", 1.5, false},
      {"+5", std::nullopt},
      {"-1", std::nullopt},
      {"1e3", std::nullopt},
      {"0x10", std::nullopt},
      {"1_0", std::nullopt},
      {"1x", std::nullopt},
      {"120junk", std::nullopt},
      {"", std::nullopt},
      {" ", std::nullopt},
      {" 5", std::nullopt},
      {"nan", std::nullopt},
      {"inf", std::nullopt},
      {"1,2", std::nullopt},
      {"1;q=2", std::nullopt},
      {"1.2.3", std::nullopt},
      {"1.", std::nullopt},
      {"soon", std::nullopt},
      {"\xEF\xBC\x91\xEF\xBC\x92", std::nullopt},  // full-width digits
  };
  for (const auto& [text, value, is_whole] : cases) {
    SCOPED_TRACE(text);
    const RetryAfterValue read = read_retry_after(text);
    const auto* const seconds = std::get_if<Seconds>(&read);
    ASSERT_EQ(seconds != nullptr, value.has_value());
    if (!value) {
      EXPECT_TRUE(std::holds_alternative<Malformed>(read));
      continue;
    }
    EXPECT_DOUBLE_EQ(seconds->value, *value);
    EXPECT_EQ(seconds->is_whole, is_whole);
  }
}

TEST(RetryTest, ReadsDates) {
  for (const char* const text : {"Fri, 01 May 2026 00:00:00 GMT", "Friday, 01-May-26 00:00:00 GMT",
                                 "Fri May  1 00:00:00 2026"}) {
    SCOPED_TRACE(text);
    const RetryAfterValue read = read_retry_after(text);
    ASSERT_TRUE(std::holds_alternative<Instant>(read));
    EXPECT_EQ(std::get<Instant>(read), kNow);
  }
}

TEST(RetryTest, DoublesTheBackoffUntilAHundredYears) {
  const struct {
    std::int64_t attempt;
    Duration base;
    Duration wait;
  } cases[] = {
      {0, 1s, 1s},
      {1, 1s, 2s},
      {2, 1s, 4s},
      {10, 1s, 1'024s},
      {3, 0ms, 0ms},
      {3, 1ms, 8ms},
      {2, 250ms, 1s},
      {31, 1s, 2'147'483'648s},
      {60, 1s, kHundredYears},
      {1'000'000, 1ms, kHundredYears},
      {0, kHundredYears * 2, kHundredYears},
  };
  for (const auto& [attempt, base, wait] : cases) {
    SCOPED_TRACE(std::to_string(attempt) + " of " + std::to_string(base.count()));
    EXPECT_EQ(backoff_before(attempt, Options{.backoff = base}), wait);
  }
}

// memsy.md 11.2.
TEST(RetryTest, TriesAgainAfter429Only) {
  for (const int status : {200, 204, 302, 400, 401, 403, 404, 409, 422, 500, 502, 503, 504}) {
    SCOPED_TRACE(status);
    EXPECT_EQ(next_after(answer_with({"1"}, status), 0, {}, {}).step, Step::kStop);
  }
  EXPECT_EQ(next_after(answer_with({}), 0, {}, {}).step, Step::kRetry);
}

TEST(RetryTest, StopsAfterTheLastAttempt) {
  const struct {
    std::int64_t attempt;
    std::int64_t max_retries;
    Step step;
  } cases[] = {{0, 0, Step::kStop},  {0, 1, Step::kRetry}, {1, 1, Step::kStop},
               {2, 3, Step::kRetry}, {3, 3, Step::kStop},  {4, 3, Step::kStop}};
  for (const auto& [attempt, max_retries, step] : cases) {
    SCOPED_TRACE(std::to_string(attempt) + " of " + std::to_string(max_retries));
    const Options options{.max_retries = max_retries};
    EXPECT_EQ(next_after(answer_with({"1"}), attempt, options, {}).step, step);
  }
}

TEST(RetryTest, StopsAfterAFaultOfTheConnection) {
  const struct {
    Effect effect;
    Step step;
  } cases[] = {{Effect::kWhole, Step::kRetry},
               {Effect::kOpen, Step::kEither},
               {Effect::kBroken, Step::kStop},
               {Effect::kStalled, Step::kStop}};
  for (const auto& [effect, step] : cases) {
    SCOPED_TRACE(static_cast<int>(effect));
    WireAnswer answer = answer_with({"1"});
    answer.effect = effect;
    EXPECT_EQ(next_after(answer, 0, {}, {}).step, step);
  }
}

// memsy.md 11.3 and 11.5, rulings 3 and 4; the backoff is 1 s.
TEST(RetryTest, WaitsAsRetryAfterSays) {
  constexpr auto kNoEnd = std::nullopt;
  const struct {
    std::vector<std::string> values;
    Step step;
    Duration least;
    std::optional<Duration> most;
  } cases[] = {
      {{}, Step::kRetry, 1s, 1s},
      {{""}, Step::kRetry, 1s, 1s},
      {{"0"}, Step::kRetry, 0s, 0s},
      {{"20"}, Step::kRetry, 20s, 20s},
      {{"3600"}, Step::kRetry, 3'600s, 3'600s},
      {{"2678400"}, Step::kEither, 2'147'483s, kNoEnd},
      {{"2147483"}, Step::kEither, 2'147'483s, 2'147'483s},
      {{"90000"}, Step::kEither, 90'000s, 90'000s},
      {{std::string(400, '9')}, Step::kEither, 2'147'483s, kNoEnd},
      {{"1.5"}, Step::kRetry, 1s, 1'500ms},
      {{"0.1"}, Step::kRetry, 100ms, 1s},
      {{"90000.5"}, Step::kEither, 1s, 90'000'500ms},
      {{"+5"}, Step::kEither, 1s, 1s},
      {{"-1"}, Step::kEither, 1s, 1s},
      {{"1e3"}, Step::kEither, 1s, 1s},
      {{"inf"}, Step::kEither, 1s, 1s},
      {{"nan"}, Step::kEither, 1s, 1s},
      {{"soon"}, Step::kEither, 1s, 1s},
      {{"5", "3"}, Step::kEither, 1s, kNoEnd},
      {{"5", "0"}, Step::kEither, 0s, kNoEnd},
      {{"x", "y"}, Step::kEither, 1s, kNoEnd},
      {{"x", "0"}, Step::kEither, 0s, kNoEnd},
  };
  for (const auto& [values, step, least, most] : cases) {
    SCOPED_TRACE(testing::PrintToString(values));
    const Next next = next_with(values);
    EXPECT_EQ(next.step, step);
    EXPECT_EQ(next.wait.least, least);
    EXPECT_EQ(next.wait.most, most);
  }
}

// Each attempt uses the header of its own 429, or its own backoff.
TEST(RetryTest, TakesTheBackoffOfTheAttempt) {
  const Next absent = next_after(answer_with({}), 2, {}, {});
  EXPECT_EQ(absent.wait.least, 4s);
  EXPECT_EQ(absent.wait.most, 4s);
  EXPECT_EQ(next_after(answer_with({"7"}), 2, {}, {}).wait.most, 7s);
}

// Ruling 2: a MUST above core, where no wait is shorter than the backoff.
TEST(RetryTest, WaitsUntilADate) {
  const Dialect strict;
  const Dialect core{.tier = Tier::kCore};
  const Dialect relaxed{.tier = Tier::kRobust, .date_may_be_backoff = true};
  const struct {
    const char* text;
    Dialect dialect;
    Step step;
    Duration least;
    Duration most;
  } cases[] = {
      {"Fri, 01 May 2026 00:00:20 GMT", strict, Step::kRetry, 20s, 21s},
      {"Friday, 01-May-26 00:00:20 GMT", strict, Step::kRetry, 20s, 21s},
      {"Fri May  1 00:00:20 2026", strict, Step::kRetry, 20s, 21s},
      {"Fri, 01 May 2026 00:00:20 GMT", {.tier = Tier::kRobust}, Step::kRetry, 20s, 21s},
      {"Fri, 01 May 2026 00:00:20 GMT", core, Step::kRetry, 1s, 21s},
      {"Fri, 01 May 2026 00:00:20 GMT", relaxed, Step::kRetry, 1s, 21s},
      {"Fri, 01 May 2026 00:00:01 GMT", core, Step::kRetry, 1s, 2s},
      {"Thu, 30 Apr 2026 23:59:59 GMT", strict, Step::kRetry, 0s, 1s},
      {"Sun, 06 Nov 1994 08:49:37 GMT", strict, Step::kRetry, 0s, 1s},
      {"Sat, 02 May 2026 00:00:00 GMT", strict, Step::kEither, 86'400s, 86'401s},
  };
  for (const auto& [text, dialect, step, least, most] : cases) {
    SCOPED_TRACE(text);
    const Next next = next_with({text}, dialect);
    EXPECT_EQ(next.step, step);
    EXPECT_EQ(next.wait.least, least);
    EXPECT_EQ(next.wait.most, most);
  }
}

// Ruling 13, open point 2.
TEST(RetryTest, MayGiveUpOnAQuota) {
  WireAnswer answer = answer_with({"1"});
  answer.body = R"({"error":"usage_limit_exceeded"})";
  EXPECT_EQ(next_after(answer, 0, {}, {}).step, Step::kEither);
  EXPECT_EQ(next_after(answer, 0, {}, {.quota_may_be_given_up = false}).step, Step::kRetry);
  answer.body = R"({"error":"rate_limit_exceeded"})";
  EXPECT_EQ(next_after(answer, 0, {}, {}).step, Step::kRetry);
}

// memsy.md 11.4 and 11.5.
TEST(RetryTest, GivesTheSecondsOfTheAttribute) {
  const std::optional<double> null;
  const struct {
    std::vector<std::string> values;
    std::vector<std::optional<double>> allowed;
  } cases[] = {
      {{}, {null}},
      {{""}, {null}},
      {{"0"}, {0}},
      {{"20"}, {20}},
      {{"2147484"}, {2'147'484, null}},
      {{"1.5"}, {1.5, null}},
      {{"+5"}, {null}},
      {{"soon"}, {null}},
      {{"-1"}, {null, 0}},
      {{"Fri, 01 May 2026 00:00:20 GMT"}, {20, null}},
      {{"Sun, 06 Nov 1994 08:49:37 GMT"}, {0, null}},
      {{"5", "3"}, {5, 3, null}},
  };
  for (const auto& [values, allowed] : cases) {
    SCOPED_TRACE(testing::PrintToString(values));
    EXPECT_THAT(retry_after_attributes(answer_with(values)),
                testing::UnorderedElementsAreArray(allowed));
  }
}

}  // namespace
}  // namespace fauxplane::contracts
