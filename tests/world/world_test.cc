#include "simulator/world/world.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <array>

#include "tests/support/test_plane.h"

namespace fauxplane {
namespace {

TEST(WorldTest, PlantsWhatTheScenarioBrings) {
  TestPlane plane(R"(
world:
  plans: {tiny: {limits: {api_calls: 3}}}
  orgs: {org_t: {plan: tiny, usage: {api_calls: 2, memories_stored: 4}}}
  members: {member_t: {org: org_t}}
  keys: {key_t: {member: member_t, secret: msy_tiny}}
  handed_out: key_t
)");
  const Store& store = plane.world().store();
  EXPECT_EQ(plane.world().handed_out_key()->secret, "msy_tiny");
  const auto identity = store.identify("msy_tiny");
  ASSERT_TRUE(identity);
  EXPECT_EQ(identity->org->id.value, "org_t");
  EXPECT_EQ(identity->plan->limits[0], 3);
  const Quantities used = store.usage(OrgId{"org_t"}, plane.world().now(plane.arrival()));
  EXPECT_EQ(used[0], 2);
  EXPECT_EQ(used[2], 4);
  EXPECT_EQ(plane.world().store().events().list().size(), 6U);
}

TEST(WorldTest, StartsItsClockWhereTheScenarioSaysOrNow) {
  TestPlane usual;
  EXPECT_EQ(to_iso8601(usual.world().now(usual.arrival())), "2026-04-15T12:00:00Z");
  TestPlane now("clock: {start: now, flow: 60x}");
  EXPECT_EQ(to_iso8601(now.world().now(now.arrival())), "2030-01-01T00:00:00Z");
  now.wait(std::chrono::seconds{2});
  EXPECT_EQ(to_iso8601(now.world().now(now.arrival())), "2030-01-01T00:02:00Z");
}

TEST(WorldTest, MakesIdsThatFollowFromTheSeed) {
  TestPlane one("seed: 7");
  TestPlane same("seed: 7");
  TestPlane other("seed: 8");
  const std::string first = one.world().next_id("key_", 8);
  EXPECT_EQ(first.size(), 12U);
  EXPECT_TRUE(first.starts_with("key_"));
  EXPECT_EQ(same.world().next_id("key_", 8), first);
  EXPECT_NE(one.world().next_id("key_", 8), first);
  EXPECT_NE(other.world().next_id("key_", 8), first);
}

TEST(WorldTest, ResolvesItsSettings) {
  TestPlane usual;
  TestPlane chosen("world: {settings: {control_scopes: enforced, envelope: text}}");
  EXPECT_EQ(usual.world().setting(1), 0);
  EXPECT_EQ(usual.world().setting(2), 0);
  EXPECT_EQ(chosen.world().setting(0), 0);
  EXPECT_EQ(chosen.world().setting(1), 2);
  EXPECT_EQ(chosen.world().setting(2), 1);
}

struct Visit {
  const char* method;
  const char* target;
  const char* body;
};

constexpr std::array<Visit, 9> kCalls = {{{"GET", "/api/me", ""},
                                          {"GET", "/api/keys", ""},
                                          {"POST", "/api/keys", R"({"name":"a"})"},
                                          {"POST", "/api/keys", "{"},
                                          {"DELETE", "/api/keys/key_member", ""},
                                          {"GET", "/api/usage/timeseries", ""},
                                          {"GET", "/api/console/events?limit=3", ""},
                                          {"GET", "/api/billing/summary", ""},
                                          {"GET", "/api/nothing", ""}}};

// What came out of the plane for the calls, byte for byte.
std::string play_all(Seed seed, const std::vector<std::size_t>& calls) {
  TestPlane plane("seed: " + std::to_string(seed) + R"(
clock: {flow: 60x}
steps:
  - {on: GET /me, chance: 0.3, answer: 429 retry_after date:rfc850:90s}
  - {on: any, chance: 0.2, answer: usage_limit_exceeded, then: {advance_clock: 12h}}
)");
  std::string bytes;
  for (const std::size_t call : calls) {
    const Visit& one = kCalls.at(call);
    plane.wait(std::chrono::milliseconds{137});
    bytes += plane.send(one.method, one.target, {.body = one.body}).bytes;
  }
  return bytes;
}

RC_GTEST_PROP(WorldProperty, AnswersTheSameBytesToTheSameRequests, ()) {
  const auto calls = *rc::gen::scale(0.25, rc::gen::container<std::vector<std::size_t>>(
                                               rc::gen::inRange<std::size_t>(0, kCalls.size())));
  const Seed seed = *rc::gen::inRange<Seed>(0, 1'000);
  RC_ASSERT(play_all(seed, calls) == play_all(seed, calls));
}

TEST(WorldTest, AnswersOtherBytesUnderAnotherSeed) {
  const std::vector<std::size_t> calls(20, 2);
  EXPECT_NE(play_all(1, calls), play_all(2, calls));
}

TEST(WorldTest, OpenStepsBeginBehindThoseThatAreUsedUp) {
  TestPlane plane(R"(
steps:
  - {on: GET /me, times: 1, answer: {status: 218}}
  - {on: GET /keys, times: 1, answer: {status: 218}}
  - {on: GET /me, times: 1, answer: {status: 219}}
  - {on: any, times: 1, answer: {status: 220}}
)");
  World& world = plane.world();
  const auto open_on = [&](std::size_t list) {
    const auto open = world.open_steps_on(static_cast<std::uint16_t>(list));
    return std::vector<std::uint32_t>(open.begin(), open.end());
  };
  std::size_t me = 0;
  while (world.script()->steps_on(static_cast<std::uint16_t>(me)).size() != 3) ++me;
  const std::size_t other = world.script()->list_count() - 1;
  EXPECT_EQ(open_on(me), (std::vector<std::uint32_t>{0, 2, 3}));
  world.mark_used_up(2);
  EXPECT_EQ(open_on(me), (std::vector<std::uint32_t>{0, 2, 3}));
  world.mark_used_up(0);
  EXPECT_EQ(open_on(me), (std::vector<std::uint32_t>{3}));
  EXPECT_EQ(open_on(other), (std::vector<std::uint32_t>{3}));
  world.mark_used_up(3);
  EXPECT_TRUE(open_on(me).empty());
  EXPECT_TRUE(open_on(other).empty());
}

TEST(WorldTest, RemembersTheEventsThatItsScenarioSaysSo) {
  TestPlane plane(R"(
world:
  extraction: {delay: 7s}
  events:
    - {id: e1, org: org_1, actor_id: a, kind: k, content: one, ts: "2026-04-01", remembered: true}
    - {id: e2, org: org_1, actor_id: a, kind: k, content: two, ts: "2026-04-01"}
)");
  Store& store = plane.world().store();
  EXPECT_EQ(store.extraction_policy().delay, Duration{7'000});
  store.with_bank(OrgId{"org_1"}, [](MemoryBank& bank) {
    ASSERT_EQ(bank.memories().size(), 1U);
    EXPECT_EQ(bank.memories()[0].event->id, EventId{"e1"});
  });
}

// A session costs little because it shares what nobody has changed.
TEST(WorldTest, SharesTheRecordsOfItsScenario) {
  TestPlane plane;
  const auto& seed = *plane.world().scenario().world;
  EXPECT_EQ(plane.world().store().orgs().find(seed.orgs.front().id).get(), &seed.orgs.front());
  EXPECT_EQ(plane.world().store().keys().list().back().get(), &seed.keys.back());
}

}  // namespace
}  // namespace fauxplane
