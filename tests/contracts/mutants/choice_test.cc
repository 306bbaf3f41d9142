#include "contracts/mutants/choice.h"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

namespace mutants {
namespace {

TEST(ChoiceTest, WithoutWordsItIsTheReference) {
  const Choice choice = choose({});
  EXPECT_EQ(choice.apply, nullptr);
  EXPECT_EQ(choice.suffix, "");
  EXPECT_FALSE(choice.status);
}

TEST(ChoiceTest, NamesAMutantOrAVariation) {
  EXPECT_EQ(choose({"--mutant", "never_retries"}).apply, find_mutant("never_retries")->apply);
  EXPECT_EQ(choose({"--mutant", "never_retries"}).suffix, "+never_retries");
  EXPECT_EQ(choose({"--variation", "late_waits"}).apply, find_variation("late_waits")->apply);
}

TEST(ChoiceTest, EachServiceHasItsOwn) {
  const Choice choice = choose({"--service", "memorysync", "--mutant", "retries_422"});
  EXPECT_EQ(choice.service, Service::kMemorySync);
  EXPECT_EQ(choice.apply, find_mutant("retries_422", Service::kMemorySync)->apply);
  EXPECT_NE(choice.apply, nullptr);
  EXPECT_EQ(choose({"--service", "memorysync"}).service, Service::kMemorySync);
  EXPECT_EQ(choose({"--service", "memsy", "--mutant", "never_retries"}).service, Service::kMemsy);
  EXPECT_EQ(choose({"--mutant", "retries_422"}).status, 2);
  EXPECT_EQ(choose({"--service", "memorysync", "--mutant", "never_retries"}).status, 2);
  for (const auto& words : {std::vector<std::string>{"--service"}, {"--service", "other"}}) {
    EXPECT_EQ(choose(words).status, 2);
    EXPECT_NE(choose(words).text.find("memsy and memorysync"), std::string::npos);
  }
}

TEST(ChoiceTest, SaysWhatIsWrongAndWhatToDo) {
  for (const auto& words : std::vector<std::vector<std::string>>{
           {"--mutant", "x"}, {"--variation", "x"}, {"--mutant"}, {"x"}, {"--help", "x"}}) {
    const Choice choice = choose(words);
    EXPECT_EQ(choice.status, 2) << words[0];
    EXPECT_NE(choice.text.find("--list-"), std::string::npos) << choice.text;
  }
  EXPECT_EQ(choose({"--help"}).status, 0);
}

TEST(ChoiceTest, ListsARowForEach) {
  const std::string text = choose({"--list-mutants"}).text;
  EXPECT_EQ(std::count(text.begin(), text.end(), '\n'),
            static_cast<std::ptrdiff_t>(all_mutants().size()));
  EXPECT_NE(text.find("never_retries\tretry\tB1\tnever tries again\n"), std::string::npos);
  const auto list = nlohmann::json::parse(choose({"--list-mutants", "--json"}).text);
  ASSERT_EQ(list.size(), all_mutants().size());
  EXPECT_EQ(list[0]["name"], all_mutants()[0].name);
  EXPECT_EQ(list[0]["property"], all_mutants()[0].property);
  EXPECT_EQ(nlohmann::json::parse(choose({"--list-variations", "--json"}).text).size(),
            all_variations().size());
  const std::string of_memorysync = choose({"--service", "memorysync", "--list-mutants"}).text;
  EXPECT_EQ(std::count(of_memorysync.begin(), of_memorysync.end(), '\n'),
            static_cast<std::ptrdiff_t>(all_mutants(Service::kMemorySync).size()));
}

}  // namespace
}  // namespace mutants
