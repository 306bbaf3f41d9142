#include "contracts/protocol/process.h"

#include <fcntl.h>
#include <poll.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <csignal>
#include <thread>

#include "contracts/protocol/message.h"
#include "simulator/cli/spawn_words.h"

namespace fauxplane::contracts {
namespace {

constexpr auto kLookInterval = std::chrono::milliseconds{20};
constexpr std::size_t kPieceBytes = 64U << 10U;

struct Pipe {
  int read = -1;
  int write = -1;
};

std::optional<Pipe> make_pipe() {
  std::array<int, 2> ends{};
  if (::pipe2(ends.data(), O_CLOEXEC) != 0) return std::nullopt;
  return Pipe{.read = ends[0], .write = ends[1]};
}

void close_if_open(int& file) {
  if (file >= 0) ::close(file);
  file = -1;
}

Error cannot_start(const std::string& program, int number) {
  return {.code = "cannot_start", .message = why_not_started(program, number)};
}

std::string ending_of(int status) {
  if (WIFSIGNALED(status)) return "signal " + std::to_string(WTERMSIG(status));
  return "exit status " + std::to_string(WEXITSTATUS(status));
}

}  // namespace

Result<std::unique_ptr<Process>> Process::start(const ProcessCommand& command) {
  const auto in = make_pipe();
  const auto out = make_pipe();
  const auto err = make_pipe();
  if (!in || !out || !err) return tl::unexpected(cannot_start(command.words.front(), errno));
  const SpawnWords words(command.words, command.variables);
  posix_spawn_file_actions_t actions;
  ::posix_spawn_file_actions_init(&actions);
  ::posix_spawn_file_actions_adddup2(&actions, in->read, STDIN_FILENO);
  ::posix_spawn_file_actions_adddup2(&actions, out->write, STDOUT_FILENO);
  ::posix_spawn_file_actions_adddup2(&actions, err->write, STDERR_FILENO);
  posix_spawnattr_t attributes;
  ::posix_spawnattr_init(&attributes);
  ::posix_spawnattr_setpgroup(&attributes, 0);
  sigset_t defaults;
  ::sigemptyset(&defaults);
  ::sigaddset(&defaults, SIGPIPE);
  ::posix_spawnattr_setsigdefault(&attributes, &defaults);
  ::posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGDEF);
  std::unique_ptr<Process> process(new Process);
  const int number = ::posix_spawnp(&process->pid_, command.words.front().c_str(), &actions,
                                    &attributes, words.arguments(), words.environment());
  ::posix_spawnattr_destroy(&attributes);
  ::posix_spawn_file_actions_destroy(&actions);
  for (const int end : {in->read, out->write, err->write}) ::close(end);
  process->input_ = in->write;
  process->output_ = out->read;
  process->diagnostics_ = err->read;
  ::fcntl(process->input_, F_SETFL, O_NONBLOCK);
  ::fcntl(process->diagnostics_, F_SETFL, O_NONBLOCK);
  if (number == 0) return process;
  process->pid_ = -1;
  return tl::unexpected(cannot_start(command.words.front(), number));
}

Process::~Process() {
  kill();
  close_if_open(input_);
  close_if_open(output_);
  close_if_open(diagnostics_);
}

void Process::kill() {
  if (pid_ < 0) return;
  ::kill(-pid_, SIGKILL);
  ::waitpid(pid_, nullptr, 0);
  pid_ = -1;
}

WriteEnd Process::write(std::string_view text, Clock::time_point deadline) {
  while (!text.empty()) {
    const ssize_t written = ::write(input_, text.data(), text.size());
    if (written > 0) {
      text.remove_prefix(static_cast<std::size_t>(written));
      continue;
    }
    if (written < 0 && errno == EINTR) continue;
    if (written == 0 || errno != EAGAIN) return WriteEnd::kGone;
    const auto left = std::chrono::ceil<std::chrono::milliseconds>(deadline - Clock::now());
    if (left.count() <= 0) return WriteEnd::kDeadline;
    const bool is_read = is_output_open_ && buffer_.size() <= kLineBytesMax;
    std::array<pollfd, 3> files = {{{.fd = input_, .events = POLLOUT, .revents = 0},
                                    {.fd = is_read ? output_ : -1, .events = POLLIN, .revents = 0},
                                    {.fd = diagnostics_, .events = POLLIN, .revents = 0}}};
    ::poll(files.data(), files.size(), static_cast<int>(std::min(left, kLookInterval).count()));
    if (files[1].revents != 0) is_output_open_ = read_output();
    if (files[2].revents != 0) read_diagnostics();
  }
  return WriteEnd::kAll;
}

void Process::read_diagnostics() {
  std::array<char, 4096> piece{};
  for (;;) {
    const ssize_t count = ::read(diagnostics_, piece.data(), piece.size());
    if (count <= 0) break;
    new_diagnostics_.append(piece.data(), static_cast<std::size_t>(count));
    last_diagnostics_.append(piece.data(), static_cast<std::size_t>(count));
    for (std::string* const text : {&new_diagnostics_, &last_diagnostics_}) {
      if (text->size() > kDiagnosticBytesMax) text->erase(0, text->size() - kDiagnosticBytesMax);
    }
  }
}

bool Process::read_output() {
  const std::size_t size = buffer_.size();
  buffer_.resize(size + kPieceBytes);
  const ssize_t count = ::read(output_, buffer_.data() + size, kPieceBytes);
  buffer_.resize(size + (count > 0 ? static_cast<std::size_t>(count) : 0));
  return count > 0 || (count < 0 && errno == EINTR);
}

ReadLine Process::read_line(Clock::time_point deadline, const ReadWatch& watch) {
  bool awaits = false;
  const auto tell = [&](bool now) {
    if (watch.awaits && now != awaits) watch.awaits(now);
    awaits = now;
  };
  for (;;) {
    const std::size_t end = buffer_.find('\n', searched_);
    if (end != std::string::npos) {
      ReadLine read{.line = buffer_.substr(0, end)};
      buffer_.erase(0, end + 1);
      searched_ = 0;
      return read;
    }
    searched_ = buffer_.size();
    if (buffer_.size() > kLineBytesMax) return {.end = ReadEnd::kTooLong};
    if (!is_output_open_) return {.end = ReadEnd::kEndOfStream, .line = buffer_};
    const auto left = std::chrono::ceil<std::chrono::milliseconds>(deadline - Clock::now());
    tell(true);
    if (left.count() <= 0 || (watch.give_up && watch.give_up())) {
      tell(false);
      return {.end = ReadEnd::kDeadline};
    }
    std::array<pollfd, 2> files = {{{.fd = output_, .events = POLLIN, .revents = 0},
                                    {.fd = diagnostics_, .events = POLLIN, .revents = 0}}};
    ::poll(files.data(), files.size(), static_cast<int>(std::min(left, kLookInterval).count()));
    if (files[1].revents != 0) read_diagnostics();
    if (files[0].revents == 0) continue;
    tell(false);
    is_output_open_ = read_output();
  }
}

std::optional<std::string> Process::finish(Clock::time_point deadline) {
  close_if_open(input_);
  while (Clock::now() < deadline) {
    read_diagnostics();
    int status = 0;
    if (::waitpid(pid_, &status, WNOHANG) == pid_) {
      ::kill(-pid_, SIGKILL);  // what it left behind
      pid_ = -1;
      read_diagnostics();
      return ending_of(status);
    }
    pollfd ended{.fd = output_, .events = POLLIN, .revents = 0};
    ::poll(&ended, 1, 5);
    if (ended.revents != 0 && !read_output()) std::this_thread::yield();
  }
  kill();
  return std::nullopt;
}

std::string Process::take_diagnostics() {
  read_diagnostics();
  return std::exchange(new_diagnostics_, {});
}

}  // namespace fauxplane::contracts
