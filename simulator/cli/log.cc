#include "simulator/cli/log.h"

#include <spdlog/sinks/stdout_sinks.h>
#include <spdlog/spdlog.h>

#include <nlohmann/json.hpp>

namespace fauxplane {

Log::Log(LogFormat format)
    : format_(format),
      logger_(std::make_shared<spdlog::logger>("fauxplane",
                                               std::make_shared<spdlog::sinks::stderr_sink_mt>())) {
  const std::string pattern = format == LogFormat::kJson
                                  ? R"({"time":"%Y-%m-%dT%H:%M:%S.%eZ","level":"%l","message":%v})"
                                  : "%Y-%m-%dT%H:%M:%S.%eZ %l %v";
  logger_->set_pattern(pattern, spdlog::pattern_time_type::utc);
}

void Log::info(const std::string& message) {
  logger_->info("{}", written(message));
}

void Log::warn(const std::string& message) {
  logger_->warn("{}", written(message));
}

// In the JSON form the pattern expects a message that is quoted already.
std::string Log::written(const std::string& message) const {
  if (format_ == LogFormat::kText) return message;
  return nlohmann::json(message).dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

}  // namespace fauxplane
