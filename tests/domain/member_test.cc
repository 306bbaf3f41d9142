#include "simulator/domain/member.h"

#include <gtest/gtest.h>

namespace fauxplane {
namespace {

TEST(MemberTest, OnlyTheAdminRoleIsAnAdmin) {
  for (const char* role : {"", "admin", "org:member", "ORG:ADMIN", "org:admin ", "org:admins"}) {
    SCOPED_TRACE(role);
    Member member;
    member.role = role;
    EXPECT_FALSE(is_admin(member));
  }
  Member member;
  member.role = "org:admin";
  EXPECT_TRUE(is_admin(member));
}

TEST(MemberTest, SuperadminsAreNotAdminsOfTheOrg) {
  Member member;
  member.is_superadmin = true;
  member.is_billing_admin = true;
  EXPECT_FALSE(is_admin(member));
}

}  // namespace
}  // namespace fauxplane
