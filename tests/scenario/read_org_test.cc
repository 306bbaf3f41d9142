#include <gtest/gtest.h>

#include "simulator/scenario/read_world.h"
#include "tests/scenario/support.h"

namespace fauxplane {
namespace {

WorldSeed read(const std::string& orgs) {
  const auto scenario = load_part("world: {orgs: " + orgs + "}\n");
  if (!scenario) throw std::invalid_argument(text_of(scenario.error()));
  return *scenario->world;
}

TEST(ReadOrgTest, LaysAnOrgOverItsBaseKeyByKey) {
  const WorldSeed world = read("{org_1: {billing_enabled: false, seats: {purchased: 3}}}");
  WorldSeed wanted = default_world();
  wanted.orgs[0].billing.enabled = false;
  wanted.orgs[0].purchased_seats = 3;
  EXPECT_EQ(world, wanted);
}

TEST(ReadOrgTest, ReadsEveryKeyOfANewOrg) {
  const WorldSeed world = read(
      "{org_2: {plan: free, billing_enabled: true, seats: {purchased: 2, pending: 1}, "
      "interest_expressed: true, customer_id: c, subscription_id: s, subscription_status: "
      "past_due, billing_contact: b, payment_method: {brand: visa, last4: \"0042\", exp_month: "
      "12, exp_year: 2030}, upcoming_invoice: {amount_due: 5, currency: eur}, invoices: [{id: i, "
      "amount_due: 5, currency: eur, status: open, created: \"2026-04-01\"}]}}");
  const Org& org = world.orgs.back();
  EXPECT_EQ(org.id.value, "org_2");
  EXPECT_EQ(org.plan.value, "free");
  EXPECT_TRUE(org.interest_expressed);
  EXPECT_EQ(org.purchased_seats, 2);
  EXPECT_EQ(org.pending_invites, 1);
  EXPECT_TRUE(org.billing.enabled);
  EXPECT_EQ(org.billing.customer_id, "c");
  EXPECT_EQ(org.billing.subscription_id, "s");
  EXPECT_EQ(org.billing.subscription_status, "past_due");
  EXPECT_EQ(org.billing.contact, "b");
  EXPECT_EQ(org.billing.payment_method->last4, "0042");
  EXPECT_EQ(org.billing.payment_method->exp_month, 12);
  EXPECT_EQ(org.billing.upcoming_invoice, (UpcomingInvoice{5, "eur"}));
  ASSERT_EQ(org.billing.invoices.size(), 1U);
  EXPECT_EQ(org.billing.invoices[0].amount_paid, 0);
  EXPECT_EQ(to_iso8601(org.billing.invoices[0].created), "2026-04-01T00:00:00Z");
}

TEST(ReadOrgTest, CountsUsageOncePerDimension) {
  const WorldSeed world = read("{org_1: {usage: {api_calls: 99, llm_tokens: 7}}}");
  ASSERT_EQ(world.usage.size(), 2U);
  EXPECT_EQ(world.usage[0], (SeedUsage{OrgId("org_1"), Dimension{0}, 99}));
  EXPECT_EQ(world.usage[1], (SeedUsage{OrgId("org_1"), Dimension{3}, 7}));
}

TEST(ReadOrgTest, UsageReplacesThatOfTheBase) {
  const auto base = load_world(
      "plans: {free: {}}\norgs: {a: {plan: free, usage: {api_calls: 1, llm_tokens: 2}}}\n",
      "world.yaml", words());
  ASSERT_TRUE(base) << text_of(base.error());
  const auto scenario =
      load_scenario("# Usage is set.\nfauxplane: 1\nworld: {orgs: {a: {usage: {api_calls: 9}}}}\n",
                    "x.yaml", words(), *base);
  ASSERT_TRUE(scenario) << text_of(scenario.error());
  ASSERT_EQ(scenario->world->usage.size(), 2U);
  EXPECT_EQ(scenario->world->usage[0].quantity, 9);
  EXPECT_EQ(scenario->world->usage[1].quantity, 2);
}

TEST(ReadOrgTest, PointsAtWhatIsWrong) {
  struct Case {
    const char* orgs;
    const char* says;
  };
  constexpr Case kCases[] = {
      {"{org_2: {}}", "16: a new org needs \"plan\"; known orgs are org_1, org_free"},
      {"{org_1: {plan: x}}", "30: there is no plan \"x\""},
      {"{org_1: {seats: 5}}", "31: seats must be a map"},
      {"{org_1: {seats: {purchased: -1}}}", "43: purchased must be a whole number from 0"},
      {"{org_1: {usage: {calls: 1}}}", "32: there is no dimension \"calls\""},
      {"{org_1: {usage: {api_calls: ~}}}", "43: api_calls must be a whole number from 0"},
      {"{org_1: {payment_method: {}}}", "40: payment_method needs \"brand\""},
      {"{org_1: {upcoming_invoice: none}}", "42: upcoming_invoice must be a map"},
      {"{org_1: {invoices: {}}}", "34: invoices must be a list"},
      {"{org_1: {invoices: [5]}}", "35: invoice must be a map"},
  };
  for (const Case& row : kCases) {
    SCOPED_TRACE(row.orgs);
    const std::string said = complaints("world: {orgs: " + std::string(row.orgs) + "}\n");
    EXPECT_TRUE(said.starts_with("x.yaml:3:" + std::string(row.says))) << said;
  }
}

}  // namespace
}  // namespace fauxplane
