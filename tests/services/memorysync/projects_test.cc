#include <gtest/gtest.h>

#include "tests/services/memorysync/support.h"

namespace fauxplane {
namespace {

constexpr const char* kReadOnly = "ms_live_a4000000000000000000000000000004";

class MemorySyncProjectsTest : public testing::Test {
 protected:
  MemorySyncProjectsTest() {
    const auto added = plane_.send("POST", "/memory/add",
                                   with_key(key_, R"({"text":"Team lunch is on Thursday."})"));
    EXPECT_EQ(added.status, 201) << added.bytes;
  }
  std::string key_ = handed_out_secret();
  TestPlane plane_{scenario_of_memorysync("")};
};

TEST_F(MemorySyncProjectsTest, ListsTheProjectsOfTheTenant) {
  const auto projects = plane_.send("GET", "/org/projects", with_key(key_)).json();
  ASSERT_EQ(projects.size(), 2U);
  EXPECT_EQ(projects[0]["tenant_id"], "org_7");
  EXPECT_EQ(plane_.send("GET", "/org/projects", with_key(kReadOnly)).body,
            R"({"detail":"Missing scope: projects:read"})");
}

TEST_F(MemorySyncProjectsTest, LeavesOutThoseOfADeletedTenant) {
  constexpr const char* kOrgWide = "ms_live_a2000000000000000000000000000002";
  EXPECT_EQ(plane_.send("GET", "/org/projects", with_key(kOrgWide)).json().size(), 3U);
  Store& store = plane_.world().store();
  Tenant deleted = *store.tenants().find(TenantId{"org_7"});
  deleted.is_deleted = true;
  store.tenants().put(deleted);
  const auto left = plane_.send("GET", "/org/projects", with_key(kOrgWide)).json();
  ASSERT_EQ(left.size(), 1U);
  EXPECT_EQ(left[0]["tenant_id"], "org_9");
}

}  // namespace
}  // namespace fauxplane
