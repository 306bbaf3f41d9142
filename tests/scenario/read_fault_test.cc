#include <gtest/gtest.h>

#include "simulator/scenario/read_step.h"
#include "tests/scenario/support.h"

namespace fauxplane {
namespace {

TEST(ReadFaultTest, ReadsEveryFault) {
  struct Case {
    const char* yaml;
    Fault fault;
  };
  const Case cases[] = {
      {"{delay: 250ms}", {.delay = Duration(250)}},
      {"{delay: 1h}", {.delay = std::chrono::hours{1}}},
      {"{cut_after: 20B}", {.cut_after = 20}},
      {"{cut_after: 0B, commit: after}", {.cut_after = 0, .commit = Commit::kAfter}},
      {"{cut_after: 1KiB, reset: inside}", {.cut_after = 1'024, .reset = BreakPoint::kInside}},
      {"{reset: before, commit: after}", {.reset = BreakPoint::kBefore, .commit = Commit::kAfter}},
      {"{reset: inside}", {.reset = BreakPoint::kInside}},
      {"{reset: after, commit: before}", {.reset = BreakPoint::kAfter}},
      {"{close: before, delay: 2s}", {.delay = Duration(2'000), .close = BreakPoint::kBefore}},
  };
  for (const Case& row : cases) {
    SCOPED_TRACE(row.yaml);
    const auto scenario = load_step("on: POST /keys, fault: " + std::string(row.yaml));
    ASSERT_TRUE(scenario) << text_of(scenario.error());
    EXPECT_EQ(scenario->steps[0].fault, row.fault);
  }
}

TEST(ReadFaultTest, PointsAtTheFaultThatHasToGo) {
  struct Case {
    const char* yaml;
    const char* says;
  };
  constexpr Case kCases[] = {
      {"{}", "33: an empty fault says nothing"},
      {"[delay]", "33: fault must be a map, not a list"},
      {"{delay: 2}", "41: delay: \"2\" needs a unit"},
      {"{delay: 3601s}", "41: delay is at most 1h"},
      {"{cut_after: 20}", "45: cut_after: \"20\" is no number of bytes"},
      {"{reset: never}", "41: there is no point for reset \"never\"; known are before"},
      {"{close: insid}", "41: there is no point for close \"insid\"; did you mean \"inside\"?"},
      {"{reset: before, commit: inside}", "57: there is no point for commit"},
      {"{reset: before, close: before}", "56: reset and close both end the connection"},
      {"{cut_after: 1B, close: inside}", "56: cut_after ends the stream by itself"},
      {"{cut_after: 1B, reset: after}", "56: cut_after says where reset: inside strikes"},
      {"{reset: inside, commit: after}", "57: commit: after says that nothing was done"},
      {"{cut_after: 1B, commit: after}", "57: commit: after says that nothing was done"},
      {"{delay: 1s, commit: after}", "53: commit is about a wire that breaks"},
  };
  for (const Case& row : kCases) {
    SCOPED_TRACE(row.yaml);
    const std::string said = step_complaints("on: POST /keys, fault: " + std::string(row.yaml));
    EXPECT_TRUE(said.starts_with("x.yaml:3:" + std::string(row.says))) << said;
  }
}

}  // namespace
}  // namespace fauxplane
