#include "simulator/store/journal_ring.h"

#include <algorithm>
#include <utility>

namespace fauxplane {
namespace {

std::size_t bytes_of(const JournalEntry& entry) {
  return entry.request.size() + entry.answer.size();
}

}  // namespace

std::uint64_t JournalRing::append(JournalEntry& entry) {
  entry.number = ++appended_;
  if (slots_.size() < entries_max_) {
    slots_.emplace_back();
  } else if (kept_ == entries_max_) {
    bytes_ -= bytes_of(slot(entry.number));
    --kept_;
  }
  bytes_ += bytes_of(entry);
  std::swap(slot(entry.number), entry);
  ++kept_;
  while (bytes_ > bytes_max_ && kept_ > 1) {
    JournalEntry& oldest = slot(appended_ - kept_ + 1);
    bytes_ -= bytes_of(oldest);
    oldest.request = std::string();  // gives the memory back: entries this large are rare
    oldest.answer = std::string();
    --kept_;
  }
  return appended_;
}

std::vector<JournalEntry> JournalRing::read(std::uint64_t from, std::size_t count) const {
  std::vector<JournalEntry> entries;
  for (std::uint64_t number = std::max(from, appended_ - kept_ + 1);
       number <= appended_ && entries.size() < count; ++number) {
    entries.push_back(slots_[(number - 1) % entries_max_]);
  }
  return entries;
}

}  // namespace fauxplane
