// 64 clients at once, 1,000 rounds (memorysync.md 6; S2, S7 and S13): no interleaving passes a
// limit, loses a unit, counts one twice, or repeats an id.
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <string>
#include <vector>

#include "tests/services/memorysync/metered_routes.h"
#include "tests/support/racing.h"

namespace fauxplane {
namespace {

// What MemorySync is asked with; `more` tells one client from another.
HeaderList headers_of(const std::string& secret, const HeaderList& more = {}) {
  HeaderList headers = {{"X-API-Key", secret}, {"X-End-User-ID", "u-1"}};
  headers.insert(headers.end(), more.begin(), more.end());
  return headers;
}

struct RaceCase {
  const char* name;
  const char* secret;  // empty: the one that is handed out
  const char* tenant;
  const char* org;
};

class MeteringRaceTest : public testing::TestWithParam<RaceCase> {};

// S2: of 64 calls, exactly as many are admitted as there is room for, 0 to 79; in turns of an add
// and a query.
TEST_P(MeteringRaceTest, AdmitsExactlyWhatHasRoom) {
  constexpr std::int64_t kLimit = 100;
  const RaceCase& row = GetParam();
  TestPlane plane(scenario_of_memorysync(
      "world:\n"
      "  settings: {rate_limits: \"off\"}\n"
      "  plans:\n"
      "    pro: {limits: {add_requests: 100, retrieval_requests: 100}}\n"
      "    evaluation: {limits: {add_requests: 100, retrieval_requests: 100}}\n"));
  const Sender sender(plane, headers_of(*row.secret == '\0' ? handed_out_secret() : row.secret));
  Store& store = plane.world().store();
  const Instant now = plane.world().now(plane.arrival());
  const OrgId org{row.org};
  std::atomic<std::int64_t> admitted{0};
  int wrong_rounds = 0;
  const auto room_of = [](int round) -> std::int64_t { return round % 80; };
  const auto route_of = [](int round) { return kMeteredRoutes[round % 2 == 0 ? 1 : 3]; };
  const auto between = [&](int round) {
    if (round > 0) {
      const std::int64_t room = room_of(round - 1);
      const std::int64_t wanted = std::min<std::int64_t>(kRaceThreads, room);
      const Quantities used = store.usage(org, now);
      if (admitted.exchange(0) != wanted ||
          used[route_of(round - 1).dimension] != kLimit - room + wanted) {
        ++wrong_rounds;
      }
    }
    const auto dimension = static_cast<Dimension>(route_of(round).dimension);
    store.set_usage(org, now, dimension, kLimit - room_of(round));
  };
  run_rounds(kRaceRounds, between, [&](int, int round) {
    const MeteredRoute route = route_of(round);
    const std::string body = metered_body(route.kind, row.tenant, 1);
    const std::string_view bytes = sender.send(Method::kPost, route.target, body);
    if (is_success(bytes) && !bytes.ends_with(route.degraded)) ++admitted;
  });
  EXPECT_EQ(wrong_rounds, 0);
}

INSTANTIATE_TEST_SUITE_P(Table, MeteringRaceTest,
                         testing::Values(RaceCase{"Silent", "", kOwnTenant, "org_main"},
                                         RaceCase{"Strict", kStrictSecret, kStrictTenant,
                                                  "org_evaluation"}),
                         [](const auto& row) { return row.param.name; });

// S4 and S7: the cycle turns while calls are in flight, some of which fail. Each success counts
// once, in one of the two cycles; what failed counts in neither.
TEST(MeteringRaceTest, CountsOnceWhateverCycleACallEndsIn) {
  TestPlane plane(scenario_of_memorysync(
      "clock: {start: \"2026-01-31T23:59:59Z\"}\n"
      "world: {settings: {rate_limits: \"off\"}, plans: {pro: {limits: {retrieval_requests: ~}}}}\n"
      "steps: [{on: any, match: {header: {X-Fail: {present: true}}}, answer: 500}]\n"));
  const Sender good(plane, headers_of(handed_out_secret()));
  const Sender bad(plane, headers_of(handed_out_secret(), {{"X-Fail", "1"}}));
  Store& store = plane.world().store();
  const auto start_of = [](int round) {
    return Instant{std::chrono::sys_days{std::chrono::year{2026} / 2 / 1} +
                   std::chrono::days{31} * round};
  };
  const auto set_clock = [&](Instant now) {
    store.set_clock({.anchor = now, .anchored_at = plane.arrival(), .rate = 0.0});
  };
  // The cycles of a round are the one that ends in its month, and the next.
  const auto turn_in = [&](int round) { return period_of(start_of(round)).end; };
  const auto counted = [&](int round) {
    const Instant turn = turn_in(round);
    return store.usage(kMainOrg, turn - Duration{1})[1] + store.usage(kMainOrg, turn)[1];
  };
  std::atomic<std::int64_t> succeeded{0};
  std::int64_t before = 0;
  int wrong_rounds = 0;
  run_rounds(
      kRaceRounds,
      [&](int round) {
        if (round > 0 && counted(round - 1) - before != succeeded.exchange(0)) ++wrong_rounds;
        before = counted(round);
        set_clock(turn_in(round) - Duration{1});
      },
      [&](int thread, int round) {
        if (thread == kRaceThreads / 2) set_clock(turn_in(round));
        const std::string body = metered_body(MeteredKind::kQuery, kOwnTenant, 1);
        const Sender& sender = thread % 4 == 0 ? bad : good;
        if (is_success(sender.send(Method::kPost, "/memory/query", body))) ++succeeded;
      });
  EXPECT_EQ(wrong_rounds, 0);
}

// S13, of all answers that a plane gives at once.
TEST(MeteringRaceTest, NoTwoAnswersShareAnId) {
  TestPlane plane(scenario_of_memorysync("world: {settings: {rate_limits: \"off\"}}\n"));
  const Sender known(plane, headers_of(handed_out_secret()));
  const Sender unknown(plane, headers_of("ms_live_nobody"));
  std::array<std::vector<std::string>, kRaceThreads> ids;
  // One long round: nothing has to begin at once for ids to meet.
  run_rounds(
      1, [](int) {},
      [&](int thread, int) {
        for (int call = 0; call < kRaceRounds; ++call) {
          const Sender& sender = (thread + call) % 2 == 0 ? known : unknown;
          const std::string_view bytes = sender.send(Method::kPost, "/memory/query", "{}");
          constexpr std::string_view kName = "X-Request-ID: ";
          ids.at(static_cast<std::size_t>(thread))
              .emplace_back(bytes.substr(bytes.find(kName) + kName.size(), RequestIds::kSize));
        }
      });
  std::vector<std::string> all;
  for (const auto& of_thread : ids) all.insert(all.end(), of_thread.begin(), of_thread.end());
  EXPECT_EQ(all.size(), static_cast<std::size_t>(kRaceThreads) * kRaceRounds);
  std::sort(all.begin(), all.end());
  EXPECT_EQ(std::adjacent_find(all.begin(), all.end()), all.end());
}

}  // namespace
}  // namespace fauxplane
