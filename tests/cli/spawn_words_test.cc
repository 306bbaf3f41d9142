#include "simulator/cli/spawn_words.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cerrno>
#include <cstdlib>

namespace fauxplane {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;

std::vector<std::string> texts_of(char* const* pointers) {
  std::vector<std::string> texts;
  for (; *pointers != nullptr; ++pointers) texts.emplace_back(*pointers);
  return texts;
}

TEST(SpawnWordsTest, KeepsTheWordsAndEndsThem) {
  const SpawnWords command({"sh", "-c", ""}, {});
  EXPECT_THAT(texts_of(command.arguments()), ElementsAre("sh", "-c", ""));
}

TEST(SpawnWordsTest, PutsVariablesOverThoseOfTheEnvironment) {
  ::setenv("SPAWN_WORDS_KEPT", "a=b", 1);
  ::setenv("SPAWN_WORDS_REPLACED", "old", 1);
  const SpawnWords command({"sh"}, {{"SPAWN_WORDS_REPLACED", "new"}, {"ADDED", ""}});
  const auto entries = texts_of(command.environment());
  EXPECT_THAT(entries, Contains("SPAWN_WORDS_KEPT=a=b"));
  EXPECT_THAT(entries, Contains("SPAWN_WORDS_REPLACED=new"));
  EXPECT_THAT(entries, Not(Contains("SPAWN_WORDS_REPLACED=old")));
  EXPECT_THAT(entries, Contains("ADDED="));
}

TEST(SpawnWordsTest, TellsACommandThatIsNotThereFromOneThatCannotRun) {
  EXPECT_EQ(why_not_started("clietn", ENOENT), "there is no command \"clietn\"");
  EXPECT_THAT(why_not_started("./client", EACCES), HasSubstr("cannot run \"./client\": "));
}

}  // namespace
}  // namespace fauxplane
