#include <gtest/gtest.h>

#include "tests/support/test_plane.h"

namespace fauxplane {
namespace {

void call_me(TestPlane& plane, int times) {
  for (int call = 0; call < times; ++call) static_cast<void>(plane.send("GET", "/api/me"));
}

struct UsedCase {
  const char* steps;
  int calls;
  bool passes;
  const char* seen;
};

TEST(VerdictTest, AsksForEveryStepUsed) {
  const std::vector<UsedCase> cases = {
      {"[{on: GET /me}]", 1, true, "all used"},
      {"[{on: GET /me}]", 0, false, "step 1 (GET /me) was used 0 of 1 times"},
      {"[{on: GET /me, times: 3}]", 3, true, "all used"},
      {"[{on: GET /me, times: 3}]", 2, false, "step 1 (GET /me) was used 2 of 3 times"},
      {"[{on: GET /me, name: slow, sequence: [429, 200]}]", 1, false,
       "step 1 \"slow\" (GET /me) was used 1 of 2 times"},
      {"[{on: GET /me, sequence: [429, 200], after: loop}]", 2, true, "all used"},
      {"[{on: GET /me, nth: 3}]", 2, false, "step 1 (GET /me) was used 0 of 1 times"},
      {"[{on: GET /me, nth: 3}]", 3, true, "all used"},
      {"[{on: GET /me, times: 1}, {on: GET /keys}, {on: GET /me, times: 2}]", 2, false,
       "step 2 (GET /keys) was used 0 of 1 times; step 3 (GET /me) was used 1 of 2 times"},
  };
  for (const UsedCase& row : cases) {
    SCOPED_TRACE(row.steps);
    TestPlane plane("steps: " + std::string(row.steps) + "\nexpect: [every step used]");
    call_me(plane, row.calls);
    const Verdict verdict = verdict_of(plane.world());
    EXPECT_EQ(verdict.passed, row.passes);
    ASSERT_EQ(verdict.judgements.size(), 1U);
    EXPECT_EQ(verdict.judgements[0].seen, row.seen);
    EXPECT_EQ(verdict.requests, static_cast<std::uint64_t>(row.calls));
  }
}

TEST(VerdictTest, CountsRequestsThatNoStepTook) {
  TestPlane plane("steps: [{on: GET /me, times: 1}]\nexpect: [no unmatched request]");
  call_me(plane, 1);
  EXPECT_TRUE(verdict_of(plane.world()).passed);
  call_me(plane, 2);
  const Verdict verdict = verdict_of(plane.world());
  EXPECT_FALSE(verdict.passed);
  EXPECT_EQ(verdict.unmatched, 2U);
  EXPECT_EQ(verdict.judgements[0].seen, "2 requests matched no step");
}

TEST(VerdictTest, CountsRequestsBeyondTheEndOfAScript) {
  TestPlane plane("steps: [{on: GET /me, sequence: [200], after: fail}]");
  call_me(plane, 1);
  EXPECT_TRUE(verdict_of(plane.world()).passed);
  const TestAnswer answer = plane.send("GET", "/api/me");
  EXPECT_EQ(answer.status, 500);
  EXPECT_NE(answer.body.find("after: fail"), std::string::npos);
  const Verdict verdict = verdict_of(plane.world());
  EXPECT_FALSE(verdict.passed);
  ASSERT_FALSE(verdict.judgements.empty());
  EXPECT_EQ(verdict.judgements.back().seen, "1 requests beyond it");
  EXPECT_EQ(verdict.unmatched, 0U);
}

TEST(VerdictTest, JudgesWhatWasExpectedOfEachRoute) {
  TestPlane plane(R"(
steps:
  - {on: GET /me, sequence: [429 retry_after 2s, 200]}
expect:
  - {on: GET /me, calls: 2, gaps: [">= 2s"], statuses: [429, 200]}
  - {on: GET /keys, match: {key: key_seatless}, calls: 0}
)");
  EXPECT_FALSE(verdict_of(plane.world()).passed);
  call_me(plane, 1);
  plane.wait(std::chrono::seconds{2});
  static_cast<void>(plane.send("GET", "/api/keys"));
  call_me(plane, 1);
  const Verdict verdict = verdict_of(plane.world());
  EXPECT_TRUE(verdict.passed);
  ASSERT_EQ(verdict.judgements.size(), 2U);
  EXPECT_EQ(verdict.judgements[0].requests, (std::vector<std::uint64_t>{1, 3}));
  static_cast<void>(plane.send("GET", "/api/keys", {.key = kSeatlessKey}));
  EXPECT_FALSE(verdict_of(plane.world()).passed);
}

TEST(VerdictTest, FailsAClientThatDoesNotWait) {
  TestPlane plane(R"(
steps: [{on: GET /me, sequence: [429 retry_after 2s, 200], fault: {delay: 500ms}}]
expect: [{on: GET /me, gaps: [">= 2s"]}]
)");
  call_me(plane, 1);
  plane.wait(std::chrono::milliseconds{2'400});  // 1.9 s after the answer left
  call_me(plane, 1);
  const Verdict verdict = verdict_of(plane.world());
  EXPECT_FALSE(verdict.passed);
  EXPECT_EQ(verdict.judgements[0].seen, "gaps [1.900s]");
}

}  // namespace
}  // namespace fauxplane
