#include <gtest/gtest.h>

#include "simulator/services/memorysync/memorysync.h"
#include "tests/scenario/support.h"

namespace fauxplane {
namespace {

tl::expected<WorldSeed, std::vector<Finding>> world_of(const std::string& yaml) {
  return load_world("plans: {p: {}}\norgs: {o: {plan: p}}\n" + yaml, "w.yaml",
                    memorysync().vocabulary);
}

TEST(ReadTenantTest, ReadsTenantsWithTagsAndTheirProjects) {
  const auto world = world_of(
      "tenants: {t: {org: o, tags: {team: search}}}\nprojects: {p1: {tenant: t, default: true}}");
  ASSERT_TRUE(world) << text_of(world.error());
  EXPECT_EQ(world->tenants.front().name, "t");
  EXPECT_EQ(world->tenants.front().tags.at("team"), "search");
  EXPECT_EQ(world->projects.front().tenant, TenantId{"t"});
  EXPECT_TRUE(world->projects.front().is_default);
}

TEST(ReadTenantTest, NamesWhatIsMissingOrUnknown) {
  EXPECT_EQ(text_of(world_of("tenants: {t: {name: x}}").error()),
            "w.yaml:3:11: a new tenant needs \"org\"; known tenants are none\n");
  EXPECT_EQ(text_of(world_of("projects: {p1: {tenant: u}}").error()),
            "w.yaml:3:25: there is no tenant \"u\"; known are none\n");
}

TEST(ReadTenantTest, ReadsUsageOfTheTenantAndWhetherItIsDeleted) {
  const auto world =
      world_of("tenants: {t: {org: o, usage: {retrieval_requests: 5}, deleted: true}}");
  ASSERT_TRUE(world) << text_of(world.error());
  EXPECT_TRUE(world->tenants.front().is_deleted);
  EXPECT_EQ(world->tenant_usage, (std::vector<SeedTenantUsage>{{TenantId{"t"}, Dimension{1}, 5}}));
}

TEST(ReadTenantTest, TagsHaveALimitOfNumberAndOfCodePoints) {
  const auto is_good = [](const std::string& tags) {
    return world_of("tenants: {t: {org: o, tags: {" + tags + "}}}").has_value();
  };
  std::string letters;
  for (std::size_t letter = 0; letter < kTagLengthMax; ++letter) letters += "\xc3\xa9";
  EXPECT_TRUE(is_good("k: " + letters));
  EXPECT_FALSE(is_good("k: " + letters + "x"));
  EXPECT_FALSE(is_good(letters + "x: v"));
  EXPECT_FALSE(is_good("k: \"\""));
  std::string tags;
  for (std::size_t tag = 0; tag < kTagsMax; ++tag) tags += "k" + std::to_string(tag) + ": v, ";
  EXPECT_TRUE(is_good(tags));
  EXPECT_FALSE(is_good(tags + "more: v"));
}

}  // namespace
}  // namespace fauxplane
