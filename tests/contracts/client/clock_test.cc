#include "contracts/client/clock.h"

#include <gtest/gtest.h>

#include <thread>

namespace memsy {
namespace {

TEST(ClockTest, WaitsAtLeastAsLongAsAsked) {
  const auto start = std::chrono::steady_clock::now();
  wait_unless_stopped(Seconds{0.01}, {});
  EXPECT_GE(std::chrono::steady_clock::now() - start, std::chrono::milliseconds{10});
}

TEST(ClockTest, DoesNotWaitForTimesThatArePast) {
  wait_unless_stopped(Seconds{0}, {});
  wait_unless_stopped(Seconds{-1e9}, {});
}

TEST(ClockTest, AStopEndsTheLongestWaitAtOnce) {
  std::stop_source source;
  std::thread waiting([&] { wait_unless_stopped(Seconds{9e18}, source.get_token()); });
  source.request_stop();
  waiting.join();
  wait_unless_stopped(Seconds{9e18}, source.get_token());
}

}  // namespace
}  // namespace memsy
