// The cap on sessions; apart, since it has to make as many as there may be.
#include <gtest/gtest.h>

#include "simulator/world/session.h"
#include "tests/support/test_plane.h"

namespace fauxplane {
namespace {

TEST(SessionCapTest, RefusesOneMoreAndMakesRoomForItWhenOneLeaves) {
  auto scenario = std::make_shared<Scenario>();
  scenario->world = std::make_shared<WorldSeed>();
  scenario->vocabulary = &memsy().vocabulary;
  const auto script = std::make_shared<const Script>(scenario);
  Sessions sessions(script);
  for (std::size_t at = 0; at < kSessionsMax; ++at) {
    ASSERT_TRUE(sessions.create({.id = std::to_string(at), .script = script}));
  }
  const auto refused = sessions.create({.id = "more", .script = script});
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, "too_many_sessions");
  EXPECT_EQ(sessions.count(), kSessionsMax);
  EXPECT_TRUE(sessions.erase("7"));
  EXPECT_TRUE(sessions.create({.id = "more", .script = script}));
  EXPECT_TRUE(sessions.erase("8"));
  EXPECT_TRUE(sessions.create({.id = "gone", .script = script, .time_to_live = Duration{-1}}));
  EXPECT_TRUE(sessions.create({.id = "room", .script = script})) << "whose time is up makes room";
  EXPECT_EQ(sessions.count(), kSessionsMax);
}

}  // namespace
}  // namespace fauxplane
