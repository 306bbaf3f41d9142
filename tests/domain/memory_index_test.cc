#include "simulator/domain/memory_index.h"

#include <gtest/gtest.h>

#include <cmath>
#include <set>

#include "simulator/domain/words.h"
#include "tests/support/domain_gen.h"

namespace fauxplane {
namespace {

MemoryIndex index_of_texts(const std::vector<std::string>& texts) {
  MemoryIndex index;
  for (const std::string& text : texts) index.add(text);
  return index;
}

TEST(MemoryIndexTest, FindsWhatSharesAWord) {
  const MemoryIndex index = index_of_texts({"dark theme", "build passed", "a dark night"});
  const auto hits = index.find("Dark!");
  ASSERT_EQ(hits.size(), 2U);
  EXPECT_EQ(hits[0].number, 0U);
  EXPECT_EQ(hits[1].number, 2U);
  EXPECT_GT(hits[0].score, hits[1].score) << "a larger share of the shorter text";
  EXPECT_TRUE(index.find("unheard").empty());
  EXPECT_TRUE(index.find("?!").empty());
}

TEST(MemoryIndexTest, ScoresTheSameWordsWithOne) {
  const MemoryIndex index = index_of_texts({"dark theme", "theme park"});
  EXPECT_DOUBLE_EQ(index.find("theme dark")[0].score, 1.0);
}

TEST(MemoryIndexTest, WeighsRareWordsHeavier) {
  const MemoryIndex index = index_of_texts({"the theme", "the build", "the night", "rare theme"});
  const auto hits = index.find("the rare");
  ASSERT_EQ(hits.size(), 4U);
  EXPECT_GT(hits[3].score, hits[0].score);
}

TEST(MemoryIndexTest, CountsARepeatedWordOnce) {
  const MemoryIndex index = index_of_texts({"dark dark dark", "dark"});
  const auto hits = index.find("dark dark");
  ASSERT_EQ(hits.size(), 2U);
  EXPECT_DOUBLE_EQ(hits[0].score, hits[1].score);
}

RC_GTEST_PROP(MemoryIndexProperty, FindsEveryTextByEachOfItsWords, ()) {
  const auto any_text = rc::gen::map(
      rc::gen::nonEmpty(rc::gen::container<std::vector<std::string>>(
          rc::gen::element<std::string>("dark", "theme", "build", "passed", "Oslo", "f\u00fcr"))),
      [](const std::vector<std::string>& words) {
        std::string text;
        for (const std::string& word : words) text += word + " ";
        return text;
      });
  const auto texts = *rc::gen::nonEmpty(rc::gen::container<std::vector<std::string>>(any_text));
  const MemoryIndex index = index_of_texts(texts);
  const auto query = *any_text;
  const auto asked = words_of(query);
  std::set<std::uint32_t> wanted;
  for (std::uint32_t number = 0; number < texts.size(); ++number) {
    for (const std::string& word : words_of(texts[number])) {
      if (std::find(asked.begin(), asked.end(), word) != asked.end()) wanted.insert(number);
    }
  }
  std::set<std::uint32_t> found;
  for (const auto& hit : index.find(query)) {
    found.insert(hit.number);
    RC_ASSERT(hit.score > 0.0);
    RC_ASSERT(hit.score <= 1.0);
  }
  RC_ASSERT(found == wanted);
}

}  // namespace
}  // namespace fauxplane
