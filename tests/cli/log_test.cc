#include "simulator/cli/log.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

namespace fauxplane {
namespace {

std::string logged(LogFormat format, const std::string& message) {
  testing::internal::CaptureStderr();
  Log log(format);
  log.warn(message);
  return testing::internal::GetCapturedStderr();
}

TEST(LogTest, WritesTimeLevelAndMessageAsText) {
  EXPECT_THAT(logged(LogFormat::kText, "100% {} done"),
              testing::MatchesRegex("....-..-..T..:..:......Z warning 100% \\{\\} done\n"));
}

TEST(LogTest, WritesOneJsonObjectPerLine) {
  const std::string message = "a \"quoted\"\nline with \xff and {}";
  const std::string line = logged(LogFormat::kJson, message);
  EXPECT_EQ(line.find('\n'), line.size() - 1);
  const auto json = nlohmann::json::parse(line);
  EXPECT_EQ(json["level"], "warning");
  EXPECT_EQ(json["message"], "a \"quoted\"\nline with \xEF\xBF\xBD and {}");
  EXPECT_THAT(json["time"].get<std::string>(), testing::EndsWith("Z"));
}

}  // namespace
}  // namespace fauxplane
