// A child process with pipes to its stdin, stdout and stderr, in a process group of its own so that
// nothing of it is left when it is killed.
#pragma once

#include <sys/types.h>

#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "simulator/domain/error.h"

namespace fauxplane::contracts {

// Of stderr, the last bytes are kept.
inline constexpr std::size_t kDiagnosticBytesMax = 64U << 10U;

struct ProcessCommand {
  std::vector<std::string> words{};  // the program, looked up in PATH, and its arguments
  std::vector<std::pair<std::string, std::string>> variables{};  // over those of our environment
};

enum class ReadEnd : std::uint8_t { kLine, kEndOfStream, kDeadline, kTooLong };

enum class WriteEnd : std::uint8_t { kAll, kGone, kDeadline };

struct ReadLine {
  ReadEnd end = ReadEnd::kLine;
  std::string line{};
};

// Who looks on while a line is waited for; either may be empty.
struct ReadWatch {
  std::function<bool()> give_up{};  // asked now and then whether to wait no longer
  // Told when a wait begins, and when it ends: while what has come still stands unread in its pipe.
  std::function<void(bool)> awaits{};
};

class Process {
 public:
  using Clock = std::chrono::steady_clock;

  [[nodiscard]] static Result<std::unique_ptr<Process>> start(const ProcessCommand& command);
  Process(const Process&) = delete;
  Process& operator=(const Process&) = delete;
  // Kills the group.
  ~Process();

  // kGone when the child does not read any more. What it says meanwhile is kept, so that neither
  // side waits for the other.
  [[nodiscard]] WriteEnd write(std::string_view text, Clock::time_point deadline);
  // The next line of stdout, without its end; what was read of stderr meanwhile is kept.
  [[nodiscard]] ReadLine read_line(Clock::time_point deadline, const ReadWatch& watch = {});
  // Ends its stdin and waits; "exit status 3", "signal 11"; nullopt when it did not end in time,
  // and was killed.
  [[nodiscard]] std::optional<std::string> finish(Clock::time_point deadline);
  void kill();

  [[nodiscard]] pid_t pid() const { return pid_; }
  // Takes what came on stderr since the last call.
  [[nodiscard]] std::string take_diagnostics();
  // The last of it, taken or not.
  [[nodiscard]] const std::string& last_diagnostics() const { return last_diagnostics_; }

 private:
  Process() = default;
  void read_diagnostics();
  bool read_output();

  pid_t pid_ = -1;
  int input_ = -1;
  int output_ = -1;
  int diagnostics_ = -1;
  std::string buffer_;
  std::size_t searched_ = 0;
  bool is_output_open_ = true;
  std::string new_diagnostics_;
  std::string last_diagnostics_;
};

}  // namespace fauxplane::contracts
