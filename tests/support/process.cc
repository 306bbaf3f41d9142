#include "tests/support/process.h"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <poll.h>
#include <spawn.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "simulator/cli/spawn_words.h"

namespace fauxplane {
namespace {

using Clock = std::chrono::steady_clock;

constexpr int kSignalStatusBase = 128;
constexpr std::chrono::milliseconds kPollPatience{20};

struct Pipe {
  int read_end = -1;
  int write_end = -1;
};

Pipe open_pipe() {
  std::array<int, 2> ends{-1, -1};
  EXPECT_EQ(::pipe2(ends.data(), O_CLOEXEC), 0);
  EXPECT_EQ(::fcntl(ends[0], F_SETFL, O_NONBLOCK), 0);
  return {.read_end = ends[0], .write_end = ends[1]};
}

}  // namespace

std::unique_ptr<Process> Process::start(const ProcessStart& start) {
  const SpawnWords words(start.words, start.variables);
  const Pipe output = open_pipe();
  const Pipe complaint = open_pipe();
  posix_spawn_file_actions_t actions;
  ::posix_spawn_file_actions_init(&actions);
  ::posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
  ::posix_spawn_file_actions_adddup2(&actions, output.write_end, STDOUT_FILENO);
  ::posix_spawn_file_actions_adddup2(&actions, complaint.write_end, STDERR_FILENO);
  // Whatever the test does with signals, its children start as from a shell.
  sigset_t none;
  sigset_t pipe;
  sigemptyset(&none);
  sigemptyset(&pipe);
  sigaddset(&pipe, SIGPIPE);
  posix_spawnattr_t attributes;
  ::posix_spawnattr_init(&attributes);
  ::posix_spawnattr_setsigmask(&attributes, &none);
  ::posix_spawnattr_setsigdefault(&attributes, &pipe);
  ::posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF);
  pid_t pid = -1;
  const int number = ::posix_spawnp(&pid, start.words.front().c_str(), &actions, &attributes,
                                    words.arguments(), words.environment());
  ::posix_spawnattr_destroy(&attributes);
  ::posix_spawn_file_actions_destroy(&actions);
  ::close(output.write_end);
  ::close(complaint.write_end);
  EXPECT_EQ(number, 0) << "cannot start " << start.words.front();
  return std::make_unique<Process>(pid, output.read_end, complaint.read_end);
}

Process::Process(pid_t pid, int output, int complaint)
    : pid_(pid),
      end_(static_cast<int>(::syscall(SYS_pidfd_open, pid, 0))),
      output_{.descriptor = output},
      complaint_{.descriptor = complaint} {
  EXPECT_GE(end_, 0) << "this system has no pidfd_open";
}

Process::~Process() {
  if (!status_) {
    ::kill(pid_, SIGKILL);
    ::waitpid(pid_, nullptr, 0);
  }
  for (const int descriptor : {end_, output_.descriptor, complaint_.descriptor}) {
    if (descriptor >= 0) ::close(descriptor);
  }
}

void Process::signal(int number) const {
  EXPECT_EQ(::kill(pid_, number), 0);
}

void Process::read_from(Stream& stream) {
  std::array<char, 4096> portion{};
  while (stream.descriptor >= 0) {
    const ssize_t count = ::read(stream.descriptor, portion.data(), portion.size());
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) return;  // nothing there for now
    if (count == 0) {
      ::close(stream.descriptor);
      stream.descriptor = -1;
      return;
    }
    stream.text.append(portion.data(), static_cast<std::size_t>(count));
  }
}

void Process::pump(std::chrono::milliseconds patience) {
  std::array<pollfd, 3> watched{{{.fd = end_, .events = POLLIN, .revents = 0},
                                 {.fd = output_.descriptor, .events = POLLIN, .revents = 0},
                                 {.fd = complaint_.descriptor, .events = POLLIN, .revents = 0}}};
  ::poll(watched.data(), watched.size(), static_cast<int>(patience.count()));
  int status = 0;
  if (!status_ && ::waitpid(pid_, &status, WNOHANG) == pid_) {
    status_ = WIFSIGNALED(status) ? kSignalStatusBase + WTERMSIG(status) : WEXITSTATUS(status);
  }
  read_from(output_);
  read_from(complaint_);
}

bool Process::wait_for(const Stream& stream, const std::string& text) {
  const auto deadline = Clock::now() + kProcessDeadline;
  while (stream.text.find(text) == std::string::npos) {
    if (status_ || Clock::now() > deadline) return false;
    pump(kPollPatience);
  }
  return true;
}

bool Process::wait_for_output(const std::string& text) {
  return wait_for(output_, text);
}

bool Process::wait_for_complaint(const std::string& text) {
  return wait_for(complaint_, text);
}

std::optional<int> Process::wait() {
  const auto deadline = Clock::now() + kProcessDeadline;
  while (!status_ && Clock::now() < deadline) pump(kPollPatience);
  return status_;
}

Ran run_process(const ProcessStart& start) {
  const auto process = Process::start(start);
  const int status = process->wait().value_or(-1);
  return {.status = status, .output = process->output(), .complaint = process->complaint()};
}

std::optional<std::string> wait_for_file(const std::string& path) {
  const auto deadline = Clock::now() + kProcessDeadline;
  do {
    std::ifstream file(path);
    if (file) return std::string(std::istreambuf_iterator<char>(file), {});
    ::poll(nullptr, 0, 1);
  } while (Clock::now() < deadline);
  return std::nullopt;
}

TemporaryFolder::TemporaryFolder()
    : path_((std::filesystem::temp_directory_path() / "fauxplane-XXXXXX").string()) {
  EXPECT_NE(::mkdtemp(path_.data()), nullptr);
}

TemporaryFolder::~TemporaryFolder() {
  std::error_code ignored;
  std::filesystem::remove_all(path_, ignored);
}

std::string TemporaryFolder::file(const std::string& name, const std::string& content) const {
  const std::filesystem::path at = path(name);
  std::filesystem::create_directories(at.parent_path());
  std::ofstream(at) << content;
  return at.string();
}

}  // namespace fauxplane
