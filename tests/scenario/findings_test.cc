#include "simulator/scenario/findings.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <nlohmann/json.hpp>

#include "tests/scenario/support.h"

namespace fauxplane {
namespace {

TEST(FindingsTest, ComeInTheOrderOfTheirPlace) {
  Findings findings("x.yaml");
  EXPECT_TRUE(findings.empty());
  findings.add({3, 1}, "third");
  findings.add({1, 9}, "second");
  findings.add({1, 2}, "first");
  findings.add({3, 1}, "fourth");
  EXPECT_EQ(findings.count(), 4U);
  EXPECT_EQ(text_of(findings.take()),
            "x.yaml:1:2: first\nx.yaml:1:9: second\nx.yaml:3:1: third\nx.yaml:3:1: fourth\n");
  EXPECT_TRUE(findings.empty());
}

TEST(FindingsTest, WithoutALineNameTheFileAlone) {
  EXPECT_EQ(to_text({.file = "x.yaml", .place = {}, .message = "no"}), "x.yaml: no");
}

TEST(FindingsTest, StopAtTheirLimit) {
  Findings findings("x.yaml");
  for (std::size_t count = 0; count < kFindingsMax; ++count) {
    EXPECT_FALSE(findings.is_full());
    findings.add({1, 1}, "no");
  }
  EXPECT_TRUE(findings.is_full());
  findings.add({1, 1}, "one more");
  EXPECT_EQ(findings.take().size(), kFindingsMax);
}

TEST(FindingsTest, AreOneLineEach) {
  Findings findings("x.yaml");
  findings.add({1, 1}, "a\nb\rc");
  EXPECT_EQ(findings.take().front().message, "a?b?c");
}

TEST(FindingsTest, ExcerptsShowTextsOnOneLine) {
  EXPECT_EQ(excerpt("me"), "\"me\"");
  EXPECT_EQ(excerpt("a\nb\r\tc\x01"), "\"a\\nb\\r\\tc?\"");
  EXPECT_EQ(excerpt(std::string(60, 'x')), "\"" + std::string(60, 'x') + "\"");
  EXPECT_EQ(excerpt(std::string(59, 'x') + "\xC3\xA9\xC3\xA9"),
            "\"" + std::string(59, 'x') + "...\"");
  EXPECT_EQ(excerpt(std::string(61, 'x')), "\"" + std::string(60, 'x') + "...\"");
}

RC_GTEST_PROP(FindingsProperty, AnExcerptNeverEndsInsideALetter, ()) {
  std::string text;
  for (const int letter : *rc::gen::container<std::vector<int>>(rc::gen::inRange(0, 4))) {
    constexpr std::string_view kLetters[] = {"a", "\xC3\xA9", "\xE2\x82\xAC", "\xF0\x9F\x99\x82"};
    text += kLetters[letter];
    text += text;
    if (text.size() > 300) break;
  }
  RC_ASSERT(nlohmann::json::parse(nlohmann::json(excerpt(text)).dump()) == excerpt(text));
}

}  // namespace
}  // namespace fauxplane
