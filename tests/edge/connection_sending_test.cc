#include <gtest/gtest.h>

#include "tests/edge/lone_connection.h"

namespace fauxplane {
namespace {

// Answers with the path.
void echo(LoneConnection& lone) {
  lone.handler.answer = [](const Request& request, Reply& reply) { reply.bytes = request.path; };
}

TEST(ConnectionSendingTest, AnAnswerLeavesAtTheEndOfTheRound) {
  LoneConnection lone;
  echo(lone);
  lone.receive_in_round(get("/one"));
  EXPECT_EQ(lone.connection->phase(), Phase::kReady);
  EXPECT_EQ(lone.connection->debt(), Debt::kAnswer);
  EXPECT_EQ(lone.interest(), (Interest{.read = true}));
  EXPECT_EQ(lone.got(), "");
  lone.connection->on_round_end(lone.desk);
  EXPECT_EQ(lone.connection->phase(), Phase::kReading);
  EXPECT_EQ(lone.connection->debt(), Debt::kNone);
  EXPECT_EQ(lone.got(), "/one");
  lone.connection->on_round_end(lone.desk);
  EXPECT_EQ(lone.got(), "");
}

TEST(ConnectionSendingTest, OfPipelinedRequestsOnlyTheLastAnswerWaits) {
  LoneConnection lone;
  echo(lone);
  lone.receive_in_round(get("/one") + get("/two") + get("/three"));
  EXPECT_EQ(lone.got(), "/one/two");
  lone.connection->on_round_end(lone.desk);
  EXPECT_EQ(lone.got(), "/three");
}

TEST(ConnectionSendingTest, WhatComesBeforeTheEndOfTheRoundIsAnsweredBehindIt) {
  LoneConnection lone;
  echo(lone);
  lone.receive_in_round(get("/one"));
  lone.receive_in_round(get("/two"));
  EXPECT_EQ(lone.got(), "/one");
  lone.connection->on_round_end(lone.desk);
  EXPECT_EQ(lone.got(), "/two");
}

TEST(ConnectionSendingTest, TheEndOfTheStreamOvertakesNoAnswer) {
  LoneConnection lone;
  echo(lone);
  lone.receive_in_round(get("/one"));
  lone.end();
  EXPECT_EQ(lone.got(), "/one");
  EXPECT_EQ(lone.connection->phase(), Phase::kEnded);
}

TEST(ConnectionSendingTest, ARefusalLeavesAtOnce) {
  LoneConnection lone;
  lone.receive_in_round("nonsense\r\n\r\n");
  EXPECT_EQ(lone.got(), "no");
}

TEST(ConnectionSendingTest, AnAnswerThatIsCutLeavesItsFirstBytes) {
  LoneConnection lone;
  lone.handler.answer = with_wire({.size = 2});
  lone.receive(get("/"));
  EXPECT_EQ(lone.got().size(), 2U);
}

TEST(ConnectionSendingTest, TheBodyBehindAnEarlyAnswerIsNoNextRequest) {
  LoneConnection lone;
  lone.handler.answers_early = [](const Request&) { return true; };
  lone.handler.answer = with_wire({.ending = Ending::kFinish, .ends_at_next = true});
  lone.receive("PUT / HTTP/1.1\r\nHost: x\r\nContent-Length: 4\r\n\r\nab");
  EXPECT_TRUE(lone.got().starts_with("HTTP/1.1 200 "));
  EXPECT_EQ(lone.connection->deadline(), Arrival{} + lone.limits.body_timeout);
  lone.receive("cd");
  EXPECT_EQ(lone.connection->phase(), Phase::kReading);
  EXPECT_EQ(lone.connection->deadline(), Arrival{} + lone.limits.idle_timeout);
  lone.receive("G");
  EXPECT_EQ(lone.connection->phase(), Phase::kFinishing);
}

TEST(ConnectionSendingTest, AnEarlyAnswerAnnouncesItsEndToWhoWaitsForContinue) {
  for (const char* const body : {"", "abcd"}) {
    LoneConnection lone;
    bool is_kept = true;
    lone.handler.answers_early = [](const Request&) { return true; };
    lone.handler.answer = [&](const Request& request, Reply& reply) {
      is_kept = request.keep_alive;
      EXPECT_EQ(request.body, "");
      reply.bytes = "early";
    };
    lone.receive("PUT / HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\nContent-Length: 4\r\n\r\n" +
                 std::string(body));
    EXPECT_EQ(lone.got(), "early");
    EXPECT_FALSE(is_kept);
    EXPECT_EQ(lone.connection->phase(), Phase::kFinishing);
  }
}

}  // namespace
}  // namespace fauxplane
