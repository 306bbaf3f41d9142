#include <gtest/gtest.h>

#include "simulator/scenario/read_step.h"
#include "tests/scenario/support.h"

namespace fauxplane {
namespace {

std::vector<Effect> read(const std::string& then) {
  const auto scenario = load_step("on: GET /me, then: " + then);
  if (!scenario) throw std::invalid_argument(text_of(scenario.error()));
  return scenario->steps.at(0).effects;
}

TEST(ReadEffectTest, ReadsEveryEffect) {
  struct Case {
    const char* yaml;
    Effect effect;
  };
  const auto calls = Dimension{0};
  const Case cases[] = {
      {"{advance_clock: 10s}", AdvanceClock{Duration(10'000)}},
      {"{set_clock: \"1970-01-02\"}", SetClock{Instant{std::chrono::hours{24}}}},
      {"{set_usage: {org: org_1, api_calls: 5}}", SetUsage{OrgId("org_1"), calls, 5}},
      {"{set_limit: {plan: pro, api_calls: 5}}", SetLimit{PlanId("pro"), calls, 5}},
      {"{set_limit: {plan: pro, api_calls: ~}}", SetLimit{PlanId("pro"), calls, std::nullopt}},
      {"{set_plan: {org: org_1, plan: free}}", SetPlan{OrgId("org_1"), PlanId("free")}},
      {"{enable_billing: org_free}", SetBilling{OrgId("org_free"), true}},
      {"{disable_billing: org_1}", SetBilling{OrgId("org_1"), false}},
      {"{revoke_key: key_free}", RevokeKey{KeyId("key_free")}},
      {"{expire_key: key_free}", ExpireKey{KeyId("key_free")}},
      {"{assign_seat: member_seatless}", SetSeat{MemberId("member_seatless"), true}},
      {"{remove_seat: member_plain}", SetSeat{MemberId("member_plain"), false}},
      {"{set_role: {member: member_plain, role: owner}}",
       SetRole{MemberId("member_plain"), "owner"}},
      {"{set_extraction: {delay: 2s, outcome: failed}}",
       SetExtraction{.delay = Duration(2'000), .fails = true}},
      {"{set_extraction: {fails_on: bad}}", SetExtraction{.fails_on = "bad"}},
  };
  for (const Case& row : cases) {
    SCOPED_TRACE(row.yaml);
    EXPECT_EQ(read(row.yaml), std::vector<Effect>{row.effect});
  }
}

TEST(ReadEffectTest, KeepsTheOrderOfTheFile) {
  const std::vector<Effect> wanted = {RevokeKey{KeyId("key_free")}, AdvanceClock{Duration(1'000)}};
  EXPECT_EQ(read("{revoke_key: key_free, advance_clock: 1s}"), wanted);
  EXPECT_EQ(read("[{revoke_key: key_free}, {advance_clock: 1s}]"), wanted);
  EXPECT_EQ(read("{set_usage: {org: org_1, llm_tokens: 2, api_calls: 1}}"),
            (std::vector<Effect>{SetUsage{OrgId("org_1"), Dimension{3}, 2},
                                 SetUsage{OrgId("org_1"), Dimension{0}, 1}}));
}

TEST(ReadEffectTest, RefusesWhatCanNotHappen) {
  struct Case {
    const char* then;
    const char* says;
  };
  constexpr Case kCases[] = {
      {"{}", "an empty then says nothing"},
      {"[]", "an empty then says nothing"},
      {"advance", "then must be a map, not \"advance\""},
      {"{advance_clok: 1s}", "did you mean \"advance_clock\"?"},
      {"{advance_clock: 1}", "needs a unit"},
      {"{set_clock: soon}", "\"soon\" is not an instant"},
      {"{set_usage: 5}", "set_usage must be a map"},
      {"{set_usage: {org: org_1}}", "set_usage needs a dimension, such as api_calls: 100"},
      {"{set_usage: {api_calls: 1}}", "set_usage needs \"org\": the id of an org"},
      {"{set_usage: {org: org_2, api_calls: 1}}", "there is no org \"org_2\""},
      {"{set_usage: {org: org_1, api_call: 1}}", "did you mean \"api_calls\"?"},
      {"{set_usage: {org: org_1, api_calls: -1}}", "api_calls must be a whole number from 0"},
      {"{set_usage: {org: org_1, api_calls: ~}}", "api_calls must be a whole number from 0"},
      {"{set_limit: {plan: por, api_calls: 1}}", "there is no plan \"por\""},
      {"{set_plan: {org: org_1}}", "set_plan needs \"plan\""},
      {"{enable_billing: org}", "there is no org \"org\""},
      {"{revoke_key: [key_free]}", "key must be a text, not a list"},
      {"{assign_seat: member}", "there is no member \"member\""},
      {"{delete_tenant: org_7}", "there is no tenant \"org_7\""},
      {"{reset_usage: org_1}", "service memsy has no such reset; write set_usage with 0"},
      {"{resubscribe: org_2}", "there is no org \"org_2\""},
      {"{set_role: {member: member_plain}}", "set_role needs \"role\""},
  };
  for (const Case& row : kCases) {
    SCOPED_TRACE(row.then);
    const std::string said = step_complaints("on: GET /me, then: " + std::string(row.then));
    EXPECT_NE(said.find(row.says), std::string::npos) << said;
  }
}

}  // namespace
}  // namespace fauxplane
