// For whom a call is made, and what it is refused for (memorysync.md 2.1, 3 and 10.1).
#include <gtest/gtest.h>

#include "tests/services/memorysync/support.h"

namespace fauxplane {
namespace {

constexpr const char* kReadOnly = "ms_live_a4000000000000000000000000000004";

class MemorySyncContextTest : public testing::Test {
 protected:
  MemorySyncContextTest() {
    const auto added = plane_.send("POST", "/memory/add",
                                   with_key(key_, R"({"text":"Team lunch is on Thursday."})"));
    EXPECT_EQ(added.status, 201) << added.bytes;
  }
  std::string key_ = handed_out_secret();
  TestPlane plane_{scenario_of_memorysync("")};
};

TEST_F(MemorySyncContextTest, AsksForScopeEndUserTenantAndProject) {
  const TestAnswer scope =
      plane_.send("POST", "/memory/add", with_key(kReadOnly, R"({"text":"long enough"})"));
  EXPECT_EQ(scope.status, 403);
  EXPECT_EQ(scope.body, R"({"detail":"Missing scope: memory:add"})");
  const TestAnswer user =
      plane_.send("GET", "/memory/1", {.key = {}, .headers = {{"X-API-Key", key_}}});
  EXPECT_EQ(user.json()["error"]["code"], "MISSING_END_USER_ID");
  const auto code = [&](const char* header, const char* value) {
    const TestAnswer answer =
        plane_.send("GET", "/memory/1", with_key(key_, "", {{header, value}}));
    return std::to_string(answer.status) + " " + answer.json()["error"]["code"].get<std::string>();
  };
  EXPECT_EQ(code("X-Tenant-ID", "a b"), "400 INVALID_TENANT_ID_FORMAT");
  EXPECT_EQ(code("X-Tenant-ID", "org_3"), "403 FORBIDDEN");
  EXPECT_EQ(code("X-Project-ID", ""), "400 PROJECT_CONTEXT_REQUIRED");
  EXPECT_EQ(code("X-Project-ID", "proj_9a1b2c3d4e5f6079"), "403 FORBIDDEN");
}

TEST_F(MemorySyncContextTest, AttributesAUnitToTheTenantOfTheHeader) {
  const TestRequest elsewhere = with_key(key_, R"({"query":"x"})", {{"X-Tenant-ID", "org_9"}});
  EXPECT_EQ(plane_.send("POST", "/memory/query", elsewhere).status, 200);
  const auto by_tenant = plane_.world().store().usage_by_tenant(
      OrgId{"org_main"}, plane_.world().now(plane_.arrival()));
  ASSERT_EQ(by_tenant.size(), 2U);
  EXPECT_EQ(by_tenant[0].tenant, TenantId{"org_7"});
  EXPECT_EQ(by_tenant[1].tenant, TenantId{"org_9"});
}

TEST_F(MemorySyncContextTest, ADeletedTenantIsNobodys) {
  Store& store = plane_.world().store();
  Tenant deleted = *store.tenants().find(TenantId{"org_9"});
  const auto in_it = [&] { return with_key(key_, "", {{"X-Tenant-ID", "org_9"}}); };
  EXPECT_NE(plane_.send("GET", "/memory/export", in_it()).status, 403);
  deleted.is_deleted = true;
  store.tenants().put(deleted);
  EXPECT_EQ(plane_.send("GET", "/memory/export", in_it()).status, 403);
}

}  // namespace
}  // namespace fauxplane
