#include <gtest/gtest.h>

#include "tests/support/test_plane.h"

namespace fauxplane {
namespace {

using Json = nlohmann::json;

struct MeCase {
  const char* name;
  const char* key;
  Json body;
};

class MeTest : public testing::TestWithParam<MeCase> {};

TEST_P(MeTest, SaysWhoTheKeyActsFor) {
  TestPlane plane;
  EXPECT_EQ(plane.get("/api/me", GetParam().key), GetParam().body);
}

INSTANTIATE_TEST_SUITE_P(Table, MeTest,
                         testing::Values(MeCase{"Admin",
                                                kAdminKey,
                                                {{"customer_id", "cus_K3pQ7xW1"},
                                                 {"email", "admin@example.com"},
                                                 {"tier", "pro"},
                                                 {"is_superadmin", false},
                                                 {"org_id", "org_1"},
                                                 {"is_billing_admin", true},
                                                 {"user_id", "member_admin"},
                                                 {"org_role", "org:admin"}}},
                                         MeCase{"Member",
                                                kMemberKey,
                                                {{"customer_id", "cus_K3pQ7xW1"},
                                                 {"email", "member@example.com"},
                                                 {"tier", "pro"},
                                                 {"is_superadmin", false},
                                                 {"org_id", "org_1"},
                                                 {"is_billing_admin", false},
                                                 {"user_id", "member_plain"},
                                                 {"org_role", "org:member"}}},
                                         MeCase{"Free",
                                                kFreeKey,
                                                {{"customer_id", "cus_B8nD4yF6"},
                                                 {"email", "free@example.com"},
                                                 {"tier", "free"},
                                                 {"is_superadmin", false},
                                                 {"org_id", "org_free"},
                                                 {"is_billing_admin", false},
                                                 {"user_id", "member_free"},
                                                 {"org_role", "org:admin"}}}),
                         [](const auto& row) { return row.param.name; });

TEST(AccountTest, FollowsTheWorld) {
  TestPlane plane(R"(
world: {members: {member_admin: {superadmin: true, role: "org:guest", email: "a\u00e9\"@x"}}}
)");
  const Json me = plane.get("/api/me");
  EXPECT_EQ(me["is_superadmin"], true);
  EXPECT_EQ(me["org_role"], "org:guest");
  EXPECT_EQ(me["email"], "a\u00e9\"@x");
}

TEST(AccountTest, TellsTheHealthOfBothPlanes) {
  TestPlane plane;
  for (const char* target : {"/api/health", "/v1/health"}) {
    SCOPED_TRACE(target);
    const Json health = plane.get(target);
    EXPECT_EQ(health["status"], "ok");
    EXPECT_TRUE(health["version"].is_string());
    EXPECT_EQ(health["billing_enabled"], true);
    ASSERT_TRUE(health["components"].is_object());
    for (const auto& component : health["components"]) EXPECT_TRUE(component.is_string());
    EXPECT_EQ(plane.get(target, kFreeKey)["billing_enabled"], false);
  }
}

}  // namespace
}  // namespace fauxplane
