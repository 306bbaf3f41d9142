#include "simulator/domain/code_point.h"

#include <gtest/gtest.h>

#include "tests/support/domain_gen.h"

namespace fauxplane {
namespace {

TEST(CodePointTest, CountsWhatPeopleCallCharacters) {
  EXPECT_EQ(count_code_points(""), 0U);
  EXPECT_EQ(count_code_points("abc"), 3U);
  EXPECT_EQ(count_code_points("\u00e9"), 1U);
  EXPECT_EQ(count_code_points("\u65e5\u672c"), 2U);
  EXPECT_EQ(count_code_points("\U0001f600"), 1U);
}

TEST(CodePointTest, TakesBytesThatAreNoUtf8OneByOne) {
  EXPECT_EQ(count_code_points("\xFF\xFE"), 2U);
  EXPECT_EQ(count_code_points("a\xC3"), 2U) << "cut inside a character";
  EXPECT_EQ(count_code_points("\xC0\x80"), 2U) << "overlong";
  EXPECT_EQ(count_code_points("\xED\xA0\x80"), 3U) << "a surrogate";
  EXPECT_EQ(count_code_points("\xF4\x90\x80\x80"), 4U) << "beyond Unicode";
  std::string_view text = "\x80";
  EXPECT_EQ(take_code_point(text), char32_t{0xFFFD});
}

TEST(CodePointTest, CutsBetweenCharacters) {
  EXPECT_EQ(first_code_points("a\u00e9b", 2), "a\u00e9");
  EXPECT_EQ(first_code_points("ab", 5), "ab");
  EXPECT_EQ(first_code_points("ab", 0), "");
}

TEST(CodePointTest, KnowsBlanksOfUnicode) {
  for (const char* blank : {"", " ", "\t\r\n\v\f", "\u00A0", "\u3000 \u2003", "\u0085", "\x1F"}) {
    EXPECT_TRUE(is_blank(blank)) << '"' << blank << '"';
  }
  for (const char* text : {"a", " a ", "\u200B", "\u00e9", "\xA0"}) {
    EXPECT_FALSE(is_blank(text)) << '"' << text << '"';
  }
}

TEST(CodePointTest, TrimsBothEndsOnly) {
  EXPECT_EQ(trimmed(" \u3000a b\u00A0\n"), "a b");
  EXPECT_EQ(trimmed("   "), "");
}

RC_GTEST_PROP(CodePointProperty, TakesEveryByteOfAnyTextOnce, (const std::string& text)) {
  std::string_view rest = text;
  std::size_t count = 0;
  while (!rest.empty()) {
    const std::size_t before = rest.size();
    static_cast<void>(take_code_point(rest));
    RC_ASSERT(rest.size() < before);
    ++count;
  }
  RC_ASSERT(count == count_code_points(text));
  RC_ASSERT(first_code_points(text, count) == text);
}

}  // namespace
}  // namespace fauxplane
