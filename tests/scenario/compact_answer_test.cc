#include <gtest/gtest.h>

#include "simulator/scenario/read_answer.h"
#include "tests/scenario/support.h"

namespace fauxplane {
namespace {

std::optional<ScriptedAnswer> read(const std::string& text) {
  const auto scenario = load_part("steps:\n- on: GET /me\n  answer: '" + text + "'\n");
  if (!scenario) throw std::invalid_argument(text_of(scenario.error()));
  return scenario->steps.at(0).answers.at(0);
}

TEST(CompactAnswerTest, ReadsWhatOneLineCanSay) {
  struct Case {
    const char* text;
    std::optional<ScriptedAnswer> wanted;
  };
  const RetryAfter two_seconds{.value = Duration(2'000)};
  const Case cases[] = {
      {"pass", std::nullopt},
      {"200", std::nullopt},
      {"204", std::nullopt},
      {"299", std::nullopt},
      {"300", ScriptedAnswer{.status = 300}},
      {"429", ScriptedAnswer{.error = "rate_limit_exceeded"}},
      {" 429 ", ScriptedAnswer{.error = "rate_limit_exceeded"}},
      {"403", ScriptedAnswer{.error = "admin_required"}},
      {"302", ScriptedAnswer{.status = 302}},
      {"599", ScriptedAnswer{.status = 599}},
      {"seat_required", ScriptedAnswer{.error = "seat_required"}},
      {"seat_required envelope flat", ScriptedAnswer{.error = "seat_required", .envelope = "flat"}},
      {"429 retry_after 2s",
       ScriptedAnswer{.error = "rate_limit_exceeded", .retry_after = two_seconds}},
      {"429 envelope text retry_after 2s",
       ScriptedAnswer{
           .error = "rate_limit_exceeded", .envelope = "text", .retry_after = two_seconds}},
      {"pass retry_after 2s", ScriptedAnswer{.retry_after = two_seconds}},
      {"200 retry_after 2s", ScriptedAnswer{.retry_after = two_seconds}},
      {"429 retry_after period_end",
       ScriptedAnswer{.error = "rate_limit_exceeded",
                      .retry_after = RetryAfter{.value = RetryAfter::UntilPeriodEnd{}}}},
      {"429 retry_after \"in a while\"",
       ScriptedAnswer{.error = "rate_limit_exceeded",
                      .retry_after = RetryAfter{.value = std::string("in a while")}}},
      {"429 retry_after date:rfc850:2s",
       ScriptedAnswer{
           .error = "rate_limit_exceeded",
           .retry_after = RetryAfter{.value = Duration(2'000), .form = RetryAfterForm::kRfc850}}},
  };
  for (const Case& row : cases) {
    SCOPED_TRACE(row.text);
    EXPECT_EQ(read(row.text), row.wanted);
  }
}

TEST(CompactAnswerTest, RefusesTheRest) {
  struct Case {
    const char* text;
    const char* says;
  };
  constexpr Case kCases[] = {
      {" ", "an answer is a status, the name of an error, or pass"},
      {"100", "a status lies between 200 and 599, not 100"},
      {"-5", "a status lies between 200 and 599, not -5"},
      {"600", "a status lies between 200 and 599, not 600"},
      {"429.5", "there is no error \"429.5\""},
      {"rate_limit_exceded", "did you mean \"rate_limit_exceeded\"?"},
      {"429 after 2s", "there is no part of a compact answer \"after\""},
      {"429 retry_after", "retry_after needs a word behind it, such as 2s"},
      {"429 envelope", "envelope needs a word behind it, such as nested"},
      {"429 retry_after 2", "needs a unit"},
      {"429 retry_after \"open", "is no duration"},
      {"429 retry_after 1s retry_after 2s", "retry_after is given twice"},
      {"429 envelope flat envelope text", "envelope is given twice"},
      {"429 envelope flatt", "did you mean \"flat\"?"},
      {"pass envelope flat", "this answer is none"},
      {"429 retry_after date:2s", "a date is written like date:imf_fixdate:2s"},
      {"429 retry_after date:rfc:2s", "there is no form of Retry-After \"rfc\""},
  };
  for (const Case& row : kCases) {
    SCOPED_TRACE(row.text);
    const std::string said =
        complaints("steps:\n- on: GET /me\n  answer: '" + std::string(row.text) + "'\n");
    EXPECT_NE(said.find(row.says), std::string::npos) << said;
    EXPECT_TRUE(said.starts_with("x.yaml:5:11: ")) << said;
  }
}

}  // namespace
}  // namespace fauxplane
