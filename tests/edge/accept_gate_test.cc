#include "simulator/edge/accept_gate.h"

#include <gtest/gtest.h>
#include <netinet/in.h>
#include <sys/epoll.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

namespace fauxplane {
namespace {

constexpr std::uint64_t kMark = 0x123456789a;

// A socket with a connection in its queue, watched as Pistache does.
class AcceptGateTest : public testing::Test {
 protected:
  AcceptGateTest() {
    ::listen(listening_, 4);
    sockaddr_in address{};
    socklen_t size = sizeof address;
    auto* const any = reinterpret_cast<sockaddr*>(&address);
    ::getsockname(listening_, any, &size);
    epoll_event event{.events = EPOLLIN, .data = {.u64 = kMark}};
    ::epoll_ctl(watcher_, EPOLL_CTL_ADD, listening_, &event);
    ::connect(client_, any, size);
  }
  AcceptGateTest(const AcceptGateTest&) = delete;
  AcceptGateTest& operator=(const AcceptGateTest&) = delete;
  ~AcceptGateTest() override {
    for (const int own : {client_, watcher_, listening_}) ::close(own);
  }

  // What the watcher is woken with; 0 when it sleeps.
  [[nodiscard]] std::uint64_t woken_with() const {
    epoll_event event{};
    return ::epoll_wait(watcher_, &event, 1, 0) == 1 ? event.data.u64 : 0;
  }
  [[nodiscard]] static int last_descriptor() {
    rlimit files{};
    ::getrlimit(RLIMIT_NOFILE, &files);
    return static_cast<int>(files.rlim_cur) - 1;
  }

  int listening_ = ::socket(AF_INET, SOCK_STREAM, 0);
  int watcher_ = ::epoll_create1(0);
  int client_ = ::socket(AF_INET, SOCK_STREAM, 0);
  AcceptGate gate_{};
};

TEST_F(AcceptGateTest, ClosesWhenDescriptorsAreScarceAndOpensWhenOneComesBack) {
  gate_.guard(listening_);
  gate_.on_opened(last_descriptor() - 100);
  EXPECT_TRUE(gate_.is_open());
  EXPECT_EQ(woken_with(), kMark);
  gate_.on_opened(last_descriptor());
  EXPECT_FALSE(gate_.is_open());
  EXPECT_EQ(woken_with(), 0U);
  gate_.on_closed();
  EXPECT_TRUE(gate_.is_open());
  EXPECT_EQ(woken_with(), kMark);
}

TEST_F(AcceptGateTest, StaysOpenWhenNobodyWatches) {
  gate_.guard(client_);
  gate_.on_opened(last_descriptor());
  gate_.on_closed();
  EXPECT_TRUE(gate_.is_open());
  EXPECT_EQ(woken_with(), kMark);
}

}  // namespace
}  // namespace fauxplane
