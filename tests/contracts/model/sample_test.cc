#include "contracts/model/sample.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>
#include <rapidcheck/gtest.h>

#include "contracts/model/methods.h"
#include "contracts/model/shape.h"

namespace fauxplane::contracts {
namespace {

Choices fixed(bool chance, std::int64_t integer) {
  return {.chance = [chance](double) { return chance; },
          .integer = [integer](std::int64_t least,
                               std::int64_t most) { return std::clamp(integer, least, most); },
          .text = [] { return std::string("x"); }};
}

TEST(SampleTest, LeavesOutOrFillsOptionalMembersByChance) {
  const std::string_view shape = "{a:s! b:i c:[{d:b!}]! e:t f:n g:o}";
  EXPECT_EQ(sample_of(shape, fixed(true, 0)), Json::parse(R"({"a":"x","c":[]})"));
  EXPECT_EQ(sample_of(shape, fixed(false, 1)),
            Json::parse(R"({"a":"x","b":1,"c":[{"d":false}],"e":["x","x"],"f":0.0625,)"
                        R"("g":{"a":"x"}})"));
}

TEST(SampleTest, MakesOptionalMembersNull) {
  Choices choices = fixed(false, 0);
  choices.chance = [](double chance) { return chance < 0.25; };
  EXPECT_EQ(sample_of("{a:s! b:i}", choices), Json::parse(R"({"a":"x","b":null})"));
}

TEST(SampleTest, PutsWhatStandsUnderAMemberThere) {
  EXPECT_EQ(sample_of("expressed<b", fixed(true, 0)), Json::parse(R"({"expressed":true})"));
  EXPECT_EQ(sample_of("usage<[o]", fixed(true, 1)), Json::parse(R"({"usage":[{"a":"x"}]})"));
}

RC_GTEST_PROP(SampleTest, FitsTheShapeOfEachMethod, ()) {
  const Choices choices = {
      .chance = [](double chance) { return *rc::gen::inRange(0, 100) < chance * 100; },
      .integer = [](std::int64_t least,
                    std::int64_t most) { return *rc::gen::inRange(least, most + 1); },
      .text = [] { return *rc::gen::string<std::string>(); }};
  for (const std::string_view service : {kMemsy, kMemorySync}) {
    for (const MethodRow& method : method_rows(service)) {
      const std::string_view shape = method.shape.substr(0, method.shape.find('|'));
      if (shape.empty()) continue;
      const Json sample = sample_of(shape, choices);
      RC_ASSERT(fits_shape(shape, sample));
      RC_ASSERT(shape_difference(shape, sample, sample).empty());
    }
  }
}

}  // namespace
}  // namespace fauxplane::contracts
