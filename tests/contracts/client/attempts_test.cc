#include "contracts/client/attempts.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/contracts/client/fake_plane.h"

namespace memsy {
namespace {

using testing::ElementsAre;

// Tries everything again, an answer or none, and waits as many seconds as the attempt has numbers.
AttemptRules eager() {
  AttemptRules rules;
  rules.is_retried = [](const Attempt& attempt) {
    return !attempt.is_final && attempt.number < attempt.max_retries;
  };
  rules.wait_before_retry = [](const Attempt& attempt) {
    return attempt.retry_after.value_or(Seconds(attempt.number));
  };
  return rules;
}

const HttpRequest kRequest{.url = "http://plane.example/x"};

TEST(AttemptsTest, AFailureMayBeTriedAgainAndCountsLikeAnAnswer) {
  FakePlane plane;
  int requests = 0;
  const Attempts attempts(plane.options(), [&](const HttpRequest&, const auto&) -> HttpResponse {
    if (++requests < 3) throw TransportFailure(FailureKind::kClosed, "closed");
    return {.status = 204};
  });
  const Outcome outcome = attempts.make(kRequest, eager(), {});
  EXPECT_EQ(outcome.response->status, 204);
  EXPECT_EQ(outcome.failure, nullptr);
  EXPECT_THAT(plane.waits, ElementsAre(0, 1));
}

TEST(AttemptsTest, TheLastFailureIsWhatItComesTo) {
  FakePlane plane;
  const Attempts attempts(plane.options(), [](const HttpRequest&, const auto&) -> HttpResponse {
    throw TransportFailure(FailureKind::kTimeout, "timeout");
  });
  const Outcome outcome = attempts.make(kRequest, eager(), {});
  EXPECT_FALSE(outcome.response);
  EXPECT_THROW(std::rethrow_exception(outcome.failure), TransportFailure);
  EXPECT_EQ(plane.waits.size(), 3U);
}

TEST(AttemptsTest, WhatIsFinalEndsIt) {
  FakePlane plane{.answers = {refusal(503), refusal(429), refusal(200)}};
  AttemptRules rules = eager();
  rules.is_final = [](const HttpResponse& response) { return response.status == 429; };
  const Attempts attempts(plane.options(), plane.transport());
  EXPECT_EQ(attempts.make(kRequest, rules, {}).response->status, 429);
  EXPECT_EQ(plane.requests.size(), 2U);
}

TEST(AttemptsTest, TheBodyIsAskedForATimeWhenTheHeadersNameNone) {
  FakePlane plane{
      .answers = {refusal(503), refusal(503, {{"Retry-After", "7"}}), refusal(503), refusal(503)}};
  AttemptRules rules = eager();
  rules.read_wait_in_body = [](const HttpResponse&) { return Seconds{9}; };
  const Attempts attempts(plane.options(), plane.transport());
  EXPECT_EQ(attempts.make(kRequest, rules, {}).retry_after, Seconds{9});
  EXPECT_THAT(plane.waits, ElementsAre(9, 7, 9));
}

TEST(AttemptsTest, AStopEndsItWithoutAnotherAttempt) {
  FakePlane plane{.answers = {refusal(503)}};
  Options options = plane.options();
  std::stop_source source;
  options.wait = [&](Seconds, const std::stop_token&) { source.request_stop(); };
  const Attempts attempts(options, plane.transport());
  EXPECT_FALSE(attempts.make(kRequest, eager(), source.get_token()).response);
  EXPECT_EQ(plane.requests.size(), 1U);
}

TEST(AttemptsTest, ClosedItFailsAtOnce) {
  FakePlane plane;
  Attempts attempts(plane.options(), plane.transport());
  attempts.close();
  EXPECT_FALSE(attempts.make(kRequest, eager(), {}).response);
  EXPECT_TRUE(plane.requests.empty());
  EXPECT_TRUE(plane.waits.empty());
}

TEST(AttemptsTest, OptionsAreCheckedAndSlashesAtTheEndOfTheUrlIgnored) {
  FakePlane plane;
  EXPECT_EQ(Attempts(plane.options(), plane.transport()).options().base_url,
            "http://plane.example/api");
  EXPECT_THROW(Attempts(Options{}, plane.transport()), MemsyError);
}

}  // namespace
}  // namespace memsy
