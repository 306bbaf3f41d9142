#include "contracts/clock/clock_page.h"

#include <fcntl.h>
#include <gmock/gmock.h>
#include <netinet/in.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <utility>

namespace fauxplane::contracts {
namespace {

using namespace std::chrono_literals;
using testing::ElementsAre;
using testing::IsEmpty;

// A page, and what the client sees of it.
class ClockPageTest : public testing::Test {
 protected:
  ClockPageTest() {
    const std::string path = page().variables("x.so").back().second;
    const int file = ::open(path.c_str(), O_RDWR | O_CLOEXEC);
    EXPECT_GE(file, 0) << path;
    layout_ = static_cast<ClockLayout*>(
        ::mmap(nullptr, sizeof(ClockLayout), PROT_READ | PROT_WRITE, MAP_SHARED, file, 0));
    ::close(file);
  }
  ~ClockPageTest() override { ::munmap(layout_, sizeof(ClockLayout)); }

  ClockPage& page() { return *page_; }
  ClockLayout& layout() { return *layout_; }

 private:
  std::unique_ptr<ClockPage> page_ = *ClockPage::create();
  ClockLayout* layout_ = nullptr;
};

TEST_F(ClockPageTest, BeginsAtRealTimeAndFlows) {
  EXPECT_EQ(layout().version, static_cast<unsigned>(CLOCK_LAYOUT_VERSION));
  EXPECT_EQ(page().offset(), 0ns);
  EXPECT_TRUE(page().is_flowing());
  EXPECT_EQ(layout().is_flowing, 1U);
  EXPECT_THAT(page().jumps(), IsEmpty());
  EXPECT_THAT(page().processes(), IsEmpty());
}

TEST_F(ClockPageTest, VariablesNameLibraryAndPage) {
  const auto variables = page().variables("/x/y.so");
  ASSERT_EQ(variables.size(), 2U);
  EXPECT_EQ(variables[0].first, "LD_PRELOAD");
  EXPECT_EQ(variables[0].second.substr(0, 7), "/x/y.so");
  EXPECT_EQ(variables[1].first, "FAUXPLANE_CLOCK_PAGE");
}

TEST_F(ClockPageTest, FlowCanBeHeld) {
  page().let_flow(false);
  EXPECT_FALSE(page().is_flowing());
  EXPECT_EQ(layout().is_flowing, 0U);
}

TEST_F(ClockPageTest, OffsetIsTheTimeOfThePlane) {
  layout().offset = 1'500'000'001;
  EXPECT_EQ(page().offset(), 1'500'000'001ns);
  EXPECT_EQ(page().time_offset(), 1'500'000'001ns);
}

TEST_F(ClockPageTest, JumpsAreKeptInOrderUpToTheirNumber) {
  constexpr std::uint64_t kAll = CLOCK_JUMPS_KEPT + 2;
  for (std::uint64_t number = 1; number <= kAll; ++number) {
    layout().jumps[(number - 1) % CLOCK_JUMPS_KEPT] = {.number = number,
                                                       .from = 5,
                                                       .by = static_cast<std::int64_t>(number),
                                                       .asked = 7,
                                                       .kind = CLOCK_FUTEX,
                                                       .process = 1};
  }
  layout().jumped = kAll;
  const auto jumps = page().jumps();
  ASSERT_EQ(jumps.size(), static_cast<std::size_t>(CLOCK_JUMPS_KEPT));
  EXPECT_EQ(jumps.front().number, 3U);
  EXPECT_EQ(jumps.back().number, kAll);
  EXPECT_EQ(jumps.back().by, std::chrono::nanoseconds{kAll});
  EXPECT_EQ(jumps.back().asked, 7ns);
  EXPECT_EQ(jumps.back().from, 5ns);
  EXPECT_EQ(name_of(jumps.back().kind), "futex");
  EXPECT_EQ(page().jumps(kAll - 1).size(), 1U);
  EXPECT_THAT(page().jumps(kAll), IsEmpty());
}

TEST_F(ClockPageTest, JumpThatIsBeingWrittenIsLeftOut) {
  layout().jumped = 2;
  layout().jumps[1].number = 2;
  const auto jumps = page().jumps();
  ASSERT_EQ(jumps.size(), 1U);
  EXPECT_EQ(jumps.front().number, 2U);
}

TEST_F(ClockPageTest, EveryKindHasAName) {
  EXPECT_EQ(name_of(CLOCK_SLEEP), "sleep");
  EXPECT_EQ(name_of(CLOCK_TIMER), "timer");
  EXPECT_EQ(name_of(CLOCK_KINDS), "unknown");
}

TEST_F(ClockPageTest, ClientsAndTheirWaitsAreSeen) {
  layout().processes[3] = 42;
  layout().loaded = 2;
  layout().connected = 5;
  EXPECT_THAT(page().processes(), ElementsAre(42));
  EXPECT_EQ(page().loaded(), 2U);
  EXPECT_EQ(page().connected(), 5U);
  EXPECT_FALSE(page().has_deadline());
  layout().waits[9].deadline = INT64_MAX;
  EXPECT_FALSE(page().has_deadline());
  layout().waits[10].deadline = 1;
  EXPECT_TRUE(page().has_deadline());
}

TEST_F(ClockPageTest, ResetForgetsTheClientAndKeepsThePlane) {
  page().listening(8080);
  layout().offset = 5;
  layout().processes[0] = 42;
  layout().loaded = layout().connected = layout().is_beyond = 1;
  layout().waits[1].deadline = 1;
  layout().jumped = 1;
  layout().jumps[0].number = 1;
  page().let_flow(false);
  page().reset();
  EXPECT_EQ(page().offset(), 0ns);
  EXPECT_THAT(page().processes(), IsEmpty());
  EXPECT_EQ(page().loaded() + page().connected(), 0U);
  EXPECT_FALSE(page().is_beyond());
  EXPECT_FALSE(page().has_deadline());
  EXPECT_EQ(page().jumped(), 0U);
  EXPECT_EQ(layout().jumps[0].number, 0U);
  EXPECT_TRUE(page().is_flowing());
  EXPECT_EQ(layout().plane_ports[8080 / 8], 1U << (8080U % 8));
}

// Both ends of a connection over the loopback, the second being the plane's.
class Connection {
 public:
  Connection() {
    const int listening = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    void* const place = &address;
    socklen_t size = sizeof address;
    ::bind(listening, static_cast<sockaddr*>(place), size);
    ::listen(listening, 1);
    ::getsockname(listening, static_cast<sockaddr*>(place), &size);
    ends[0] = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    ::connect(ends[0], static_cast<sockaddr*>(place), size);
    ends[1] = ::accept(listening, nullptr, nullptr);
    ::close(listening);
    ::getsockname(ends[0], static_cast<sockaddr*>(place), &size);
    port = ntohs(address.sin_port);
  }
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;
  ~Connection() {
    for (const int end : ends) ::close(end);
  }

  std::array<int, 2> ends{-1, -1};
  std::uint16_t port = 0;  // of the client
};

TEST_F(ClockPageTest, WhatThePlaneHasReadAndSentIsCounted) {
  const Connection connection;
  const ClockConnection& seen = layout().connections[connection.port];
  std::array<char, 16> bytes{};
  ASSERT_EQ(::send(connection.ends[0], bytes.data(), 10, 0), 10);
  ASSERT_EQ(::recv(connection.ends[1], bytes.data(), 4, 0), 4);
  ASSERT_EQ(::send(connection.ends[1], bytes.data(), 7, 0), 7);
  page().looked_after(connection.ends[1], Debt::kNone);
  EXPECT_EQ(seen.consumed, 4U);
  EXPECT_EQ(seen.answered, 7U);
  EXPECT_EQ(seen.debt, static_cast<unsigned>(CLOCK_DEBT_NONE));
  ASSERT_EQ(::recv(connection.ends[1], bytes.data(), 16, 0), 6);
  page().looked_after(connection.ends[1], Debt::kNone);
  EXPECT_EQ(seen.consumed, 10U);
}

TEST_F(ClockPageTest, BytesOfADelayedAnswerAreNotSettled) {
  const Connection connection;
  const ClockConnection& seen = layout().connections[connection.port];
  std::array<char, 16> bytes{};
  ASSERT_EQ(::send(connection.ends[0], bytes.data(), 10, 0), 10);
  ASSERT_EQ(::recv(connection.ends[1], bytes.data(), 16, 0), 10);
  page().looked_after(connection.ends[1], Debt::kAnswer);
  EXPECT_EQ(seen.consumed, 0U);
  EXPECT_EQ(seen.debt, static_cast<unsigned>(CLOCK_DEBT_ANSWER));
  EXPECT_TRUE(page().owes());
  page().looked_after(connection.ends[1], Debt::kBlocked);
  EXPECT_EQ(seen.debt, static_cast<unsigned>(CLOCK_DEBT_BLOCKED));
  EXPECT_TRUE(page().owes());
  page().looked_after(connection.ends[1], Debt::kStalled);
  EXPECT_EQ(seen.debt, static_cast<unsigned>(CLOCK_DEBT_STALLED));
  EXPECT_EQ(seen.consumed, 10U);
  EXPECT_FALSE(page().owes());
}

// The port may belong to another connection soon, which must not inherit anything.
TEST_F(ClockPageTest, ClosedConnectionsLeaveNothing) {
  Connection connection;
  std::array<char, 16> bytes{};
  ASSERT_EQ(::send(connection.ends[0], bytes.data(), 10, 0), 10);
  ASSERT_EQ(::recv(connection.ends[1], bytes.data(), 16, 0), 10);
  page().looked_after(connection.ends[1], Debt::kBlocked);
  // A peer that reset the connection has no name any more.
  const linger now{.l_onoff = 1, .l_linger = 0};
  ::setsockopt(connection.ends[0], SOL_SOCKET, SO_LINGER, &now, sizeof now);
  ::close(std::exchange(connection.ends[0], -1));
  page().closing(connection.ends[1]);
  const ClockConnection& seen = layout().connections[connection.port];
  EXPECT_EQ(seen.consumed + seen.answered + seen.debt, 0U);
  EXPECT_FALSE(page().owes());
}

}  // namespace
}  // namespace fauxplane::contracts
