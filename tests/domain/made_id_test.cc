#include "simulator/domain/made_id.h"

#include <gtest/gtest.h>

#include "tests/support/domain_gen.h"

namespace fauxplane {
namespace {

TEST(MadeIdTest, MakesUlidsOfTheirTime) {
  const std::string id = ulid(at("2026-04-15T12:00:00Z"), 1, 7);
  EXPECT_EQ(id.size(), 26U);
  EXPECT_EQ(id.find_first_not_of("0123456789ABCDEFGHJKMNPQRSTVWXYZ"), std::string::npos);
  EXPECT_EQ(id.substr(0, 10), "01KP8G6DG0") << "48 bits of milliseconds since 1970";
  EXPECT_EQ(id, ulid(at("2026-04-15T12:00:00Z"), 1, 7));
  EXPECT_NE(id, ulid(at("2026-04-15T12:00:00Z"), 1, 8));
}

TEST(MadeIdTest, MakesUuidsOfVersionFour) {
  const std::string id = uuid(1, "memory", 0);
  EXPECT_TRUE(is_uuid(id)) << id;
  EXPECT_EQ(id[14], '4');
  EXPECT_NE(std::string("89ab").find(id[19]), std::string::npos);
  EXPECT_NE(id, uuid(1, "memory", 1));
}

TEST(MadeIdTest, KnowsTheFormOfUuids) {
  EXPECT_TRUE(is_uuid("7B0F3C1E-7c52-4f0e-9b70-2a8f2f6d1a10"));
  for (const char* text :
       {"", "mem_1", "7b0f3c1e7c524f0e9b702a8f2f6d1a10", "7b0f3c1e-7c52-4f0e-9b70-2a8f2f6d1a1",
        "7b0f3c1e-7c52-4f0e-9b70-2a8f2f6d1a1g", "7b0f3c1e-7c52-4f0e-9b70_2a8f2f6d1a10"}) {
    EXPECT_FALSE(is_uuid(text)) << text;
  }
}

RC_GTEST_PROP(MadeIdProperty, SortsUlidsByTimeThenOrdinal, ()) {
  const Instant one = *any_instant();
  const Instant other = *rc::gen::oneOf(rc::gen::just(one), any_instant());
  const auto first = *rc::gen::inRange<std::uint64_t>(0, 1'000'000);
  const auto second = *rc::gen::inRange<std::uint64_t>(0, 1'000'000);
  const bool is_before = std::pair(one, first) < std::pair(other, second);
  RC_ASSERT((ulid(one, first, 1).substr(0, 18) < ulid(other, second, 1).substr(0, 18)) ==
            is_before);
}

}  // namespace
}  // namespace fauxplane
