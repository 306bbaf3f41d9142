#include "simulator/domain/tenant_memory.h"

#include <gtest/gtest.h>

namespace fauxplane {
namespace {

TEST(TenantMemoryTest, IsOfTheKindThatItsFirstTagNames) {
  EXPECT_EQ(type_of({}), "fact");
  EXPECT_EQ(type_of({.tags = {"plan", "team"}}), "plan");
}

TEST(TenantMemoryTest, ExpiresAtTheVeryInstant) {
  const TenantMemory brief{.expires_at = Instant{Duration{5}}};
  EXPECT_FALSE(has_expired(brief, Instant{Duration{4}}));
  EXPECT_TRUE(has_expired(brief, Instant{Duration{5}}));
  EXPECT_FALSE(has_expired({}, Instant::max()));
}

}  // namespace
}  // namespace fauxplane
