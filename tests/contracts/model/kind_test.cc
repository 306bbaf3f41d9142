#include "contracts/model/kind.h"

#include <gtest/gtest.h>

namespace fauxplane::contracts {
namespace {

constexpr std::size_t kSyncKinds = 6;

// memsy.md 8.1.
TEST(KindTest, HasTheClassesOfBothLanguages) {
  const struct {
    Kind kind;
    std::string_view python;
    std::string_view node;
  } cases[] = {
      {Kind::kConnection, "MemsyConnectionError", "MemsyConnectionError"},
      {Kind::kApi, "MemsyAPIError", "MemsyAPIError"},
      {Kind::kOrgIdNotAllowed, "OrgIdNotAllowedError", "MemsyOrgIdNotAllowedError"},
      {Kind::kAuthentication, "AuthenticationError", "MemsyAuthError"},
      {Kind::kFeatureNotAvailable, "FeatureNotAvailable", "MemsyFeatureNotAvailableError"},
      {Kind::kSeatRequired, "SeatRequiredError", "MemsySeatRequiredError"},
      {Kind::kOrgLimitReached, "OrgLimitReachedError", "MemsyOrgLimitReachedError"},
      {Kind::kKeyLimitReached, "KeyLimitReachedError", "MemsyKeyLimitReachedError"},
      {Kind::kBillingNotEnabled, "BillingNotEnabledError", "MemsyBillingNotEnabledError"},
      {Kind::kAuthorization, "AuthorizationError", "MemsyAuthorizationError"},
      {Kind::kSeatLimitReached, "SeatLimitReachedError", "MemsySeatLimitReachedError"},
      {Kind::kUsageLimitExceeded, "UsageLimitExceeded", "MemsyUsageLimitExceededError"},
      {Kind::kRateLimitExceeded, "RateLimitExceeded", "MemsyRateLimitError"},
  };
  EXPECT_EQ(std::size(cases), kKindRows.size() - kSyncKinds);
  for (const auto& [kind, python, node] : cases) {
    SCOPED_TRACE(python);
    EXPECT_EQ(row_of(kind).kind, kind);
    EXPECT_EQ(row_of(kind).python, python);
    EXPECT_EQ(row_of(kind).node, node);
    EXPECT_EQ(kind_named(python), kind);
    EXPECT_EQ(kind_named(node), kind);
    EXPECT_EQ(kind_named(row_of(kind).name), kind);
  }
}

// memorysync.md 13.
TEST(KindTest, TheTreesDoNotMix) {
  for (const std::string_view name : {"MemorySyncError", "AuthError", "NotFoundError",
                                      "ValidationError", "RateLimitError", "ServerError"}) {
    SCOPED_TRACE(name);
    ASSERT_TRUE(kind_named(name, true));
    EXPECT_EQ(row_of(*kind_named(name, true)).python, name);
    EXPECT_EQ(row_of(*kind_named(name, true)).node, name);
    EXPECT_EQ(kind_named(name), std::nullopt);
  }
  EXPECT_EQ(kind_named("RateLimitExceeded", true), std::nullopt);
}

TEST(KindTest, KnowsNoOtherNames) {
  for (const std::string_view name : {"", "MemsyError", "ValueError", "authenticationerror"}) {
    SCOPED_TRACE(name);
    EXPECT_EQ(kind_named(name), std::nullopt);
  }
}

}  // namespace
}  // namespace fauxplane::contracts
