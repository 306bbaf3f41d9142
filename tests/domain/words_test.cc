#include "simulator/domain/words.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "simulator/domain/code_point.h"
#include "tests/support/domain_gen.h"

namespace fauxplane {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

TEST(WordsTest, SplitsAtWhatIsNoLetterAndNoDigit) {
  EXPECT_THAT(written_words_of("Build 418: passed, in 2s!"),
              ElementsAre("Build", "418", "passed", "in", "2s"));
  EXPECT_THAT(written_words_of("a\u2014b\u00A0c\u201Cd\u201D"), ElementsAre("a", "b", "c", "d"));
  EXPECT_THAT(written_words_of(" ,.;\t"), IsEmpty());
}

TEST(WordsTest, ComparesInLowerCase) {
  EXPECT_THAT(
      words_of("DARK \u00c9t\u00e9 \u0416\u0423\u041a \u03a3\u039f\u03a6 \u017dal"),
      ElementsAre("dark", "\u00e9t\u00e9", "\u0436\u0443\u043a", "\u03c3\u03bf\u03c6", "\u017eal"));
}

TEST(WordsTest, BringsTheFormsOfAWordTogether) {
  struct Case {
    const char* name;
    std::vector<std::string> forms;
  };
  const Case cases[] = {{"prefer", {"prefer", "prefers", "preferred", "preferences", "preferring"}},
                        {"theme", {"theme", "themes"}},
                        {"deploy", {"deploy", "deploys", "deployed", "deploying"}},
                        {"policy", {"policy", "policies"}}};
  for (const Case& row : cases) {
    for (const std::string& form : row.forms) {
      EXPECT_EQ(words_of(form), words_of(row.forms.front())) << form;
    }
  }
  EXPECT_NE(words_of("user"), words_of("us")) << "short words keep their endings";
}

TEST(WordsTest, TakesCharactersOfScriptsWithoutBlanksForWords) {
  EXPECT_THAT(words_of("\u65e5\u672c\u8a9e \u30c6\u30b9\u30c8"),
              ElementsAre("\u65e5", "\u672c", "\u8a9e", "\u30c6", "\u30b9", "\u30c8"));
}

TEST(WordsTest, CutsWordsWithoutEnd) {
  const auto words = words_of(std::string(5'000, 'x'));
  ASSERT_EQ(words.size(), 1U);
  EXPECT_LE(count_code_points(words.front()), kWordPointsMax);
}

RC_GTEST_PROP(WordsProperty, StandInTheTextInOrder, (const std::string& text)) {
  const char* at = text.data();
  for (const std::string_view word : written_words_of(text)) {
    RC_ASSERT(!word.empty());
    RC_ASSERT(word.data() >= at);
    at = word.data() + word.size();
  }
  RC_ASSERT(at <= text.data() + text.size());
  RC_ASSERT(words_of(text).size() == written_words_of(text).size());
}

}  // namespace
}  // namespace fauxplane
