#include "simulator/scenario/fault.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <set>
#include <utility>

#include "simulator/scenario/keys.h"

namespace fauxplane {
namespace {

TEST(FaultTest, EveryRowIsAKeyOfTheFormatAndSaysWhatItDoes) {
  const auto keys = keys_of(MapKind::kFault);
  ASSERT_EQ(fault_rows().size(), keys.size());
  for (std::size_t at = 0; at < keys.size(); ++at) {
    EXPECT_EQ(fault_rows()[at].name, keys[at]);
    EXPECT_FALSE(values_of(fault_rows()[at]).empty()) << keys[at];
    EXPECT_EQ(fault_rows()[at].values.empty(), fault_rows()[at].schema.empty()) << keys[at];
    EXPECT_FALSE(fault_rows()[at].does.empty()) << keys[at];
    EXPECT_FALSE(fault_rows()[at].properties.empty()) << keys[at];
  }
}

TEST(FaultTest, EveryDamageIsAChoiceOfAFaultInTheOrderInWhichTheyAreApplied) {
  std::set<std::pair<std::string_view, std::string_view>> choices;
  for (std::size_t at = 0; at < damage_rows().size(); ++at) {
    const DamageRow& row = damage_rows()[at];
    EXPECT_EQ(static_cast<std::size_t>(row.damage), at) << row.choice;
    EXPECT_TRUE(choices.insert({row.fault, row.choice}).second) << row.choice;
    EXPECT_FALSE(row.does.empty()) << row.choice;
    EXPECT_TRUE(std::any_of(fault_rows().begin(), fault_rows().end(), [&](const FaultRow& fault) {
      return fault.name == row.fault && fault.values.empty();
    })) << row.choice;
  }
  EXPECT_EQ(damage_rows().back().damage, Damage::kGarbageAfter);
}

TEST(FaultTest, ByDefaultNothingIsDamaged) {
  const Fault fault;
  EXPECT_EQ(fault.delay, Delay{});
  EXPECT_FALSE(fault.stall || fault.drip || fault.cut_after || fault.reset || fault.close ||
               fault.half_close || fault.is_early);
  EXPECT_EQ(fault.commit, Commit::kBefore);
  EXPECT_TRUE(fault.damages.empty());
}

}  // namespace
}  // namespace fauxplane
