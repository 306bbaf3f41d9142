// What an org has handed over, and what became of it: events that wait for their extraction, and
// the memories that were made. It owns the rules that an event is taken in once, that extraction
// happens in the order in which it is due, and once, and that nothing happens before its time. Not
// synchronised: a Store holds its lock around every use.
#pragma once

#include <array>
#include <cstdint>
#include <deque>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include "simulator/domain/duplicate_window.h"
#include "simulator/domain/extraction.h"
#include "simulator/domain/memory_index.h"
#include "simulator/domain/quota.h"

namespace fauxplane {

// What a completed extraction spends; held from ingestion on, so that it surely has room.
using Costs = std::array<Charge, 2>;

// An event on its way in.
struct Intake {
  std::shared_ptr<const Event> event{};
  KeyId key{};                // who pays for its extraction
  Instant due_at{};           // when extraction is over
  bool fails = false;         // whether it comes to nothing
  Costs costs{};              // held at ingestion
  std::string fingerprint{};  // of the event; empty: it is no duplicate of any later one
};

// An extraction that is over.
struct Extraction {
  std::shared_ptr<const Event> event{};
  KeyId key{};
  Instant at{};
  bool is_completed = false;
  Costs costs{};
};

// What a search asks for. Views of the caller.
struct Recall {
  std::string_view query{};
  const std::string* actor = nullptr;  // nullptr: every actor of the org
  const std::vector<std::string>& roles;
  const std::vector<std::string>& teams;
  std::string_view session{};           // only memories of it; empty: of all
  std::string_view excluded_session{};  // none of it
  std::size_t limit = 10;
  double threshold = 0.0;       // results that score below are left out
  double scale = 1.0;           // of the scores
  bool with_strangers = false;  // also those without a word of the query, with score 0
};

class MemoryBank {
 public:
  explicit MemoryBank(Seed seed) : seed_(seed) {}

  // The event that had the fingerprint within the last minute; nullptr when none had.
  [[nodiscard]] const EventId* duplicate_of(const std::string& fingerprint, Instant now) const {
    return recent_.find(fingerprint, now);
  }
  // REQUIRES: an event that is not in the bank.
  void take_in(Intake intake);
  // An event whose extraction was over before the world began.
  void remember(std::shared_ptr<const Event> event);

  // When the next extraction is over; nullopt when nothing waits.
  [[nodiscard]] std::optional<Instant> next_due() const;
  // Ends every extraction that is due by now, and tells of it in that order.
  [[nodiscard]] std::vector<Extraction> extract_due(Instant now);
  // nullopt: the bank has no such event.
  [[nodiscard]] std::optional<ExtractionState> state_of(const EventId& id) const;

  // In the order in which they were made.
  [[nodiscard]] const std::deque<Memory>& memories() const { return memories_; }
  // nullptr when there is none.
  [[nodiscard]] const Memory* find(const MemoryId& id) const;

  struct Hit {
    const Memory* memory = nullptr;
    double score = 0.0;
  };
  // Best first, ties by id.
  [[nodiscard]] std::vector<Hit> search(const Recall& recall) const;
  // Notes that they were recalled.
  void mark_recalled(const std::vector<Hit>& hits, Instant now);

 private:
  void keep(std::shared_ptr<const Event> event, Instant at);
  [[nodiscard]] std::vector<MemoryIndex::Hit> candidates_of(const Recall& recall) const;

  Seed seed_;
  DuplicateWindow recent_;
  std::uint64_t taken_in_ = 0;
  std::map<std::pair<Instant, std::uint64_t>, Intake> waiting_;  // by due time, then order
  std::unordered_map<EventId, ExtractionState> states_;
  std::deque<Memory> memories_;
  std::unordered_map<MemoryId, std::uint32_t> places_;
  MemoryIndex index_;
};

}  // namespace fauxplane
