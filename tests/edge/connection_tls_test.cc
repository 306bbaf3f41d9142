// When a handshake is given up, at times that the test sets.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "simulator/edge/request_rules.h"
#include "tests/edge/lone_connection.h"
#include "tests/support/tls_client.h"

namespace fauxplane {
namespace {

using namespace std::chrono_literals;
using testing::ElementsAre;
using testing::IsEmpty;

constexpr std::string_view kHalfARecord = "\x16\x03\x01\x02";

TEST(ConnectionTlsTest, AHandshakeHasTheTimeOfAHeadFromItsFirstByte) {
  LoneConnection lone(test_context());
  EXPECT_EQ(lone.connection->phase(), Phase::kHandshaking);
  EXPECT_EQ(lone.connection->deadline(), Arrival{} + lone.limits.idle_timeout);
  lone.at(1s);
  lone.receive(kHalfARecord.substr(0, 1));
  EXPECT_EQ(lone.connection->deadline(), Arrival{} + 1s + lone.limits.head_timeout);
  lone.at(2s);
  lone.receive(kHalfARecord.substr(1));
  EXPECT_EQ(lone.connection->deadline(), Arrival{} + 1s + lone.limits.head_timeout);
  lone.at(1s + lone.limits.head_timeout - 1ms);
  EXPECT_EQ(lone.connection->phase(), Phase::kHandshaking);
  EXPECT_THAT(lone.failures, IsEmpty());
  lone.at(1s + lone.limits.head_timeout);
  EXPECT_EQ(lone.connection->phase(), Phase::kFinishing);
  ASSERT_EQ(lone.failures.size(), 1U);
  EXPECT_EQ(lone.failures[0].reason, kSlowHandshake);
  EXPECT_EQ(lone.failures[0].connection, LoneConnection::kNumber);
  EXPECT_EQ(lone.failures[0].arrival, lone.desk.now);
}

TEST(ConnectionTlsTest, WithoutAByteItEndsLikeAnIdleOneAndIsNotReported) {
  LoneConnection lone(test_context());
  lone.at(lone.limits.idle_timeout);
  EXPECT_EQ(lone.connection->phase(), Phase::kEnded);
  EXPECT_THAT(lone.failures, IsEmpty());
}

TEST(ConnectionTlsTest, ItsFateComesBeforeTheHandshake) {
  LoneConnection lone(test_context());
  lone.connection->meet(ConnectionFate::kStall, lone.desk);
  lone.receive(kHalfARecord);
  EXPECT_EQ(lone.connection->phase(), Phase::kFinishing);
  EXPECT_EQ(lone.connection->deadline(), Arrival{} + lone.limits.idle_timeout);
  EXPECT_THAT(lone.failures, IsEmpty());
}

TEST(ConnectionTlsTest, AStopDoesNotWaitForIt) {
  LoneConnection lone(test_context());
  lone.receive(kHalfARecord);
  lone.desk.is_stopping = true;
  lone.connection->on_stop(lone.desk);
  EXPECT_NE(lone.connection->phase(), Phase::kHandshaking);
}

}  // namespace
}  // namespace fauxplane
