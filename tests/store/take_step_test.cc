// Store::take_step: which step of a script a request gets.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "tests/support/store_cases.h"

namespace fauxplane {
namespace {

using testing::ElementsAre;

constexpr std::uint32_t kNone = UINT32_MAX;

// The step that each of `count` requests gets; kNone when it gets none.
std::vector<std::uint32_t> steps_taken(Store& store, const std::vector<Candidate>& candidates,
                                       int count) {
  std::vector<std::uint32_t> steps;
  for (int request = 0; request < count; ++request) {
    const auto use = store.take_step(candidates);
    steps.push_back(use ? use->step : kNone);
  }
  return steps;
}

TEST(TakeStepTest, NoCandidateIsNoStep) {
  EXPECT_FALSE(make_store()->take_step({}));
}

TEST(TakeStepTest, FirstCandidateThatIsNotUsedUpTakesIt) {
  const auto store = make_store();
  EXPECT_THAT(steps_taken(*store, {{.step = 4, .uses_max = 2}, {.step = 1, .uses_max = 1}}, 5),
              ElementsAre(4, 4, 1, kNone, kNone));
}

TEST(TakeStepTest, StepWithoutALimitTakesAll) {
  const auto store = make_store();
  EXPECT_THAT(steps_taken(*store, {{.step = 0, .uses_max = 1}, {.step = 1}}, 4),
              ElementsAre(0, 1, 1, 1));
}

TEST(TakeStepTest, CountsUsesFromOne) {
  const auto store = make_store();
  const Candidate candidate{.step = 3};
  EXPECT_EQ(store->take_step({&candidate, 1})->use, 1U);
  EXPECT_EQ(store->take_step({&candidate, 1})->use, 2U);
  EXPECT_EQ(store->step_count(3).uses, 2U);
}

TEST(TakeStepTest, PartOfWhichNoneTakesTheRequestCountsNothing) {
  const auto store = make_store();
  const std::vector<Candidate> part = {{.step = 0, .uses_max = 1}, {.step = 1, .nth = 3}};
  ASSERT_EQ(store->take_step(part, Offer::kPart)->step, 0U);
  EXPECT_FALSE(store->take_step(part, Offer::kPart));
  EXPECT_EQ(store->step_count(0).matched, 1U);
  EXPECT_EQ(store->step_count(1).matched, 1U);
  EXPECT_FALSE(store->take_step(part, Offer::kWhole));
  EXPECT_EQ(store->step_count(1).matched, 2U);
  EXPECT_EQ(store->take_step(part, Offer::kPart)->step, 1U);
}

TEST(TakeStepTest, StepThatWasNeverOfferedHasNoCount) {
  const auto store = make_store();
  const Candidate candidate{.step = 3};
  ASSERT_TRUE(store->take_step({&candidate, 1}));
  for (const std::uint32_t step : {0U, 2U, 4U, kNone}) {
    SCOPED_TRACE(step);
    EXPECT_EQ(store->step_count(step).uses, 0U);
    EXPECT_EQ(store->step_count(step).matched, 0U);
  }
}

TEST(TakeStepTest, NthIsTheFirstItTakes) {
  const auto store = make_store();
  EXPECT_THAT(steps_taken(*store, {{.step = 0, .uses_max = 1, .nth = 3}}, 5),
              ElementsAre(kNone, kNone, 0, kNone, kNone));
  EXPECT_THAT(steps_taken(*store, {{.step = 1, .uses_max = 2, .nth = 3}}, 5),
              ElementsAre(kNone, kNone, 1, 1, kNone));
}

TEST(TakeStepTest, NthCountsMatchingRequestsWhoeverTookThem) {
  const auto store = make_store();
  EXPECT_THAT(steps_taken(*store,
                          {{.step = 0, .uses_max = 2},
                           {.step = 1, .uses_max = 1, .nth = 4},
                           {.step = 2, .uses_max = 1, .nth = 1}},
                          5),
              ElementsAre(0, 0, 2, 1, kNone));
  for (const std::uint32_t step : {0U, 1U, 2U}) EXPECT_EQ(store->step_count(step).matched, 5U);
}

TEST(TakeStepTest, NthThatFellToAnotherIsTakenAtTheNextRequest) {
  const auto store = make_store();
  EXPECT_THAT(
      steps_taken(*store, {{.step = 0, .uses_max = 3}, {.step = 1, .uses_max = 1, .nth = 2}}, 5),
      ElementsAre(0, 0, 0, 1, kNone));
}

TEST(TakeStepTest, CertainAndImpossibleChances) {
  const auto store = make_store();
  EXPECT_THAT(steps_taken(*store, {{.step = 0, .chance = 0.0}, {.step = 1, .chance = 1.0}}, 3),
              ElementsAre(1, 1, 1));
}

TEST(TakeStepTest, ChanceIsHowOftenItTakes) {
  const auto taken = steps_taken(*make_store(), {{.step = 0, .chance = 0.2}}, 10'000);
  EXPECT_NEAR(static_cast<double>(std::count(taken.begin(), taken.end(), 0U)), 2000.0, 200.0);
}

TEST(TakeStepTest, MissedChanceFallsToTheNextStepAndUsesNothing) {
  const auto store = make_store();
  const auto taken = steps_taken(*store, {{.step = 0, .chance = 0.5}, {.step = 1}}, 200);
  const auto first = std::count(taken.begin(), taken.end(), 0U);
  EXPECT_EQ(std::count(taken.begin(), taken.end(), 1U), 200 - first);
  EXPECT_EQ(store->step_count(0).uses, static_cast<std::uint32_t>(first));
  EXPECT_EQ(store->step_count(0).matched, 200U);
}

TEST(TakeStepTest, TwoStepsOfOneChanceDrawApart) {
  const auto store = make_store();
  EXPECT_NE(steps_taken(*store, {{.step = 0, .chance = 0.5}}, 100), [&] {
    auto steps = steps_taken(*store, {{.step = 1, .chance = 0.5}}, 100);
    std::replace(steps.begin(), steps.end(), 1U, 0U);
    return steps;
  }());
}

RC_GTEST_PROP(TakeStepProperty, SameSeedTakesTheSame, (Seed seed)) {
  const std::vector<Candidate> candidates = {{.step = 0, .chance = 0.3},
                                             {.step = 1, .chance = 0.6}};
  const auto first = steps_taken(*make_store(seed), candidates, 100);
  RC_ASSERT(steps_taken(*make_store(seed), candidates, 100) == first);
  RC_ASSERT(steps_taken(*make_store(seed + 1), candidates, 100) != first);
}

RC_GTEST_PROP(TakeStepProperty, RequestsForOtherStepsDoNotChangeADraw, (Seed seed)) {
  const std::vector<Candidate> candidates = {{.step = 0, .chance = 0.5}};
  const auto alone = steps_taken(*make_store(seed), candidates, 50);
  const auto store = make_store(seed);
  std::vector<std::uint32_t> among_others;
  for (std::size_t request = 0; request < alone.size(); ++request) {
    const int others = *rc::gen::inRange(0, 3);
    steps_taken(*store, {{.step = 1, .chance = 0.5}}, others);
    among_others.push_back(steps_taken(*store, candidates, 1).front());
  }
  RC_ASSERT(among_others == alone);
}

// The rule as a sentence: the first that is not used up, has come to its turn and is lucky.
RC_GTEST_PROP(TakeStepProperty, NoStepPassesItsUsesAndNoneIsSkipped, ()) {
  std::vector<Candidate> candidates;
  const auto steps = *rc::gen::inRange<std::uint32_t>(1, 5);
  for (std::uint32_t step = 0; step < steps; ++step) {
    candidates.push_back({.step = step,
                          .uses_max = *rc::gen::inRange<std::uint32_t>(0, 4),
                          .nth = *rc::gen::inRange<std::uint32_t>(0, 6)});
  }
  const auto store = make_store();
  std::vector<std::uint32_t> uses(steps, 0);
  for (std::uint32_t request = 1; request <= 20; ++request) {
    const auto ready = std::find_if(candidates.begin(), candidates.end(), [&](const auto& each) {
      return uses[each.step] < each.uses_max && request >= each.nth;
    });
    const auto taken = store->take_step(candidates);
    RC_ASSERT(taken.has_value() == (ready != candidates.end()));
    if (!taken) continue;
    RC_ASSERT(taken->step == ready->step);
    RC_ASSERT(taken->use == ++uses[taken->step]);
  }
}

}  // namespace
}  // namespace fauxplane
