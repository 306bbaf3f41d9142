#include "simulator/scenario/read_world.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "tests/scenario/support.h"

namespace fauxplane {
namespace {

WorldSeed read(const std::string& world) {
  const auto scenario = load_part("world: " + world + "\n");
  if (!scenario) throw std::invalid_argument(text_of(scenario.error()));
  return *scenario->world;
}

TEST(ReadWorldTest, AnEmptyWorldIsItsBase) {
  EXPECT_EQ(read("{}"), default_world());
}

TEST(ReadWorldTest, LaysPlansOverTheirBaseKeyByKey) {
  const WorldSeed world = read(
      "{plans: {pro: {limits: {api_calls: 5, llm_tokens: ~}, overage_rates: {api_calls: "
      "0.5}, max_keys: 3, features: []}}}");
  WorldSeed wanted = default_world();
  wanted.plans[1].limits[0] = 5;
  wanted.plans[1].limits[3] = std::nullopt;
  wanted.plans[1].overage_rates[0] = 0.5;
  wanted.plans[1].max_keys = 3;
  wanted.plans[1].features.clear();
  EXPECT_EQ(world, wanted);
}

TEST(ReadWorldTest, ANewPlanIsUnlimited) {
  const WorldSeed world = read("{plans: {team: {max_orgs: 7}}}");
  ASSERT_EQ(world.plans.size(), 3U);
  EXPECT_EQ(world.plans[2].id.value, "team");
  EXPECT_EQ(world.plans[2].limits, Limits{});
  EXPECT_EQ(world.plans[2].max_orgs, 7);
}

TEST(ReadWorldTest, MovesAMemberAndTheirKeysToAnotherOrg) {
  const WorldSeed world = read("{members: {member_plain: {org: org_free, seat: false}}}");
  EXPECT_EQ(world.members[1].org.value, "org_free");
  EXPECT_FALSE(world.members[1].has_seat);
  EXPECT_EQ(world.members[1].email, "member@example.com");
  EXPECT_EQ(world.keys[1].org.value, "org_free");
}

TEST(ReadWorldTest, MakesNewKeysThatWork) {
  const WorldSeed world = read("{keys: {key_ci: {member: member_free}}, handed_out: key_ci}");
  const ApiKey& key = world.keys.back();
  EXPECT_EQ(key.id.value, "key_ci");
  EXPECT_EQ(key.name, "key_ci");
  EXPECT_EQ(key.org.value, "org_free");
  EXPECT_EQ(key.scopes, (std::set<std::string>{"read", "write"}));
  EXPECT_EQ(key.secret.size(), 36U);
  EXPECT_TRUE(key.secret.starts_with("msy_"));
  EXPECT_EQ(to_iso8601(key.created_at), "2026-01-01T00:00:00Z");
  EXPECT_FALSE(key.expires_at);
  EXPECT_FALSE(key.revoked_at);
  EXPECT_EQ(world.handed_out.value, "key_ci");
  EXPECT_EQ(read("{keys: {key_ci: {member: member_free}}}").keys.back().secret, key.secret);
}

TEST(ReadWorldTest, ChangesKeys) {
  const WorldSeed world = read(
      "{keys: {key_revoked: {revoked: false}, key_free: {scopes: [read], expires_at: "
      "\"2026-05-01\", revoked: true, secret: msy_x}}}");
  EXPECT_FALSE(world.keys[5].revoked_at);
  EXPECT_EQ(world.keys[6].scopes, std::set<std::string>{"read"});
  EXPECT_EQ(world.keys[6].secret, "msy_x");
  EXPECT_EQ(to_iso8601(*world.keys[6].expires_at), "2026-05-01T00:00:00Z");
  EXPECT_EQ(world.keys[6].revoked_at, world.keys[6].created_at);
}

TEST(ReadWorldTest, EventsReplaceThoseOfTheBase) {
  const WorldSeed world = read(
      "{events: [{org: org_1, actor_id: a, kind: k, content: c, ts: \"2026-04-01\", metadata: {z: "
      "1, a: [x]}}]}");
  ASSERT_EQ(world.events.size(), 1U);
  const Event& event = world.events[0];
  EXPECT_EQ(event.id.value.size(), 26U);
  EXPECT_EQ(event.metadata, R"({"z":1,"a":["x"]})");
  EXPECT_EQ(event.ingested_at, event.at);
  EXPECT_TRUE(read("{events: []}").events.empty());
}

TEST(ReadWorldTest, ChoosesSettings) {
  const WorldSeed world = read("{settings: {authentication: gateway}}");
  EXPECT_EQ(world.settings.at("authentication"), "gateway");
  EXPECT_EQ(world.settings.size(), 1U);
}

TEST(ReadWorldTest, PointsAtWhatIsWrong) {
  struct Case {
    const char* world;
    const char* says;
  };
  constexpr Case kCases[] = {
      {"[]", "8: world must be a map, not a list"},
      {"{plans: [pro]}", "16: plans must be a map, not a list"},
      {"{plans: {\"\": {}}}", "17: an id must not be empty"},
      {"{plans: {pro: ~}}", "22: plan must be a map, not nothing"},
      {"{plans: {pro: {limits: {api_call: 1}}}}", "32: there is no dimension \"api_call\""},
      {"{plans: {pro: {limits: {api_calls: -1}}}}", "43: api_calls must be a whole number from 0"},
      {"{plans: {pro: {overage_rates: {api_calls: x}}}}", "50: api_calls must be a number"},
      {"{plans: {pro: {features: reranking}}}", "33: features must be a list"},
      {"{members: {member_x: {}}}", "19: a new member needs \"org\""},
      {"{members: {member_plain: {org: org_x}}}", "39: there is no org \"org_x\""},
      {"{members: {member_plain: {seat: 1}}}", "40: seat must be true or false"},
      {"{keys: {key_x: {}}}", "16: a new key needs \"member\""},
      {"{keys: {key_free: {member: x}}}", "35: there is no member \"x\""},
      {"{keys: {key_free: {scopes: [admin]}}}", "36: there is no scope \"admin\""},
      {"{keys: {key_free: {secret: sk_1}}}", "35: a secret must begin with msy_"},
      {"{keys: {key_free: {secret: \"msy_ x\"}}}", "35: a secret must begin with msy_"},
      {"{keys: {key_free: {secret: msy_ad000000000000000000000000000001}}}",
       "35: keys key_admin and key_free have the same secret"},
      {"{keys: {key_a: {member: member_free, secret: msy_1}, key_b: {member: member_free, "
       "secret: msy_1}}}",
       "98: keys key_a and key_b have the same secret"},
      {"{events: {}}", "17: events must be a list"},
      {"{events: [{org: org_x, actor_id: a, kind: k, content: c, ts: \"2026-04-01\"}]}",
       "24: there is no org \"org_x\""},
      {"{settings: {authentication: none}}", "36: there is no value of authentication \"none\""},
      {"{settings: {color: red}}", "20: there is no setting \"color\""},
      {"{handed_out: key_x}", "21: there is no key \"key_x\""},
  };
  for (const Case& row : kCases) {
    SCOPED_TRACE(row.world);
    const std::string said = complaints("world: " + std::string(row.world) + "\n");
    EXPECT_TRUE(said.starts_with("x.yaml:3:" + std::string(row.says))) << said;
  }
}

RC_GTEST_PROP(ReadWorldProperty, TheLastWordOnALimitHolds, ()) {
  const auto limit = *rc::gen::inRange<std::int64_t>(0, INT64_MAX);
  const WorldSeed world =
      read("{plans: {free: {limits: {search_queries: " + std::to_string(limit) + "}}}}");
  RC_ASSERT(world.plans[0].limits[4] == limit);
  RC_ASSERT(world.plans[0].limits[0] == default_world().plans[0].limits[0]);
}

}  // namespace
}  // namespace fauxplane
