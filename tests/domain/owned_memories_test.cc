// The index against what it spares: reading every text.
#include "simulator/domain/owned_memories.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <map>

#include "simulator/domain/words.h"

namespace fauxplane {
namespace {

using Rows = std::map<std::int64_t, OwnedMemories::Row>;  // by id

OwnedMemories::Row row_of(std::int64_t id, std::string text, bool expires = false) {
  TenantMemory memory{.id = id, .text = std::move(text)};
  if (expires) memory.expires_at = Instant{Duration{10}};
  return std::make_shared<const TenantMemory>(std::move(memory));
}

std::vector<std::pair<std::int64_t, std::uint32_t>> found_by_reading(
    const Rows& rows, const std::vector<std::string>& words, Instant now) {
  std::vector<std::pair<std::int64_t, std::uint32_t>> found;
  for (auto at = rows.rbegin(); at != rows.rend(); ++at) {
    const auto has = distinct_words_of(at->second->text);
    const auto shared = std::count_if(words.begin(), words.end(), [&](const std::string& word) {
      return std::binary_search(has.begin(), has.end(), word);
    });
    if (shared == 0 || has_expired(*at->second, now)) continue;
    found.emplace_back(at->first, static_cast<std::uint32_t>(shared));
  }
  return found;
}

std::string drawn_text() {
  const auto words = *rc::gen::container<std::vector<std::string>>(
      rc::gen::element<std::string>("tea", "dark", "light", "theme", "Monday", "a", "lot"));
  std::string text;
  for (const std::string& word : words) text += word + " ";
  return text;
}

void change(OwnedMemories& memories, Rows& rows, std::int64_t& last_id) {
  const int what = *rc::gen::inRange(0, 4);
  if (what < 2 || rows.empty()) {
    const auto row = row_of(++last_id, drawn_text(), *rc::gen::arbitrary<bool>());
    memories.add(row);
    rows[row->id] = row;
    return;
  }
  const auto at = std::next(
      rows.begin(), *rc::gen::inRange<std::ptrdiff_t>(0, static_cast<std::ptrdiff_t>(rows.size())));
  if (what == 2) {
    at->second = row_of(at->first, drawn_text());
    memories.replace(at->second);
  } else {
    memories.erase(at->first);
    rows.erase(at);
  }
}

RC_GTEST_PROP(OwnedMemoriesTest, FindWhatReadingEveryTextFinds, ()) {
  OwnedMemories memories;
  Rows rows;
  std::int64_t last_id = 0;
  const int changes = *rc::gen::inRange(0, 60);
  for (int number = 0; number < changes; ++number) change(memories, rows, last_id);

  const Instant now{Duration{*rc::gen::element(9, 10)}};
  const auto words = distinct_words_of(drawn_text());
  std::vector<std::pair<std::int64_t, std::uint32_t>> found;
  for (const WordHit& hit : memories.find_words(words, now)) {
    RC_ASSERT(hit.row == rows.at(hit.row->id));
    found.emplace_back(hit.row->id, hit.words);
  }
  RC_ASSERT(found == found_by_reading(rows, words, now));

  std::vector<OwnedMemories::Row> newest_first;
  for (auto at = rows.rbegin(); at != rows.rend(); ++at) {
    if (!has_expired(*at->second, now)) newest_first.push_back(at->second);
  }
  RC_ASSERT(memories.newest_first(now) == newest_first);
  RC_ASSERT(memories.empty() == rows.empty());
}

}  // namespace
}  // namespace fauxplane
