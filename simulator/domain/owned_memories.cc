#include "simulator/domain/owned_memories.h"

#include <algorithm>
#include <utility>

#include "simulator/domain/words.h"

namespace fauxplane {

void OwnedMemories::add(Row row) {
  ids_.push_back(row->id);
  rows_.push_back(std::move(row));
  ++live_;
  index(static_cast<Position>(rows_.size() - 1));
}

void OwnedMemories::replace(Row row) {
  const Position position = position_of(row->id);
  if (rows_[position]->text == row->text) {
    rows_[position] = std::move(row);
    return;
  }
  forget(position);
  rows_[position] = std::move(row);
  index(position);
}

void OwnedMemories::erase(std::int64_t id) {
  const Position position = position_of(id);
  forget(position);
  rows_[position] = nullptr;
  --live_;
  if (rows_.size() > 2 * live_) close_gaps();
}

std::vector<OwnedMemories::Row> OwnedMemories::newest_first(Instant now) const {
  std::vector<Row> rows;
  rows.reserve(live_);
  for (auto row = rows_.rbegin(); row != rows_.rend(); ++row) {
    if (*row && !has_expired(**row, now)) rows.push_back(*row);
  }
  return rows;
}

std::vector<WordHit> OwnedMemories::find_words(std::span<const std::string> words,
                                               Instant now) const {
  std::vector<std::uint32_t> shared(rows_.size());
  for (const std::string& word : words) {
    const auto at = positions_.find(word);
    if (at == positions_.end()) continue;
    for (const Position position : at->second) ++shared[position];
  }
  std::vector<WordHit> hits;
  for (std::size_t position = rows_.size(); position-- > 0;) {
    if (shared[position] == 0 || has_expired(*rows_[position], now)) continue;
    hits.push_back({.row = rows_[position], .words = shared[position]});
  }
  return hits;
}

OwnedMemories::Position OwnedMemories::position_of(std::int64_t id) const {
  return static_cast<Position>(std::lower_bound(ids_.begin(), ids_.end(), id) - ids_.begin());
}

void OwnedMemories::index(Position position) {
  for (std::string& word : distinct_words_of(rows_[position]->text)) {
    std::vector<Position>& with_word = positions_[std::move(word)];
    with_word.insert(std::upper_bound(with_word.begin(), with_word.end(), position), position);
  }
}

void OwnedMemories::forget(Position position) {
  for (const std::string& word : distinct_words_of(rows_[position]->text)) {
    const auto at = positions_.find(word);
    std::vector<Position>& with_word = at->second;
    with_word.erase(std::lower_bound(with_word.begin(), with_word.end(), position));
    if (with_word.empty()) positions_.erase(at);
  }
}

void OwnedMemories::close_gaps() {
  std::vector<Row> rows = std::exchange(rows_, {});
  ids_.clear();
  positions_.clear();
  live_ = 0;
  for (Row& row : rows) {
    if (row) add(std::move(row));
  }
}

}  // namespace fauxplane
