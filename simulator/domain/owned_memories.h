// The memories of one end user, in the order of their ids, and by the words of their texts: an
// inverted index, so that a question is answered without reading every text. Not synchronised.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <unordered_map>
#include <vector>

#include "simulator/domain/tenant_memory.h"

namespace fauxplane {

// A memory and how many of the words that were asked for it has.
struct WordHit {
  std::shared_ptr<const TenantMemory> row{};
  std::uint32_t words = 0;
};

class OwnedMemories {
 public:
  using Row = std::shared_ptr<const TenantMemory>;

  // REQUIRES: an id above every other that was added.
  void add(Row row);
  // Puts the row in the place of that with its id. REQUIRES: there is one.
  void replace(Row row);
  // REQUIRES: there is one.
  void erase(std::int64_t id);

  [[nodiscard]] bool empty() const { return live_ == 0; }
  // Those that have not expired, newest first; likewise below.
  [[nodiscard]] std::vector<Row> newest_first(Instant now) const;
  // Those whose text has one of the words. REQUIRES: each word once.
  [[nodiscard]] std::vector<WordHit> find_words(std::span<const std::string> words,
                                                Instant now) const;

 private:
  using Position = std::uint32_t;
  [[nodiscard]] Position position_of(std::int64_t id) const;
  void index(Position position);
  void forget(Position position);
  // Erased rows leave their place behind; once these are the most, they go.
  void close_gaps();

  std::vector<std::int64_t> ids_;  // ascending
  std::vector<Row> rows_;          // of these ids; nullptr: erased
  std::size_t live_ = 0;
  std::unordered_map<std::string, std::vector<Position>> positions_;  // by word, ascending
};

}  // namespace fauxplane
