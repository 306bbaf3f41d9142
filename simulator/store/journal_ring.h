// The journal of one world: bounded by entries and by bytes, the oldest leave first. Entries go in
// and out by pointer: whoever holds the lock touches none of what they hold. Not synchronised.
#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include "simulator/store/store.h"

namespace fauxplane {

class JournalRing {
 public:
  JournalRing(std::size_t entries_max, std::size_t bytes_max)
      : entries_max_(entries_max), bytes_max_(bytes_max) {}

  // As Store::append_journal.
  std::uint64_t append(std::unique_ptr<JournalEntry>& entry);
  [[nodiscard]] std::vector<JournalEntry> read(std::uint64_t from, std::size_t count) const;
  [[nodiscard]] Store::JournalSize size() const {
    return {.appended = appended_, .evicted = appended_ - kept_};
  }

 private:
  struct Slot {
    std::unique_ptr<JournalEntry> entry;
    std::size_t bytes = 0;  // of its request and answer
  };

  [[nodiscard]] Slot& slot(std::uint64_t number) { return slots_[(number - 1) % entries_max_]; }

  std::size_t entries_max_;
  std::size_t bytes_max_;
  std::vector<Slot> slots_;  // grows up to entries_max_, then a ring
  std::uint64_t appended_ = 0;
  std::uint64_t kept_ = 0;
  std::size_t bytes_ = 0;
};

}  // namespace fauxplane
