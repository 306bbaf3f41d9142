#include <gtest/gtest.h>

#include <set>

#include "tests/services/memorysync/support.h"

namespace fauxplane {
namespace {

TEST(MemorySyncSettingsTest, AreToldApartAndSayWhatTheyDecide) {
  std::set<std::string_view> names;
  for (const SettingRow& row : memorysync().settings) {
    EXPECT_TRUE(names.insert(row.name).second) << row.name;
    EXPECT_FALSE(row.says.empty());
    EXPECT_GE(choices_of(row).size(), 2U);
  }
}

}  // namespace
}  // namespace fauxplane
