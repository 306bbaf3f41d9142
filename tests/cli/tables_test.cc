#include "simulator/cli/tables.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <sstream>

namespace fauxplane {
namespace {

std::vector<std::string> words_of(const std::string& text) {
  std::istringstream in(text);
  std::vector<std::string> words;
  for (std::string word; in >> word;) words.push_back(word);
  return words;
}

rc::Gen<std::string> sentence() {
  return rc::gen::map(rc::gen::container<std::vector<std::string>>(rc::gen::nonEmpty(
                          rc::gen::container<std::string>(rc::gen::inRange('a', 'z')))),
                      [](const std::vector<std::string>& words) {
                        std::string text;
                        for (const std::string& word : words)
                          text += (text.empty() ? "" : " ") + word;
                        return text;
                      });
}

TEST(TablesTest, AlignsColumnsAndEndsNoLineInBlanks) {
  const TextTable table{.heads = {"NAME", "DOES"},
                        .rows = {{"delay", "waits"}, {"x", ""}, {"", "nothing"}}};
  EXPECT_EQ(to_text(table, 0),
            "NAME   DOES\n"
            "delay  waits\n"
            "x\n"
            "       nothing\n");
}

TEST(TablesTest, WrapsTheWidestColumnUntilTheLineFits) {
  const TextTable table{.heads = {"NAME", "DOES"},
                        .rows = {{"delay", "waits before the first byte leaves"}}};
  EXPECT_EQ(to_text(table, 30),
            "NAME   DOES\n"
            "delay  waits before the first\n"
            "       byte leaves\n");
}

TEST(TablesTest, AColumnKeepsItsLeastWidthWhateverTheTerminal) {
  const TextTable table{.heads = {"A"}, .rows = {{"one two three four five"}}};
  EXPECT_EQ(to_text(table, 3), "A\none two three\nfour five\n");
}

RC_GTEST_PROP(TablesProperty, WrappingKeepsEveryWordInOrder, ()) {
  const std::string text = *sentence();
  const auto width = *rc::gen::inRange<std::size_t>(1, 40);
  std::string joined;
  for (const std::string& line : wrap(text, width)) joined += line + " ";
  RC_ASSERT(words_of(joined) == words_of(text));
}

RC_GTEST_PROP(TablesProperty, AWrappedLineIsTooLongOnlyWhenItIsOneWord, ()) {
  const std::string text = *sentence();
  const auto width = *rc::gen::inRange<std::size_t>(1, 40);
  for (const std::string& line : wrap(text, width)) {
    RC_ASSERT(line.size() <= width || line.find(' ') == std::string::npos);
  }
}

}  // namespace
}  // namespace fauxplane
