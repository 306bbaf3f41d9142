#include "simulator/store/rate_table.h"

#include <gtest/gtest.h>

#include <atomic>
#include <barrier>
#include <optional>
#include <string>
#include <vector>

#include "tests/support/store_cases.h"

namespace fauxplane {
namespace {

using std::chrono::hours;
using std::chrono::milliseconds;
using std::chrono::seconds;

constexpr std::int64_t kMany = 1'000'000;

class RateTableTest : public testing::Test {
 protected:
  const Instant start_ = at("2026-03-02T09:00:00Z");  // every window starts here
  const RateLimits one_ = {1, 30, 100};
  RateTable table_;

  bool passes(std::string_view id, Instant now, std::uint8_t kind = 0) {
    return table_.charge({.kind = kind, .id = id}, one_, now).has_value();
  }
};

TEST_F(RateTableTest, CallersAreLimitedApart) {
  EXPECT_TRUE(passes("key_a", start_));
  EXPECT_FALSE(passes("key_a", start_));
  EXPECT_TRUE(passes("key_b", start_));
}

TEST_F(RateTableTest, TheSameIdOfAnotherKindIsAnotherCaller) {
  EXPECT_TRUE(passes("127.0.0.1", start_, 0));
  EXPECT_TRUE(passes("127.0.0.1", start_, 1));
  EXPECT_FALSE(passes("127.0.0.1", start_, 1));
}

TEST_F(RateTableTest, RemembersTheIdItselfAndNotTheBytesItWasGiven) {
  std::string id = "a long id that lives somewhere else";
  EXPECT_TRUE(passes(id, start_));
  id.assign(id.size(), 'x');
  EXPECT_TRUE(passes(id, start_));
  EXPECT_FALSE(passes("a long id that lives somewhere else", start_));
}

TEST_F(RateTableTest, HoldsNothingBeforeTheFirstCall) {
  EXPECT_EQ(table_.size(), 0U);
  EXPECT_TRUE(passes("key_a", start_));
  EXPECT_EQ(table_.size(), 1U);
}

TEST_F(RateTableTest, RemembersNoMoreCallersThanItMay) {
  for (std::size_t caller = 0; caller < kRateCallersMax + 5000; ++caller) {
    EXPECT_TRUE(passes("key_" + std::to_string(caller), start_));
  }
  EXPECT_LE(table_.size(), kRateCallersMax);
  EXPECT_GE(table_.size(), kRateCallersMax * 9 / 10);
}

// One caller per shard: the next of the same shard takes its place.
TEST_F(RateTableTest, WhoCalledLongestAgoLeavesFirstWhenFull) {
  constexpr std::size_t kOfAShard = 2;
  RateTable small(kRateShards * kOfAShard);
  const auto passes = [&](const std::string& id) {
    return small.charge({.id = id}, one_, start_).has_value();
  };
  ASSERT_TRUE(passes("kept"));
  // However many come, whoever keeps calling is remembered.
  for (int caller = 0; caller < 500; ++caller) {
    ASSERT_TRUE(passes("key_" + std::to_string(caller)));
    ASSERT_FALSE(passes("kept")) << caller;
  }
  EXPECT_LE(small.size(), kRateShards * kOfAShard);
  EXPECT_TRUE(passes("key_0"));
}

TEST_F(RateTableTest, CallersThatCannotMatterLeaveWhenOthersCome) {
  for (int caller = 0; caller < 1000; ++caller) {
    ASSERT_TRUE(passes("key_" + std::to_string(caller), start_));
  }
  const Instant later = start_ + hours{2};
  for (int caller = 0; caller < 1000; ++caller) {
    ASSERT_TRUE(passes("other_" + std::to_string(caller), later));
  }
  EXPECT_LE(table_.size(), 1100U);
}

TEST_F(RateTableTest, CallersThatStillMatterStay) {
  ASSERT_TRUE(passes("key_a", start_ + hours{1} - milliseconds{1}));
  const RateLimits hourly = {kMany, kMany, 1};
  for (int caller = 0; caller < 1000; ++caller) {
    ASSERT_TRUE(passes("other_" + std::to_string(caller), start_ + hours{1}));
  }
  EXPECT_FALSE(table_.charge({.id = "key_a"}, hourly, start_ + hours{1}));
}

struct RaceCase {
  const char* name;
  RateLimits limits;
  int admitted;  // of 64 in a round
  Duration gap;  // between rounds: the tightest layer's limit is free again
};

class RateRaceTest : public testing::TestWithParam<RaceCase> {};

// 64 threads at each layer, 1,000 rounds: never one too many, never one too few, and the refused
// charge nothing.
TEST_P(RateRaceTest, AdmitsExactlyTheLimitOfEachRound) {
  constexpr std::size_t kThreads = 64;
  constexpr std::size_t kRounds = 1000;
  const auto store = make_store();
  const Instant start = at("2026-03-02T09:00:00Z");
  std::vector<std::atomic<int>> admitted(kRounds);
  std::barrier round_start(static_cast<std::ptrdiff_t>(kThreads));
  run_together(kThreads, [&](std::size_t) {
    for (std::size_t round = 0; round < kRounds; ++round) {
      round_start.arrive_and_wait();
      const Instant now = start + static_cast<std::int64_t>(round) * GetParam().gap;
      if (store->charge_rate({.id = "key_a"}, GetParam().limits, now)) ++admitted[round];
    }
  });
  for (std::size_t round = 0; round < kRounds; ++round) {
    ASSERT_EQ(admitted[round], GetParam().admitted) << "round " << round;
  }
}

INSTANTIATE_TEST_SUITE_P(Table, RateRaceTest,
                         testing::Values(RaceCase{"Second", {7, kMany, kMany}, 7, seconds{2}},
                                         RaceCase{"Minute", {kMany, 30, kMany}, 30, seconds{120}},
                                         RaceCase{"Hour", {kMany, kMany, 63}, 63, hours{2}},
                                         RaceCase{"AllAtOnce", {10, 10, 10}, 10, hours{2}},
                                         RaceCase{"One", {1, 1, 1}, 1, hours{2}}),
                         [](const auto& row) { return row.param.name; });

// Threads that take the first call of a world at once make one table of it.
TEST(RateTableThreadsTest, TheFirstCallsOfAWorldMeetInOneTable) {
  for (int round = 0; round < 200; ++round) {
    RateTable table;
    std::atomic<int> admitted = 0;
    run_together(8, [&](std::size_t) {
      const Instant now = at("2026-03-02T09:00:00Z");
      if (table.charge({.id = "key_a"}, {1, 1, 1}, now)) ++admitted;
    });
    ASSERT_EQ(admitted, 1);
    ASSERT_EQ(table.size(), 1U);
  }
}

}  // namespace
}  // namespace fauxplane
