#include "simulator/cli/signals.h"

#include <gtest/gtest.h>
#include <pthread.h>
#include <unistd.h>

namespace fauxplane {
namespace {

// Puts the mask of the test back at its end.
class SignalsTest : public testing::Test {
 protected:
  void SetUp() override { ::pthread_sigmask(SIG_SETMASK, nullptr, &before_); }
  void TearDown() override { ::pthread_sigmask(SIG_SETMASK, &before_, nullptr); }

 private:
  sigset_t before_{};
};

TEST_F(SignalsTest, AHeldSignalWaitsUntilItIsTaken) {
  hold_signals({SIGUSR1, SIGUSR2});
  ASSERT_EQ(::kill(::getpid(), SIGUSR2), 0);
  const ReceivedSignal received = wait_for_signal({SIGUSR1, SIGUSR2});
  EXPECT_EQ(received.number, SIGUSR2);
  EXPECT_TRUE(received.from_process);
}

TEST_F(SignalsTest, TheKernelIsNoProcess) {
  hold_signals({SIGALRM});
  constexpr useconds_t kMicroseconds = 1;
  ASSERT_EQ(::ualarm(kMicroseconds, 0), 0U);
  const ReceivedSignal received = wait_for_signal({SIGALRM});
  EXPECT_EQ(received.number, SIGALRM);
  EXPECT_FALSE(received.from_process);
}

TEST_F(SignalsTest, TellsWhatTheProcessWasStartedWith) {
  std::signal(SIGPIPE, SIG_DFL);
  const InheritedSignals first = hold_signals({SIGUSR1});
  EXPECT_EQ(sigismember(&first.mask, SIGUSR1), 0);
  EXPECT_EQ(sigismember(&first.changed, SIGPIPE), 1);
  // Now SIGUSR1 is blocked and SIGPIPE ignored, as if whoever started us had done it.
  const InheritedSignals second = hold_signals({SIGUSR1});
  EXPECT_EQ(sigismember(&second.mask, SIGUSR1), 1);
  EXPECT_EQ(sigismember(&second.changed, SIGPIPE), 0);
}

TEST_F(SignalsTest, EndsAtOnceWithTheStatusOfTheSignal) {
  const auto end = [](int signal) {
    hold_signals({SIGINT, SIGTERM});
    end_at_once_on({SIGINT, SIGTERM});
    ::kill(::getpid(), signal);
    ::_exit(0);
  };
  EXPECT_EXIT(end(SIGTERM), testing::ExitedWithCode(143), "");
  EXPECT_EXIT(end(SIGINT), testing::ExitedWithCode(130), "");
}

}  // namespace
}  // namespace fauxplane
