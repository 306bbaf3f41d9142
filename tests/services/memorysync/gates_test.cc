// The order of the gates (memorysync.md 3): of several that fail, the first one answers.
#include <gtest/gtest.h>

#include <algorithm>

#include "tests/services/memorysync/support.h"

namespace fauxplane {
namespace {

TEST(MemorySyncGatesTest, ReservesLast) {
  const auto gates = memorysync().gates;
  ASSERT_FALSE(gates.empty());
  for (const GateRow& gate : gates) {
    EXPECT_EQ(gate.check == nullptr, &gate == &gates.back()) << gate.name;
    EXPECT_FALSE(gate.says.empty());
  }
}

}  // namespace
}  // namespace fauxplane
