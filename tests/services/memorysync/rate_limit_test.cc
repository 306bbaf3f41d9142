// The rate limiter as callers see it (memorysync.md 11): whose windows a call is charged to, and
// what it is told.
#include "simulator/domain/rate_limit.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <atomic>
#include <vector>

#include "tests/services/memorysync/support.h"
#include "tests/support/domain_gen.h"
#include "tests/support/store_cases.h"

namespace fauxplane {
namespace {

using std::chrono::hours;
using std::chrono::seconds;

constexpr const char* kRoute = "/org/billing/price";
constexpr const char* kSecondKey = "ms_live_5ec0nd";

// A world whose key may call so often; `more` stands beside it in the world.
std::string limited(const RateLimits& limits, const std::string& more = "") {
  return "clock: {start: \"2026-03-02T09:00:00Z\"}\n"
         "world:\n"
         "  rate_limits: {pro: {per_second: " +
         std::to_string(limits[0]) + ", per_minute: " + std::to_string(limits[1]) +
         ", per_hour: " + std::to_string(limits[2]) +
         "}}\n"
         "  keys:\n"
         "    key_live: {rate_tier: pro}\n"
         "    key_second: {member: member_main, rate_tier: pro, secret: " +
         kSecondKey + "}\n" + more;
}

TEST(RateLimitTest, RefusesWithTheWaitInHeadAndBody) {
  MemorySyncPlane plane(limited({1000, 2, 1000}));
  EXPECT_EQ(plane.call("GET", kRoute).status, 200);
  EXPECT_EQ(plane.call("GET", kRoute).status, 200);
  const TestAnswer refused = plane.call("GET", kRoute);
  EXPECT_EQ(refused.status, 429);
  EXPECT_EQ(refused.header("Retry-After"), "90");
  const auto body = refused.json();
  EXPECT_EQ(body["error"]["code"], "RATE_LIMIT_EXCEEDED");
  EXPECT_EQ(body["error"]["message"], "Too many calls in the per-minute layer.");
  EXPECT_EQ(body["error"]["retry_after"], 90);
  EXPECT_EQ(body["request_id"], refused.header("X-Request-ID").value());
  EXPECT_EQ(refused.header("X-RateLimit-Limit"), "2");
  EXPECT_EQ(refused.header("X-RateLimit-Remaining"), "0");
  EXPECT_EQ(refused.header("X-RateLimit-Reset"), "60");
}

TEST(RateLimitTest, EveryLimitedAnswerTellsOfTheTightestLayer) {
  MemorySyncPlane plane(limited({10, 5, 100}));
  const TestAnswer answer = plane.call("GET", kRoute);
  EXPECT_EQ(answer.header("X-RateLimit-Limit"), "5");
  EXPECT_EQ(answer.header("X-RateLimit-Remaining"), "4");
  EXPECT_EQ(plane.call("GET", "/no/such/route").header("X-RateLimit-Remaining"), "3");
}

TEST(RateLimitTest, TwoKeysOfOneOrganizationHaveWindowsOfTheirOwn) {
  MemorySyncPlane plane(limited({1, 100, 100}));
  EXPECT_EQ(plane.call("GET", kRoute).status, 200);
  EXPECT_EQ(plane.call("GET", kRoute).status, 429);
  EXPECT_EQ(plane.call("GET", kRoute, kSecondKey).status, 200);
}

TEST(RateLimitTest, CallersWithoutAKnownKeyAreLimitedByAddress) {
  MemorySyncPlane plane("world: {rate_limits: {default: {per_second: 2}}}\n");
  EXPECT_EQ(plane.call("GET", kRoute, "").status, 401);
  EXPECT_EQ(plane.call("GET", kRoute, "ms_live_nobody").status, 401);
  EXPECT_EQ(plane.call("GET", kRoute, "").status, 429);
  EXPECT_EQ(plane.call("GET", kRoute, "ms_live_somebody").status, 429);
  EXPECT_EQ(plane.call("GET", kRoute).status, 200);
}

// However its credential is sent; two credentials of one user share their windows.
TEST(RateLimitTest, ASignedInUserIsLimitedAsOne) {
  MemorySyncPlane plane(
      "world:\n"
      "  rate_limits: {dashboard: {per_second: 2}}\n"
      "  keys:\n"
      "    key_a: {member: member_main, session: true, secret: ms_dev_a}\n"
      "    key_b: {member: member_main, session: true, secret: ms_dev_b}\n");
  EXPECT_EQ(plane.send("GET", kRoute, {.key = "ms_dev_a"}).status, 200);
  EXPECT_EQ(plane.call("GET", kRoute, "ms_dev_b").status, 200);
  EXPECT_EQ(plane.send("GET", kRoute, {.key = "ms_dev_a"}).status, 429);
  EXPECT_EQ(plane.call("GET", kRoute).status, 200);
}

TEST(RateLimitTest, AKeyAsATokenIsLimitedAsThatKey) {
  MemorySyncPlane plane(limited({1, 10, 10}));
  EXPECT_EQ(plane.send("GET", kRoute, {.key = handed_out_secret()}).status, 200);
  EXPECT_EQ(plane.call("GET", kRoute).status, 429);
}

TEST(RateLimitTest, HealthIsLimitedByAddressAndApart) {
  MemorySyncPlane plane;
  for (int call = 0; call < 5; ++call) EXPECT_EQ(plane.call("GET", "/health", "").status, 200);
  EXPECT_EQ(plane.call("GET", "/health", "").status, 429);
  EXPECT_EQ(plane.call("GET", "/health").status, 429);
  EXPECT_EQ(plane.call("GET", kRoute, "").status, 401);
}

// Where time stands still, a thousand calls a second would be a thousand for ever.
TEST(RateLimitTest, AKeyOfWhichTheWorldSaysNothingIsNotLimited) {
  MemorySyncPlane plane;
  for (int call = 0; call < 1'100; ++call) {
    const TestAnswer answer = plane.call("GET", kRoute);
    ASSERT_EQ(answer.status, 200);
    ASSERT_EQ(answer.header("X-RateLimit-Limit"), std::nullopt);
  }
}

TEST(RateLimitTest, TheTierUnlimitedHasLimitsToo) {
  MemorySyncPlane plane("world: {keys: {key_live: {rate_tier: unlimited}}}\n");
  EXPECT_EQ(plane.call("GET", kRoute).header("X-RateLimit-Limit"), "1000");
}

TEST(RateLimitTest, TheSettingTurnsItOff) {
  MemorySyncPlane plane(limited({1, 1, 1}, "  settings: {rate_limits: \"off\"}\n"));
  for (int call = 0; call < 5; ++call) {
    const TestAnswer answer = plane.call("GET", kRoute);
    EXPECT_EQ(answer.status, 200);
    EXPECT_EQ(answer.header("X-RateLimit-Limit"), std::nullopt);
  }
}

TEST(RateLimitTest, AfterTheAuthenticationABadKeyIsNotLimited) {
  MemorySyncPlane plane(limited({1, 10, 10}, "  settings: {rate_limits: after_authentication}\n"));
  for (int call = 0; call < 20; ++call) {
    EXPECT_EQ(plane.call("GET", kRoute, "ms_live_nobody").status, 401);
  }
  EXPECT_EQ(plane.call("GET", kRoute).status, 200);
  EXPECT_EQ(plane.call("GET", kRoute).status, 429);
}

// memorysync.md 15, O11.
TEST(RateLimitTest, ARefusedCallMayBeChargedAllTheSame) {
  MemorySyncPlane plane(limited({1000, 2, 1000}, "  settings: {refused_calls: charged}\n"));
  EXPECT_EQ(plane.call("GET", kRoute).status, 200);
  EXPECT_EQ(plane.call("GET", kRoute).status, 200);
  EXPECT_EQ(plane.call("GET", kRoute).header("Retry-After"), "100") << "three calls: a third of 60";
  EXPECT_EQ(plane.call("GET", kRoute).header("Retry-After"), "105") << "four";
  plane.set_clock(plane.now() + seconds{104});
  EXPECT_EQ(plane.call("GET", kRoute).status, 429);
}

TEST(RateLimitTest, TheHeadersCanBeLeftOut) {
  MemorySyncPlane plane(limited({1, 10, 10}, "  settings: {rate_limit_headers: absent}\n"));
  EXPECT_EQ(plane.call("GET", kRoute).header("X-RateLimit-Limit"), std::nullopt);
  EXPECT_EQ(plane.call("GET", kRoute).header("Retry-After"), "2");
}

TEST(RateLimitTest, AScriptedRefusalSaysInHeadAndBodyWhatTheScriptSays) {
  MemorySyncPlane plane(
      "steps: [{on: any, sequence: [{error: rate_limit_exceeded, retry_after: 7s}]}]\n");
  const TestAnswer refused = plane.call("GET", kRoute);
  EXPECT_EQ(refused.header("Retry-After"), "7");
  EXPECT_EQ(refused.json()["error"]["retry_after"], 7);
}

TEST(RateLimitTest, AScriptedRefusalUntilThePeriodEndsMeansTheCycleOfTheOrganization) {
  MemorySyncPlane plane(
      "clock: {start: \"2026-04-30T23:59:50Z\"}\n"
      "world: {orgs: {org_main: {subscription_day: 2}}}\n"
      "steps: [{on: any, answer: {error: rate_limit_exceeded, retry_after: period_end}}]\n");
  const TestAnswer refused = plane.call("GET", kRoute);
  EXPECT_EQ(refused.header("Retry-After"), "86410");
  EXPECT_EQ(refused.json()["error"]["retry_after"], 86'410);
  const TestAnswer unknown = plane.call("GET", kRoute, "ms_live_nobody");
  EXPECT_EQ(unknown.header("Retry-After"), std::nullopt) << "the script does not see it";
}

// S11 and S12, seen from outside: the bounds of 11.3, waits that are exact, refusals that charge
// nothing.
RC_GTEST_PROP(RateLimitProperty, KeepsTheBoundsAndTheWaitsOfTheContract, ()) {
  const RateLimits limits = {*rc::gen::inRange<std::int64_t>(1, 4),
                             *rc::gen::inRange<std::int64_t>(1, 9),
                             *rc::gen::inRange<std::int64_t>(1, 18)};
  MemorySyncPlane plane(limited(limits));
  std::vector<Instant> admitted;
  Instant now = *instant_near_the_turn();
  for (int call = 0; call < 40; ++call) {
    now += Duration{*rc::gen::oneOf(rc::gen::inRange(0, 700), rc::gen::inRange(0, 90'000),
                                    rc::gen::inRange(0, 3'000'000))};
    plane.set_clock(now);
    const TestAnswer answer = plane.call("GET", kRoute);
    if (answer.status == 200) {
      admitted.push_back(now);
      continue;
    }
    RC_ASSERT(answer.status == 429);
    const seconds wait{std::stoll(answer.header("Retry-After").value())};
    if (wait > seconds{1}) {
      plane.set_clock(now + wait - seconds{1});
      RC_ASSERT(plane.call("GET", kRoute).status == 429);
    }
    now += wait;
    plane.set_clock(now);
    RC_ASSERT(plane.call("GET", kRoute).status == 200);
    admitted.push_back(now);
  }
  for (std::size_t layer = 0; layer < kRateLayerCount; ++layer) {
    const Duration window = kRateLayers[layer].window;
    for (std::size_t first = 0; first < admitted.size(); ++first) {
      std::int64_t in_window = 0;
      for (std::size_t last = first; last < admitted.size(); ++last) {
        const Duration length = admitted[last] - admitted[first];
        if (length > window) break;
        const auto count = static_cast<std::int64_t>(last - first + 1);
        RC_ASSERT(count * window.count() <= limits[layer] * (window + length).count());
        if (admitted[first].time_since_epoch() / window ==
            admitted[last].time_since_epoch() / window) {
          ++in_window;
        }
      }
      RC_ASSERT(in_window <= limits[layer]);
    }
  }
}

struct RaceCase {
  const char* name;
  RateLimits limits;
  int admitted;
};

class RateRaceTest : public testing::TestWithParam<RaceCase> {};

// 64 clients at once, 1,000 rounds, each after all windows have emptied.
TEST_P(RateRaceTest, AdmitsExactlyTheLimitOfEachRound) {
  constexpr std::size_t kThreads = 64;
  constexpr int kRounds = 1000;
  MemorySyncPlane plane(limited(GetParam().limits));
  const Instant start = plane.now();
  std::atomic<int> admitted = 0;
  std::atomic<int> refused = 0;
  int round = 0;
  int wrong = 0;
  std::barrier together(kThreads, [&]() noexcept {
    if (round > 0 && (admitted != GetParam().admitted ||
                      refused != static_cast<int>(kThreads) - GetParam().admitted)) {
      ++wrong;
    }
    admitted = 0;
    refused = 0;
    plane.set_clock(start + ++round * hours{2});
  });
  run_together(kThreads, [&](std::size_t) {
    for (int turn = 0; turn < kRounds; ++turn) {
      together.arrive_and_wait();
      const int status = plane.call("GET", kRoute).status;
      if (status == 200) ++admitted;
      if (status == 429) ++refused;
    }
    together.arrive_and_wait();
  });
  EXPECT_EQ(wrong, 0);
  EXPECT_EQ(round, kRounds + 1);
}

INSTANTIATE_TEST_SUITE_P(Table, RateRaceTest,
                         testing::Values(RaceCase{"Second", {7, 1000, 1000}, 7},
                                         RaceCase{"Minute", {1000, 30, 1000}, 30},
                                         RaceCase{"Hour", {1000, 1000, 63}, 63}),
                         [](const auto& row) { return row.param.name; });

}  // namespace
}  // namespace fauxplane
