// The journal of one world: bounded by entries and by bytes, the oldest leave first. Slots are
// reused, so a journal that is full allocates nothing more. Not synchronised.
#pragma once

#include <cstdint>
#include <vector>

#include "simulator/store/store.h"

namespace fauxplane {

class JournalRing {
 public:
  JournalRing(std::size_t entries_max, std::size_t bytes_max)
      : entries_max_(entries_max), bytes_max_(bytes_max) {}

  std::uint64_t append(JournalEntry& entry);
  [[nodiscard]] std::vector<JournalEntry> read(std::uint64_t from, std::size_t count) const;
  [[nodiscard]] Store::JournalSize size() const {
    return {.appended = appended_, .evicted = appended_ - kept_};
  }

 private:
  [[nodiscard]] JournalEntry& slot(std::uint64_t number) {
    return slots_[(number - 1) % entries_max_];
  }

  std::size_t entries_max_;
  std::size_t bytes_max_;
  std::vector<JournalEntry> slots_;  // grows up to entries_max_, then a ring
  std::uint64_t appended_ = 0;
  std::uint64_t kept_ = 0;
  std::size_t bytes_ = 0;
};

}  // namespace fauxplane
