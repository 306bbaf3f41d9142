#include "simulator/scenario/vocabulary.h"

#include <gtest/gtest.h>

namespace fauxplane {
namespace {

using Choices = std::vector<std::string_view>;

TEST(VocabularyTest, TakesTheChoicesOfASettingApart) {
  const auto choices = [](std::string_view values) {
    return choices_of({.name = "x", .values = values, .initial = "", .says = ""});
  };
  EXPECT_EQ(choices("application | gateway"), (Choices{"application", "gateway"}));
  EXPECT_EQ(choices("one"), Choices{"one"});
  EXPECT_EQ(choices("a | b | c"), (Choices{"a", "b", "c"}));
  EXPECT_EQ(choices("a|b"), Choices{"a|b"});
}

}  // namespace
}  // namespace fauxplane
