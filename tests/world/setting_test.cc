#include "simulator/world/setting.h"

#include <gtest/gtest.h>

namespace fauxplane {
namespace {

constexpr std::array<SettingRow, 2> kRows = {
    {{"colour", "red | green | blue", "green", "what it looks like"},
     {"size", "small | large", "small", "how big it is"}}};

TEST(SettingTest, IsTheInitialValueWhereNothingWasChosen) {
  const auto settings = resolve_settings({}, kRows);
  EXPECT_EQ(settings[0], 1);
  EXPECT_EQ(settings[1], 0);
  EXPECT_EQ(settings[2], 0) << "there is no such row";
}

TEST(SettingTest, IsTheIndexOfTheChosenValue) {
  const auto settings = resolve_settings({{"size", "large"}, {"colour", "blue"}}, kRows);
  EXPECT_EQ(settings[0], 2);
  EXPECT_EQ(settings[1], 1);
}

}  // namespace
}  // namespace fauxplane
