#include <gtest/gtest.h>

#include <set>

#include "simulator/scenario/keys.h"

namespace fauxplane {
namespace {

TEST(KeyMapsTest, HaveANameOfTheirOwn) {
  std::set<std::string_view> names;
  for (const MapRow& row : map_rows()) {
    EXPECT_TRUE(names.insert(row.name).second) << row.name;
    EXPECT_EQ(&map_row(row.map), &row);
  }
}

// An answer takes facts of errors, and effects on usage take dimensions.
TEST(KeyMapsTest, AreOpenWhereFurtherKeysMeanSomething) {
  std::set<std::string_view> open;
  for (const MapRow& row : map_rows()) {
    if (row.is_open) open.insert(row.name);
  }
  EXPECT_EQ(open, (std::set<std::string_view>{"answer", "set_usage", "set_limit"}));
}

}  // namespace
}  // namespace fauxplane
