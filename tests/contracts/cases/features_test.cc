#include "contracts/cases/features.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace fauxplane::contracts {
namespace {

std::vector<Feature> features_of_reply(const ScriptedReply& reply) {
  return features_of({.script = {reply}});
}

ScriptedReply asks_for(const std::string& value) {
  return {.headers = {{"retry-AFTER", value}}};
}

TEST(FeaturesTest, TheFormOfARetryAfterIsToldByItsValue) {
  const struct {
    const char* value;
    const char* form;
  } cases[] = {
      {"0", "seconds"},
      {"007", "seconds"},
      {"2147482", "seconds"},
      {"2147483", "huge"},
      {"99999999999999999999", "huge"},
      {"1.5", "fraction"},
      {"Sun, 06 Nov 1994 08:49:37 GMT", "imf_fixdate"},
      {"Sunday, 06-Nov-94 08:49:37 GMT", "rfc850"},
      {"Sun Nov  6 08:49:37 1994", "asctime"},
      {"soon", "malformed"},
      {"-1", "malformed"},
      {"", "malformed"},
  };
  for (const auto& one : cases) {
    EXPECT_EQ(features_of_reply(asks_for(one.value)),
              (std::vector<Feature>{{"retry_after", one.form}}))
        << one.value;
    EXPECT_NE(std::find(kRetryAfterForms.begin(), kRetryAfterForms.end(), one.form),
              kRetryAfterForms.end());
  }
}

TEST(FeaturesTest, TheFormMayBeGivenByAScenariosOwnWord) {
  EXPECT_EQ(features_of_reply({.retry_after = "{in: 2s, form: asctime}"}),
            (std::vector<Feature>{{"retry_after", "asctime"}}));
}

TEST(FeaturesTest, SeveralLinesAreRepeatedAndEachHasItsForm) {
  EXPECT_EQ(
      features_of_reply({.headers = {{"Retry-After", "1"}, {"Retry-After", "soon"}}}),
      (std::vector<Feature>{
          {"retry_after", "malformed"}, {"retry_after", "repeated"}, {"retry_after", "seconds"}}));
}

TEST(FeaturesTest, AHeaderThatIsTakenAwayIsNoFeature) {
  EXPECT_TRUE(features_of_reply(asks_for(kAbsent)).empty());
}

TEST(FeaturesTest, StatusesFaultsAndMethodsAreNamedOnce) {
  const Case value{.calls = {{.method = "me"}, {.method = "keys.list"}, {.method = "me"}},
                   .script = {{.status = 503, .fault = "{reset: inside, commit: after}"},
                              {.status = 503},
                              {.fault = "{chunks: cut}"},
                              {}}};
  EXPECT_EQ(features_of(value), (std::vector<Feature>{{"fault", "chunks"},
                                                      {"fault", "commit"},
                                                      {"fault", "reset"},
                                                      {"method", "keys.list"},
                                                      {"method", "me"},
                                                      {"status", "503"}}));
}

TEST(FeaturesTest, EveryKindIsOneOfTheTable) {
  const Case value{.calls = {{.method = "me"}},
                   .script = {{.status = 429, .fault = "{reset: inside}"}, asks_for("1")}};
  for (const FeatureKind& kind : kFeatureKinds) {
    const auto features = features_of(value);
    EXPECT_TRUE(std::any_of(features.begin(), features.end(), [&](const Feature& one) {
      return one.kind == kind.name;
    })) << kind.name;
  }
}

}  // namespace
}  // namespace fauxplane::contracts
