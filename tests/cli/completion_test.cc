#include "simulator/cli/completion.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <sstream>

#include "tests/support/process.h"

namespace fauxplane {
namespace {

using testing::AllOf;
using testing::Contains;
using testing::Each;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::StartsWith;

// What a real bash offers for the last of `words`.
std::vector<std::string> offered(const std::vector<std::string>& words,
                                 const std::string& folder = "/") {
  std::string line = "cd '" + folder + "'; source <('" FAUXPLANE_BINARY "' completion bash); ";
  line += "COMP_WORDS=('" FAUXPLANE_BINARY "'";
  for (const std::string& word : words) line += " '" + word + "'";
  line += "); COMP_CWORD=" + std::to_string(words.size()) + "; _fauxplane; ";
  line += R"(printf '%s\n' "${COMPREPLY[@]}")";
  const Ran ran = run_process({.words = {"bash", "--norc", "-c", line}});
  EXPECT_EQ(ran.status, 0) << ran.complaint;
  EXPECT_EQ(ran.complaint, "");
  std::istringstream in(ran.output);
  std::vector<std::string> found;
  for (std::string one; std::getline(in, one);) {
    if (!one.empty()) found.push_back(one);
  }
  return found;
}

TEST(CompletionTest, OffersCommands) {
  EXPECT_THAT(offered({"s"}), ElementsAre("serve", "settings", "scenarios"));
}

TEST(CompletionTest, OffersTheOptionsOfTheCommand) {
  EXPECT_THAT(offered({"serve", "--"}),
              AllOf(Contains("--port"), Contains("--ready-file"), Contains("--help")));
  EXPECT_THAT(offered({"exec", "--r"}), ElementsAre("--report"));
  EXPECT_THAT(offered({"exec", "--re"}), ElementsAre("--report"));
  EXPECT_THAT(offered({"serve", "--log", "j"}), ElementsAre("json"));
}

TEST(CompletionTest, OffersScenarioNamesAndFiles) {
  const TemporaryFolder folder;
  folder.file("quota_of_mine.yaml", "");
  folder.file("quota file.yaml", "");
  EXPECT_THAT(offered({"serve", "quota"}, folder.path("")),
              AllOf(Contains("quota/boundary"), Contains("quota_of_mine.yaml"),
                    Contains("quota file.yaml")));
  EXPECT_THAT(offered({"scenarios", "--show", "quota/bou"}), ElementsAre("quota/boundary"));
  EXPECT_THAT(offered({"scenarios", "quo"}), ElementsAre("quota"));
}

TEST(CompletionTest, OffersCommandsOfTheSystemBehindTheSeparator) {
  EXPECT_THAT(offered({"exec", "quota/boundary", "--", "bas"}),
              AllOf(Contains("bash"), Each(StartsWith("bas"))));
}

TEST(CompletionTest, OffersNothingForANumber) {
  EXPECT_THAT(offered({"serve", "--port", ""}), IsEmpty());
}

}  // namespace
}  // namespace fauxplane
