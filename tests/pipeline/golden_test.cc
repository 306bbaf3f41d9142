// The bytes of every error, in its own envelope and, for two that carry a code and facts, in all of
// them.
#include "tests/support/golden.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <set>

#include "simulator/services/envelope.h"
#include "simulator/services/memorysync/memorysync.h"
#include "tests/support/test_plane.h"

namespace fauxplane {
namespace {

std::string bytes_of(const std::string& answer) {
  TestPlane plane("steps: [{on: GET /me, answer: {" + answer + "}}]");
  return plane.send("GET", "/api/me").bytes;
}

TEST(GoldenTest, HoldsTheBytesOfEveryError) {
  for (const ErrorRow& row : memsy().errors) {
    const std::string name{row.name};
    expect_file("fixtures/golden/" + name + ".http", bytes_of("error: " + name));
  }
}

TEST(GoldenTest, HoldsTheBytesOfEveryErrorOfMemorySync) {
  for (const ErrorRow& row : memorysync().errors) {
    const std::string name{row.name};
    TestPlane plane("service: memorysync\nsteps: [{on: GET /health, answer: {error: " + name +
                    "}}]");
    expect_file("fixtures/golden/memorysync/" + name + ".http",
                plane.send("GET", "/health", {.key = {}}).bytes);
  }
}

TEST(GoldenTest, HoldsTheBytesOfEveryEnvelope) {
  for (const std::string name : {"usage_limit_exceeded", "key_limit_reached"}) {
    for (const EnvelopeRow& row : memsy().envelopes) {
      const std::string envelope{row.name};
      expect_file("fixtures/golden/" + name + "." + envelope + ".http",
                  bytes_of("error: " + name + ", envelope: " + envelope));
    }
  }
}

TEST(GoldenTest, HoldsNothingElse) {
  std::set<std::string> wanted;
  for (const ErrorRow& row : memsy().errors) wanted.insert(std::string(row.name) + ".http");
  for (const EnvelopeRow& row : memsy().envelopes) {
    wanted.insert("usage_limit_exceeded." + std::string(row.name) + ".http");
    wanted.insert("key_limit_reached." + std::string(row.name) + ".http");
  }
  for (const ErrorRow& row : memorysync().errors) {
    wanted.insert("memorysync/" + std::string(row.name) + ".http");
  }
  std::set<std::string> found;
  const std::filesystem::path folder = FAUXPLANE_SOURCE_DIR "/fixtures/golden";
  for (const auto& file : std::filesystem::recursive_directory_iterator(folder)) {
    if (file.is_regular_file()) found.insert(file.path().lexically_relative(folder).string());
  }
  EXPECT_EQ(found, wanted);
}

TEST(GoldenTest, MeansTheSameByASettingAsByAnAnswer) {
  for (const EnvelopeRow& row : memsy().envelopes) {
    TestPlane plane("world: {settings: {envelope: " + std::string(row.name) +
                    "}, plans: {pro: {max_keys: 4}}}");
    const TestAnswer answer = plane.send("POST", "/api/keys", {.body = R"({"name":"a"})"});
    TestPlane scripted(
        "steps: [{on: GET /me, answer: {error: key_limit_reached, limit: 4, current: 4, "
        "envelope: " +
        std::string(row.name) + "}}]");
    EXPECT_EQ(answer.body, scripted.send("GET", "/api/me").body) << row.name;
  }
}

}  // namespace
}  // namespace fauxplane
