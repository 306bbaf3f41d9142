#include "contracts/cli/options.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace fauxplane::contracts {
namespace {

template <class Command>
Command parsed(const std::vector<std::string>& words) {
  const auto command = parse_options(words);
  if (!command) {
    ADD_FAILURE() << command.error().text;
    return {};
  }
  return std::get<Command>(*command);
}

Told told(const std::vector<std::string>& words) {
  auto command = parse_options(words);
  return command ? Told{.status = -1, .text = "it is a command"} : command.error();
}

TEST(OptionsTest, RunHasItsDefaults) {
  const auto run = parsed<RunCommand>({"run", "--", "python3", "adapter.py"});
  EXPECT_EQ(run.campaign.client.words, (std::vector<std::string>{"python3", "adapter.py"}));
  EXPECT_EQ(run.campaign.tier, Tier::kRobust);
  EXPECT_TRUE(run.campaign.only.empty());
  EXPECT_EQ(run.campaign.cases, 20);
  EXPECT_EQ(run.campaign.seed, 1U);
  EXPECT_EQ(run.campaign.jobs, 2);
  EXPECT_EQ(run.failures, "failures");
  EXPECT_EQ(run.junit, "");
  EXPECT_EQ(run.json, "");
  EXPECT_EQ(run.profile, "");
  EXPECT_EQ(run.expect, "");
  EXPECT_FALSE(run.is_real_time);
}

TEST(OptionsTest, RunTakesThemAll) {
  const auto run = parsed<RunCommand>(
      {"run",         "--level",    "strict",    "--only",    "B1,c5",   "--cases",  "7",
       "--seed",      "99",         "--jobs",    "4",         "--junit", "a.xml",    "--json",
       "b",           "--failures", "folder",    "--profile", "p.yaml",  "--expect", "e.yaml",
       "--real-time", "--",         "./adapter", "--mutant",  "--level"});
  EXPECT_EQ(run.campaign.tier, Tier::kStrict);
  EXPECT_EQ(run.campaign.only, (std::vector<std::string>{"B1", "c5"}));
  EXPECT_EQ(run.campaign.cases, 7);
  EXPECT_EQ(run.campaign.seed, 99U);
  EXPECT_EQ(run.campaign.jobs, 4);
  EXPECT_EQ(run.junit, "a.xml");
  EXPECT_EQ(run.json, "b");
  EXPECT_EQ(run.failures, "folder");
  EXPECT_EQ(run.profile, "p.yaml");
  EXPECT_EQ(run.expect, "e.yaml");
  EXPECT_TRUE(run.is_real_time);
  EXPECT_EQ(run.campaign.client.words,
            (std::vector<std::string>{"./adapter", "--mutant", "--level"}));
}

TEST(OptionsTest, OtherCommandsAreRead) {
  const auto replay = parsed<ReplayCommand>({"replay", "a.yaml", "--", "./adapter", "-v"});
  EXPECT_EQ(replay.file, "a.yaml");
  EXPECT_EQ(replay.campaign.client.words, (std::vector<std::string>{"./adapter", "-v"}));
  EXPECT_FALSE(parsed<ListCommand>({"list"}).json);
  EXPECT_TRUE(parsed<ListCommand>({"list", "--json"}).json);
  EXPECT_EQ(parsed<ExplainCommand>({"explain", "B1"}).id, "B1");
}

TEST(OptionsTest, BadUsageIsOneSentenceAndStatusTwo) {
  const struct {
    std::vector<std::string> words;
    const char* part;
  } cases[] = {
      {{}, "subcommand is required"},
      {{"check"}, "check"},
      {{"run"}, "run needs a client: fauxplane-check run -- COMMAND"},
      {{"run", "--"}, "run needs a client: fauxplane-check run -- COMMAND"},
      {{"run", "--only", "Z99", "--", "x"}, "there is no property \"Z99\""},
      {{"run", "--level", "hard", "--", "x"}, "hard"},
      {{"run", "--cases", "0", "--", "x"}, "--cases"},
      {{"run", "--cases", "many", "--", "x"}, "--cases"},
      {{"run", "--jobs", "65", "--", "x"}, "--jobs"},
      {{"run", "--seed", "-1", "--", "x"}, "--seed"},
      {{"run", "--sed", "1", "--", "x"}, "--sed"},
      {{"replay"}, "FILE is required"},
      {{"replay", "a.yaml"}, "replay needs a client"},
      {{"explain"}, "ID is required"},
  };
  for (const auto& one : cases) {
    SCOPED_TRACE(one.part);
    const Told complaint = told(one.words);
    EXPECT_EQ(complaint.status, kBadUsage);
    EXPECT_TRUE(complaint.text.starts_with("fauxplane-check: ")) << complaint.text;
    EXPECT_NE(complaint.text.find(one.part), std::string::npos) << complaint.text;
    EXPECT_TRUE(complaint.text.ends_with("; fauxplane-check --help tells more\n"));
    EXPECT_EQ(std::count(complaint.text.begin(), complaint.text.end(), '\n'), 1);
  }
}

TEST(OptionsTest, HelpAndVersionAreNoComplaints) {
  const struct {
    std::vector<std::string> words;
    const char* part;
  } cases[] = {
      {{"--help"}, "replay"}, {{"run", "--help"}, "--only"}, {{"--version"}, "fauxplane-check "}};
  for (const auto& one : cases) {
    const Told help = told(one.words);
    EXPECT_EQ(help.status, kClean);
    EXPECT_NE(help.text.find(one.part), std::string::npos) << help.text;
  }
}

}  // namespace
}  // namespace fauxplane::contracts
