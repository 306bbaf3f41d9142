#include "simulator/domain/tenant_memories.h"

#include <gtest/gtest.h>

namespace fauxplane {
namespace {

TenantMemory memory_of(std::string text, Instant at = {}) {
  TenantMemory memory;
  memory.tenant = TenantId{"t"};
  memory.end_user = "u";
  memory.text = std::move(text);
  memory.created_at = at;
  return memory;
}

TEST(TenantMemoriesTest, StoreATextOnceADayForEachUser) {
  TenantMemories memories;
  EXPECT_FALSE(memories.add(memory_of("a"), true).is_duplicate);
  const auto again = memories.add(memory_of("a", Instant{kRecentText - Duration{1}}), true);
  EXPECT_TRUE(again.is_duplicate);
  EXPECT_EQ(again.row->id, 1);
  EXPECT_FALSE(memories.add(memory_of("a"), false).is_duplicate);
  EXPECT_FALSE(memories.add(memory_of("a", Instant{kRecentText}), true).is_duplicate);
  TenantMemory other = memory_of("a");
  other.end_user = "v";
  EXPECT_FALSE(memories.add(std::move(other), true).is_duplicate);
}

TEST(TenantMemoriesTest, ForgetWhatIsErasedOrHasExpired) {
  TenantMemories memories;
  TenantMemory brief = memory_of("a");
  brief.expires_at = Instant{Duration{5}};
  static_cast<void>(memories.add(std::move(brief), true));
  static_cast<void>(memories.add(memory_of("b"), true));
  EXPECT_TRUE(memories.find(1, Instant{Duration{4}}));
  EXPECT_FALSE(memories.find(1, Instant{Duration{5}}));
  EXPECT_EQ(memories.of_user(TenantId{"t"}, "u", Instant{}).front()->text, "b");
  EXPECT_TRUE(memories.erase(2));
  EXPECT_FALSE(memories.erase(2));
  EXPECT_FALSE(memories.add(memory_of("b"), true).is_duplicate) << "it may be stored again";
}

TEST(TenantMemoriesTest, LetTheOldestLeave) {
  TenantMemories memories;
  for (std::size_t at = 0; at <= kTenantMemoriesMax; ++at) {
    static_cast<void>(memories.add(memory_of(std::to_string(at)), true));
  }
  EXPECT_EQ(memories.size(), kTenantMemoriesMax);
  EXPECT_FALSE(memories.find(1, Instant{}));
  EXPECT_TRUE(memories.find(2, Instant{}));
}

TEST(TenantMemoriesTest, TakeATurnInOnce) {
  TenantMemories memories;
  EXPECT_TRUE(memories.take_in_turn("a"));
  EXPECT_FALSE(memories.take_in_turn("a"));
  EXPECT_TRUE(memories.take_in_turn("b"));
}

}  // namespace
}  // namespace fauxplane
