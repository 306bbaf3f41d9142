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
  EXPECT_EQ(world.keys.front().rate_tier, std::nullopt);
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

}  // namespace
}  // namespace fauxplane
