#include "simulator/scenario/check_meaning.h"

#include <gtest/gtest.h>

#include "tests/scenario/support.h"

namespace fauxplane {
namespace {

// The last line of `steps` is reached, or not.
TEST(CheckMeaningTest, KnowsWhichStepsAreReached) {
  struct Case {
    const char* name;
    const char* steps;
    bool is_reached;
  };
  constexpr Case kCases[] = {
      {"Other route", "- {on: GET /me}\n- {on: GET /keys}\n", true},
      {"Used up by times", "- {on: GET /me, times: 1}\n- {on: GET /me}\n", true},
      {"One of many", "- {on: GET /me, nth: 2}\n- {on: GET /me}\n", true},
      {"By chance", "- {on: GET /me, chance: 0.5}\n- {on: GET /me}\n", true},
      {"Sequence that passes", "- {on: GET /me, sequence: [429]}\n- {on: GET /me}\n", true},
      {"Wider behind", "- {on: GET /me}\n- {on: any}\n", true},
      {"Only one of two", "- {on: GET /keys}\n- {on: any /keys}\n", true},
      {"Only the other of two", "- {on: POST /keys}\n- {on: any /keys}\n", true},
      {"Other match", "- {on: GET /me, match: {key: key_free}}\n- {on: GET /me}\n", true},
      {"Other value", "- {on: DELETE /keys/a}\n- {on: DELETE /keys/b}\n", true},
      {"Any value behind", "- {on: DELETE /keys/a}\n- {on: \"DELETE /keys/{key_id}\"}\n", true},
      {"Same", "- {on: GET /me}\n- {on: GET /me}\n", false},
      {"Same under its prefix", "- {on: GET /me}\n- {on: GET /api/me}\n", false},
      {"Any", "- {on: any}\n- {on: GET /me, nth: 3}\n", false},
      {"Any and any", "- {on: any}\n- {on: any}\n", false},
      {"Whole method", "- {on: GET any}\n- {on: GET /me, match: {key: key_free}}\n", false},
      {"Both of two", "- {on: GET /keys}\n- {on: POST /keys}\n- {on: any /keys}\n", false},
      {"Certain chance", "- {on: GET /me, chance: 1}\n- {on: GET /me}\n", false},
      {"Loop", "- {on: GET /me, sequence: [429], after: loop}\n- {on: GET /me}\n", false},
      {"Stay", "- {on: GET /me, sequence: [429], after: stay}\n- {on: GET /me}\n", false},
      {"Fail", "- {on: GET /me, sequence: [429], after: fail}\n- {on: GET /me}\n", false},
      {"Same match",
       "- {on: GET /me, match: {query: {a: b}}}\n- {on: GET /me, match: {query: {a: b}}}\n", false},
      {"Any value before", "- {on: \"DELETE /keys/{key_id}\"}\n- {on: DELETE /keys/a}\n", false},
      {"Same value", "- {on: DELETE /keys/a}\n- {on: DELETE /keys/a}\n", false},
      {"Same match on any",
       "- {on: any, match: {key: key_free}}\n- {on: GET /me, match: {key: key_free}}\n", false},
  };
  for (const Case& row : kCases) {
    SCOPED_TRACE(row.name);
    const std::string said = complaints("steps:\n" + std::string(row.steps));
    EXPECT_EQ(said.empty(), row.is_reached) << said;
    EXPECT_EQ(said.find("can never be reached") == std::string::npos, row.is_reached) << said;
  }
}

TEST(CheckMeaningTest, NamesBothStepsAndTheWayOut) {
  EXPECT_EQ(complaints("steps:\n- {on: GET any}\n- {on: GET /me}\n"),
            "x.yaml:5:3: step 2 can never be reached: step 1 (line 4) takes every request on GET "
            "any before it; give that step `times`, or put it behind this one\n");
  EXPECT_EQ(complaints("steps:\n- {on: GET /me, sequence: [429], after: stay}\n- {on: GET /me}\n"),
            "x.yaml:5:3: step 2 can never be reached: step 1 (line 4) takes every request on GET "
            "/me before it; end its sequence with after: pass, or put it behind this one\n");
}

TEST(CheckMeaningTest, ChanceCanNotPromiseEveryStep) {
  constexpr std::string_view kStep = "steps: [{on: GET /me, chance: 0.5}]\n";
  EXPECT_EQ(complaints(kStep), "");
  EXPECT_EQ(complaints(std::string(kStep) + "expect: [every step used]\n"),
            "x.yaml:3:9: step 1 is taken by chance, so `every step used` can not be promised\n");
}

}  // namespace
}  // namespace fauxplane
