#include "simulator/scenario/nearest.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

namespace fauxplane {
namespace {

using Words = std::vector<std::string_view>;

TEST(NearestTest, CountsTypingErrors) {
  struct Case {
    const char* left;
    const char* right;
    std::size_t distance;
  };
  constexpr Case kCases[] = {
      {"", "", 0},           {"times", "times", 0}, {"tims", "times", 1},  {"timees", "times", 1},
      {"tines", "times", 1}, {"tiems", "times", 1}, {"TIMES", "times", 0}, {"", "abc", 3},
      {"abc", "xyz", 3}};
  for (const Case& row : kCases) {
    EXPECT_EQ(edit_distance(row.left, row.right), row.distance) << row.left << " " << row.right;
  }
}

TEST(NearestTest, FindsWhatWasMostLikelyMeant) {
  const Words words = {"times", "then", "match", "nth"};
  EXPECT_EQ(nearest("tims", words), "times");
  EXPECT_EQ(nearest("thne", words), "then");
  EXPECT_EQ(nearest("mathc", words), "match");
  EXPECT_EQ(nearest("Times", words), "times");
}

TEST(NearestTest, GivesNothingWhenEvenTheNearestIsFar) {
  const Words words = {"times", "then"};
  EXPECT_EQ(nearest("retry", words), std::nullopt);
  EXPECT_EQ(nearest("tea", words), std::nullopt);
  EXPECT_EQ(nearest("times", {}), std::nullopt);
  EXPECT_EQ(nearest(std::string(101, 'a'), Words{std::string_view("a")}), std::nullopt);
}

TEST(NearestTest, TakesTheFirstOfEquals) {
  EXPECT_EQ(nearest("at", Words({"ab", "ac"})), "ab");
  EXPECT_EQ(nearest("ac", Words({"ab", "ac"})), "ac");
}

TEST(NearestTest, WritesAHint) {
  EXPECT_EQ(did_you_mean("tims", Words{"times"}), "; did you mean \"times\"?");
  EXPECT_EQ(did_you_mean("other", Words{"times"}), "");
}

RC_GTEST_PROP(NearestProperty, DistanceIsSymmetricAndWithinItsBounds,
              (const std::string& left, const std::string& right)) {
  const std::size_t distance = edit_distance(left, right);
  RC_ASSERT(distance == edit_distance(right, left));
  const std::size_t longer = std::max(left.size(), right.size());
  RC_ASSERT(distance >= longer - std::min(left.size(), right.size()));
  RC_ASSERT(distance <= longer);
}

RC_GTEST_PROP(NearestProperty, AWordWithOneSlipIsStillKnown, ()) {
  const auto word = *rc::gen::suchThat(
      rc::gen::container<std::string>(rc::gen::inRange('a', 'z')),
      [](const std::string& text) { return text.size() >= 2 && text.size() <= 90; });
  std::string slip = word;
  slip.erase(*rc::gen::inRange<std::size_t>(0, word.size()), 1);
  RC_ASSERT(nearest(slip, Words{word}) == word);
}

}  // namespace
}  // namespace fauxplane
