#include "simulator/scenario/world_keys.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace fauxplane {
namespace {

// keys_test.cc tries every row; here it is that all of them are in the one table, together.
TEST(WorldKeysTest, StandInTheTableOfAllKeysInOnePiece) {
  const auto part = world_key_rows();
  const auto all = key_rows();
  const auto is_same = [](const KeyRow& left, const KeyRow& right) {
    return left.map == right.map && left.key == right.key;
  };
  const auto at = std::search(all.begin(), all.end(), part.begin(), part.end(), is_same);
  ASSERT_NE(at, all.end());
  EXPECT_EQ((at + static_cast<std::ptrdiff_t>(part.size()))->map, MapKind::kStep);
}

}  // namespace
}  // namespace fauxplane
