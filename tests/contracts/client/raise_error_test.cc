#include "contracts/client/raise_error.h"

#include <gtest/gtest.h>

namespace memsy {
namespace {

// The class that `body` with `status` becomes.
template <class E>
E raised(int status, const std::string& body) {
  const ErrorFacts facts = read_error({.status = status, .body = body});
  try {
    raise_error(kind_of(status, facts), facts,
                {.message = "m",
                 .status_code = status,
                 .detail = facts.detail,
                 .error_code = facts.code,
                 .response = {.status = status, .body = body}},
                Seconds{1.5});
  } catch (const MemsyAPIError& error) {
    EXPECT_EQ(typeid(error), typeid(E)) << body;
    EXPECT_EQ(error.status_code, status);
    EXPECT_EQ(error.detail, facts.detail);
    EXPECT_EQ(error.error_code, facts.code);
    EXPECT_EQ(error.response.body, body);
    EXPECT_STREQ(error.what(), "m");
    const auto* const same = dynamic_cast<const E*>(&error);
    if (same != nullptr) return *same;
  }
  return E(ApiProblem{});
}

std::string with(const std::string& code, const std::string& extras = "") {
  return R"({"error":")" + code + R"(","message":"text")" + extras + "}";
}

TEST(RaiseErrorTest, EveryKindIsItsClass) {
  raised<MemsyAPIError>(404, with("x"));
  raised<MemsyAPIError>(302, "");
  raised<OrgIdNotAllowedError>(400, with("org_id_not_allowed"));
  raised<AuthenticationError>(401, "");
  raised<AuthenticationError>(403, R"({"message":"Forbidden"})");
  raised<SeatRequiredError>(403, with("seat_required"));
}

TEST(RaiseErrorTest, ExtrasComeWithTheirClass) {
  const auto feature = raised<FeatureNotAvailable>(
      403, with("feature_not_available", R"(,"feature":"f","current_tier":"t","upgrade_url":"u")"));
  EXPECT_EQ(feature.feature, "f");
  EXPECT_EQ(feature.current_tier, "t");
  EXPECT_EQ(feature.upgrade_url, "u");
  const auto orgs =
      raised<OrgLimitReachedError>(403, with("org_limit_reached", R"(,"limit":5,"current":6)"));
  EXPECT_EQ(orgs.limit, 5);
  EXPECT_EQ(orgs.current, 6);
  const auto keys = raised<KeyLimitReachedError>(403, with("key_limit_reached", R"(,"limit":"5")"));
  EXPECT_EQ(keys.limit, std::nullopt);
  EXPECT_EQ(keys.current, std::nullopt);
  const auto billing = raised<BillingNotEnabledError>(
      403, with("billing_not_enabled", R"(,"interest_path":"/interest/express")"));
  EXPECT_EQ(billing.interest_path, "/interest/express");
  const auto seats = raised<SeatLimitReachedError>(
      409,
      with("seat_limit_reached", R"(,"purchased_seats":1,"assigned_seats":2,"pending_invites":3)"));
  EXPECT_EQ(seats.purchased_seats, 1);
  EXPECT_EQ(seats.assigned_seats, 2);
  EXPECT_EQ(seats.pending_invites, 3);
  const auto used = raised<UsageLimitExceeded>(
      429,
      with("usage_limit_exceeded", R"(,"dimension":"d","current":2,"limit":1,"upgrade_url":"u")"));
  EXPECT_EQ(used.dimension, "d");
  EXPECT_EQ(used.current, 2);
  EXPECT_EQ(used.limit, 1);
  EXPECT_EQ(used.upgrade_url, "u");
  EXPECT_EQ(raised<RateLimitExceeded>(429, with("x")).retry_after, Seconds{1.5});
}

TEST(RaiseErrorTest, TheScopeHasTwoNames) {
  EXPECT_EQ(raised<AuthorizationError>(403, with("wrong_scope", R"(,"required_scope":"write")"))
                .required_scope,
            "write");
  EXPECT_EQ(raised<AuthorizationError>(403, with("insufficient_scope", R"(,"scope":"read")"))
                .required_scope,
            "read");
  EXPECT_EQ(raised<AuthorizationError>(403, with("admin_required")).required_scope, std::nullopt);
}

TEST(MessageTest, IsStatusAndTextInOneLine) {
  EXPECT_EQ(message_of(403, "Ask for\r\na seat", "msy_1"), "403: Ask for  a seat");
  EXPECT_EQ(message_of(500, "", "msy_1"), "500");
}

TEST(MessageTest, NeverHoldsTheKeyWhereverItIsCut) {
  const std::string key = "msy_0123456789abcdef";
  for (std::size_t before = kQuotedTextMax - 30; before < kQuotedTextMax + 10; ++before) {
    const std::string message = message_of(400, std::string(before, 'x') + key + key, key);
    EXPECT_EQ(message.find(key.substr(0, 8)), std::string::npos) << message;
  }
}

TEST(MessageTest, TellsByItsMaskWhatKindOfKeyWasQuoted) {
  struct Case {
    const char* key;
    const char* message;
  };
  for (const Case& each :
       {Case{"msy_1f2e", "401: no key msy_***, msy_***"},
        Case{"ms_live_1f2e", "401: no key ms_live_***, ms_live_***"},
        Case{"ms_test_1f2e", "401: no key ms_test_***, ms_test_***"},
        Case{"ms_dev_1f2e", "401: no key ms_dev_***, ms_dev_***"},
        Case{"ms_other_1f2e", "401: no key ***, ***"}, Case{"1f2e", "401: no key ***, ***"}}) {
    const std::string key = each.key;
    EXPECT_EQ(message_of(401, "no key " + key + ", " + key, key), each.message);
  }
}

TEST(MessageTest, IsShortAndEndsBetweenCharacters) {
  for (const char* const start : {"", "a", "ab"}) {
    std::string text = start;
    while (text.size() < 10'000) text += "\xE2\x98\x83";
    const std::string message = message_of(400, text, "msy_1");
    EXPECT_LT(message.size(), kQuotedTextMax + 20);
    const std::string quoted = message.substr(5, message.size() - 8);
    EXPECT_EQ((quoted.size() - std::string(start).size()) % 3, 0U);
  }
}

}  // namespace
}  // namespace memsy
