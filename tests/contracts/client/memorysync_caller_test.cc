#include "contracts/client/memorysync_caller.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/contracts/client/memorysync_plane.h"

namespace memorysync {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

const Json kSlow = {{"error", {{"code", "RATE_LIMIT_EXCEEDED"}, {"message", "slow"}}},
                    {"request_id", "r"}};
const Json kUsedUp = {{"detail", {{"error", "limit_exceeded"}, {"message", "used up"}}}};

TEST(MemorySyncCallerTest, TriesAgainAndGivesTheLastAnswer) {
  FakePlane plane{.answers = {told(429, kSlow, {{"Retry-After", "7"}}), refusal(503), refusal(500),
                              told(200, {{"status", "ok"}})}};
  EXPECT_EQ(client_of(plane).health(), Json({{"status", "ok"}}));
  EXPECT_THAT(plane.waits, ElementsAre(7, 1, 2));
  EXPECT_EQ(plane.requests[0], plane.requests[3]);
}

TEST(MemorySyncCallerTest, AnErrorCarriesWhatTheAnswerTold) {
  FakePlane plane{.answers = {told(429, kSlow, {{"Retry-After", "7"}})}};
  try {
    static_cast<void>(client_of(plane).projects());
    FAIL();
  } catch (const RateLimitError& error) {
    EXPECT_EQ(error.status_code, 429);
    EXPECT_EQ(error.code, "RATE_LIMIT_EXCEEDED");
    EXPECT_EQ(error.message, "slow");
    EXPECT_EQ(error.request_id, "r");
    EXPECT_EQ(error.retry_after_seconds, 7);
    EXPECT_STREQ(error.what(), "429: slow");
  }
  EXPECT_EQ(plane.requests.size(), 4U);
}

TEST(MemorySyncCallerTest, APlanThatIsUsedUpIsAskedOnce) {
  FakePlane plane{.answers = {told(429, kUsedUp, {{"Retry-After", "7"}})}};
  try {
    static_cast<void>(client_of(plane).projects());
    FAIL();
  } catch (const RateLimitError& error) {
    EXPECT_EQ(error.code, "limit_exceeded");
    EXPECT_EQ(error.retry_after_seconds, std::nullopt);
  }
  EXPECT_EQ(plane.requests.size(), 1U);
}

TEST(MemorySyncCallerTest, AFailureOnTheWireIsTriedAgainAndKeepsItsCause) {
  FakePlane plane;
  int requests = 0;
  const Client client(options_of(plane), Rules{},
                      [&](const HttpRequest&, const std::stop_token&) -> HttpResponse {
                        ++requests;
                        throw memsy::TransportFailure(memsy::FailureKind::kClosed, "closed");
                      });
  try {
    static_cast<void>(client.health());
    FAIL();
  } catch (const MemorySyncError& error) {
    EXPECT_EQ(error.status_code, std::nullopt);
    EXPECT_EQ(error.message, "closed");
    EXPECT_THROW(std::rethrow_if_nested(error), memsy::TransportFailure);
  }
  EXPECT_EQ(requests, 4);
  EXPECT_THAT(plane.waits, ElementsAre(0.5, 1, 2));
}

TEST(MemorySyncCallerTest, NoBodyIsNullAndNoJsonAnError) {
  FakePlane plane{.answers = {refusal(200), refusal(200, {{"X-Request-ID", "r"}}, "<html>")}};
  const Client client = client_of(plane);
  EXPECT_TRUE(client.health().is_null());
  try {
    static_cast<void>(client.health());
    FAIL();
  } catch (const MemorySyncError& error) {
    EXPECT_EQ(error.status_code, 200);
    EXPECT_EQ(error.request_id, "r");
  }
  EXPECT_EQ(plane.requests.size(), 2U);
}

TEST(MemorySyncCallerTest, WhatCannotBeSentIsRefusedFirst) {
  FakePlane plane;
  const Client client = client_of(plane);
  EXPECT_THROW(static_cast<void>(client.memory().add("\xFF")), ValidationError);
  EXPECT_THROW(static_cast<void>(client.memory().query("q", Json::array({1}))), ValidationError);
  EXPECT_THROW(static_cast<void>(client.turns().list({.tenant_id = "t"})), ValidationError);
  EXPECT_THROW(Client(Options{}), ValidationError);
  EXPECT_THAT(plane.requests, IsEmpty());
}

TEST(MemorySyncCallerTest, IsStoppedAndClosed) {
  FakePlane plane;
  Client client = client_of(plane);
  std::stop_source source;
  source.request_stop();
  EXPECT_THROW(static_cast<void>(client.stoppable(source.get_token()).health()), MemorySyncError);
  client.close();
  EXPECT_THROW(static_cast<void>(client.health()), MemorySyncError);
  EXPECT_THAT(plane.requests, IsEmpty());
}

TEST(MemorySyncCallerTest, TheKeyIsInNoMessage) {
  FakePlane plane{.answers = {told(401, {{"detail", "no such key: ms_live_1f"}})}};
  try {
    static_cast<void>(client_of(plane).projects());
    FAIL();
  } catch (const AuthError& error) {
    EXPECT_EQ(std::string(error.what()).find("ms_live_1f"), std::string::npos);
  }
}

}  // namespace
}  // namespace memorysync
