#include "simulator/cli/verdict_text.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/support/test_plane.h"

namespace fauxplane {
namespace {

using testing::EndsWith;
using testing::HasSubstr;
using testing::Not;

constexpr const char* kTwice = R"(# The client comes twice.
fauxplane: 1
seed: 3
steps:
  - {on: GET /me, times: 1, answer: {error: rate_limit_exceeded}}
expect:
  - {on: GET /me, calls: 2}
  - {on: GET /keys, calls: 0}
)";

TEST(VerdictTextTest, APassedVerdictIsOneBlockPerExpectation) {
  TestPlane plane(kTwice);
  (void)plane.send("GET", "/api/me");
  (void)plane.send("GET", "/api/me");
  const std::string text = verdict_text(plane.world());
  EXPECT_THAT(text, HasSubstr("The client comes twice.\n  2 requests, seed 3\n"));
  EXPECT_THAT(text, HasSubstr("  ok      GET /me (line 7)\n"
                              "      wanted calls 2\n"
                              "      seen   calls 2\n"));
  EXPECT_THAT(text, Not(HasSubstr("FAILED")));
  EXPECT_THAT(text, Not(HasSubstr("no step took")));
  EXPECT_THAT(text, EndsWith("\nverdict: passed\n"));
}

TEST(VerdictTextTest, AFailedOneShowsTheRequestsAndThoseThatNoStepTook) {
  TestPlane plane(kTwice);
  (void)plane.send("GET", "/api/me?x=1");
  plane.wait(std::chrono::milliseconds{1500});
  (void)plane.send("GET", "/api/me");
  (void)plane.send("GET", "/api/me");
  (void)plane.send("GET", "/api/keys");
  const std::string text = verdict_text(plane.world());
  EXPECT_THAT(text, HasSubstr("  FAILED  GET /me (line 7)\n"
                              "      wanted calls 2\n"
                              "      seen   calls 3\n"
                              "        request 1  +0.000s  GET /api/me?x=1  429\n"
                              "        request 2  +1.500s  GET /api/me  200\n"));
  EXPECT_THAT(text, HasSubstr("  3 requests that no step took:\n"));
  EXPECT_THAT(text, HasSubstr("is used up: it took 1 of 1"));
  EXPECT_THAT(text, EndsWith("\nverdict: failed: 2 of 2 expectations\n"));
}

TEST(VerdictTextTest, ShowsOnlySoManyRequests) {
  TestPlane plane(kTwice);
  for (std::size_t count = 0; count < kShownMax + 3; ++count) (void)plane.send("GET", "/api/me");
  const std::string text = verdict_text(plane.world());
  EXPECT_THAT(text, HasSubstr("        and 3 more\n"));
  EXPECT_THAT(text, HasSubstr("        and 2 more\n"));  // of the unmatched
  EXPECT_THAT(text, HasSubstr("verdict: failed: 1 of 2 expectations\n"));
}

TEST(VerdictTextTest, AScenarioThatExpectsNothingPasses) {
  TestPlane plane("# Anything goes.\nfauxplane: 1\n");
  (void)plane.send("GET", "/api/me");
  EXPECT_THAT(verdict_text(plane.world()), EndsWith("\nverdict: passed: nothing is expected\n"));
}

}  // namespace
}  // namespace fauxplane
