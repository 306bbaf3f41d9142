#include <gtest/gtest.h>

#include "tests/contracts/properties/evidence_of.h"

namespace fauxplane::contracts {
namespace {

// Calls one after the other, on these connections.
Evidence calls_on(const std::vector<std::uint64_t>& connections) {
  Evidence evidence;
  Arrival now{std::chrono::hours{1}};
  for (const std::uint64_t connection : connections) {
    Evidence one = right_call();
    Exchange& exchange = one.calls[0].exchanges[0];
    exchange.connection = connection;
    exchange.arrival = now;
    exchange.left = now + Duration{1};
    now = exchange.left + Duration{1};
    evidence.calls.push_back(one.calls[0]);
  }
  return evidence;
}

Exchange& exchange_of(Evidence& evidence, std::size_t call) {
  return evidence.calls[call].exchanges[0];
}

Signs signs_in(const Evidence& evidence) {
  std::vector<Finding> findings;
  find_in_connections(evidence, findings);
  return signs_of(findings);
}

TEST(ConnectionsTest, OneConnectionForAllIsRight) {
  EXPECT_EQ(signs_in(calls_on({1, 1, 1, 1})), Signs{});
  EXPECT_EQ(signs_in(calls_on({1})), Signs{});
  EXPECT_EQ(signs_in({}), Signs{});
}

TEST(ConnectionsTest, OneConnectionMoreMayBeAnAccidentAndTwoAreNot) {
  EXPECT_EQ(signs_in(calls_on({1, 1, 2, 2})), Signs{});
  EXPECT_EQ(signs_in(calls_on({1, 2, 2, 3})), Signs{"connection/not_reused"});
  EXPECT_EQ(signs_in(calls_on({1, 2, 1, 2})), Signs{}) << "a pool of two";
}

TEST(ConnectionsTest, ItMayLeaveAConnectionThatCannotBeUsedAgain) {
  for (const Effect effect : {Effect::kBroken, Effect::kStalled, Effect::kOpen}) {
    Evidence evidence = calls_on({1, 1, 2, 2, 3, 3, 4, 4});
    for (const std::size_t last : {1U, 3U, 5U}) exchange_of(evidence, last).answer.effect = effect;
    EXPECT_EQ(signs_in(evidence), Signs{});
  }
  Evidence closing = calls_on({1, 1, 2, 2, 3, 3, 4, 4});
  for (const std::size_t last : {1U, 3U, 5U}) {
    exchange_of(closing, last).answer.headers = {{"connection", "Close"}};
  }
  EXPECT_EQ(signs_in(closing), Signs{});
}

TEST(ConnectionsTest, CallsAtOnceHaveConnectionsOfTheirOwn) {
  Evidence evidence = calls_on({1, 2, 3, 4});
  EXPECT_EQ(signs_in(evidence), Signs{"connection/not_reused"});
  evidence.is_at_once = true;
  EXPECT_EQ(signs_in(evidence), Signs{});
}

TEST(ConnectionsTest, AClientThatIsClosedLeavesNoneOpen) {
  Evidence evidence = calls_on({1, 1});
  evidence.left_open = 0;
  EXPECT_EQ(signs_in(evidence), Signs{});
  evidence.left_open = 1;
  EXPECT_EQ(signs_in(evidence), Signs{"connection/left_open"});
}

TEST(ConnectionsTest, AConnectionWhoseEndWasAnnouncedIsNotUsedAgain) {
  for (const char* const value : {"close", "Close"}) {
    Evidence evidence = calls_on({1, 1});
    exchange_of(evidence, 0).answer.headers = {{"Connection", value}};
    EXPECT_EQ(signs_in(evidence), Signs{"connection/used_after_close"}) << value;
    exchange_of(evidence, 1).connection = 2;
    EXPECT_EQ(signs_in(evidence), Signs{});
  }
  Evidence kept = calls_on({1, 1});
  exchange_of(kept, 0).answer.headers = {{"Connection", "keep-alive"}};
  EXPECT_EQ(signs_in(kept), Signs{});
}

}  // namespace
}  // namespace fauxplane::contracts
