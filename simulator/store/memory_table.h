// A table of immutable records in memory. Not synchronised: MemoryStore holds its lock around every
// use.
#pragma once

#include <memory>
#include <unordered_map>
#include <utility>
#include <vector>

namespace fauxplane {

template <class Record>
class RecordMap {
 public:
  using Id = decltype(Record::id);
  using Row = std::shared_ptr<const Record>;

  [[nodiscard]] Row find(const Id& id) const {
    const auto at = positions_.find(id);
    return at == positions_.end() ? nullptr : rows_[at->second];
  }
  [[nodiscard]] const std::vector<Row>& list() const { return rows_; }
  void put(Row row) {
    const auto [at, is_new] = positions_.try_emplace(row->id, rows_.size());
    if (is_new) {
      rows_.push_back(std::move(row));
    } else {
      rows_[at->second] = std::move(row);
    }
  }

  bool erase(const Id& id) {
    const auto at = positions_.find(id);
    if (at == positions_.end()) return false;
    const std::size_t position = at->second;
    positions_.erase(at);
    rows_.erase(rows_.begin() + static_cast<std::ptrdiff_t>(position));
    for (auto& [other, place] : positions_) {
      if (place > position) --place;
    }
    return true;
  }
  [[nodiscard]] std::size_t size() const { return rows_.size(); }

 private:
  std::vector<Row> rows_;  // in the order they were first put
  std::unordered_map<Id, std::size_t> positions_;
};

}  // namespace fauxplane
