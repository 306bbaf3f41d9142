// A program run as a child by a test, with what it writes caught. Every wait has a deadline.
#pragma once

#include <sys/types.h>

#include <chrono>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace fauxplane {

// Long enough for a busy machine; a test that waits this long has failed.
inline constexpr std::chrono::seconds kProcessDeadline{20};

struct ProcessStart {
  std::vector<std::string> words{};  // the program, looked up in PATH, and its arguments
  std::vector<std::pair<std::string, std::string>> variables{};  // over those of the test
};

class Process {
 public:
  // Fails the test when the program cannot be started.
  [[nodiscard]] static std::unique_ptr<Process> start(const ProcessStart& start);

  Process(pid_t pid, int output, int complaint);
  Process(const Process&) = delete;
  Process& operator=(const Process&) = delete;
  // Kills it if it still runs.
  ~Process();

  [[nodiscard]] pid_t pid() const { return pid_; }
  void signal(int number) const;

  // Whether stdout, or stderr, holds `text` before the deadline or the end.
  [[nodiscard]] bool wait_for_output(const std::string& text);
  [[nodiscard]] bool wait_for_complaint(const std::string& text);

  // The exit status, or 128 and the signal that ended it; nullopt when it still runs at the
  // deadline.
  [[nodiscard]] std::optional<int> wait();

  // What was written so far; all of it after wait().
  [[nodiscard]] const std::string& output() const { return output_.text; }
  [[nodiscard]] const std::string& complaint() const { return complaint_.text; }

 private:
  struct Stream {
    int descriptor = -1;  // -1 once it has ended
    std::string text{};
  };
  // Waits up to `patience` for something to read or for the end, and reads what is there.
  void pump(std::chrono::milliseconds patience);
  [[nodiscard]] bool wait_for(const Stream& stream, const std::string& text);
  static void read_from(Stream& stream);

  pid_t pid_;
  int end_;  // a descriptor that is readable once the process has ended
  Stream output_;
  Stream complaint_;
  std::optional<int> status_{};
};

// A program run to its end.
struct Ran {
  int status = -1;  // -1: it was still running at the deadline
  std::string output{};
  std::string complaint{};
};
[[nodiscard]] Ran run_process(const ProcessStart& start);

// Waits until the file is there, and returns its content; nullopt at the deadline.
[[nodiscard]] std::optional<std::string> wait_for_file(const std::string& path);

// A folder of its own for a test, removed with all in it at the end.
class TemporaryFolder {
 public:
  TemporaryFolder();
  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;
  ~TemporaryFolder();
  [[nodiscard]] std::string path(const std::string& name) const { return path_ + "/" + name; }
  // Writes a file and returns its path.
  std::string file(const std::string& name, const std::string& content) const;

 private:
  std::string path_;
};

}  // namespace fauxplane
