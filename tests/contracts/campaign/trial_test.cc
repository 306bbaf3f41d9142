// What one property makes of clients that fail in a way of their own.
#include "contracts/campaign/trial.h"

#include <gtest/gtest.h>

#include <csignal>

#include "tests/contracts/campaign/clients.h"

namespace fauxplane::contracts {
namespace {

// One request, and a value whatever came.
constexpr const char* kGivesValues = "if r['op'] == 'call': ask(); reply(r, ok={'value': {}})";
// As it should, but it never waits; `is_hasty` says when that is.
std::string hasty_when(const std::string& is_hasty) {
  return "if r['op'] == 'call':\n"
         "  tries = 0\n"
         "  while ask() == 429 and tries < client['max_retries']:\n"
         "    wait = client['backoff_ms'] / 1000 * 2 ** tries\n"
         "    if not (" +
         is_hasty +
         "): time.sleep(wait)\n"
         "    state['hasty'] = state.get('hasty', 0) + (wait >= 1)\n"
         "    tries += 1\n"
         "  raise_(r, 'RateLimitExceeded', status_code=429)";
}

class TrialTest : public testing::Test {
 protected:
  void SetUp() override { std::signal(SIGPIPE, SIG_IGN); }

  static PropertyResult try_on(const std::string& id, const CampaignOptions& options) {
    auto bench = Bench::open({.client = options.client, .clock_library = options.clock_library});
    if (!bench) {
      ADD_FAILURE() << bench.error().message;
      return {};
    }
    EXPECT_EQ((*bench)->is_virtual(), !options.clock_library.empty()) << (*bench)->clock_reason();
    return Trial(*find_property(id), **bench, options).run();
  }

  static std::vector<std::string> signatures_of(const PropertyResult& result) {
    std::vector<std::string> signatures;
    for (const Failure& failure : result.failures) signatures.push_back(failure.signature);
    std::sort(signatures.begin(), signatures.end());
    return signatures;
  }
};

TEST_F(TrialTest, EachSignatureIsAFailureOfItsOwn) {
  const PropertyResult result = try_on("B1", {.client = python_client(kGivesValues)});
  EXPECT_EQ(result.outcome, Outcome::kFailed) << result.reason;
  EXPECT_EQ(signatures_of(result),
            (std::vector<std::string>{"B1/attempts/gave_up", "B1/outcome/value_for_error"}));
  for (const Failure& failure : result.failures) {
    EXPECT_FALSE(failure.is_flaky());
    EXPECT_EQ(failure.scenario, to_yaml(failure.smallest, "B1", failure.finding.sentence));
    EXPECT_EQ(failure.smallest.calls.size(), 1U) << failure.scenario;
    EXPECT_EQ(failure.smallest.script.size(), 1U) << failure.scenario;
  }
}

TEST_F(TrialTest, AnExpectedSignatureIsNoFailureAndTheOthersStay) {
  const PropertyResult result =
      try_on("B1", {.client = python_client(kGivesValues),
                    .expectations = {{.signature = "B1/attempts/*", .reason = "known"}}});
  EXPECT_EQ(result.outcome, Outcome::kFailed);
  EXPECT_EQ(signatures_of(result), (std::vector<std::string>{"B1/outcome/value_for_error"}));
  EXPECT_EQ(result.expected, (std::vector<std::string>{"B1/attempts/gave_up"}));
}

TEST_F(TrialTest, AnExpectationOfAnotherVersionCountsNothing) {
  const PropertyResult result = try_on(
      "B1", {.client = python_client(kGivesValues),
             .expectations = {{.signature = "B1/*", .reason = "known", .versions = "<2.1"}}});
  EXPECT_EQ(result.failures.size(), 2U);
  EXPECT_TRUE(result.expected.empty());
}

TEST_F(TrialTest, WhenAllIsExpectedItPassesAndIsNotVacuous) {
  const PropertyResult result =
      try_on("B1", {.client = python_client(kGivesValues),
                    .expectations = {{.signature = "B1/*", .reason = "known"}}});
  EXPECT_EQ(result.outcome, Outcome::kPassed) << result.reason;
  EXPECT_EQ(result.expected.size(), 2U);
}

TEST_F(TrialTest, WhatIsAboutTimeCountsWhenItIsSeenEachTime) {
  const PropertyResult result = try_on("D1", {.client = python_client(hasty_when("True")),
                                              .clock_library = FAUXPLANE_VIRTUAL_CLOCK});
  EXPECT_EQ(result.outcome, Outcome::kFailed) << result.reason;
  ASSERT_FALSE(result.failures.empty());
  EXPECT_EQ(result.failures[0].signature, "D1/early/not_waited");
  EXPECT_EQ(result.failures[0].confirmed, kConfirmations);
}

// It does not wait once. The first wait of a second or more is the one that its clock is tried
// with.
TEST_F(TrialTest, WhatIsSeenOnceOnlyIsFlaky) {
  const PropertyResult result =
      try_on("D1", {.client = python_client(hasty_when("wait >= 1 and state.get('hasty') == 1")),
                    .clock_library = FAUXPLANE_VIRTUAL_CLOCK});
  EXPECT_EQ(result.outcome, Outcome::kFlaky) << result.reason;
  ASSERT_EQ(result.failures.size(), 1U);
  EXPECT_EQ(result.failures[0].signature, "D1/early/not_waited");
  EXPECT_TRUE(result.failures[0].is_flaky());
  EXPECT_EQ(result.failures[0].confirmed, 0);
}

TEST_F(TrialTest, WhatWasNeverReachedProvesNothing) {
  const PropertyResult result = try_on(
      "B1", {.client = python_client("if r['op'] == 'call': raise_(r, 'ValueError')"), .cases = 4});
  EXPECT_EQ(result.outcome, Outcome::kVacuous);
  EXPECT_EQ(result.reason, "no case reached \"retried\"");
}

TEST_F(TrialTest, APropertyWhoseCasesAreAllLeftOutIsSkipped) {
  const std::vector<Expectation> expectations = {
      {.signature = "C2/*", .reason = "known", .prune = {{"method", "me"}}}};
  const PropertyResult result =
      try_on("B1", {.client = python_client(kGivesValues), .expectations = expectations});
  EXPECT_EQ(result.outcome, Outcome::kSkipped);
  EXPECT_EQ(result.reason, "every case has in it what the expectations leave out");
  EXPECT_EQ(result.cases, 0);
  // The property of the expectation goes on.
  const PropertyResult own =
      try_on("C2", {.client = python_client(kGivesValues), .expectations = expectations});
  EXPECT_GT(own.cases, 0);
}

TEST_F(TrialTest, ACrashIsShownAsItWasDrawn) {
  const PropertyResult result =
      try_on("A1", {.client = python_client("if r['op'] == 'call': os._exit(3)")});
  EXPECT_EQ(result.outcome, Outcome::kFailed);
  ASSERT_EQ(result.failures.size(), 1U);
  EXPECT_EQ(result.failures[0].signature, "A1/crash/process_ended");
  EXPECT_NE(result.failures[0].finding.sentence.find("exit status 3"), std::string::npos);
  EXPECT_LT(result.cases, 20) << "each costs a start of the process";
}

TEST_F(TrialTest, AnAdapterThatFailsIsNoVerdict) {
  const PropertyResult result = try_on(
      "A1", {.client = python_client("if r['op'] == 'call': reply(r, bug='KeyError: name')")});
  EXPECT_EQ(result.outcome, Outcome::kBroken);
  EXPECT_NE(result.reason.find("KeyError: name"), std::string::npos) << result.reason;
  EXPECT_TRUE(result.failures.empty());
}

TEST_F(TrialTest, AShrinkHasALimit) {
  const auto script_of = [](int shrinks_max) {
    const PropertyResult result =
        try_on("B8", {.client = python_client(kGivesValues), .shrinks_max = shrinks_max});
    EXPECT_EQ(result.failures.size(), 1U);
    return result.failures.empty() ? Case{} : result.failures[0].smallest;
  };
  const Case drawn = script_of(0);
  EXPECT_GT(drawn.script.size(), 1U) << to_yaml(drawn, "B8", "as it was drawn");
  EXPECT_EQ(script_of(150).script.size(), 1U);
}

}  // namespace
}  // namespace fauxplane::contracts
