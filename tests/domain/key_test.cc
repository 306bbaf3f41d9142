#include "simulator/domain/key.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "tests/support/domain_gen.h"

namespace fauxplane {
namespace {

TEST(KeyTest, WorksForEverWithoutExpiry) {
  EXPECT_EQ(state_of(ApiKey{}, kEarliestInstant), KeyState::kActive);
  EXPECT_EQ(state_of(ApiKey{}, kLatestInstant), KeyState::kActive);
}

TEST(KeyTest, StopsWorkingExactlyAtItsExpiry) {
  ApiKey key;
  key.expires_at = at("2026-05-01");
  EXPECT_EQ(state_of(key, at("2026-04-30T23:59:59.999Z")), KeyState::kActive);
  EXPECT_EQ(state_of(key, at("2026-05-01")), KeyState::kExpired);
  EXPECT_EQ(state_of(key, at("2026-05-01T00:00:00.001Z")), KeyState::kExpired);
}

TEST(KeyTest, RevocationWinsOverExpiry) {
  ApiKey key;
  key.expires_at = at("2026-05-01");
  key.revoked_at = at("2026-06-01");
  EXPECT_EQ(state_of(key, at("2026-07-01")), KeyState::kRevoked);
}

TEST(KeyTest, MovingTheClockBackDoesNotUndoRevocation) {
  ApiKey key;
  key.revoked_at = at("2026-06-01");
  EXPECT_EQ(state_of(key, at("2026-01-01")), KeyState::kRevoked);
}

// "`prefix` is a leading part of `raw_key`": as in msy_0011 of msy_00112233.
TEST(KeyTest, PrefixIsALeadingPartOfTheRawKey) {
  ApiKey key;
  key.secret = "msy_00112233445566778899aabbccddeeff";
  EXPECT_EQ(prefix_of(key), "msy_0011");
}

TEST(KeyTest, PrefixOfAShortRawKeyIsTheWholeOfIt) {
  ApiKey key;
  key.secret = "msy";
  EXPECT_EQ(prefix_of(key), "msy");
  key.secret.clear();
  EXPECT_EQ(prefix_of(key), "");
}

RC_GTEST_PROP(KeyProperty, IsActiveBeforeItsExpiryAndNeverAfterwards,
              (const Instant& expiry, const Instant& now)) {
  ApiKey key;
  key.expires_at = expiry;
  RC_ASSERT(state_of(key, now) == (now < expiry ? KeyState::kActive : KeyState::kExpired));
  RC_ASSERT(state_of(key, expiry) == KeyState::kExpired);
}

}  // namespace
}  // namespace fauxplane
