#include "contracts/protocol/process.h"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/ioctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>

#include "contracts/protocol/message.h"

namespace fauxplane::contracts {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;

Process::Clock::time_point in(milliseconds time) {
  return Process::Clock::now() + time;
}

class ProcessTest : public testing::Test {
 protected:
  void SetUp() override { std::signal(SIGPIPE, SIG_IGN); }

  static std::unique_ptr<Process> started(
      std::vector<std::string> words,
      std::vector<std::pair<std::string, std::string>> variables = {}) {
    auto process = Process::start({.words = std::move(words), .variables = std::move(variables)});
    if (!process) throw std::runtime_error(process.error().message);
    return *std::move(process);
  }
  static std::unique_ptr<Process> shell(const std::string& script) {
    return started({"sh", "-c", script});
  }
  static std::string line_of(Process& process) {
    const ReadLine read = process.read_line(in(seconds{20}));
    return read.end == ReadEnd::kLine ? read.line : "(no line)";
  }
};

TEST_F(ProcessTest, EchoesWhatIsWritten) {
  const auto process = started({"cat"});
  ASSERT_EQ(process->write("one\ntwo\n", in(seconds{20})), WriteEnd::kAll);
  EXPECT_EQ(line_of(*process), "one");
  EXPECT_EQ(line_of(*process), "two");
  EXPECT_EQ(process->finish(in(seconds{20})), "exit status 0");
}

TEST_F(ProcessTest, WordsAndVariablesReachTheProgramAsTheyAre) {
  ::setenv("FAUXPLANE_TEST_INHERITED", "ours", 1);
  ::setenv("FAUXPLANE_TEST_REPLACED", "ours", 1);
  const auto process =
      started({"sh", "-c", "echo \"$1|$FAUXPLANE_TEST_INHERITED|$FAUXPLANE_TEST_REPLACED\"", "sh",
               "a  'b' $c"},
              {{"FAUXPLANE_TEST_REPLACED", "theirs"}});
  EXPECT_EQ(line_of(*process), "a  'b' $c|ours|theirs");
}

TEST_F(ProcessTest, AProgramThatIsNotThereIsNamed) {
  const auto process = Process::start({.words = {"no-such-program-of-fauxplane"}});
  ASSERT_FALSE(process);
  EXPECT_EQ(process.error().message, "there is no command \"no-such-program-of-fauxplane\"");
}

TEST_F(ProcessTest, AFileThatCannotRunIsNamed) {
  const auto process = Process::start({.words = {"/etc/passwd"}});
  ASSERT_FALSE(process);
  EXPECT_EQ(process.error().message, "cannot run \"/etc/passwd\": Permission denied");
}

TEST_F(ProcessTest, TheEndOfOutputIsTold) {
  const auto process = shell("printf 'half'");
  const ReadLine read = process->read_line(in(seconds{20}));
  EXPECT_EQ(read.end, ReadEnd::kEndOfStream);
  EXPECT_EQ(read.line, "half");
}

TEST_F(ProcessTest, SilenceEndsAtTheDeadline) {
  const auto process = started({"cat"});
  const auto begun = Process::Clock::now();
  EXPECT_EQ(process->read_line(in(milliseconds{60})).end, ReadEnd::kDeadline);
  EXPECT_GE(Process::Clock::now() - begun, milliseconds{60});
}

TEST_F(ProcessTest, WhoAsksCanGiveUpEarly) {
  const auto process = started({"cat"});
  int asked = 0;
  const auto third = [&] { return ++asked == 3; };
  EXPECT_EQ(process->read_line(in(seconds{60}), {.give_up = third}).end, ReadEnd::kDeadline);
  EXPECT_EQ(asked, 3);
}

// The bytes that stand in the pipe to us; negative when it cannot be asked.
int unread_of(pid_t process) {
  const std::string path = "/proc/" + std::to_string(process) + "/fd/1";
  const int file = ::open(path.c_str(), O_WRONLY | O_CLOEXEC);
  int unread = -1;
  if (file < 0 || ::ioctl(file, FIONREAD, &unread) != 0) unread = -1;
  if (file >= 0) ::close(file);
  return unread;
}

TEST_F(ProcessTest, AWaitEndsWhileWhatHasComeIsUnread) {
  const auto process =
      shell("read line; echo \"$line\"; read line; printf half; read line; echo x");
  std::vector<int> unread;
  std::string told;
  const ReadWatch watch{.awaits = [&](bool awaits) {
    told += awaits ? "(" : ")";
    if (!awaits) unread.push_back(unread_of(process->pid()));
  }};
  ASSERT_EQ(process->write("hello\n", in(seconds{20})), WriteEnd::kAll);
  EXPECT_EQ(process->read_line(in(seconds{20}), watch).line, "hello");
  EXPECT_EQ(told, "()");
  EXPECT_EQ(unread, std::vector<int>{6});
  // Half a line is waited for again.
  ASSERT_EQ(process->write("\n", in(seconds{20})), WriteEnd::kAll);
  const ReadWatch until_half{.give_up = [&] { return unread.size() == 2; }, .awaits = watch.awaits};
  EXPECT_EQ(process->read_line(in(seconds{20}), until_half).end, ReadEnd::kDeadline);
  EXPECT_EQ(told, "()()()");
  EXPECT_EQ(unread, (std::vector<int>{6, 4, 0}));
  ASSERT_EQ(process->write("\n", in(seconds{20})), WriteEnd::kAll);
  EXPECT_EQ(process->read_line(in(seconds{20}), watch).line, "halfx");
}

TEST_F(ProcessTest, WhatHasComeAlreadyIsNotWaitedFor) {
  const auto process = shell("printf 'one\ntwo\n'; cat");
  EXPECT_EQ(line_of(*process), "one");
  std::string told;
  const ReadWatch watch{.awaits = [&](bool awaits) { told += awaits ? "(" : ")"; }};
  EXPECT_EQ(process->read_line(in(seconds{20}), watch).line, "two");
  EXPECT_EQ(told, "");
}

TEST_F(ProcessTest, ALineWithoutEndIsTooLong) {
  const auto process = shell("head -c 73400320 /dev/zero | tr '\\0' x; exec cat");
  EXPECT_EQ(process->read_line(in(seconds{60})).end, ReadEnd::kTooLong);
}

TEST_F(ProcessTest, ALineOfAMegabyteIsWhole) {
  const auto process = shell("head -c 1048576 /dev/zero | tr '\\0' x; echo; echo next");
  EXPECT_EQ(line_of(*process), std::string(1'048'576, 'x'));
  EXPECT_EQ(line_of(*process), "next");
}

TEST_F(ProcessTest, EndingsAreTold) {
  const struct {
    const char* script;
    const char* ending;
  } cases[] = {{"exit 0", "exit status 0"},
               {"exit 3", "exit status 3"},
               {"kill -SEGV $$", "signal 11"},
               {"kill -KILL $$", "signal 9"},
               {"cat >/dev/null; exit 5", "exit status 5"}};
  for (const auto& one : cases) {
    SCOPED_TRACE(one.script);
    EXPECT_EQ(shell(one.script)->finish(in(seconds{20})), one.ending);
  }
}

TEST_F(ProcessTest, WhoIgnoresTheEndOfStdinIsKilled) {
  const auto process = shell("trap '' TERM; while :; do sleep 60; done");
  const pid_t pid = process->pid();
  EXPECT_EQ(process->finish(in(milliseconds{50})), std::nullopt);
  EXPECT_EQ(::kill(pid, 0), -1);
  EXPECT_EQ(errno, ESRCH);
}

TEST_F(ProcessTest, MuchOutputDoesNotKeepItFromEnding) {
  const auto process = shell("head -c 3000000 /dev/zero; head -c 3000000 /dev/zero >&2; exit 4");
  EXPECT_EQ(process->finish(in(seconds{20})), "exit status 4");
}

// The grandchild holds our end of this pipe until it is gone.
TEST_F(ProcessTest, KillEndsTheWholeGroup) {
  const auto process = shell("sleep 600 & echo $!; wait");
  const std::string grandchild = line_of(*process);
  const pid_t group = process->pid();
  ASSERT_EQ(::getpgid(std::stoi(grandchild)), group);
  process->kill();
  EXPECT_EQ(process->read_line(in(seconds{20})).end, ReadEnd::kEndOfStream);
}

TEST_F(ProcessTest, WhatAnEndedProcessLeftBehindIsKilled) {
  const auto process = shell("sleep 600 & echo started");
  ASSERT_EQ(line_of(*process), "started");
  EXPECT_EQ(process->finish(in(seconds{20})), "exit status 0");
  EXPECT_EQ(process->read_line(in(seconds{20})).end, ReadEnd::kEndOfStream);
}

TEST_F(ProcessTest, WritingToWhoIsGoneFails) {
  const auto process = shell("exit 0");
  ASSERT_EQ(process->read_line(in(seconds{20})).end, ReadEnd::kEndOfStream);
  EXPECT_EQ(process->write("hello\n", in(seconds{20})), WriteEnd::kGone);
}

TEST_F(ProcessTest, WritingToWhoDoesNotReadEndsAtTheDeadline) {
  const auto process = started({"sleep", "600"});
  EXPECT_EQ(process->write(std::string(1'000'000, 'x'), in(milliseconds{50})), WriteEnd::kDeadline);
}

TEST_F(ProcessTest, DiagnosticsAreTakenOnceAndTheirEndIsKept) {
  const auto process = shell("echo oops >&2; echo done");
  ASSERT_EQ(line_of(*process), "done");
  EXPECT_EQ(process->take_diagnostics(), "oops\n");
  EXPECT_EQ(process->take_diagnostics(), "");
  EXPECT_EQ(process->last_diagnostics(), "oops\n");
}

TEST_F(ProcessTest, OfManyDiagnosticsTheLastAreKept) {
  const auto process =
      shell("head -c 200000 /dev/zero | tr '\\0' x >&2; echo the end >&2; echo done");
  ASSERT_EQ(line_of(*process), "done");
  const std::string text = process->take_diagnostics();
  EXPECT_EQ(text.size(), kDiagnosticBytesMax);
  EXPECT_TRUE(text.ends_with("xthe end\n"));
}

}  // namespace
}  // namespace fauxplane::contracts
