#include "simulator/domain/memory.h"

#include <gtest/gtest.h>

namespace fauxplane {
namespace {

TEST(MemoryTest, GrowsStrongerWithEachRecall) {
  Memory memory;
  EXPECT_DOUBLE_EQ(strength_of(memory), 1.0);
  memory.recall_count = 3;
  EXPECT_DOUBLE_EQ(strength_of(memory), 1.3);
  memory.recall_count = 1'000'000;
  EXPECT_DOUBLE_EQ(strength_of(memory), 5.0) << "memsy.md H3 ends the scale there";
}

TEST(MemoryTest, ReachesAsFarAsItWasPromoted) {
  const auto level = [](const char* role, const char* team) {
    Event event{.role = role, .team = team};
    return std::string(level_of({.event = std::make_shared<const Event>(std::move(event))}));
  };
  EXPECT_EQ(level("", ""), "actor");
  EXPECT_EQ(level("role_1", ""), "role");
  EXPECT_EQ(level("", "team_1"), "team");
  EXPECT_EQ(level("role_1", "team_1"), "team");
}

}  // namespace
}  // namespace fauxplane
