#include "simulator/scenario/read_billing.h"

#include <gtest/gtest.h>

#include "tests/scenario/support.h"

namespace fauxplane {
namespace {

WorldSeed read(const std::string& world) {
  const auto scenario = load_part("world: {" + world + "}\n");
  if (!scenario) throw std::invalid_argument(text_of(scenario.error()));
  return *scenario->world;
}

TEST(ReadBillingTest, ReadsPricesWithTheirNumbers) {
  const WorldSeed world = read(
      "plans: {pro: {currency: EUR, prices: [{amount_minor: 4900}, "
      "{amount_minor: 5500, effective_at: \"2026-03-15\"}, {version: 9, amount_minor: 0}]}}");
  const auto at = std::find_if(world.plans.begin(), world.plans.end(),
                               [](const Plan& plan) { return plan.id.value == "pro"; });
  const Instant march = std::chrono::sys_days{std::chrono::March / 15 / 2026};
  EXPECT_EQ(at->currency, "EUR");
  EXPECT_EQ(at->prices, (std::vector<PriceVersion>{{1, 4900, {}}, {2, 5500, march}, {9, 0, {}}}));
}

TEST(ReadBillingTest, ReadsTenantsOverWhatTheyWere) {
  const WorldSeed world = read(
      "tenants: {org_7: {org: org_1, tags: {team: search}}, "
      "org_9: {org: org_1, name: Support, deleted: true}}");
  ASSERT_EQ(world.tenants.size(), 2U);
  EXPECT_EQ(world.tenants[0], (Tenant{.id = TenantId{"org_7"},
                                      .org = OrgId{"org_1"},
                                      .name = "org_7",
                                      .tags = {{"team", "search"}}}));
  EXPECT_EQ(world.tenants[1].name, "Support");
  EXPECT_TRUE(world.tenants[1].is_deleted);
}

TEST(ReadBillingTest, LaysRateLimitsOverTheTableLayerByLayer) {
  const WorldSeed world =
      read("rate_limits: {free: {per_second: 3}, documentation: {per_hour: 1}}");
  RateLimitTable wanted = rate_limit_table();
  wanted[static_cast<std::size_t>(RateTier::kFree)][0] = 3;
  wanted[static_cast<std::size_t>(RateTier::kDocumentation)][2] = 1;
  EXPECT_EQ(world.rate_limits, wanted);
}

TEST(ReadBillingTest, ReadsTheTierOfAKey) {
  const WorldSeed world = read("keys: {key_free: {rate_tier: enterprise}}");
  const auto at = std::find_if(world.keys.begin(), world.keys.end(),
                               [](const ApiKey& key) { return key.id.value == "key_free"; });
  EXPECT_EQ(at->rate_tier, RateTier::kEnterprise);
  EXPECT_EQ(world.keys.front().rate_tier, RateTier::kUnlimited);
}

TEST(ReadBillingTest, SaysWhatIsWrong) {
  struct Case {
    std::string world;
    const char* says;
  };
  const std::vector<Case> cases = {
      {"plans: {pro: {prices: 4900}}", "prices must be a list"},
      {"plans: {pro: {prices: [{effective_at: \"2026-03-15\"}]}}", "price needs \"amount_minor\""},
      {"plans: {pro: {prices: [{amount_minor: -1}]}}",
       "amount_minor must be a whole number from 0"},
      {"tenants: {org_7: {}}", "a new tenant needs \"org\""},
      {"tenants: {org_7: {org: org_2}}", "there is no org \"org_2\""},
      {"tenants: {org_7: {org: org_1, tags: {team: \"\"}}}", "a tenant has at most 50 tags"},
      {"tenants: {org_7: {org: org_1, tags: {team: " + std::string(65, 'x') + "}}}",
       "of 1 to 64 characters"},
      {"rate_limits: {gold: {per_second: 1}}", "unknown key \"gold\""},
      {"rate_limits: {free: {per_second: 0}}", "per_second must be a whole number from 1"},
      {"rate_limits: {free: {per_second: 1000000001}}", "per_second must be a whole number from 1"},
      {"keys: {key_free: {rate_tier: dashboard}}", "there is no rate tier \"dashboard\""},
      {"orgs: {org_1: {subscription_day: 32}}", "subscription_day must be a whole number from 1"},
  };
  for (const Case& row : cases) {
    SCOPED_TRACE(row.world);
    const std::string said = complaints("world: {" + row.world + "}\n");
    EXPECT_NE(said.find(row.says), std::string::npos) << said;
  }
}

TEST(ReadBillingTest, TagsAreCountedInCodePoints) {
  std::string letters;
  for (int letter = 0; letter < 64; ++letter) letters += "\xc3\xa9";
  EXPECT_EQ(complaints("world: {tenants: {t: {org: org_1, tags: {k: " + letters + "}}}}\n"), "");
  EXPECT_NE(complaints("world: {tenants: {t: {org: org_1, tags: {k: " + letters + "x}}}}\n"), "");
}

}  // namespace
}  // namespace fauxplane
