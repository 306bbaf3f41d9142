#include "contracts/campaign/expectation.h"

#include <gtest/gtest.h>

namespace fauxplane::contracts {
namespace {

Case calling(const std::string& method) {
  return {.calls = {{.method = method}}, .script = {{.status = 503}}};
}

TEST(ExpectationTest, ASignatureIsCoveredByItselfOrByItsBeginningWithAStar) {
  const struct {
    const char* pattern;
    const char* signature;
    bool is_covered;
  } cases[] = {
      {"C2/early/not_waited", "C2/early/not_waited", true},
      {"C2/early/*", "C2/early/not_waited", true},
      {"C2/*", "C2/early/not_waited", true},
      {"C2/early/not*", "C2/early/not_waited", true},
      {"C2/early/not_waited", "C2/early/not_waited_again", false},
      {"C2/early/not_waited", "C2/early", false},
      {"C2/late/*", "C2/early/not_waited", false},
      {"C2/*", "C22/early/not_waited", false},
      {"C2/*/not_waited", "C2/early/not_waited", false},
  };
  for (const auto& one : cases) {
    EXPECT_EQ(covers({.signature = one.pattern}, one.signature), one.is_covered)
        << one.pattern << " " << one.signature;
  }
}

TEST(ExpectationTest, ThePropertyStandsInFrontOfTheFirstSlash) {
  EXPECT_EQ(property_of({.signature = "MP10/value/differs"}), "MP10");
  EXPECT_EQ(property_of({.signature = "B1/*"}), "B1");
}

TEST(ExpectationTest, WhatAComparisonIs) {
  for (const char* const text : {"<0.4", "<=1", ">2.0.1", ">=1.2.3", "=2"}) {
    EXPECT_TRUE(is_comparison(text)) << text;
  }
  for (const char* const text : {"", "0.4", "<", ">=", "==2", "~1.2", "< 0.4", "<v1", "0.4<"}) {
    EXPECT_FALSE(is_comparison(text)) << text;
  }
}

TEST(ExpectationTest, VersionsAreComparedNumberByNumber) {
  const struct {
    const char* versions;
    const char* version;
    bool is_about;
  } cases[] = {
      {"", "1.0", true},          {"", "", true},
      {"<0.4", "0.3.9", true},    {"<0.4", "0.4", false},
      {"<0.4", "0.4.0", false},   {"<0.4", "0.10", false},
      {"<=0.4", "0.4.0", true},   {"<=0.4", "0.4.1", false},
      {">0.4", "0.4", false},     {">0.4", "0.4.0.1", true},
      {">=1.2.3", "1.2.3", true}, {">=1.2.3", "1.2", false},
      {">=1.2.3", "1.10", true},  {"=2", "2.0.0", true},
      {"=2", "2.0.1", false},     {"=2", "3", false},
      {"<1", "0.9-beta", true},   {"<1", "unknown", true},
      {"=0", "", true},
  };
  for (const auto& one : cases) {
    EXPECT_EQ(is_about({.versions = one.versions}, one.version), one.is_about)
        << one.versions << " " << one.version;
  }
}

TEST(ExpectationTest, OnlyThoseOfTheVersionCount) {
  const auto those = about({{.signature = "A1/*", .versions = "<2"},
                            {.signature = "B1/*", .versions = ">=2"},
                            {.signature = "C1/*"}},
                           "2.1");
  ASSERT_EQ(those.size(), 2U);
  EXPECT_EQ(those[0].signature, "B1/*");
  EXPECT_EQ(those[1].signature, "C1/*");
}

TEST(ExpectationTest, APrunedFeatureIsLeftOutForOtherPropertiesOnly) {
  const std::vector<Expectation> expectations = {
      {.signature = "C2/early/*", .prune = {{"method", "me"}}}};
  EXPECT_TRUE(is_pruned(expectations, *find_property("B1"), calling("me")));
  EXPECT_FALSE(is_pruned(expectations, *find_property("B1"), calling("health")));
  // Else nobody would see it mended.
  EXPECT_FALSE(is_pruned(expectations, *find_property("C2"), calling("me")));
}

TEST(ExpectationTest, AnyFeatureOfAnyExpectationLeavesACaseOut) {
  const std::vector<Expectation> expectations = {
      {.signature = "A1/*"},
      {.signature = "C2/*", .prune = {{"status", "500"}, {"fault", "reset"}}},
      {.signature = "C3/*", .prune = {{"status", "429"}, {"status", "503"}}}};
  EXPECT_TRUE(is_pruned(expectations, *find_property("B1"), calling("me")));
  EXPECT_TRUE(is_pruned(expectations, *find_property("C2"), calling("me")));
  EXPECT_FALSE(is_pruned(expectations, *find_property("C3"), calling("me")));
}

TEST(ExpectationTest, NothingIsLeftOutWithoutPrune) {
  EXPECT_FALSE(is_pruned({}, *find_property("B1"), calling("me")));
  EXPECT_FALSE(is_pruned({{.signature = "C2/*"}}, *find_property("B1"), calling("me")));
}

}  // namespace
}  // namespace fauxplane::contracts
