#include "simulator/services/memorysync/memory_json.h"

#include <gtest/gtest.h>

namespace fauxplane {
namespace {

TEST(MemorySyncMemoryJsonTest, SpellsIdsAndInstantsAsTheServiceDoes) {
  namespace parts = memorysync_service;
  const Instant noon =
      std::chrono::sys_days{std::chrono::year{2026} / 3 / 2} + std::chrono::hours{12};
  EXPECT_EQ(parts::offset_text(noon), "2026-03-02T12:00:00+00:00");
  EXPECT_EQ(parts::tenant_surface_id(42), "m_42");
  EXPECT_EQ(parts::user_number("u-1"), parts::user_number("u-1"));
  EXPECT_NE(parts::user_number("u-1"), parts::user_number("u-2"));
}

TEST(MemorySyncMemoryJsonTest, ReadsTheAliasOfTheTextAndDropsRepeatedTags) {
  const auto object = nlohmann::json::parse(R"({"content":"  ten letters ","tags":["a","b","a"]})");
  const auto fields = memorysync_service::read_memory_fields(object, "body");
  ASSERT_TRUE(fields);
  EXPECT_EQ(fields->text, "ten letters");
  EXPECT_EQ(fields->tags, (std::vector<std::string>{"a", "b"}));
  EXPECT_FALSE(fields->importance);
}

}  // namespace
}  // namespace fauxplane
