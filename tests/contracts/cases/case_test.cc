#include "contracts/cases/case.h"

#include "tests/contracts/cases/loading.h"

namespace fauxplane::contracts {
namespace {

Case one_call() {
  return {.calls = {{.method = "me"}}};
}

ScriptedAnswer answer_of(const ScriptedReply& reply) {
  Case value = one_call();
  value.script = {reply};
  const Scenario scenario = loaded(to_yaml(value, "", "A case."));
  if (scenario.steps.size() != 1 || scenario.steps[0].answers.size() != 1) {
    ADD_FAILURE() << "there is not one step with one answer";
    return {};
  }
  return scenario.steps[0].answers[0].value_or(ScriptedAnswer{});
}

TEST(CaseTest, ItsSentenceIsTheFirstLine) {
  const std::string yaml = to_yaml(one_call(), "B1", "A sentence\nof two lines.");
  EXPECT_TRUE(yaml.starts_with("# A sentence of two lines.\nfauxplane: 1\n")) << yaml;
}

// What a client printed before it died stands in sentences.
TEST(CaseTest, ASentenceOfAnyBytesIsOneComment) {
  for (const char* const sentence :
       {"a\r\nb: [", "a\rb: [", "bad \xff\xfe bytes", "bell \x07 and \x1b[31m", "\xc2\x85: [",
        "\xe2\x80\xa8: [", "cut \xe2\x80"}) {
    SCOPED_TRACE(sentence);
    const Scenario scenario = loaded(to_yaml(one_call(), "B1", sentence));
    ASSERT_TRUE(scenario.check);
    EXPECT_EQ(scenario.check->calls, one_call().calls);
  }
}

TEST(CaseTest, TheCheckComesBackAsItWas) {
  const Case value{
      .client = {.max_retries = 5, .backoff = Duration{250}, .timeout = Duration{30'000}},
      .calls = {{.method = "me"},
                {.method = "keys.create",
                 .arguments = {{"name", "a \"b\" \\ 'c' #: {} [] \n \u00e9 \u2028"},
                               {"scopes", {"read", "write"}}}},
                {.method = "events.list", .arguments = {{"limit", 7}, {"sort", "ts_asc"}}},
                {.method = "interest.express",
                 .arguments = {{"email", "true"}, {"name", "1.5"}, {"notes", "~"}}}},
      .at_once = true};
  const Scenario scenario = loaded(to_yaml(value, "B1", "A case."));
  ASSERT_TRUE(scenario.check);
  EXPECT_EQ(
      *scenario.check,
      (Check{.property = "B1", .client = value.client, .calls = value.calls, .at_once = true}));
  EXPECT_TRUE(scenario.steps.empty());
}

TEST(CaseTest, WhatIsNotGivenIsNotWritten) {
  const std::string yaml = to_yaml(one_call(), "", "A case.");
  const Scenario scenario = loaded(yaml);
  ASSERT_TRUE(scenario.check);
  EXPECT_EQ(*scenario.check, Check{.calls = one_call().calls});
  for (const char* const name :
       {"property", "client:", "at_once", "cancel", "connections", "steps", "world"}) {
    EXPECT_EQ(yaml.find(name), std::string::npos) << name;
  }
}

TEST(CaseTest, WhatTheClientIsMetWithComesBack) {
  const Case value{.client = {.api_key = "msy_\u00e9 \"x\""},
                   .calls = {{.method = "me"}},
                   .cancel = true,
                   .is_refused = true};
  const Scenario scenario = loaded(to_yaml(value, "", "A case."));
  ASSERT_TRUE(scenario.check);
  EXPECT_EQ(scenario.check->client.api_key, value.client.api_key);
  EXPECT_TRUE(scenario.check->cancel);
  EXPECT_TRUE(scenario.connections.are_refused);
}

TEST(CaseTest, AnAnswerComesBackAsItWas) {
  const std::string body = "{\"a\": \"\\u0000 \u00e9\"}\r\n\ttab";
  const ScriptedAnswer answer = answer_of({.status = 418,
                                           .headers = {{"X-One", "1"},
                                                       {"x-many", "a, b"},
                                                       {"X-Many", "\"c\""},
                                                       {"Date", kAbsent},
                                                       {"X-Empty", ""}},
                                           .body = body});
  EXPECT_EQ(answer.status, 418);
  EXPECT_EQ(answer.body, body);
  EXPECT_EQ(answer.headers,
            (std::vector<ScriptedHeader>{
                {"X-One", {"1"}}, {"x-many", {"a, b", "\"c\""}}, {"Date", {}}, {"X-Empty", {""}}}));
}

TEST(CaseTest, AnEmptyBodyIsNotNone) {
  EXPECT_EQ(answer_of({.status = 200, .body = ""}).body, "");
  EXPECT_EQ(answer_of({.status = 200}).body, std::nullopt);
}

TEST(CaseTest, ATimeToRetryComesBack) {
  const ScriptedAnswer answer =
      answer_of({.status = 429, .retry_after = "{in: 2s, form: asctime}"});
  ASSERT_TRUE(answer.retry_after);
  EXPECT_EQ(*answer.retry_after,
            (RetryAfter{.value = Duration{2'000}, .form = RetryAfterForm::kAsctime}));
}

TEST(CaseTest, ARedirectComesBack) {
  EXPECT_TRUE(answer_of({.status = 307, .redirect = "other_port"}).redirect);
}

TEST(CaseTest, AStepTakesOneRequestOfAnyKind) {
  Case value = one_call();
  value.clock = "{start: now, flow: real}";
  value.script = {{}, {.fault = "{reset: inside}"}, {.then = "{advance_clock: 1d}"}};
  const Scenario scenario = loaded(to_yaml(value, "", "A case."));
  ASSERT_EQ(scenario.steps.size(), 3U);
  for (const Step& step : scenario.steps) {
    EXPECT_EQ(step.on.text, "any");
    EXPECT_EQ(step.times, 1U);
    EXPECT_FALSE(step.answers.at(0));
  }
  EXPECT_EQ(scenario.steps[0].fault, Fault{});
  EXPECT_NE(scenario.steps[1].fault, Fault{});
  ASSERT_EQ(scenario.steps[2].effects.size(), 1U);
  const auto* const advance = std::get_if<AdvanceClock>(&scenario.steps[2].effects[0]);
  ASSERT_NE(advance, nullptr);
  EXPECT_EQ(advance->by, Duration{std::chrono::hours{24}});
}

TEST(CaseTest, HeadersAloneLeaveThePlanesOwnAnswer) {
  const ScriptedAnswer answer = answer_of({.headers = {{"X-One", "1"}}});
  EXPECT_FALSE(answer.status);
  EXPECT_EQ(answer.headers, (std::vector<ScriptedHeader>{{"X-One", {"1"}}}));
}

}  // namespace
}  // namespace fauxplane::contracts
