#include "contracts/properties/finding.h"

#include <gtest/gtest.h>

#include <set>

#include "tests/contracts/properties/evidence_of.h"

namespace fauxplane::contracts {
namespace {

Signs signs_in(const Evidence& evidence) {
  return signs_of(find_everything(evidence, {}));
}

TEST(FindingTest, EveryConcernHasANameOfItsOwn) {
  std::set<std::string_view> names;
  for (int at = 0; at <= static_cast<int>(Concern::kAdapterBug); ++at) {
    EXPECT_TRUE(names.insert(name_of(static_cast<Concern>(at))).second);
  }
  EXPECT_FALSE(names.contains(""));
  EXPECT_EQ(name_of(Concern::kForeignError), "foreign_error");
  EXPECT_EQ(name_of(Concern::kGhost), "ghost_request");
  EXPECT_EQ(name_of(Concern::kAdapterBug), "adapter_bug");
}

TEST(FindingTest, SecondsAreRoundedSoThatTwoRunsSayTheSame) {
  const struct {
    int milliseconds;
    const char* text;
  } cases[] = {{0, "less than 0.1 s"}, {99, "less than 0.1 s"}, {100, "0.1 s"},
               {1'999, "1.9 s"},       {2'000, "2 s"},          {79'999, "79 s"}};
  for (const auto& one : cases) EXPECT_EQ(seconds_text(Duration{one.milliseconds}), one.text);
}

TEST(FindingTest, ARightCallHasNoFinding) {
  EXPECT_EQ(signs_in(right_call()), Signs{});
}

TEST(FindingTest, TroubleIsTheOnlyFindingOfACall) {
  const struct {
    Trouble trouble;
    Signs signs;
  } cases[] = {{Trouble::kHang, {"hang/no_reply"}},
               {Trouble::kCrash, {"crash/process_ended"}},
               {Trouble::kAdapterBug, {"adapter_bug/adapter"}},
               {Trouble::kEndless, {"late/endless"}}};
  for (const auto& one : cases) {
    Evidence evidence = right_call();
    // Would be a finding: a value for an error.
    evidence.calls[0].exchanges[0].answer.status = 404;
    evidence.calls[0].report.trouble = one.trouble;
    evidence.calls.push_back(evidence.calls[0]);
    EXPECT_EQ(signs_in(evidence), one.signs);
  }
}

TEST(FindingTest, TroubleWithTheClientItselfIsTheOnlyFinding) {
  Evidence evidence = right_call();
  evidence.calls[0].exchanges[0].answer.status = 404;
  evidence.open_trouble = Trouble::kCrash;
  evidence.refused_open = "exit status 3";
  const auto findings = find_everything(evidence, {});
  EXPECT_EQ(signs_of(findings), Signs{"crash/process_ended"});
  EXPECT_EQ(findings[0].sentence, "open ended the process: exit status 3");
}

TEST(FindingTest, ACancelledCallIsJudgedForThatAlone) {
  Evidence evidence = right_call();
  // Would be findings: a value for an error, twice.
  evidence.calls[0].exchanges[0].answer.status = 404;
  evidence.calls.push_back(evidence.calls[0]);
  evidence.is_cancelled = true;
  EXPECT_EQ(signs_in(evidence), Signs{"outcome/value_for_error"});
  evidence.calls[0].exchanges.push_back(evidence.calls[0].exchanges[0]);
  EXPECT_EQ(signs_in(evidence), (Signs{"cancel/went_on", "outcome/value_for_error"}));
}

TEST(FindingTest, WhatTheAdapterDoesNotHaveIsNotJudged) {
  Evidence evidence = right_call();
  evidence.calls[0].exchanges[0].answer.status = 404;
  EXPECT_NE(signs_in(evidence), Signs{});
  evidence.calls[0].report.is_unsupported = true;
  EXPECT_EQ(signs_in(evidence), Signs{});
}

TEST(FindingTest, ARequestAfterTheLastCallIsAGhost) {
  Evidence evidence = right_call();
  evidence.late = {asked(200), asked(200)};
  EXPECT_EQ(signs_in(evidence),
            (Signs{"ghost_request/after_the_call", "ghost_request/after_the_call"}));
}

TEST(FindingTest, EachPartIsLookedAt) {
  Evidence evidence = right_call();
  CallEvidence& call = evidence.calls[0];
  call.exchanges.push_back(call.exchanges[0]);
  call.exchanges[1].body = "x";
  call.report.value["tier"] = "pro";
  call.report.usage = {{"api_calls", 7}};
  evidence.diagnostics = kSecret;
  EXPECT_EQ(signs_in(evidence),
            (Signs{"attempts/retried", "value/differs", "usage/differs", "request/content_type",
                   "same_attempts/body", "secret/what was logged"}));
}

}  // namespace
}  // namespace fauxplane::contracts
