#include <gtest/gtest.h>

#include "tests/contracts/properties/evidence_of.h"

namespace fauxplane::contracts {
namespace {

Signs signs_in(const Evidence& evidence, const Rules& rules = {}) {
  std::vector<Finding> findings;
  find_in_attempts(evidence.calls[0], evidence, rules, findings);
  return signs_of(findings);
}

Exchange limited(const std::string& retry_after = {}) {
  return asked(429, R"({"error":"rate_limit_exceeded","message":"slow"})",
               retry_after.empty() ? HeaderLines{} : HeaderLines{{"Retry-After", retry_after}});
}

// With so many retries, and a backoff that is the gap of one_call().
Evidence attempts(std::vector<Exchange> exchanges, std::int64_t max_retries,
                  Duration gap = Duration{1'000}) {
  Evidence evidence = one_call(std::move(exchanges), gave(Json::object()), gap);
  evidence.options.max_retries = max_retries;
  return evidence;
}

TEST(AttemptsTest, ARetryForEach429WithinTheBudgetIsRight) {
  const Exchange last = asked(200);
  EXPECT_EQ(signs_in(attempts({last}, 3)), Signs{});
  EXPECT_EQ(signs_in(attempts({limited(), last}, 1)), Signs{});
  EXPECT_EQ(signs_in(attempts({limited("1"), limited("1"), last}, 2)), Signs{});
  EXPECT_EQ(signs_in(attempts({limited("1"), limited("1"), limited("1")}, 2)), Signs{});
  EXPECT_EQ(signs_in(attempts({limited()}, 0)), Signs{});
}

TEST(AttemptsTest, ARequestBeyondTheBudgetIsTooMany) {
  EXPECT_EQ(signs_in(attempts({limited(), asked(200)}, 0)), Signs{"attempts/too_many"});
  EXPECT_EQ(signs_in(attempts({limited("1"), limited("1"), limited("1"), limited("1")}, 2)),
            Signs{"attempts/too_many"});
}

TEST(AttemptsTest, NothingButA429IsTriedAgain) {
  for (const int status : {200, 204, 400, 401, 404, 408, 409, 425, 500, 502, 503, 504}) {
    EXPECT_EQ(signs_in(attempts({asked(status), asked(200)}, 3)), Signs{"attempts/retried"})
        << status;
    EXPECT_EQ(signs_in(attempts({asked(status)}, 3)), Signs{}) << status;
  }
  for (const Effect effect : {Effect::kBroken, Effect::kStalled}) {
    Exchange lost = limited("1");
    lost.answer.effect = effect;
    EXPECT_EQ(signs_in(attempts({lost, asked(200)}, 3)), Signs{"attempts/retried"});
    EXPECT_EQ(signs_in(attempts({lost}, 3)), Signs{});
  }
}

TEST(AttemptsTest, StoppingWithinTheBudgetIsGivingUp) {
  EXPECT_EQ(signs_in(attempts({limited("1")}, 1)), Signs{"attempts/gave_up"});
  EXPECT_EQ(signs_in(attempts({limited("1"), limited("1")}, 2)), Signs{"attempts/gave_up"});
}

// RFC 9112 9.5
TEST(AttemptsTest, TheNextRequestMayBeLostOnAConnectionThatEndedUntold) {
  Exchange ended = limited("1");
  ended.ends_untold = true;
  Evidence evidence = attempts({ended}, 1);
  evidence.calls[0].report = raised("MemsyConnectionError");
  EXPECT_EQ(signs_in(evidence), Signs{});
  evidence.calls[0].report = raised("RateLimitExceeded");
  EXPECT_EQ(signs_in(evidence), Signs{"attempts/gave_up"}) << "it did not try";
  evidence.calls[0].report = raised("MemsyConnectionError");
  evidence.calls[0].exchanges[0].ends_untold = false;
  EXPECT_EQ(signs_in(evidence), Signs{"attempts/gave_up"});
}

TEST(AttemptsTest, AQuotaMayBeGivenUpUnlessTheDialectSaysNo) {
  const Exchange refused = asked(429, R"({"error":"usage_limit_exceeded","message":"m"})");
  const Evidence evidence = attempts({refused}, 3);
  EXPECT_EQ(signs_in(evidence), Signs{});
  EXPECT_EQ(signs_in(evidence, {.dialect = {.quota_may_be_given_up = false}}),
            Signs{"attempts/gave_up"});
}

TEST(AttemptsTest, AValueNeedsARequest) {
  EXPECT_EQ(signs_in(attempts({}, 3)), Signs{"attempts/no_request"});
  EXPECT_EQ(signs_in(one_call({}, raised("ValueError"))), Signs{});
}

TEST(AttemptsTest, AWaitMayFallShortByTwoMilliseconds) {
  const struct {
    Duration gap;
    Signs signs;
  } cases[] = {{Duration{2'000}, {}},
               {Duration{1'998}, {}},
               {Duration{1'997}, {"early/waited_too_short"}},
               {Duration{100}, {"early/waited_too_short"}},
               {Duration{99}, {"early/not_waited"}},
               {Duration{0}, {"early/not_waited"}}};
  for (const auto& one : cases) {
    EXPECT_EQ(signs_in(attempts({limited("2"), asked(200)}, 3, one.gap)), one.signs)
        << one.gap.count();
  }
}

TEST(AttemptsTest, AWaitMayBeLateByFourTenthsOfASecond) {
  const struct {
    Duration gap;
    Signs signs;
  } cases[] = {{Duration{2'400}, {}}, {Duration{2'401}, {"late/waited_too_long"}}};
  for (const auto& one : cases) {
    const Evidence evidence = attempts({limited("2"), asked(200)}, 3, one.gap);
    EXPECT_EQ(signs_in(evidence), one.signs) << one.gap.count();
    EXPECT_EQ(signs_in(evidence, {.tolerance = {.is_lateness_judged = false}}), Signs{});
  }
}

TEST(AttemptsTest, TheBackoffDoubles) {
  Evidence evidence = attempts({limited(), limited(), asked(200)}, 3);
  EXPECT_EQ(signs_in(evidence), Signs{"early/waited_too_short"}) << "the second wait is 2 s";
  auto& exchanges = evidence.calls[0].exchanges;
  exchanges[2].arrival += Duration{1'000};
  EXPECT_EQ(signs_in(evidence), Signs{});
}

TEST(AttemptsTest, FindingsOfTimeAreConfirmedAndOthersNot) {
  const Evidence early = attempts({limited("2"), asked(200)}, 3, Duration{0});
  std::vector<Finding> findings;
  find_in_attempts(early.calls[0], early, {}, findings);
  ASSERT_EQ(findings.size(), 1U);
  EXPECT_TRUE(findings[0].is_about_time);
  findings.clear();
  const Evidence retried = attempts({asked(500), asked(200)}, 3);
  find_in_attempts(retried.calls[0], retried, {}, findings);
  ASSERT_EQ(findings.size(), 1U);
  EXPECT_FALSE(findings[0].is_about_time);
}

TEST(AttemptsTest, ACallReturnsAtOnceAfterItsLastAnswer) {
  for (const int late : {400, 401}) {
    Evidence evidence = attempts({asked(404)}, 3);
    CallEvidence& call = evidence.calls[0];
    call.report.returned = call.exchanges.back().left + Duration{late};
    EXPECT_EQ(signs_in(evidence), late > 400 ? Signs{"return/waited_after_last"} : Signs{});
    EXPECT_EQ(signs_in(evidence, {.tolerance = {.is_lateness_judged = false}}), Signs{});
    // A client may wait for what is left of a broken answer.
    call.exchanges.back().answer.effect = Effect::kBroken;
    EXPECT_EQ(signs_in(evidence), Signs{});
  }
}

TEST(AttemptsTest, AWaitBeyondAllClocksHasToBeAskedFor) {
  const auto signs_of_endless = [](const std::string& retry_after) {
    const Evidence evidence = attempts({limited(retry_after)}, 3);
    std::vector<Finding> findings;
    find_in_endless(evidence.calls[0], evidence, {}, findings);
    return signs_of(findings);
  };
  EXPECT_EQ(signs_of_endless("99999999999"), Signs{});
  EXPECT_EQ(signs_of_endless("2"), Signs{"late/endless"});
  EXPECT_EQ(signs_of_endless(""), Signs{"late/endless"});
}

TEST(AttemptsTest, ACancelledCallReturnsAtOnceAndAsksNoMore) {
  const auto signs_of_cancelled = [](std::size_t requests, int took, const Rules& rules = {}) {
    Evidence evidence = attempts(std::vector<Exchange>(requests, limited()), 3);
    evidence.calls[0].report.took = Duration{took};
    std::vector<Finding> findings;
    find_in_cancelled(evidence.calls[0], rules, findings);
    return signs_of(findings);
  };
  EXPECT_EQ(signs_of_cancelled(1, 400), Signs{});
  EXPECT_EQ(signs_of_cancelled(1, 401), Signs{"cancel/returned_late"});
  EXPECT_EQ(signs_of_cancelled(1, 401, {.tolerance = {.is_lateness_judged = false}}), Signs{});
  EXPECT_EQ(signs_of_cancelled(2, 0), Signs{"cancel/went_on"});
}

TEST(AttemptsTest, FiftyRedirectsMayBeFollowed) {
  EXPECT_EQ(signs_in(attempts(std::vector<Exchange>(51, asked(302)), 3, Duration{0})), Signs{});
  EXPECT_EQ(signs_in(attempts(std::vector<Exchange>(52, asked(302)), 3, Duration{0})),
            Signs{"redirect/loop"});
}

TEST(AttemptsTest, WhatIsSomebodyElsesConcernIsLeftToThem) {
  Exchange unreadable = asked(500);
  unreadable.unreadable = "no Host";
  EXPECT_EQ(signs_in(attempts({unreadable, asked(200)}, 3)), Signs{});
  Exchange elsewhere = asked(500);
  elsewhere.is_at_other_origin = true;
  EXPECT_EQ(signs_in(attempts({elsewhere, asked(200)}, 3)), Signs{});
}

// memorysync.md 13.
Signs signs_of_adds(const std::vector<WireAnswer>& answers, Duration gap = Duration{1'000}) {
  const Evidence evidence = add_call(answers, raised("ServerError"), gap);
  std::vector<Finding> findings;
  find_in_attempts(evidence.calls[0], evidence, {}, findings);
  return signs_of(findings);
}

const WireAnswer kLimited = {.status = 429, .headers = {{"Retry-After", "2"}}};
const WireAnswer kFailed = {.status = 503};
const WireAnswer kLost = {.status = 201, .effect = Effect::kBroken};
const WireAnswer kUsedUp = {.status = 429, .body = R"({"detail":{"error":"limit_exceeded"}})"};

TEST(AttemptsTest, AClientOfMemorySyncMayTryAgain) {
  EXPECT_EQ(signs_of_adds({{.status = 201}}), Signs{});
  EXPECT_EQ(signs_of_adds({kLimited, {.status = 201}}, Duration{2'000}), Signs{});
  EXPECT_EQ(signs_of_adds({kLimited, {.status = 201}}, Duration{60'000}), Signs{});
  EXPECT_EQ(signs_of_adds({kLimited, {.status = 201}}, Duration{1'900}),
            Signs{"early/waited_too_short"});
  EXPECT_EQ(signs_of_adds({kLimited}), Signs{"attempts/not_retried"});
  EXPECT_EQ(signs_of_adds({kFailed}), Signs{});
  EXPECT_EQ(signs_of_adds({kLost, {.status = 200}}), Signs{});
  EXPECT_EQ(signs_of_adds({kUsedUp}), Signs{});
  EXPECT_EQ(signs_of_adds({kUsedUp, kUsedUp}), Signs{"attempts/retried"});
  EXPECT_EQ(signs_of_adds({{.status = 422}, {.status = 422}}), Signs{"attempts/retried"});
  EXPECT_EQ(signs_of_adds({{.status = 200}, {.status = 200}}), Signs{"attempts/retried"});
}

TEST(AttemptsTest, AClientOfMemorySyncTriesAtMostThreeTimesMore) {
  const Duration wait{2'000};
  EXPECT_EQ(signs_of_adds({kLimited, kLimited, kLimited, kLimited}, wait), Signs{});
  EXPECT_EQ(signs_of_adds({kLimited, kLimited, kLimited, kLimited, kLimited}, wait),
            Signs{"attempts/too_many"});
}

TEST(AttemptsTest, WaitsAfterFailuresGrow) {
  const auto signs = [](std::vector<Duration> gaps) {
    Evidence evidence = add_call(std::vector<WireAnswer>(gaps.size() + 1, kFailed), raised("X"));
    auto& exchanges = evidence.calls[0].exchanges;
    for (std::size_t at = 0; at < gaps.size(); ++at) {
      exchanges[at + 1].arrival = exchanges[at].left + gaps[at];
      exchanges[at + 1].left = exchanges[at + 1].arrival + Duration{1};
    }
    evidence.calls[0].report.returned = exchanges.back().left;
    std::vector<Finding> findings;
    find_in_attempts(evidence.calls[0], evidence, {}, findings);
    return signs_of(findings);
  };
  const Signs not_growing{"early/not_growing"};
  EXPECT_EQ(signs({Duration{500}, Duration{1'000}, Duration{2'000}}), Signs{});
  EXPECT_EQ(signs({Duration{500}, Duration{550}}), Signs{}) << "growing slowly is growing";
  EXPECT_EQ(signs({Duration{500}, Duration{510}}), not_growing);
  EXPECT_EQ(signs({Duration{500}, Duration{500}, Duration{500}}), not_growing);
  EXPECT_EQ(signs({Duration{500}, Duration{0}}), not_growing);
  EXPECT_EQ(signs({Duration{0}, Duration{0}}), not_growing);
  EXPECT_EQ(signs({Duration{900}, Duration{600}, Duration{300}}), not_growing);
  // A client with jitter may wait less for once.
  EXPECT_EQ(signs({Duration{500}, Duration{1'000}, Duration{800}}), Signs{});
  EXPECT_EQ(signs({Duration{400}, Duration{300}}), Signs{});
}

}  // namespace
}  // namespace fauxplane::contracts
