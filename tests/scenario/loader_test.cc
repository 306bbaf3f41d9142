#include "simulator/scenario/loader.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "tests/scenario/support.h"

namespace fauxplane {
namespace {

constexpr std::string_view kMinimal = "# It shows something.\nfauxplane: 1\n";

TEST(LoaderTest, GivesAScenarioItsDefaults) {
  const auto scenario = load(kMinimal, "scenarios/x.yaml");
  ASSERT_TRUE(scenario) << text_of(scenario.error());
  EXPECT_EQ(scenario->name, "scenarios/x.yaml");
  EXPECT_EQ(scenario->sentence, "It shows something.");
  EXPECT_EQ(scenario->service, "memsy");
  EXPECT_EQ(scenario->seed, Seed{1});
  ASSERT_TRUE(scenario->clock.start);
  EXPECT_EQ(to_iso8601(*scenario->clock.start), "2026-04-15T12:00:00Z");
  EXPECT_EQ(scenario->clock.rate, 0.0);
  EXPECT_EQ(*scenario->world, default_world());
  EXPECT_TRUE(scenario->steps.empty());
  EXPECT_TRUE(scenario->expectations.empty());
  EXPECT_FALSE(scenario->expects_every_step_used);
  EXPECT_FALSE(scenario->expects_no_unmatched_request);
}

TEST(LoaderTest, ReadsTheHead) {
  const auto scenario =
      load_part("service: memsy\nseed: 7\nclock: {start: \"2026-04-30T23:59:50Z\", flow: 60x}\n");
  ASSERT_TRUE(scenario) << text_of(scenario.error());
  EXPECT_EQ(scenario->seed, Seed{7});
  EXPECT_EQ(to_iso8601(*scenario->clock.start), "2026-04-30T23:59:50Z");
  EXPECT_EQ(scenario->clock.rate, 60.0);
}

TEST(LoaderTest, StartsNowWhenAsked) {
  const auto scenario = load_part("clock: {start: now, flow: real}\n");
  ASSERT_TRUE(scenario) << text_of(scenario.error());
  EXPECT_FALSE(scenario->clock.start);
  EXPECT_EQ(scenario->clock.rate, 1.0);
}

TEST(LoaderTest, TakesTheSentenceFromTheFirstLine) {
  struct Case {
    const char* first_line;
    const char* sentence;
  };
  constexpr Case kCases[] = {{"# One.", "One."},
                             {"## Two", "Two"},
                             {"#Three", "Three"},
                             {"# Four.\r", "Four."},
                             {"\xEF\xBB\xBF# Five: \"a\" {b}", "Five: \"a\" {b}"},
                             {"# Gr\xC3\xB6\xC3\x9F"
                              "e",
                              "Gr\xC3\xB6\xC3\x9F"
                              "e"}};
  for (const Case& row : kCases) {
    SCOPED_TRACE(row.first_line);
    const auto scenario = load(std::string(row.first_line) + "\nfauxplane: 1\n");
    ASSERT_TRUE(scenario) << text_of(scenario.error());
    EXPECT_EQ(scenario->sentence, row.sentence);
  }
}

TEST(LoaderTest, WantsASentence) {
  for (const char* yaml : {"fauxplane: 1\n", "#\nfauxplane: 1\n", "# \nfauxplane: 1\n",
                           "\n# Late.\nfauxplane: 1\n", "fauxplane: 1  # No.\n"}) {
    SCOPED_TRACE(yaml);
    const auto scenario = load(yaml);
    ASSERT_FALSE(scenario);
    EXPECT_EQ(text_of(scenario.error()),
              "x.yaml:1:1: the first line must be a comment with the sentence that the scenario "
              "shows\n");
  }
}

TEST(LoaderTest, RefusesMoreBytesThanTheLimit) {
  std::string yaml(kMinimal);
  yaml.append(kScenarioBytesMax - yaml.size(), '\n');
  EXPECT_TRUE(load(yaml));
  yaml += '\n';
  const auto scenario = load(yaml);
  ASSERT_FALSE(scenario);
  EXPECT_EQ(text_of(scenario.error()),
            "x.yaml:1:1: the file has 4194305 bytes; 4194304 are allowed\n");
  EXPECT_FALSE(load_world(yaml, "world.yaml", words()));
}

TEST(LoaderTest, RefusesMoreStepsThanTheLimit) {
  std::string steps = "steps:\n";
  for (std::size_t step = 0; step < kStepsMax; ++step) steps += "- {on: any, times: 1}\n";
  const auto scenario = load_part(steps);
  ASSERT_TRUE(scenario) << text_of(scenario.error());
  EXPECT_EQ(scenario->steps.size(), kStepsMax);
  std::string more = "steps: [0";
  for (std::size_t step = 0; step < kStepsMax; ++step) more += ",0";
  EXPECT_EQ(complaints(more + "]\n"), "x.yaml:3:8: a script has at most 20000 steps, not 20001\n");
}

TEST(LoaderTest, TellsEverythingInTheOrderOfTheFile) {
  EXPECT_EQ(complaints("steps:\n- {on: GET /mee}\n- {on: GET /me, times: 0}\nseed: x\n"),
            "x.yaml:4:8: there is no route \"GET /mee\"; did you mean \"GET /me\"?\n"
            "x.yaml:5:24: times must be a whole number from 1 to 4294967294, not \"0\"\n"
            "x.yaml:6:7: seed must be a whole number from 0, not \"x\"\n");
}

TEST(LoaderTest, LaysTheWorldOverItsBase) {
  const auto scenario = load_part("world: {orgs: {org_1: {plan: free}}}\n");
  ASSERT_TRUE(scenario) << text_of(scenario.error());
  WorldSeed wanted = default_world();
  wanted.orgs[0].plan = PlanId("free");
  EXPECT_EQ(*scenario->world, wanted);
}

TEST(LoaderTest, LoadsADefaultWorldAndRefusesABrokenOne) {
  EXPECT_EQ(default_world().plans.size(), 2U);
  EXPECT_EQ(default_world().handed_out.value, "key_admin");
  const auto broken = load_world("plans: {free: {limit: {}}}\n", "world.yaml", words());
  ASSERT_FALSE(broken);
  EXPECT_EQ(text_of(broken.error()),
            "world.yaml:1:16: unknown key \"limit\" in plan; did you mean \"limits\"?\n");
}

TEST(LoaderTest, EveryScenarioOfTheRepositoryLoads) {
  for (const auto& path : files_in("scenarios", ".yaml")) {
    const auto scenario = load_of_any_service(read_file(path), path.filename().string());
    EXPECT_TRUE(scenario) << text_of(scenario.error());
  }
}

// Each file in fixtures/broken holds one mistake; the .err beside it is what the loader says.
TEST(LoaderTest, ExplainsEveryMistakeInFixturesBroken) {
  const auto files = files_in("fixtures/broken", ".yaml");
  EXPECT_GE(files.size(), 50U);
  for (const auto& path : files) {
    const std::string name = "fixtures/broken/" + path.filename().string();
    SCOPED_TRACE(name);
    const auto scenario = load(read_file(path), name);
    if (scenario) {
      ADD_FAILURE() << "this file loads";
      continue;
    }
    const std::string said = text_of(scenario.error());
    auto wanted = path;
    wanted.replace_extension(".err");
    if (updates_golden()) write_file(wanted, said);
    EXPECT_EQ(said, read_file(wanted));
  }
}

RC_GTEST_PROP(LoaderProperty, AnyBytesGiveAScenarioOrFindingsWithAPlace, ()) {
  const auto bytes = *rc::gen::container<std::string>(rc::gen::arbitrary<char>());
  const auto scenario = load(bytes);
  RC_ASSERT(scenario.has_value() || !scenario.error().empty());
  if (scenario) return;
  for (const Finding& finding : scenario.error()) RC_ASSERT(finding.place.line >= 0);
}

}  // namespace
}  // namespace fauxplane
