// The log of a server, on stderr: start, stop and warnings. Owns spdlog.
#pragma once

#include <memory>
#include <string>

#include "simulator/cli/command_line.h"

namespace spdlog {
class logger;
}

namespace fauxplane {

// Lines of text, or one JSON object per line: {"time":..., "level":..., "message":...}. Safe to use
// from several threads.
class Log {
 public:
  explicit Log(LogFormat format);

  void info(const std::string& message);
  void warn(const std::string& message);

 private:
  [[nodiscard]] std::string written(const std::string& message) const;

  LogFormat format_;
  std::shared_ptr<spdlog::logger> logger_;
};

}  // namespace fauxplane
