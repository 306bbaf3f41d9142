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

}  // namespace
}  // namespace fauxplane
