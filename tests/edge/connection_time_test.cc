// When a connection does what, at times that the test sets.
#include <gtest/gtest.h>

#include "tests/edge/lone_connection.h"

namespace fauxplane {
namespace {

using namespace std::chrono_literals;

// Half a stream may wait for the rest of an answer, but nobody waits for what never comes: whether
// a client has left can be seen.
TEST(ConnectionTimeTest, LeavesWithThePeerWhenItStallsForGood) {
  const struct {
    Duration stall;
    bool is_closed;
  } cases[] = {{5s, false}, {59s, false}, {60s, true}, {std::chrono::hours{1}, true}};
  for (const auto& [stall, is_closed] : cases) {
    SCOPED_TRACE(stall.count());
    LoneConnection lone;
    lone.handler.answer = with_wire({.stall_at = 0, .stall = stall});
    lone.receive(get("/"));
    lone.end();
    EXPECT_EQ(lone.connection->phase() == Phase::kEnded, is_closed);
  }
}

TEST(ConnectionTimeTest, AResetWaitsForWhatHasNotArrived) {
  LoneConnection lone;
  lone.handler.answer = with_wire({.ending = Ending::kReset});
  lone.receive(get("/"));
  EXPECT_EQ(lone.connection->phase(), Phase::kResetting);
  EXPECT_EQ(lone.connection->deadline(), Arrival{} + lone.limits.answer_timeout);
}

TEST(ConnectionTimeTest, AnswersADelayedRequestWhenItIsDueAndNotBefore) {
  LoneConnection lone;
  lone.receive(get("/"));
  EXPECT_EQ(lone.connection->phase(), Phase::kDelayed);
  EXPECT_EQ(lone.connection->due(), Arrival{} + 30ms);
  lone.at(29ms);
  EXPECT_EQ(lone.connection->phase(), Phase::kDelayed);
  lone.at(30ms);
  EXPECT_EQ(lone.connection->phase(), Phase::kReading);
  EXPECT_EQ(lone.connection->due(), kNever);
}

TEST(ConnectionTimeTest, ReadsNoMoreThanItsLimitBehindADelayedAnswer) {
  LoneConnection lone;
  lone.receive(get("/") + std::string(99, '\n'));
  EXPECT_TRUE(lone.interest().read);
  lone.receive("\n");
  EXPECT_FALSE(lone.interest().read);
  lone.at(30ms);
  EXPECT_TRUE(lone.interest().read);
}

TEST(ConnectionTimeTest, GivesHeadAndBodyTheirTimes) {
  LoneConnection lone;
  EXPECT_EQ(lone.connection->deadline(), Arrival{} + lone.limits.idle_timeout);
  lone.at(1s);
  lone.receive("PUT / HTTP/1.1\r\nHost: x\r\n");
  EXPECT_EQ(lone.connection->deadline(), Arrival{} + 1s + lone.limits.head_timeout);
  lone.at(2s);
  lone.receive("Content-Length: 9\r\n");
  EXPECT_EQ(lone.connection->deadline(), Arrival{} + 1s + lone.limits.head_timeout);
  lone.at(3s);
  lone.receive("\r\n1");
  EXPECT_EQ(lone.connection->deadline(), Arrival{} + 3s + lone.limits.body_timeout);
  lone.at(4s);
  lone.receive("2");
  EXPECT_EQ(lone.connection->deadline(), Arrival{} + 3s + lone.limits.body_timeout);
  lone.handler.answer = with_wire({});
  lone.receive("3456789");
  EXPECT_EQ(lone.connection->deadline(), Arrival{} + 4s + lone.limits.idle_timeout);
  lone.at(5s);
  lone.receive("PUT / HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\n");
  EXPECT_EQ(lone.connection->deadline(), Arrival{} + 5s + lone.limits.body_timeout);
  lone.at(5s + lone.limits.body_timeout);
  EXPECT_EQ(lone.connection->phase(), Phase::kFinishing);
}

TEST(ConnectionTimeTest, TakesADelayWithoutAnEnd) {
  LoneConnection lone;
  lone.handler.answer = with_wire({.delay = Duration::max()});
  lone.receive(get("/"));
  EXPECT_EQ(lone.connection->phase(), Phase::kDelayed);
  EXPECT_GT(lone.connection->due(), Arrival{} + std::chrono::hours(24));
}

}  // namespace
}  // namespace fauxplane
