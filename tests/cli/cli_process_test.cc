// The program as a user meets it: exit statuses and streams of the commands that only print.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "tests/support/process.h"

namespace fauxplane {
namespace {

using testing::HasSubstr;
using testing::StartsWith;

Ran run(std::vector<std::string> words) {
  words.insert(words.begin(), FAUXPLANE_BINARY);
  return run_process({.words = words});
}

TEST(ProgramTest, PrintsItsVersionOnStdout) {
  for (const auto& words :
       std::vector<std::vector<std::string>>{{"--version"}, {"version"}, {"serve", "--version"}}) {
    const Ran ran = run(words);
    EXPECT_EQ(ran.status, 0);
    EXPECT_EQ(ran.output, "fauxplane " FAUXPLANE_VERSION "\n");
    EXPECT_EQ(ran.complaint, "");
  }
}

TEST(ProgramTest, PrintsHelpOnStdoutWhenAskedAndOnStderrWhenNot) {
  const Ran asked = run({"--help"});
  EXPECT_EQ(asked.status, 0);
  EXPECT_THAT(asked.output, HasSubstr("Usage: fauxplane"));
  const Ran empty = run({});
  EXPECT_EQ(empty.status, 2);
  EXPECT_EQ(empty.output, "");
  EXPECT_EQ(empty.complaint, asked.output);
}

TEST(ProgramTest, BadUsageIsStatusTwoAndOneLineOnStderr) {
  const Ran ran = run({"serve", "--prot", "1"});
  EXPECT_EQ(ran.status, 2);
  EXPECT_EQ(ran.output, "");
  EXPECT_EQ(ran.complaint,
            "fauxplane serve: unknown option \"--prot\"; did you mean \"--port\"?\n");
}

TEST(ProgramTest, ListsAreFineAndJsonIsJson) {
  for (const char* const command : {"errors", "faults", "routes", "scenarios"}) {
    SCOPED_TRACE(command);
    const Ran table = run({command});
    EXPECT_EQ(table.status, 0);
    EXPECT_EQ(table.complaint, "");
    EXPECT_THAT(table.output, testing::ContainsRegex("^(NAME|METHOD) "));
    const Ran json = run({command, "--json"});
    EXPECT_EQ(json.status, 0);
    EXPECT_TRUE(nlohmann::json::parse(json.output).is_array());
  }
}

TEST(ProgramTest, LintIsFineOnlyWhenEveryFileIs) {
  const TemporaryFolder folder;
  const std::string good = folder.file("good.yaml", "# Good.\nfauxplane: 1\n");
  const std::string bad = folder.file("bad.yaml", "# Bad.\nfauxplane: 1\nseeed: 1\n");
  EXPECT_EQ(run({"lint", good}).status, 0);
  const Ran both = run({"lint", good, bad});
  EXPECT_EQ(both.status, 2);
  EXPECT_THAT(both.output, StartsWith("ok " + good + ": Good.\n" + bad + ":3:1: "));
  EXPECT_EQ(run({"lint", "--json", bad}).status, 2);
  EXPECT_EQ(run({"lint", folder.path("missing.yaml")}).status, 2);
}

TEST(ProgramTest, AnUnknownScenarioIsBadInput) {
  const Ran ran = run({"scenarios", "--show", "quota/bondary"});
  EXPECT_EQ(ran.status, 2);
  EXPECT_EQ(ran.output, "");
  EXPECT_THAT(ran.complaint, HasSubstr("did you mean \"quota/boundary\"?"));
}

TEST(ProgramTest, AClosedPipeIsNoCrash) {
  const Ran ran = run_process(
      {.words = {"bash", "-c",
                 "for one in 1 2 3 4 5; do '" FAUXPLANE_BINARY
                 "' errors --json | head -c 1 > /dev/null; echo ${PIPESTATUS[0]}; done"}});
  EXPECT_EQ(ran.complaint, "");
  // 141 is SIGPIPE, 0 the case that the pipe took it all before it was closed.
  EXPECT_THAT(ran.output, testing::MatchesRegex("((0|141)\n)+"));
}

TEST(ProgramTest, AFullDiskIsNoSuccess) {
  const Ran ran = run_process({.words = {"sh", "-c", "'" FAUXPLANE_BINARY "' errors > /dev/full"}});
  EXPECT_EQ(ran.status, 1);
  EXPECT_THAT(ran.complaint, HasSubstr("cannot write to stdout"));
}

}  // namespace
}  // namespace fauxplane
