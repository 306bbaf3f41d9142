#include "simulator/domain/strong.h"

#include <gtest/gtest.h>

#include <type_traits>
#include <unordered_set>

namespace fauxplane {
namespace {

static_assert(!std::is_same_v<OrgId, KeyId>);
static_assert(!std::is_convertible_v<std::string, OrgId>);
static_assert(!std::is_convertible_v<OrgId, KeyId>);
static_assert(!std::is_constructible_v<OrgId, KeyId>);

TEST(StrongTest, ComparesAndHashesAsWhatItWraps) {
  EXPECT_EQ(OrgId{"a"}, OrgId{"a"});
  EXPECT_LT(OrgId{"a"}, OrgId{"b"});
  const std::unordered_set<OrgId> ids = {OrgId{"a"}, OrgId{"b"}, OrgId{"a"}};
  EXPECT_EQ(ids.size(), 2U);
}

TEST(StrongTest, IsEmptyByDefault) {
  EXPECT_TRUE(OrgId{}.value.empty());
}

}  // namespace
}  // namespace fauxplane
