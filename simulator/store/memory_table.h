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

 private:
  std::vector<Row> rows_;  // in the order they were first put
  std::unordered_map<Id, std::size_t> positions_;
};

}  // namespace fauxplane
