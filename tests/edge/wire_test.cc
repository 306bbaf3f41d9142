#include "simulator/edge/wire.h"

#include <gtest/gtest.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <string>

namespace fauxplane {

namespace {

// Two ends of one stream.
class Pair {
 public:
  Pair() { EXPECT_EQ(::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends_.data()), 0); }
  ~Pair() {
    for (const int end : ends_) ::close(end);
  }
  Pair(const Pair&) = delete;
  Pair& operator=(const Pair&) = delete;
  [[nodiscard]] int ours() const { return ends_[0]; }
  [[nodiscard]] int theirs() const { return ends_[1]; }
  void close_theirs() {
    ::close(ends_[1]);
    ends_[1] = -1;
  }

 private:
  std::array<int, 2> ends_{-1, -1};
};

TEST(WireTest, SendsWhatTheOtherSideReceives) {
  const Pair pair;
  EXPECT_EQ(send_now(pair.ours(), "hello").bytes, 5U);
  std::array<char, 8> input{};
  const Received received = receive_now(pair.theirs(), input.data(), input.size());
  EXPECT_EQ(std::string(input.data(), received.bytes), "hello");
  EXPECT_FALSE(received.ended);
  EXPECT_FALSE(received.broken);
}

TEST(WireTest, ReceivesNothingWhereNothingIs) {
  const Pair pair;
  std::array<char, 8> input{};
  const Received received = receive_now(pair.ours(), input.data(), input.size());
  EXPECT_EQ(received.bytes, 0U);
  EXPECT_FALSE(received.ended);
  EXPECT_FALSE(received.broken);
}

TEST(WireTest, PeeksWithoutTaking) {
  Pair pair;
  std::array<char, 8> input{};
  EXPECT_EQ(peek_now(pair.theirs(), input.data(), 1).bytes, 0U);
  EXPECT_EQ(send_now(pair.ours(), "hello").bytes, 5U);
  EXPECT_EQ(peek_now(pair.theirs(), input.data(), 1).bytes, 1U);
  EXPECT_EQ(input[0], 'h');
  EXPECT_EQ(receive_now(pair.theirs(), input.data(), input.size()).bytes, 5U);
  pair.close_theirs();
  EXPECT_TRUE(peek_now(pair.ours(), input.data(), 1).ended);
}

TEST(WireTest, TellsTheEndOfTheStream) {
  const Pair pair;
  send_end_of_stream(pair.theirs());
  std::array<char, 8> input{};
  EXPECT_TRUE(receive_now(pair.ours(), input.data(), input.size()).ended);
}

TEST(WireTest, SendsAsMuchAsTheSocketTakesAndDoesNotWait) {
  const Pair pair;
  const std::string bytes(16U << 20U, 'a');
  const Sent first = send_now(pair.ours(), bytes);
  EXPECT_GT(first.bytes, 0U);
  EXPECT_LT(first.bytes, bytes.size());
  const Sent second = send_now(pair.ours(), bytes);
  EXPECT_EQ(second.bytes, 0U);
  EXPECT_FALSE(second.broken);
}

TEST(WireTest, TellsThatThePeerIsGoneInsteadOfDying) {
  Pair pair;
  pair.close_theirs();
  EXPECT_TRUE(send_now(pair.ours(), "hello").broken);
}

TEST(WireTest, ASocketWithoutAnAddressHasNoPeer) {
  const Pair pair;
  EXPECT_EQ(peer_address(pair.ours()), "");
  EXPECT_EQ(peer_address(-1), "");
}

}  // namespace
}  // namespace fauxplane
