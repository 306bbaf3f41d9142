#include "simulator/scenario/read_answer.h"

#include <gtest/gtest.h>

#include "tests/scenario/support.h"

namespace fauxplane {
namespace {

ScriptedAnswer read(const std::string& answer) {
  const auto scenario = load_step("on: GET /me, answer: " + answer);
  if (!scenario) throw std::invalid_argument(text_of(scenario.error()));
  return scenario->steps.at(0).answers.at(0).value();
}

TEST(ReadAnswerTest, ReadsAnErrorWithItsFacts) {
  const ScriptedAnswer answer = read(
      "{error: usage_limit_exceeded, envelope: flat, message: Enough, limit: 10, "
      "dimension: llm_tokens, note: \"7\"}");
  EXPECT_EQ(answer.error, "usage_limit_exceeded");
  EXPECT_EQ(answer.envelope, "flat");
  EXPECT_EQ(answer.message, "Enough");
  EXPECT_EQ(answer.status, std::nullopt);
  const std::vector<Attribute> attributes = {
      {"limit", 10}, {"dimension", "llm_tokens"}, {"note", "7"}};
  EXPECT_EQ(answer.attributes, attributes);
}

TEST(ReadAnswerTest, ReadsAVerbatimAnswer) {
  const ScriptedAnswer answer =
      read("{status: 299, headers: {X-One: a, X-Two: [b, c], Date: ~}, body: {b: 1, a: [x]}}");
  EXPECT_EQ(answer.status, 299);
  EXPECT_EQ(answer.body, R"({"b":1,"a":["x"]})");
  const std::vector<ScriptedHeader> headers = {{.name = "X-One", .values = {"a"}},
                                               {.name = "X-Two", .values = {"b", "c"}},
                                               {.name = "Date", .values = {}}};
  EXPECT_EQ(answer.headers, headers);
  EXPECT_EQ(read("{status: 200, body: \"{not json\"}").body, "{not json");
  EXPECT_EQ(read("{status: 200, body: 7}").body, "7");
  EXPECT_EQ(read("{status: 200, body: ~}").body, "null");
}

TEST(ReadAnswerTest, SaysWhetherTheWorkIsDone) {
  EXPECT_EQ(read("{status: 500}").commit, Commit::kAfter);
  EXPECT_EQ(read("{status: 500, commit: after}").commit, Commit::kAfter);
  EXPECT_EQ(read("{status: 500, commit: before}").commit, Commit::kBefore);
  EXPECT_EQ(read("{error: internal_error, commit: before}").commit, Commit::kBefore);
}

TEST(ReadAnswerTest, ReadsEveryFormOfRetryAfter) {
  using Until = RetryAfter::UntilPeriodEnd;
  struct Case {
    const char* yaml;
    RetryAfter wanted;
  };
  const Case cases[] = {
      {"2s", {.value = Duration(2'000)}},
      {"0s", {.value = Duration(0)}},
      {"period_end", {.value = Until{}}},
      {"{in: 1.5s}", {.value = Duration(1'500)}},
      {"{in: 2s, form: seconds}", {.value = Duration(2'000)}},
      {"{in: 2s, form: imf_fixdate}",
       {.value = Duration(2'000), .form = RetryAfterForm::kImfFixdate}},
      {"{in: 2s, form: rfc850}", {.value = Duration(2'000), .form = RetryAfterForm::kRfc850}},
      {"{in: period_end, form: asctime}", {.value = Until{}, .form = RetryAfterForm::kAsctime}},
      {"{raw: soon}", {.value = std::string("soon")}},
      {"{raw: \"\"}", {.value = std::string()}},
      {"{raw: -1}", {.value = std::string("-1")}},
  };
  for (const Case& row : cases) {
    SCOPED_TRACE(row.yaml);
    EXPECT_EQ(read("{error: rate_limit_exceeded, retry_after: " + std::string(row.yaml) + "}")
                  .retry_after,
              row.wanted);
  }
}

TEST(ReadAnswerTest, RefusesWhatCanNotBeSent) {
  struct Case {
    const char* answer;
    const char* says;
  };
  constexpr Case kCases[] = {
      {"{}", "an empty answer says nothing"},
      {"[429]", "an answer must be a map, a status, the name of an error, or pass, not a list"},
      {"~", "or pass, not nothing"},
      {"{error: seat_requird}", "did you mean \"seat_required\"?"},
      {"{error: seat_required, status: 403}", "status: the error brings its own"},
      {"{error: seat_required, envelope: nest}", "there is no envelope \"nest\""},
      {"{status: 200, envelope: flat}", "envelope is the shape of an error"},
      {"{status: 200, message: hi}", "message is an error's"},
      {"{headers: {A: b}, body: x}", "body needs \"status\""},
      {"{error: seat_required, body: x}", "body needs \"status\""},
      {"{headers: {A: b}, commit: before}", "it needs \"error\" or \"status\""},
      {"{status: 500, commit: inside}", "there is no point for commit"},
      {"{status: 204, body: x}", "a 204 or 304 has none"},
      {"{status: 199}", "status must be a whole number from 200 to 599"},
      {"{status: 200, limit: 1}", "facts of an error need \"error\""},
      {"{error: seat_required, mesage: x}", "did you mean \"message\"?"},
      {"{error: seat_required, limit: [1]}", "\"limit\" must be a text, not a list"},
      {"{status: 200, headers: {\"a:\": b}}", "\"a:\" can not name a header"},
      {"{status: 200, headers: {A: b, a: c}}", "header \"a\" is given twice"},
      {"{status: 200, headers: {A: \"b\\nc\"}}", "must not hold a line end"},
      {"{status: 200, headers: {A: [b, \"\\0\"]}}", "must not hold a line end or NUL"},
      {"{status: 200, headers: {A: {b: c}}}", "A must be a text, not a map"},
      {"{status: 429, retry_after: 2}", "needs a unit; write \"2s\" or \"2ms\""},
      {"{status: 429, retry_after: {}}", "retry_after needs either \"in\" or \"raw\""},
      {"{status: 429, retry_after: {in: 2s, raw: x}}", "needs either \"in\" or \"raw\""},
      {"{status: 429, retry_after: {raw: x, form: rfc850}}", "raw has no form"},
      {"{status: 429, retry_after: {raw: \"a\\r\\nb\"}}", "must not hold a line end"},
      {"{status: 429, retry_after: {in: 2s, form: rfc}}", "there is no form of Retry-After"},
  };
  for (const Case& row : kCases) {
    SCOPED_TRACE(row.answer);
    const std::string said = step_complaints("on: GET /me, answer: " + std::string(row.answer));
    EXPECT_NE(said.find(row.says), std::string::npos) << said;
  }
}

}  // namespace
}  // namespace fauxplane
