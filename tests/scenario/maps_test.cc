#include <gtest/gtest.h>

#include <set>

#include "simulator/scenario/keys.h"

namespace fauxplane {
namespace {

TEST(MapsTest, HaveARowAndANameOfTheirOwn) {
  std::set<std::string_view> names;
  for (const MapRow& row : map_rows()) {
    EXPECT_EQ(&map_row(row.map), &row) << row.name;
    EXPECT_TRUE(names.insert(row.name).second) << row.name;
  }
}

}  // namespace
}  // namespace fauxplane
