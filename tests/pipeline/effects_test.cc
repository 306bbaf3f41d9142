#include "simulator/pipeline/effects.h"

#include <gtest/gtest.h>

#include "tests/support/test_plane.h"

namespace fauxplane {
namespace {

struct EffectCase {
  const char* name;
  const char* effect;
  const char* target;  // asked before and after
  const char* key;
  int before;  // statuses
  int after;
};

class EffectTest : public testing::TestWithParam<EffectCase> {};

TEST_P(EffectTest, ChangesWhatIsAnsweredFromThenOn) {
  const EffectCase& row = GetParam();
  TestPlane plane(R"(
world:
  plans: {free: {limits: {api_calls: 10}}}
  orgs: {org_free: {usage: {api_calls: 3}}}
steps: [{on: POST /interest/pro, answer: {status: 200}, then: {)" +
                  std::string(row.effect) + "}}]");
  EXPECT_EQ(plane.send("GET", row.target, {.key = row.key}).status, row.before);
  EXPECT_EQ(plane.send("POST", "/api/interest/pro").status, 200);
  EXPECT_EQ(plane.send("GET", row.target, {.key = row.key}).status, row.after);
}

INSTANTIATE_TEST_SUITE_P(
    Table, EffectTest,
    testing::Values(EffectCase{"SetUsage", "set_usage: {org: org_free, api_calls: 10}", "/api/me",
                               kFreeKey, 200, 429},
                    EffectCase{"SetUsageOfAnother", "set_usage: {org: org_1, api_calls: 10}",
                               "/api/me", kFreeKey, 200, 200},
                    EffectCase{"SetLimit", "set_limit: {plan: free, api_calls: 4}", "/api/me",
                               kFreeKey, 200, 429},
                    EffectCase{"SetLimitOfAnother", "set_limit: {plan: pro, events_ingested: 0}",
                               "/api/me", kFreeKey, 200, 200},
                    EffectCase{"EnableBilling", "enable_billing: org_free", "/api/billing/summary",
                               kFreeKey, 403, 200},
                    EffectCase{"DisableBilling", "disable_billing: org_1", "/api/billing/summary",
                               kAdminKey, 200, 403},
                    EffectCase{"RevokeKey", "revoke_key: key_free", "/api/me", kFreeKey, 200, 401},
                    EffectCase{"ExpireKey", "expire_key: key_free", "/api/me", kFreeKey, 200, 401},
                    EffectCase{"RevokeOwnKey", "revoke_key: key_admin", "/api/me", kAdminKey, 200,
                               401},
                    EffectCase{"AssignSeat", "assign_seat: member_seatless", "/api/console/events",
                               kSeatlessKey, 403, 200},
                    EffectCase{"RemoveSeat", "remove_seat: member_plain", "/api/console/events",
                               kMemberKey, 200, 403},
                    EffectCase{"SetRole", "set_role: {member: member_plain, role: \"org:admin\"}",
                               "/api/keys", kMemberKey, 403, 200},
                    EffectCase{"TakeRole", "set_role: {member: member_admin, role: \"org:member\"}",
                               "/api/keys", kAdminKey, 200, 403},
                    EffectCase{"AdvanceClock", "advance_clock: 1d", "/api/keys/key_nobody/usage",
                               kAdminKey, 404, 404}),
    [](const auto& row) { return row.param.name; });

TEST(EffectsTest, SetThePlanOfAnOrg) {
  TestPlane plane(
      "steps: [{on: POST /interest/pro, answer: {status: 200}, then: {set_plan: {org: org_free, "
      "plan: pro}}}]");
  EXPECT_EQ(plane.get("/api/me", kFreeKey)["tier"], "free");
  static_cast<void>(plane.send("POST", "/api/interest/pro"));
  EXPECT_EQ(plane.get("/api/me", kFreeKey)["tier"], "pro");
  EXPECT_EQ(plane.get("/api/keys", kFreeKey)["max_keys"], 10);
}

TEST(EffectsTest, LiftALimit) {
  TestPlane plane(R"(
world: {plans: {pro: {limits: {api_calls: 1}}}}
steps: [{on: GET /me, then: {set_limit: {plan: pro, api_calls: null}}}]
)");
  EXPECT_EQ(plane.send("GET", "/api/me").header("X-RateLimit-Limit"), "1");
  const TestAnswer after = plane.send("GET", "/api/me");
  EXPECT_EQ(after.status, 200);
  EXPECT_EQ(after.header("X-RateLimit-Limit"), std::nullopt);
}

TEST(EffectsTest, SetTheGaugeAndCounters) {
  TestPlane plane(R"(
steps:
  - on: GET /me
    times: 1
    then: {set_usage: {org: org_1, memories_stored: 9, search_queries: 4, api_calls: 100}}
)");
  EXPECT_EQ(plane.send("GET", "/api/me").header("X-Usage-ApiCalls"), "1")
      << "after the answer was made";
  const TestAnswer after = plane.send("GET", "/api/me");
  EXPECT_EQ(after.header("X-Usage-ApiCalls"), "101");
  EXPECT_EQ(after.header("X-Usage-MemoriesStored"), "9");
  EXPECT_EQ(after.header("X-Usage-SearchQueries"), "4");
}

TEST(EffectsTest, MoveTheClockForwardAndSetIt) {
  TestPlane plane(R"(
steps:
  - {on: GET /me, times: 1, then: {advance_clock: 36h}}
  - {on: GET /me, times: 1, then: {set_clock: "2025-01-01T00:00:00Z"}}
)");
  EXPECT_EQ(plane.send("GET", "/api/me").header("Date"), "Wed, 15 Apr 2026 12:00:00 GMT");
  EXPECT_EQ(plane.send("GET", "/api/me").header("Date"), "Fri, 17 Apr 2026 00:00:00 GMT");
  EXPECT_EQ(plane.send("GET", "/api/me").header("Date"), "Wed, 01 Jan 2025 00:00:00 GMT");
}

TEST(EffectsTest, HappenInTheirOrder) {
  TestPlane plane(R"(
steps:
  - on: GET /me
    times: 1
    then:
      - {advance_clock: 30d}
      - {set_usage: {org: org_1, api_calls: 5}}
      - {disable_billing: org_1}
      - {enable_billing: org_1}
)");
  static_cast<void>(plane.send("GET", "/api/me"));
  EXPECT_EQ(plane.send("GET", "/api/billing/summary").header("X-Usage-ApiCalls"), "6");
}

TEST(EffectsTest, LeaveAWorldWithoutTheRecordAsItIs) {
  TestPlane plane;
  apply_effect(plane.world(), SetPlan{OrgId{"nobody"}, PlanId{"pro"}}, plane.arrival());
  apply_effect(plane.world(), RevokeKey{KeyId{"nobody"}}, plane.arrival());
  EXPECT_EQ(plane.world().store().orgs().find(OrgId{"nobody"}), nullptr);
  EXPECT_EQ(plane.world().store().keys().find(KeyId{"nobody"}), nullptr);
}

TEST(EffectsTest, ADeletedTenantStaysAsARecord) {
  TestPlane plane("world: {tenants: {org_7: {org: org_1}}}\n");
  apply_effect(plane.world(), DeleteTenant{TenantId{"org_7"}}, plane.arrival());
  const auto tenant = plane.world().store().tenants().find(TenantId{"org_7"});
  ASSERT_NE(tenant, nullptr);
  EXPECT_TRUE(tenant->is_deleted);
}

}  // namespace
}  // namespace fauxplane
