#include "simulator/pipeline/wire_plan.h"

#include <rapidcheck/gtest.h>

#include <algorithm>
#include <cmath>

#include "tests/pipeline/damage_cases.h"

namespace fauxplane {
namespace {

using enum PointKind;

// Where the parts of the sound answer stand.
constexpr std::size_t kStatusLineSize = 15;  // without its end
constexpr std::size_t kHeadersStart = 17;
constexpr std::size_t kHeadSize = 71;
constexpr std::size_t kSize = 91;

struct PointCase {
  Point point;
  std::size_t bytes;
};

TEST(WirePlanTest, FindsEveryPointOfAnAnswer) {
  ASSERT_EQ(sound_reply().head_size, kHeadSize);
  ASSERT_EQ(sound_reply().bytes.size(), kSize);
  const PointCase cases[] = {
      {{.kind = kBefore}, 0},
      {{.kind = kStatusLine}, kStatusLineSize / 2},
      {{.kind = kHeader}, kHeadersStart + (kHeadSize - kHeadersStart) / 2},
      {{.kind = kHeader, .header = "content-type"}, kHeadersStart + 16},
      {{.kind = kHeader, .header = "Content-Length"}, kHeadersStart + 32 + 10},
      {{.kind = kHeader, .header = "Date"}, kHeadersStart + (kHeadSize - kHeadersStart) / 2},
      {{.kind = kHead}, kHeadSize},
      {{.kind = kBody}, kHeadSize + 10},
      {{.kind = kBody, .bytes = 3}, kHeadSize + 3},
      {{.kind = kBody, .bytes = 300}, kSize},
      {{.kind = kInside}, kSize / 2},
      {{.kind = kBytes, .bytes = 20}, 20},
      {{.kind = kBytes, .bytes = 2'000}, kSize},
      {{.kind = kAfter}, kSize},
      {{.kind = kNext}, kSize},
  };
  for (const PointCase& row : cases) {
    SCOPED_TRACE(static_cast<int>(row.point.kind));
    EXPECT_EQ(bytes_until(row.point, sound_reply()), row.bytes);
  }
}

// How long the answer's lines are does not hang on what ends them, nor on what stands around it.
TEST(WirePlanTest, FindsThePointsOfADamagedAnswer) {
  using enum Damage;
  const std::string garbage = "\x16\x03\x01 this is no HTTP \x7F\r\n\r\n";
  const struct {
    std::vector<Damage> damages;
    std::size_t before;    // bytes in front of the answer
    std::size_t line_end;  // bytes
  } cases[] = {{{kLineEndsLf}, 0, 1},
               {{kLineEndsCr}, 0, 1},
               {{kInterim100}, std::string("HTTP/1.1 100 Continue\r\n\r\n").size(), 2},
               {{kGarbageBefore}, garbage.size(), 2},
               {{kGarbageAfter}, 0, 2}};
  for (const auto& [damages, before, line_end] : cases) {
    SCOPED_TRACE(static_cast<int>(damages.front()));
    const Reply reply = damaged(damages);
    const std::size_t headers = before + kStatusLineSize + line_end;
    EXPECT_EQ(bytes_until({.kind = kStatusLine}, reply), before + kStatusLineSize / 2);
    EXPECT_EQ(bytes_until({.kind = kHeader, .header = "content-type"}, reply),
              headers + (30 + line_end) / 2);
    EXPECT_EQ(bytes_until({.kind = kHead}, reply), reply.head_size);
    EXPECT_EQ(bytes_until({.kind = kBody}, reply), reply.head_size + 10);
    EXPECT_EQ(bytes_until({.kind = kBody, .bytes = 300}, reply), reply.head_size + 20);
    EXPECT_EQ(bytes_until({.kind = kAfter}, reply), reply.bytes.size());
  }
}

TEST(WirePlanTest, ThereIsNoNextRequestBehindTheLastAnswer) {
  Reply reply = sound_reply();
  reply.close_after = true;
  plan_wire({.reset = Point{.kind = kNext}}, {}, reply);
  EXPECT_EQ(reply.wire, (Wire{.size = kSize, .ending = Ending::kReset}));
  Reply unending = damaged({Damage::kLengthNone});
  plan_wire({.close = Point{.kind = kNext}}, {}, unending);
  EXPECT_FALSE(unending.wire.ends_at_next);
}

Wire planned(const Fault& fault) {
  Reply reply = sound_reply();
  plan_wire(fault, fault.delay.center, reply);
  return reply.wire;
}

TEST(WirePlanTest, SaysHowTheAnswerLeaves) {
  using enum Ending;
  const struct {
    const char* name;
    Fault fault;
    Wire wire;
  } cases[] = {
      {"nothing", {}, {}},
      {"delay", {.delay = {.center = Duration{5}}}, {.delay = Duration{5}}},
      {"stall",
       {.stall = Stall{{.kind = kHead}, Duration{7}}},
       {.stall_at = kHeadSize, .stall = Duration{7}}},
      {"drip", {.drip = Drip{3, Duration{9}}}, {.piece_size = 3, .pause = Duration{9}}},
      {"cut", {.cut_after = 20}, {.size = 20, .ending = kFinish}},
      {"cut, then reset",
       {.cut_after = 20, .reset = Point{.kind = kInside}},
       {.size = 20, .ending = kReset}},
      {"reset", {.reset = Point{.kind = kBefore}}, {.size = 0, .ending = kReset}},
      {"close", {.close = Point{.kind = kAfter}}, {.size = kSize, .ending = kFinish}},
      {"half close",
       {.half_close = Point{.kind = kBody}},
       {.size = kHeadSize + 10, .ending = kHalfClose}},
      {"reset at the next",
       {.reset = Point{.kind = kNext}},
       {.size = kSize, .ending = kReset, .ends_at_next = true}},
  };
  for (const auto& row : cases) {
    SCOPED_TRACE(row.name);
    EXPECT_EQ(planned(row.fault), row.wire);
  }
}

TEST(WirePlanTest, KnowsWhenTheLastByteLeaves) {
  const struct {
    const char* name;
    Wire wire;
    int milliseconds;
  } cases[] = {
      {"at once", {}, 0},
      {"delayed", {.delay = Duration{5}}, 5},
      {"stalled", {.stall_at = kSize - 1, .stall = Duration{7}}, 7},
      {"stalled behind its last byte", {.stall_at = kSize, .stall = Duration{7}}, 0},
      {"stalled behind its end", {.size = 10, .stall_at = 11, .stall = Duration{7}}, 0},
      {"in one piece", {.piece_size = kSize, .pause = Duration{3}}, 0},
      {"in two", {.piece_size = kSize - 1, .pause = Duration{3}}, 3},
      {"in pieces", {.size = 30, .piece_size = 10, .pause = Duration{3}}, 6},
      {"in pieces of nothing", {.size = 0, .piece_size = 10, .pause = Duration{3}}, 0},
      {"in pieces, stalled inside one",
       {.size = 30, .stall_at = 15, .stall = Duration{100}, .piece_size = 10, .pause = Duration{3}},
       106},
      {"in pieces, stalled between two",
       {.size = 30, .stall_at = 10, .stall = Duration{100}, .piece_size = 10, .pause = Duration{3}},
       103},
  };
  for (const auto& row : cases) {
    SCOPED_TRACE(row.name);
    Reply reply = sound_reply();
    reply.wire = row.wire;
    EXPECT_EQ(time_to_leave(reply), Duration{row.milliseconds});
  }
}

constexpr std::uint32_t kDraws = 4'000;

std::vector<double> draws_of(const Delay& delay, Seed seed) {
  std::vector<double> draws;
  for (std::uint32_t use = 1; use <= kDraws; ++use) {
    draws.push_back(static_cast<double>(drawn_delay(delay, seed, 3, use).count()));
  }
  std::sort(draws.begin(), draws.end());
  return draws;
}

// The share of the draws below `bound`.
double share_below(const std::vector<double>& draws, double bound) {
  return static_cast<double>(std::lower_bound(draws.begin(), draws.end(), bound) - draws.begin()) /
         static_cast<double>(draws.size());
}

TEST(WirePlanTest, DrawsDelaysThatAreDistributedAsTheyAreCalled) {
  constexpr double kTolerance = 0.03;
  const auto uniform = draws_of({Distribution::kUniform, Duration{100}, Duration{300}, 0}, 1);
  EXPECT_GE(uniform.front(), 100);
  EXPECT_LE(uniform.back(), 300);
  EXPECT_NEAR(share_below(uniform, 150), 0.25, kTolerance);
  const auto normal = draws_of({Distribution::kNormal, Duration{1'000}, Duration{100}, 0}, 1);
  EXPECT_NEAR(share_below(normal, 1'000), 0.5, kTolerance);
  EXPECT_NEAR(share_below(normal, 900), 0.159, kTolerance);
  const auto lognormal = draws_of({Distribution::kLognormal, Duration{1'000}, Duration{0}, 0.5}, 1);
  EXPECT_NEAR(share_below(lognormal, 1'000), 0.5, kTolerance);
  EXPECT_NEAR(share_below(lognormal, 1'000 * std::exp(0.5)), 0.841, kTolerance);
}

RC_GTEST_PROP(WirePlanProperty, DelaysFollowFromTheSeedAndStayWithinTheirBounds,
              (Seed seed, std::uint32_t step, std::uint32_t use)) {
  const Delay delay{Distribution::kNormal, Duration{3'500'000}, Duration{3'600'000}, 0};
  const Duration drawn = drawn_delay(delay, seed, step, use);
  RC_ASSERT(drawn >= Duration{0});
  RC_ASSERT(drawn <= std::chrono::hours{1});
  RC_ASSERT(drawn_delay(delay, seed, step, use) == drawn);
}

RC_GTEST_PROP(WirePlanProperty, NeverSendsMoreThanThereIs, (std::uint64_t bytes)) {
  const auto kind = static_cast<PointKind>(*rc::gen::inRange(0, static_cast<int>(kNext) + 1));
  for (const DamageRow& row : damage_rows()) {
    const Reply reply = damaged({row.damage});
    RC_ASSERT(bytes_until({.kind = kind, .bytes = bytes}, reply) <= reply.bytes.size());
    RC_ASSERT(bytes_until({.kind = kind}, reply) <= reply.bytes.size());
  }
}

}  // namespace
}  // namespace fauxplane
