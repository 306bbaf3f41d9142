#include "simulator/scenario/read_extraction.h"

#include <gtest/gtest.h>

#include "tests/scenario/support.h"

namespace fauxplane {
namespace {

std::string refused(const std::string& extraction) {
  const auto scenario = load("# A test.\nfauxplane: 1\nworld: {extraction: " + extraction + "}\n");
  return scenario ? "nothing is wrong" : text_of(scenario.error());
}

TEST(ReadExtractionTest, LaysWhatIsGivenOverTheDefault) {
  const auto policy = [](const std::string& extraction) {
    return load("# A test.\nfauxplane: 1\nworld: {extraction: " + extraction + "}\n")
        .value()
        .world->extraction;
  };
  EXPECT_EQ(policy("{delay: 2s}"), (ExtractionPolicy{.delay = Duration{2'000}}));
  EXPECT_EQ(policy("{outcome: failed}"), (ExtractionPolicy{.fails = true}));
  EXPECT_EQ(policy("{outcome: completed, fails_on: bad}"), (ExtractionPolicy{.fails_on = "bad"}));
  EXPECT_EQ(policy("{delay: 0s}"), (ExtractionPolicy{.delay = Duration{0}}));
}

TEST(ReadExtractionTest, ChangesOnlyWhatTheEffectGives) {
  const ExtractionPolicy policy{.delay = Duration{5}, .fails = true, .fails_on = "bad"};
  EXPECT_EQ(changed(policy, {}), policy);
  EXPECT_EQ(changed(policy, {.fails = false, .fails_on = ""}),
            (ExtractionPolicy{.delay = Duration{5}}));
}

TEST(ReadExtractionTest, RefusesWhatSaysNothing) {
  EXPECT_NE(refused("{}").find("an empty extraction says nothing"), std::string::npos);
  EXPECT_NE(refused("{outcome: lost}").find("there is no outcome \"lost\""), std::string::npos);
  EXPECT_NE(refused("{delay: 2}").find("delay"), std::string::npos);
  EXPECT_NE(refused("{until: 2s}").find("unknown key \"until\" in extraction"), std::string::npos);
}

}  // namespace
}  // namespace fauxplane
