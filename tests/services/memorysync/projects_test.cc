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

}  // namespace
}  // namespace fauxplane
