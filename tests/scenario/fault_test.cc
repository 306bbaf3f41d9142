#include "simulator/scenario/fault.h"

#include <gtest/gtest.h>

#include "simulator/scenario/keys.h"

namespace fauxplane {
namespace {

TEST(FaultTest, TheTableNamesTheKeysOfTheFormat) {
  const auto keys = keys_of(MapKind::kFault);
  ASSERT_EQ(fault_rows().size(), keys.size());
  for (std::size_t at = 0; at < keys.size(); ++at) {
    EXPECT_EQ(fault_rows()[at].name, keys[at]);
    EXPECT_FALSE(fault_rows()[at].values.empty()) << keys[at];
    EXPECT_FALSE(fault_rows()[at].does.empty()) << keys[at];
  }
}

TEST(FaultTest, ByDefaultNothingIsDamaged) {
  const Fault fault;
  EXPECT_EQ(fault.delay, Duration{0});
  EXPECT_FALSE(fault.cut_after || fault.reset || fault.close);
  EXPECT_EQ(fault.commit, Commit::kBefore);
}

}  // namespace
}  // namespace fauxplane
