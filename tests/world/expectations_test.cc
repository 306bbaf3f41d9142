#include "simulator/world/expectations.h"

#include <gtest/gtest.h>

#include <thread>

namespace fauxplane {
namespace {

using std::chrono::milliseconds;

Expectation on_me() {
  return {.place = {.line = 3, .column = 5}, .on = {.text = "GET /me"}};
}

struct CallsCase {
  CountRange range;
  std::uint64_t calls;
  bool passes;
  const char* wanted;
};

TEST(ExpectationsTest, JudgesHowManyCallsThereWere) {
  const std::vector<CallsCase> cases = {
      {{.least = 3, .most = 3}, 3, true, "calls 3"},
      {{.least = 3, .most = 3}, 2, false, "calls 3"},
      {{.least = 3, .most = 3}, 4, false, "calls 3"},
      {{.least = 0, .most = 0}, 0, true, "calls 0"},
      {{.least = 0, .most = 0}, 1, false, "calls 0"},
      {{.least = 2}, 2, true, "calls at least 2"},
      {{.least = 2}, 1'000'000, true, "calls at least 2"},
      {{.least = 2}, 1, false, "calls at least 2"},
      {{.least = 0, .most = 2}, 2, true, "calls at most 2"},
      {{.least = 0, .most = 2}, 3, false, "calls at most 2"},
      {{.least = 2, .most = 4}, 1, false, "calls 2 to 4"},
      {{.least = 2, .most = 4}, 4, true, "calls 2 to 4"},
  };
  for (const CallsCase& row : cases) {
    SCOPED_TRACE(testing::Message() << row.wanted << ", seen " << row.calls);
    Expectation expectation = on_me();
    expectation.calls = row.range;
    const Judgement judgement = judge(expectation, {.calls = row.calls});
    EXPECT_EQ(judgement.passed, row.passes);
    EXPECT_EQ(judgement.wanted, row.wanted);
    EXPECT_EQ(judgement.seen, "calls " + std::to_string(row.calls));
    EXPECT_EQ(judgement.on, "GET /me");
    EXPECT_EQ(judgement.place, (Place{.line = 3, .column = 5}));
  }
}

struct GapsCase {
  const char* name;
  std::vector<GapRange> wanted;
  std::vector<milliseconds> gaps;
  bool passes;
};

TEST(ExpectationsTest, JudgesGapsWithRoomForEarlyTimers) {
  const GapRange least{.least = Duration{2'000}};
  const GapRange most{.least = Duration{0}, .most = Duration{500}};
  const GapRange between{.least = Duration{2'000}, .most = Duration{2'500}};
  const std::vector<GapsCase> cases = {
      {"exact", {least}, {milliseconds{2'000}}, true},
      {"within the tolerance", {least}, {milliseconds{1'998}}, true},
      {"too early", {least}, {milliseconds{1'997}}, false},
      {"at most", {most}, {milliseconds{500}}, true},
      {"too late", {most}, {milliseconds{501}}, false},
      {"between", {between}, {milliseconds{2'500}}, true},
      {"behind", {between}, {milliseconds{2'501}}, false},
      {"too few", {least, least}, {milliseconds{2'000}}, false},
      {"the second is wrong", {least, least}, {milliseconds{2'000}, milliseconds{1}}, false},
      {"more than asked about", {least}, {milliseconds{2'000}, milliseconds{1}}, true},
      {"none", {least}, {}, false},
  };
  for (const GapsCase& row : cases) {
    SCOPED_TRACE(row.name);
    Expectation expectation = on_me();
    expectation.gaps = row.wanted;
    Evidence evidence;
    for (const milliseconds gap : row.gaps) evidence.gaps.emplace_back(gap);
    EXPECT_EQ(judge(expectation, evidence).passed, row.passes);
  }
}

TEST(ExpectationsTest, NamesTheGapsItWantedAndSaw) {
  Expectation expectation = on_me();
  expectation.gaps = {{.least = Duration{2'000}}, {.least = Duration{0}, .most = Duration{250}}};
  Evidence evidence;
  evidence.gaps = {milliseconds{1'500}, milliseconds{100}, milliseconds{9}};
  const Judgement judgement = judge(expectation, evidence);
  EXPECT_EQ(judgement.wanted, "gaps [>= 2.000s, 0.000s..0.250s]");
  EXPECT_EQ(judgement.seen, "gaps [1.500s, 0.100s]");
}

TEST(ExpectationsTest, JudgesStatusesInTheirOrder) {
  Expectation expectation = on_me();
  expectation.statuses = {429, 200};
  EXPECT_TRUE(judge(expectation, {.statuses = {429, 200}}).passed);
  const std::vector<std::vector<int>> others = {{}, {429}, {200, 429}, {429, 200, 200}, {429, 201}};
  for (const std::vector<int>& seen : others) {
    EXPECT_FALSE(judge(expectation, {.statuses = seen}).passed);
  }
  EXPECT_EQ(judge(expectation, {.statuses = {429, 500}}).wanted, "statuses [429, 200]");
  EXPECT_EQ(judge(expectation, {.statuses = {429, 500}}).seen, "statuses [429, 500]");
}

TEST(ExpectationsTest, FailsWhenOneOfSeveralPartsFails) {
  Expectation expectation = on_me();
  expectation.calls = CountRange{.least = 1, .most = 1};
  expectation.statuses = {200};
  EXPECT_TRUE(judge(expectation, {.calls = 1, .statuses = {200}}).passed);
  EXPECT_FALSE(judge(expectation, {.calls = 1, .statuses = {500}}).passed);
  EXPECT_FALSE(judge(expectation, {.calls = 2, .statuses = {200}}).passed);
}

TEST(ExpectationsTest, MeasuresGapsFromTheAnswerToTheNextRequest) {
  Expectations expectations(2);
  const Arrival start{std::chrono::hours{1}};
  expectations.observe(
      1, {.number = 4, .arrival = start, .answered = start + milliseconds{300}, .status = 429});
  expectations.observe(1, {.number = 6,
                           .arrival = start + milliseconds{2'300},
                           .answered = start + milliseconds{2'300},
                           .status = 200});
  const Evidence evidence = expectations.evidence(1);
  EXPECT_EQ(evidence.calls, 2U);
  EXPECT_EQ(evidence.requests, (std::vector<std::uint64_t>{4, 6}));
  EXPECT_EQ(evidence.statuses, (std::vector<int>{429, 200}));
  ASSERT_EQ(evidence.gaps.size(), 1U);
  EXPECT_EQ(evidence.gaps.front(), milliseconds{2'000});
  EXPECT_EQ(expectations.evidence(0).calls, 0U);
}

TEST(ExpectationsTest, CountsOnWhenItsMemoryIsFull) {
  Expectations expectations(1);
  for (std::uint64_t at = 0; at < kEvidenceMax + 5; ++at) {
    expectations.observe(0, {.number = at, .status = 200});
  }
  const Evidence evidence = expectations.evidence(0);
  EXPECT_EQ(evidence.calls, kEvidenceMax + 5);
  EXPECT_EQ(evidence.statuses.size(), kEvidenceMax);
  EXPECT_EQ(evidence.gaps.size(), kEvidenceMax);
  EXPECT_EQ(evidence.requests.size(), kEvidenceMax);
}

TEST(ExpectationsTest, LosesNoCallOfSeveralThreads) {
  Expectations expectations(1);
  std::vector<std::thread> threads;
  for (int thread = 0; thread < 4; ++thread) {
    threads.emplace_back([&] {
      for (std::uint64_t at = 0; at < 1'000; ++at) expectations.observe(0, {.number = at});
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(expectations.evidence(0).calls, 4'000U);
}

}  // namespace
}  // namespace fauxplane
