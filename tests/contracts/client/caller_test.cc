#include "contracts/client/caller.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck.h>
#include <rapidcheck/gtest.h>

#include "tests/contracts/client/fake_plane.h"

namespace memsy {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

const HttpResponse kGood{.status = 200,
                         .headers = {{"X-Usage-ApiCalls", "7"}},
                         .body = R"({"message":"m","expressed":true})"};

TEST(CallerTest, WaitsForEachRefusalBeforeItTriesAgain) {
  FakePlane plane{
      .answers = {refusal(429), refusal(429, {{"Retry-After", "0.25"}}), refusal(429), kGood}};
  EXPECT_TRUE(plane.client().interest().status().value);
  EXPECT_THAT(plane.waits, ElementsAre(1, 0.25, 4));
  EXPECT_EQ(plane.requests.size(), 4U);
}

TEST(CallerTest, EveryAttemptIsTheSameRequest) {
  FakePlane plane{.answers = {refusal(429), refusal(429), kGood}};
  plane.client().interest().express({.email = "e", .name = "n"});
  EXPECT_EQ(plane.requests[0], plane.requests[1]);
  EXPECT_EQ(plane.requests[0], plane.requests[2]);
}

TEST(CallerTest, GivesUpWithTheLastRefusalAndWithoutAnotherWait) {
  FakePlane plane{.answers = {refusal(429, {{"Retry-After", "1"}}, "a"),
                              refusal(429, {{"Retry-After", "2"}}, "b"), refusal(429, {}, "c"),
                              refusal(429, {{"Retry-After", "9"}}, "d")}};
  try {
    static_cast<void>(plane.client().me());
    FAIL();
  } catch (const RateLimitExceeded& error) {
    EXPECT_EQ(error.retry_after, Seconds{9});
    EXPECT_EQ(error.detail, "d");
  }
  EXPECT_THAT(plane.waits, ElementsAre(1, 2, 4));
}

TEST(CallerTest, OneCallDoesNotUseUpTheAttemptsOfTheNext) {
  FakePlane plane{.answers = {refusal(429)}};
  const ControlClient client = plane.client();
  for (int call = 0; call < 3; ++call) {
    EXPECT_THROW(static_cast<void>(client.me()), RateLimitExceeded);
  }
  EXPECT_THAT(plane.waits, ElementsAre(1, 2, 4, 1, 2, 4, 1, 2, 4));
}

RC_GTEST_PROP(CallerProperty, ACallIsItsLeading429sAndOneAnswer, ()) {
  const auto statuses = *rc::gen::container<std::vector<int>>(
      rc::gen::element(429, 429, 429, 200, 204, 302, 400, 401, 403, 404, 408, 425, 500, 503));
  const int max_retries = *rc::gen::inRange(0, 7);
  FakePlane plane;
  for (const int status : statuses) plane.answers.push_back(refusal(status, {}, "[]"));
  plane.answers.push_back(refusal(200, {}, "[]"));
  std::size_t leading = 0;
  while (plane.answers[leading].status == 429) ++leading;
  const std::size_t expected =
      std::min<std::size_t>(leading, static_cast<std::size_t>(max_retries));
  Options options = plane.options();
  options.max_retries = max_retries;
  const ControlClient client(options, Rules{}, plane.transport());
  int status = 0;
  try {
    static_cast<void>(client.billing().invoices());
  } catch (const MemsyAPIError& error) {
    status = error.status_code;
  }
  const int last = plane.answers[expected].status;
  RC_ASSERT(plane.requests.size() == expected + 1);
  RC_ASSERT(plane.waits.size() == expected);
  RC_ASSERT(status == (last / 100 == 2 ? 0 : last));
}

TEST(CallerTest, WhatTheHeadersSayComesFromTheLastAnswer) {
  FakePlane plane{.answers = {refusal(429, {{"X-Usage-ApiCalls", "1"}}), kGood}};
  const auto answer = plane.client().interest().status();
  EXPECT_EQ(answer.usage, Usage{.api_calls = 7});
  EXPECT_EQ(answer.rate_limit, std::nullopt);
}

TEST(CallerTest, AFailureOnTheWireIsOneRequestAndKeepsItsCause) {
  FakePlane plane;
  int requests = 0;
  const ControlClient client(plane.options(), Rules{},
                             [&](const HttpRequest&, const std::stop_token&) -> HttpResponse {
                               ++requests;
                               throw TransportFailure(FailureKind::kTimeout, "timeout: 30 s");
                             });
  try {
    static_cast<void>(client.me());
    FAIL();
  } catch (const MemsyConnectionError& error) {
    EXPECT_STREQ(error.what(), "timeout: 30 s");
    EXPECT_THROW(std::rethrow_if_nested(error), TransportFailure);
  }
  EXPECT_EQ(requests, 1);
  EXPECT_THAT(plane.waits, IsEmpty());
}

TEST(CallerTest, ASuccessThatIsNotWhatWasPromisedIsAnApiErrorWithItsStatus) {
  for (const char* const body : {"", "{", "<html>", "[]", "null", "{\"message\":5}"}) {
    FakePlane plane{.answers = {refusal(201, {}, body)}};
    try {
      plane.client().interest().express({.email = "e", .name = "n"});
      FAIL() << body;
    } catch (const MemsyAPIError& error) {
      EXPECT_EQ(error.status_code, 201) << body;
    }
    EXPECT_EQ(plane.requests.size(), 1U);
  }
}

TEST(CallerTest, AnEmptyBodyIsAnEmptyListWhereAListIsExpected) {
  FakePlane plane{.answers = {refusal(200)}};
  EXPECT_TRUE(plane.client().billing().invoices().value.empty());
  EXPECT_THROW(static_cast<void>(plane.client().me()), MemsyAPIError);
}

TEST(CallerTest, AStopEndsTheWaitsAndSendsNothingMore) {
  FakePlane plane{.answers = {refusal(429)}};
  std::stop_source source;
  Options options = plane.options();
  options.wait = [&](Seconds, const std::stop_token& stop) {
    EXPECT_FALSE(stop.stop_requested());
    source.request_stop();
    EXPECT_TRUE(stop.stop_requested());
  };
  const ControlClient client(options, Rules{}, plane.transport());
  EXPECT_THROW(static_cast<void>(client.stoppable(source.get_token()).me()), MemsyConnectionError);
  EXPECT_EQ(plane.requests.size(), 1U);
}

TEST(CallerTest, AClosedClientSendsNothing) {
  FakePlane plane;
  ControlClient client = plane.client();
  client.close();
  EXPECT_THROW(static_cast<void>(client.me()), MemsyConnectionError);
  EXPECT_THAT(plane.requests, IsEmpty());
}

TEST(CallerTest, TheKeyIsInNoMessage) {
  FakePlane plane{.answers = {refusal(403, {}, R"({"detail":"no such key: msy_1f"})")}};
  try {
    static_cast<void>(plane.client().me());
    FAIL();
  } catch (const MemsyAPIError& error) {
    EXPECT_STREQ(error.what(), "403: no such key: msy_***");
    EXPECT_EQ(error.detail, "no such key: msy_1f");
  }
}

}  // namespace
}  // namespace memsy
