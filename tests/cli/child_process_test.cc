#include "simulator/cli/child_process.h"

#include <gtest/gtest.h>
#include <pthread.h>

namespace fauxplane {
namespace {

class ChildProcessTest : public testing::Test {
 protected:
  void SetUp() override { signals_ = hold_signals({SIGCHLD, SIGINT, SIGTERM, SIGHUP, SIGQUIT}); }
  void TearDown() override { ::pthread_sigmask(SIG_SETMASK, &signals_.mask, nullptr); }

  // The exit status of `sh -c script`.
  [[nodiscard]] int run(const std::string& script,
                        std::vector<std::pair<std::string, std::string>> variables = {}) const {
    const auto child = spawn(
        {.words = {"sh", "-c", script}, .variables = std::move(variables), .signals = signals_});
    return child ? wait_for_child(*child) : -1;
  }

  InheritedSignals signals_;
};

TEST_F(ChildProcessTest, HasTheStatusOfTheCommand) {
  EXPECT_EQ(run("exit 0"), 0);
  EXPECT_EQ(run("exit 255"), 255);
  EXPECT_EQ(run("kill -KILL $$"), 128 + SIGKILL);
}

TEST_F(ChildProcessTest, SetsVariablesOverThoseOfTheEnvironment) {
  ASSERT_EQ(::setenv("FAUXPLANE_TEST_OLD", "old", 1), 0);
  ASSERT_EQ(::setenv("FAUXPLANE_TEST_KEPT", "kept", 1), 0);
  EXPECT_EQ(run("test $FAUXPLANE_TEST_OLD = new && test $FAUXPLANE_TEST_KEPT = kept",
                {{"FAUXPLANE_TEST_OLD", "new"}}),
            0);
}

TEST_F(ChildProcessTest, StartsWithNoSignalBlocked) {
  EXPECT_EQ(run("grep -q '^SigBlk:[[:space:]]*0*$' /proc/self/status"), 0);
}

TEST_F(ChildProcessTest, PassesOnWhatAProcessSends) {
  EXPECT_EQ(run("trap 'exit 42' TERM; kill -TERM $PPID; n=0; "
                "while test $n -lt 300000; do n=$((n + 1)); done"),
            42);
}

TEST_F(ChildProcessTest, SaysWhyACommandDidNotStart) {
  const auto missing = spawn({.words = {"no-such-command-here"}, .signals = signals_});
  ASSERT_FALSE(missing);
  EXPECT_EQ(missing.error().status, kNotFound);
  EXPECT_EQ(missing.error().sentence, "there is no command \"no-such-command-here\"");
  const auto folder = spawn({.words = {"/"}, .signals = signals_});
  ASSERT_FALSE(folder);
  EXPECT_EQ(folder.error().status, kCannotRun);
  EXPECT_EQ(folder.error().sentence, "cannot run \"/\": Permission denied");
}

}  // namespace
}  // namespace fauxplane
