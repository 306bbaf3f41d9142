#include "simulator/store/journal_ring.h"

#include <algorithm>
#include <utility>

#include "simulator/store/prefetch.h"

namespace fauxplane {

std::uint64_t JournalRing::append(std::unique_ptr<JournalEntry>& entry) {
  const std::size_t bytes = entry->request.size() + entry->answer.size();
  entry->number = ++appended_;
  if (slots_.size() < entries_max_) {
    slots_.emplace_back();
  } else if (kept_ == entries_max_) {
    bytes_ -= slot(appended_).bytes;
    --kept_;
  }
  bytes_ += bytes;
  slot(appended_).bytes = bytes;
  std::swap(slot(appended_).entry, entry);
  ++kept_;
  while (bytes_ > bytes_max_ && kept_ > 1) {
    Slot& oldest = slot(appended_ - kept_ + 1);
    bytes_ -= oldest.bytes;
    oldest.entry.reset();  // gives the memory back: entries this large are rare
    --kept_;
  }
  if (kept_ == entries_max_) {
    prefetch_to_write(slot(appended_ + 1).entry.get(), sizeof(JournalEntry));
  }
  return appended_;
}

std::vector<JournalEntry> JournalRing::read(std::uint64_t from, std::size_t count) const {
  std::vector<JournalEntry> entries;
  for (std::uint64_t number = std::max(from, appended_ - kept_ + 1);
       number <= appended_ && entries.size() < count; ++number) {
    entries.push_back(*slots_[(number - 1) % entries_max_].entry);
  }
  return entries;
}

}  // namespace fauxplane
