#include "contracts/clock/self_test.h"

#include <gmock/gmock.h>

namespace fauxplane::contracts {
namespace {

using namespace std::chrono_literals;
using testing::HasSubstr;

// What a client shows that virtual time works for.
ClockEvidence good() {
  return {.loaded = 2,
          .connected = 1,
          .requests = 2,
          .jumps = 1,
          .probe = WaitProbe{.was_answered = true, .real_time = 20ms, .gap = 3600s}};
}

struct Case {
  const char* name;
  void (*change)(ClockEvidence&);
  bool is_virtual;
  const char* reason;
};

class JudgeClockTest : public testing::TestWithParam<Case> {};

TEST_P(JudgeClockTest, Decides) {
  ClockEvidence evidence = good();
  GetParam().change(evidence);
  const ClockVerdict verdict = judge_clock(evidence);
  EXPECT_EQ(verdict.is_virtual, GetParam().is_virtual);
  EXPECT_THAT(verdict.reason, HasSubstr(GetParam().reason));
  EXPECT_EQ(verdict.reason.find("does not work") != std::string::npos, !GetParam().is_virtual);
}

INSTANTIATE_TEST_SUITE_P(
    Evidence, JudgeClockTest,
    testing::Values(
        Case{"Proven", [](ClockEvidence&) {}, true, "measured exactly"},
        Case{"NoRetries", [](ClockEvidence& evidence) { evidence.probe.reset(); }, true,
             "claims no retries"},
        Case{"TriedNoMore", [](ClockEvidence& evidence) { evidence.probe->gap.reset(); }, true,
             "did not try again"},
        Case{"WaitsTooShort", [](ClockEvidence& evidence) { evidence.probe->gap = 1800s; }, true,
             "measured exactly"},
        Case{"WaitsNotAtAll",
             [](ClockEvidence& evidence) {
               evidence.jumps = 0;
               evidence.probe->gap = 1ms;
             },
             true, "did not wait"},
        Case{"NotLoaded", [](ClockEvidence& evidence) { evidence.loaded = 0; }, false, "static"},
        Case{"OtherSockets", [](ClockEvidence& evidence) { evidence.connected = 0; }, false, "Go"},
        Case{"NoRequests", [](ClockEvidence& evidence) { evidence.requests = 0; }, false,
             "no request"},
        Case{"RealWait",
             [](ClockEvidence& evidence) {
               evidence.jumps = 0;
               evidence.probe->real_time = 60s;
               evidence.probe->gap = 60s;
             },
             false, "as long in real time"},
        Case{"GivenUp",
             [](ClockEvidence& evidence) {
               evidence.jumps = 0;
               evidence.probe = WaitProbe{.was_answered = false, .real_time = 10s, .gap = {}};
             },
             false, "did not end within 10 s"}),
    [](const auto& row) { return row.param.name; });

TEST(JudgeClockTest, SaysWhatFollows) {
  EXPECT_THAT(judge_clock({}).reason, HasSubstr("waits take real time, and cases run in parallel"));
}

TEST(JudgeClockTest, EvidenceComesFromThePage) {
  const auto page = ClockPage::create();
  ASSERT_TRUE(page);
  const ClockEvidence evidence = gather(**page, 3, std::nullopt);
  EXPECT_EQ(evidence.loaded, 0U);
  EXPECT_EQ(evidence.connected, 0U);
  EXPECT_EQ(evidence.jumps, 0U);
  EXPECT_EQ(evidence.requests, 3U);
  EXPECT_FALSE(evidence.probe);
}

}  // namespace
}  // namespace fauxplane::contracts
