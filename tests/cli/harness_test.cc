#include "simulator/cli/harness.h"

#include <gmock/gmock.h>

#include "simulator/cli/command_line.h"

namespace fauxplane {
namespace {

using testing::ElementsAre;

std::vector<std::string> words_for(const std::vector<std::string>& words) {
  return harness_words(words);
}

TEST(HarnessTest, RunGoesWithoutSaying) {
  EXPECT_THAT(words_for({}), ElementsAre("run"));
  EXPECT_THAT(words_for({"--", "./client"}), ElementsAre("run", "--", "./client"));
  EXPECT_THAT(words_for({"--level", "core", "--", "run"}),
              ElementsAre("run", "--level", "core", "--", "run"));
}

TEST(HarnessTest, ItsOwnWordsStandAsTheyAre) {
  for (const char* const word : {"run", "replay", "list", "explain"}) {
    EXPECT_THAT(words_for({word, "x"}), ElementsAre(word, "x"));
  }
}

TEST(HarnessTest, TheCommandLineLeavesTheWordsAlone) {
  const std::vector<std::string> words = {"check", "list", "--help", "--", "a", "--seed"};
  const auto command = parse_command_line(words);
  ASSERT_TRUE(command);
  EXPECT_THAT(std::get<CheckCommand>(*command).words,
              ElementsAre("list", "--help", "--", "a", "--seed"));
}

}  // namespace
}  // namespace fauxplane
