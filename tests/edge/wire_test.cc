#include "simulator/edge/wire.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <ostream>
#include <string>
#include <vector>

namespace fauxplane {

static void PrintTo(const Departure& departure, std::ostream* out) {
  *out << departure.bytes << " bytes, ending " << static_cast<int>(departure.ending);
}

namespace {

// Ten bytes with that fault.
Reply reply_with(const Fault& fault) {
  Reply reply;
  reply.bytes = "0123456789";
  reply.fault = fault;
  return reply;
}

struct Case {
  const char* name;
  Fault fault;
  Departure expected;
};

TEST(DepartureTest, IsWhatTheFaultSays) {
  using enum BreakPoint;
  using enum Ending;
  const std::vector<Case> cases = {
      {"none", {}, {10, kKeep}},
      {"cut", {.cut_after = 3}, {3, kFinish}},
      {"cut of all", {.cut_after = 10}, {10, kFinish}},
      {"cut behind the end", {.cut_after = 11}, {10, kFinish}},
      {"cut of nothing", {.cut_after = 0}, {0, kFinish}},
      {"reset before", {.reset = kBefore}, {0, kReset}},
      {"reset inside", {.reset = kInside}, {5, kReset}},
      {"reset inside, at a place", {.cut_after = 7, .reset = kInside}, {7, kReset}},
      {"reset inside, behind the end", {.cut_after = 70, .reset = kInside}, {10, kReset}},
      {"reset after", {.reset = kAfter}, {10, kReset}},
      {"close before", {.close = kBefore}, {0, kFinish}},
      {"close inside", {.close = kInside}, {5, kFinish}},
      {"close after", {.close = kAfter}, {10, kFinish}},
      {"reset and close", {.reset = kAfter, .close = kBefore}, {10, kReset}},
  };
  for (const Case& row : cases) {
    SCOPED_TRACE(row.name);
    EXPECT_EQ(departure_of(reply_with(row.fault), true), row.expected);
  }
}

TEST(DepartureTest, EndsWhatIsNotKeptAlive) {
  Reply reply = reply_with({});
  EXPECT_EQ(departure_of(reply, false).ending, Ending::kFinish);
  reply.close_after = true;
  EXPECT_EQ(departure_of(reply, true).ending, Ending::kFinish);
}

TEST(DepartureTest, EndsTheConnectionOfAnEmptyReply) {
  EXPECT_EQ(departure_of({}, true), (Departure{0, Ending::kFinish}));
}

RC_GTEST_PROP(DepartureProperty, NeverSendsMoreThanThereIs,
              (std::string bytes, std::uint32_t cut)) {
  Reply reply;
  reply.bytes = bytes;
  reply.fault.cut_after = cut;
  reply.fault.reset =
      *rc::gen::element(BreakPoint::kBefore, BreakPoint::kInside, BreakPoint::kAfter);
  RC_ASSERT(departure_of(reply, true).bytes <= bytes.size());
}

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

}  // namespace
}  // namespace fauxplane
