#include "simulator/edge/scripts.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <thread>

#include "simulator/scenario/library.h"
#include "simulator/services/services.h"
#include "tests/support/test_plane.h"

namespace fauxplane {
namespace {

std::string text_of(std::size_t seed) {
  return "# One of many.\nfauxplane: 1\nseed: " + std::to_string(seed) + "\n";
}

class ScriptsTest : public testing::Test {
 protected:
  Scripts scripts_{memsy(), default_world()};

  [[nodiscard]] std::shared_ptr<const Script> loaded(std::size_t seed) {
    auto script = scripts_.from_text(text_of(seed), "a.yaml");
    return script ? *script : nullptr;
  }
};

TEST(ScriptsOfEveryServiceTest, FindEveryScenarioOfTheLibrary) {
  std::vector<ServiceWorld> worlds;
  for (const Service* service : all_services()) {
    worlds.push_back({.service = service, .world = default_world(*service)});
  }
  Scripts scripts(std::move(worlds));
  for (const LibraryFile& file : library()) {
    const std::string name(file.name);
    const auto script = scripts.by_name(name);
    ASSERT_TRUE(script) << to_text(script.error().front());
    EXPECT_EQ((*script)->scenario().name, "scenarios/" + name + ".yaml");
    EXPECT_EQ((*script)->scenario().sentence, sentence_of(file.yaml));
  }
}

struct Misspelt {
  const char* name;
  const char* message;
};

TEST_F(ScriptsTest, NamesTheNearestForANameThatThereIsNot) {
  constexpr const char* kNone =
      "there is no scenario of this name; `fauxplane scenarios` lists them";
  for (const Misspelt& row :
       {Misspelt{"quota/bondary",
                 "there is no scenario of this name; did you mean \"quota/boundary\"?"},
        {"Quota/Boundary", "there is no scenario of this name; did you mean \"quota/boundary\"?"},
        {"nothing like it", kNone},
        {"", kNone}}) {
    const auto script = scripts_.by_name(row.name);
    ASSERT_FALSE(script) << row.name;
    ASSERT_EQ(script.error().size(), 1U);
    EXPECT_EQ(script.error()[0].file, row.name);
    EXPECT_EQ(script.error()[0].place, Place{});
    EXPECT_EQ(script.error()[0].message, row.message);
  }
}

TEST_F(ScriptsTest, ReadsATextOverTheDefaultWorld) {
  const auto script = scripts_.from_text(
      "# Fewer calls.\nfauxplane: 1\nworld: {plans: {pro: {limits: {api_calls: 3}}}}\n", "a.yaml");
  ASSERT_TRUE(script) << to_text(script.error().front());
  EXPECT_EQ((*script)->scenario().name, "a.yaml");
  EXPECT_EQ((*script)->scenario().world->keys.size(), default_world().keys.size());
}

TEST_F(ScriptsTest, RefusesABrokenTextEveryTime) {
  for (int time = 0; time < 2; ++time) {
    const auto script = scripts_.from_text("# Broken.\nfauxplane: 1\nsteps: 7\nsed: 1\n", "a.yaml");
    ASSERT_FALSE(script);
    ASSERT_EQ(script.error().size(), 2U);
    EXPECT_EQ(script.error()[0].file, "a.yaml");
    EXPECT_EQ(script.error()[0].place.line, 3);
    EXPECT_EQ(script.error()[1].place.line, 4);
  }
}

TEST_F(ScriptsTest, LoadsATextOnce) {
  const auto first = loaded(1);
  ASSERT_NE(first, nullptr);
  EXPECT_EQ(loaded(1), first);
  EXPECT_NE(loaded(2), first);
  EXPECT_EQ(scripts_.by_name("quota/boundary").value(), scripts_.by_name("quota/boundary").value());
}

// Findings, listings and verdicts say where a scenario came from.
TEST_F(ScriptsTest, KeepsTheNameOfTheFileApartFromItsText) {
  ASSERT_TRUE(scripts_.by_name("quota/boundary"));
  const std::string yaml(find_in_library("quota/boundary")->yaml);
  EXPECT_EQ(scripts_.from_text(yaml, "scenario").value()->scenario().name, "scenario");
  EXPECT_EQ(scripts_.from_text(yaml, "other.yaml").value()->scenario().name, "other.yaml");
}

TEST_F(ScriptsTest, ForgetsWhatItLoadedWhenThatIsTooMuch) {
  const auto first = loaded(1);
  for (std::size_t seed = 2; seed <= kScriptsMax; ++seed) ASSERT_NE(loaded(seed), nullptr);
  EXPECT_EQ(loaded(1), first) << "as many as may be are remembered";
  ASSERT_NE(loaded(kScriptsMax + 1), nullptr);
  EXPECT_NE(loaded(1), first);
  EXPECT_EQ(first->scenario().seed, 1U) << "who plays it keeps it";
}

TEST_F(ScriptsTest, LoadsFromSeveralThreadsAtOnce) {
  std::vector<std::shared_ptr<const Script>> found(4);
  std::vector<std::thread> threads;
  for (auto& script : found) threads.emplace_back([&] { script = loaded(1); });
  for (std::thread& thread : threads) thread.join();
  for (const auto& script : found) EXPECT_EQ(script, loaded(1));
}

TEST_F(ScriptsTest, HasTheDefaultWorldWithoutAScript) {
  const auto script = scripts_.without_script();
  const Scenario& scenario = script->scenario();
  EXPECT_EQ(scenario.name, "default world");
  EXPECT_EQ(scenario.sentence, "The default world, on a real clock, without a script.");
  EXPECT_EQ(scenario.service, "memsy");
  EXPECT_EQ(scenario.clock, (ClockStart{.start = std::nullopt, .rate = 1.0}));
  EXPECT_EQ(scenario.world->keys.size(), default_world().keys.size());
  EXPECT_TRUE(scenario.steps.empty());
  EXPECT_TRUE(scenario.expectations.empty());
  EXPECT_TRUE(script->steps_on(0).empty());
}

}  // namespace
}  // namespace fauxplane
