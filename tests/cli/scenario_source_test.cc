#include "simulator/cli/scenario_source.h"

#include <gtest/gtest.h>

#include "simulator/services/memsy/memsy.h"
#include "tests/support/process.h"

namespace fauxplane {
namespace {

class ScenarioSourceTest : public testing::Test {
 protected:
  TemporaryFolder folder_;
  Scripts scripts_{built_in_worlds().value()};
};

TEST_F(ScenarioSourceTest, TakesANameOfTheLibrary) {
  const auto script = find_script(scripts_, {.scenario = "retry/twice"});
  ASSERT_TRUE(script);
  EXPECT_EQ((*script)->scenario().name, "scenarios/retry/twice.yaml");
  EXPECT_FALSE((*script)->scenario().steps.empty());
}

TEST_F(ScenarioSourceTest, TakesAFile) {
  const std::string path = folder_.file("mine.yaml", "# Mine.\nfauxplane: 1\nseed: 12\n");
  const auto script = find_script(scripts_, {.scenario = path});
  ASSERT_TRUE(script) << script.error().front();
  EXPECT_EQ((*script)->scenario().seed, 12U);
  EXPECT_EQ((*script)->scenario().sentence, "Mine.");
}

TEST_F(ScenarioSourceTest, ASeedReplacesThatOfTheFileAndNothingElse) {
  const auto plain = find_script(scripts_, {.scenario = "quota/boundary"});
  const auto seeded = find_script(scripts_, {.scenario = "quota/boundary", .seed = 99});
  ASSERT_TRUE(plain && seeded);
  EXPECT_EQ((*seeded)->scenario().seed, 99U);
  EXPECT_EQ((*seeded)->scenario().steps, (*plain)->scenario().steps);
  EXPECT_EQ((*seeded)->scenario().expectations, (*plain)->scenario().expectations);
}

TEST_F(ScenarioSourceTest, NoNameIsTheDefaultWorldOnARealClock) {
  const auto script = find_script(scripts_, {.scenario = ""});
  ASSERT_TRUE(script);
  EXPECT_TRUE((*script)->scenario().steps.empty());
  EXPECT_EQ((*script)->scenario().clock.rate, 1.0);
}

TEST_F(ScenarioSourceTest, NamesTheNearestScenario) {
  for (const char* const wrong : {"quota/bondary", "scenarios/quota/bondary.yaml"}) {
    const auto script = find_script(scripts_, {.scenario = wrong});
    ASSERT_FALSE(script);
    EXPECT_EQ(script.error(),
              Complaints{"there is no file and no scenario \"" + std::string(wrong) +
                         "\"; did you mean \"quota/boundary\"?"});
  }
  const auto script = find_script(scripts_, {.scenario = "utterly different"});
  ASSERT_FALSE(script);
  EXPECT_EQ(script.error(), Complaints{"there is no file and no scenario \"utterly different\"; "
                                       "`fauxplane scenarios` lists those there are"});
}

TEST_F(ScenarioSourceTest, TellsEveryFindingAndTheirCount) {
  const std::string path =
      folder_.file("broken.yaml", "# Broken.\nfauxplane: 1\nseeed: 7\nclok: {}\n");
  const auto script = find_script(scripts_, {.scenario = path});
  ASSERT_FALSE(script);
  ASSERT_EQ(script.error().size(), 3U);
  EXPECT_EQ(script.error()[0].find(path + ":3:1: "), 0U) << script.error()[0];
  EXPECT_EQ(script.error()[1].find(path + ":4:1: "), 0U) << script.error()[1];
  EXPECT_EQ(script.error()[2], "2 findings in " + path + "; nothing was started");
}

TEST(CountedTest, KnowsOneFromMany) {
  EXPECT_EQ(counted(0, "request"), "0 requests");
  EXPECT_EQ(counted(1, "request"), "1 request");
  EXPECT_EQ(counted(2, "request"), "2 requests");
}

}  // namespace
}  // namespace fauxplane
