#include "simulator/store/brief_mutex.h"

#include <gtest/gtest.h>

#include <latch>
#include <thread>
#include <vector>

namespace fauxplane {
namespace {

TEST(BriefMutexTest, LetsOneInAtATime) {
  constexpr int kThreads = 4;
  constexpr int kEach = 20'000;
  BriefMutex mutex;
  std::latch start(kThreads);
  int count = 0;
  {
    std::vector<std::jthread> threads;
    for (int thread = 0; thread < kThreads; ++thread) {
      threads.emplace_back([&] {
        start.arrive_and_wait();
        for (int turn = 0; turn < kEach; ++turn) {
          const std::lock_guard lock(mutex);
          ++count;
        }
      });
    }
  }
  EXPECT_EQ(count, kThreads * kEach);
}

// Longer than anybody looks again: then it sleeps until the mutex is free.
TEST(BriefMutexTest, WaitsForWhoeverHoldsItLong) {
  BriefMutex mutex;
  bool is_released = false;
  std::latch held(1);
  std::latch asked(1);
  std::jthread holder([&] {
    const std::lock_guard lock(mutex);
    held.count_down();
    asked.wait();
    for (int turn = 0; turn < 1000; ++turn) std::this_thread::yield();
    is_released = true;
  });
  held.wait();
  EXPECT_FALSE(mutex.try_lock());
  asked.count_down();
  const std::lock_guard lock(mutex);
  EXPECT_TRUE(is_released);
}

}  // namespace
}  // namespace fauxplane
