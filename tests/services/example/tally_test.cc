// A service is tables and a few functions: with these alone the whole pipeline serves it.
#include "tests/services/example/tally.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <iterator>

#include "simulator/scenario/loader.h"
#include "tests/support/test_plane.h"

namespace fauxplane {
namespace {

using ::testing::HasSubstr;

constexpr Instant kNow = std::chrono::sys_days{std::chrono::year{2030} / 1 / 1};

tl::expected<Scenario, std::vector<Finding>> load(const std::string& steps) {
  static const WorldSeed kWorld = [] {
    std::ifstream file(FAUXPLANE_SOURCE_DIR "/" + std::string(tally().world_file));
    const std::string yaml{std::istreambuf_iterator<char>(file), {}};
    return load_world(yaml, "world.yaml", tally().vocabulary).value();
  }();
  return load_scenario("# Counts.\nfauxplane: 1\nservice: tally\n" + steps, "test.yaml",
                       tally().vocabulary, kWorld);
}

class TallyTest : public ::testing::Test {
 protected:
  void play(const std::string& steps) {
    auto scenario = load(steps);
    ASSERT_TRUE(scenario) << to_text(scenario.error().front());
    auto shared = std::make_shared<const Scenario>(*std::move(scenario));
    world_.emplace("default", std::make_shared<const Script>(std::move(shared)), arrival_, kNow);
  }

  TestAnswer post(const std::string& key) {
    const auto answerer = [this](const Request& read, Reply& reply) {
      answer(*world_, read, reply);
    };
    TestAnswer told =
        ask(answerer, "POST", "/v1/tally", {.key = "", .headers = {{"X-Key", key}}}, arrival_);
    check_framing(told, "POST");
    return told;
  }

  const Arrival arrival_{std::chrono::hours{1}};
  std::optional<World> world_;
  static constexpr const char* kKey = "tly_0000000000000000000000000000000001";
};

TEST_F(TallyTest, CountsUpToTheLimitAndNotOneFurther) {
  play("");
  EXPECT_EQ(post("").status, 401);
  EXPECT_EQ(post(kKey).body, R"({"tallies":1})");
  EXPECT_EQ(post(kKey).body, R"({"tallies":2})");
  const TestAnswer refused = post(kKey);
  EXPECT_EQ(refused.status, 429);
  EXPECT_EQ(refused.code(), "full");
}

TEST_F(TallyTest, IsScriptedLikeEveryOther) {
  play("steps: [{on: POST /tally, times: 1, answer: 500}, {on: any, answer: full}]\n");
  EXPECT_EQ(post(kKey).status, 500);
  EXPECT_EQ(post(kKey).code(), "full");
}

TEST_F(TallyTest, ItsWordsAreThoseOfTheLoader) {
  const auto broken = load("steps: [{on: POST /taly, answer: ful}]\n");
  ASSERT_FALSE(broken);
  EXPECT_THAT(to_text(broken.error().front()), HasSubstr("did you mean \"POST /tally\""));
}

}  // namespace
}  // namespace fauxplane
