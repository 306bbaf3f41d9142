// When a handshake is given up, at times that the test sets.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <optional>
#include <vector>

#include "simulator/edge/connection.h"
#include "simulator/edge/request_rules.h"
#include "tests/support/tls_client.h"

namespace fauxplane {
namespace {

using namespace std::chrono_literals;
using testing::ElementsAre;
using testing::IsEmpty;

// A connection without a worker, on one end of a pair of sockets, at a time the test sets.
class LoneTlsConnection {
 public:
  LoneTlsConnection() {
    EXPECT_EQ(::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends_.data()), 0);
    connection.emplace(ends_[0], 7, desk);
  }
  ~LoneTlsConnection() {
    for (const int end : ends_) ::close(end);
  }
  LoneTlsConnection(const LoneTlsConnection&) = delete;
  LoneTlsConnection& operator=(const LoneTlsConnection&) = delete;

  void receive(std::string_view bytes) {
    EXPECT_EQ(send_now(ends_[1], bytes).bytes, bytes.size());
    connection->on_readable(desk);
  }
  void at(Duration since_start) {
    desk.now = Arrival{} + since_start;
    connection->on_time(desk);
  }

  ServerLimits limits{};
  std::vector<HandshakeFailure> failures{};
  RequestHandler handler{
      .answer = [](const Request&, Reply&) {},
      .refuse = [](const Refusal&, Reply& reply) { reply.bytes = "no"; },
      .handshake_failed = [this](const HandshakeFailure& seen) { failures.push_back(seen); }};

 private:
  std::array<int, 2> ends_{-1, -1};
  std::shared_ptr<const TlsContext> context_ = test_context();
  std::vector<char> input_ = std::vector<char>(1024);
  std::vector<HeaderView> headers_{};
  Reply reply_{};

 public:
  Desk desk{.handler = handler,
            .limits = limits,
            .input = input_,
            .headers = headers_,
            .reply = reply_,
            .tls = context_.get()};
  std::optional<Connection> connection{};
};

constexpr std::string_view kHalfARecord = "\x16\x03\x01\x02";

TEST(ConnectionTlsTest, AHandshakeHasTheTimeOfAHeadFromItsFirstByte) {
  LoneTlsConnection lone;
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
  EXPECT_EQ(lone.failures[0].connection, 7U);
  EXPECT_EQ(lone.failures[0].arrival, lone.desk.now);
}

TEST(ConnectionTlsTest, WithoutAByteItEndsLikeAnIdleOneAndIsNotReported) {
  LoneTlsConnection lone;
  lone.at(lone.limits.idle_timeout);
  EXPECT_EQ(lone.connection->phase(), Phase::kEnded);
  EXPECT_THAT(lone.failures, IsEmpty());
}

TEST(ConnectionTlsTest, ItsFateComesBeforeTheHandshake) {
  LoneTlsConnection lone;
  lone.connection->meet(ConnectionFate::kStall, lone.desk);
  lone.receive(kHalfARecord);
  EXPECT_EQ(lone.connection->phase(), Phase::kFinishing);
  EXPECT_EQ(lone.connection->deadline(), Arrival{} + lone.limits.idle_timeout);
  EXPECT_THAT(lone.failures, IsEmpty());
}

TEST(ConnectionTlsTest, AStopDoesNotWaitForIt) {
  LoneTlsConnection lone;
  lone.receive(kHalfARecord);
  lone.desk.is_stopping = true;
  lone.connection->on_stop(lone.desk);
  EXPECT_NE(lone.connection->phase(), Phase::kHandshaking);
}

}  // namespace
}  // namespace fauxplane
