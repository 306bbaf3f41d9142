#include "simulator/domain/turn.h"

#include <gtest/gtest.h>

namespace fauxplane {
namespace {

TEST(TurnTest, HashesAsThePublishedVectorsSay) {
  EXPECT_EQ(turn_hash(""), 0xcbf29ce484222325U);
  EXPECT_EQ(turn_hash("a"), 0xaf63dc4c8601ec8cU);
  EXPECT_EQ(turn_hash("foobar"), 0x85944171f73967e8U);
}

TEST(TurnTest, InfersTheRoleInTheOrderOfTheContract) {
  EXPECT_TRUE(is_user_turn({.text = "hello"}));
  EXPECT_TRUE(is_user_turn({.text = "bot: hello", .role = "human"}));
  EXPECT_FALSE(is_user_turn({.text = "bot: hello", .speaker = "user@s#h1"}));
  EXPECT_FALSE(is_user_turn({.text = "hello", .speaker = "AI@s#h1", .metadata_role = "user"}));
  EXPECT_FALSE(is_user_turn({.text = "hello", .metadata_role = "system"}));
}

TEST(TurnTest, KnowsFillers) {
  EXPECT_TRUE(is_low_value("Hello there, thank you so much!"));
  EXPECT_TRUE(is_low_value("..."));
  EXPECT_FALSE(is_low_value("Thank you, the lunch is on Thursday."));
}

}  // namespace
}  // namespace fauxplane
