#include "simulator/scenario/read_step.h"

#include <gtest/gtest.h>

#include "tests/scenario/support.h"

namespace fauxplane {
namespace {

Step read(const std::string& step) {
  const auto scenario = load_step(step);
  if (!scenario) throw std::invalid_argument(text_of(scenario.error()));
  return scenario->steps.at(0);
}

TEST(ReadStepTest, AloneARouteTakesEveryRequestAndLetsThePlaneAnswer) {
  const Step step = read("on: GET /me");
  EXPECT_EQ(step.place, (Place{3, 9}));
  EXPECT_EQ(step.name, "");
  EXPECT_EQ(step.match, Match{});
  EXPECT_EQ(step.times, std::nullopt);
  EXPECT_EQ(step.nth, std::nullopt);
  EXPECT_EQ(step.chance, std::nullopt);
  EXPECT_EQ(step.answers, (std::vector<std::optional<ScriptedAnswer>>{std::nullopt}));
  EXPECT_FALSE(step.is_sequence);
  EXPECT_EQ(step.after, After::kPass);
  EXPECT_EQ(step.fault, Fault{});
  EXPECT_TRUE(step.effects.empty());
}

TEST(ReadStepTest, ReadsCountsAndTheName) {
  const Step step = read("name: third, on: GET /me, nth: 3, times: 2, chance: 0.25");
  EXPECT_EQ(step.name, "third");
  EXPECT_EQ(step.nth, 3U);
  EXPECT_EQ(step.times, 2U);
  EXPECT_EQ(step.chance, 0.25);
  EXPECT_EQ(read("on: GET /me, times: 4294967294").times, 4'294'967'294U);
  EXPECT_EQ(read("on: GET /me, chance: 1").chance, 1.0);
}

TEST(ReadStepTest, ReadsSequencesAndTheirEnd) {
  const Step step = read("on: GET /me, sequence: [429, 200, {error: seat_required}]");
  EXPECT_TRUE(step.is_sequence);
  ASSERT_EQ(step.answers.size(), 3U);
  EXPECT_EQ(step.answers[0]->error, "rate_limit_exceeded");
  EXPECT_EQ(step.answers[1], std::nullopt);
  EXPECT_EQ(step.answers[2]->error, "seat_required");
  struct Case {
    const char* text;
    After after;
  };
  constexpr Case kCases[] = {{"pass", After::kPass},
                             {"stay", After::kStay},
                             {"loop", After::kLoop},
                             {"fail", After::kFail}};
  for (const Case& row : kCases) {
    EXPECT_EQ(read("on: GET /me, sequence: [429], after: " + std::string(row.text)).after,
              row.after);
  }
}

TEST(ReadStepTest, RefusesASequenceBeyondTheLimit) {
  std::string sequence = "on: GET /me, sequence: [429";
  for (std::size_t count = 1; count < kSequenceMax; ++count) sequence += ",429";
  EXPECT_EQ(read(sequence + "]").answers.size(), kSequenceMax);
  EXPECT_EQ(step_complaints(sequence + ",429]"),
            "x.yaml:3:33: a sequence has at most 1000 answers, not 1001\n");
}

TEST(ReadStepTest, RefusesWhatContradictsItself) {
  struct Case {
    const char* step;
    const char* says;
  };
  constexpr Case kCases[] = {
      {"answer: 429", "step needs \"on\""},
      {"on: GET /me, answer: 429, sequence: [429]", "an answer or a sequence, not both"},
      {"on: GET /me, sequence: 429", "sequence must be a list"},
      {"on: GET /me, sequence: []", "an empty sequence answers nothing"},
      {"on: GET /me, sequence: [429], times: 1", "the sequence says how often"},
      {"on: GET /me, answer: 429, after: loop", "this step has none"},
      {"on: GET /me, sequence: [429], after: lop", "did you mean \"loop\"?"},
      {"on: GET /me, times: 0", "from 1 to 4294967294"},
      {"on: GET /me, times: 4294967295", "from 1 to 4294967294"},
      {"on: GET /me, nth: 0", "from 1 to 4294967294"},
      {"on: GET /me, chance: 0", "chance must be above 0 and at most 1"},
      {"on: GET /me, chance: 1.1", "chance must be above 0 and at most 1"},
      {"on: GET /me, chance: often", "chance must be a number"},
      {"on: GET /me, answer: 429, fault: {reset: before, commit: after}", "is never sent"},
      {"on: GET /me, sequence: [429], fault: {reset: before, commit: after}", "is never sent"},
  };
  for (const Case& row : kCases) {
    SCOPED_TRACE(row.step);
    const std::string said = step_complaints(row.step);
    EXPECT_NE(said.find(row.says), std::string::npos) << said;
  }
}

TEST(ReadStepTest, StepsAreMaps) {
  EXPECT_EQ(complaints("steps: [GET /me]\n"), "x.yaml:3:9: step must be a map, not \"GET /me\"\n");
}

}  // namespace
}  // namespace fauxplane
