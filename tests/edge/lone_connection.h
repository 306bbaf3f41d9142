// A connection on its own, for tests of what it does when.
#pragma once

#include <gtest/gtest.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "simulator/edge/connection.h"
#include "tests/support/test_server.h"

namespace fauxplane {

// A connection without a worker, on one end of a pair of sockets, in rounds and at
// times that the test sets.
class LoneConnection {
 public:
  static constexpr std::uint64_t kNumber = 7;

  explicit LoneConnection(std::shared_ptr<const TlsContext> tls = nullptr) : tls_(std::move(tls)) {
    EXPECT_EQ(::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends_.data()), 0);
    connection.emplace(ends_[0], kNumber, desk);
  }
  ~LoneConnection() {
    for (const int end : ends_) ::close(end);
  }
  LoneConnection(const LoneConnection&) = delete;
  LoneConnection& operator=(const LoneConnection&) = delete;

  // In a round of its own.
  void receive(std::string_view bytes) {
    receive_in_round(bytes);
    connection->on_round_end(desk);
  }
  void receive_in_round(std::string_view bytes) {
    EXPECT_TRUE(send_now(ends_[1], bytes).bytes == bytes.size());
    connection->on_readable(desk);
  }
  void end() {
    ::shutdown(ends_[1], SHUT_WR);
    connection->on_readable(desk);
  }
  void at(Duration since_start) {
    desk.now = Arrival{} + since_start;
    connection->on_time(desk);
    connection->on_round_end(desk);
  }
  // What the peer has got since it was asked last.
  [[nodiscard]] std::string got() {
    std::array<char, 1024> bytes{};
    return {bytes.data(), receive_now(ends_[1], bytes.data(), bytes.size()).bytes};
  }
  [[nodiscard]] Interest interest() const { return connection->interest(limits); }

  ServerLimits limits{.waiting_bytes_max = 100};
  RequestHandler handler{
      .answer = with_wire({.delay = Duration{30}}),
      .refuse = [](const Refusal&, Reply& reply) { reply.bytes = "no"; },
      .handshake_failed = [this](const HandshakeFailure& seen) { failures.push_back(seen); }};
  std::vector<HandshakeFailure> failures{};

 private:
  std::shared_ptr<const TlsContext> tls_;
  std::array<int, 2> ends_{-1, -1};
  std::vector<char> input_ = std::vector<char>(1024);
  std::vector<HeaderView> headers_{};
  Reply reply_{};

 public:
  Desk desk{.handler = handler,
            .limits = limits,
            .input = input_,
            .headers = headers_,
            .reply = reply_,
            .tls = tls_.get()};
  std::optional<Connection> connection{};
};

}  // namespace fauxplane
