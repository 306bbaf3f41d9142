// The events of the last minute, so that one that comes again is known (memsy.md H2).
#pragma once

#include <cstddef>
#include <deque>
#include <string>
#include <string_view>
#include <unordered_map>

#include "simulator/domain/event.h"

namespace fauxplane {

inline constexpr Duration kDuplicateWindow = std::chrono::seconds{60};

// Equal for events with the same actor, session, kind and content, and for no others. REQUIRES:
// none of the four holds a NUL.
[[nodiscard]] std::string fingerprint_of(const Event& event);

class DuplicateWindow {
 public:
  // The event that had this fingerprint less than 60 seconds ago; nullptr when none had.
  [[nodiscard]] const EventId* find(const std::string& fingerprint, Instant now) const;

  // Remembers the event, and forgets those whose time is over.
  void remember(std::string fingerprint, const EventId& id, Instant now);

  [[nodiscard]] std::size_t size() const { return entries_.size(); }

 private:
  struct Entry {
    EventId id{};
    Instant at{};
  };
  struct Age {
    Instant at{};
    const std::string* fingerprint = nullptr;  // the key in entries_
  };
  std::unordered_map<std::string, Entry> entries_;
  std::deque<Age> ages_;  // in the order in which they came
};

}  // namespace fauxplane
