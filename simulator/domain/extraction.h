// What becomes of an ingested event: after a while, a memory, or nothing (memsy.md H2, H4). The
// rules are a function of the event alone, so the same events give the same memories.
#pragma once

#include <cstdint>
#include <memory>
#include <string>

#include "simulator/domain/event.h"
#include "simulator/domain/memory.h"
#include "simulator/domain/random.h"

namespace fauxplane {

enum class ExtractionState : std::uint8_t { kPending, kCompleted, kFailed };

// Long enough to be seen pending, short enough for whoever polls once a second.
inline constexpr Duration kExtractionDelay = std::chrono::seconds{1};

// How extraction treats the events that are ingested from now on.
struct ExtractionPolicy {
  Duration delay = kExtractionDelay;  // of business time, from ingestion on
  bool fails = false;                 // every one
  std::string fails_on{};             // those whose content holds this text; empty: none
  friend bool operator==(const ExtractionPolicy&, const ExtractionPolicy&) = default;
};

[[nodiscard]] bool will_fail(const ExtractionPolicy& policy, const Event& event);

// Tokens of the model that the extraction of the event spends: 20 for the instruction, and one for
// each four code points of the content, rounded up.
[[nodiscard]] std::int64_t tokens_of(const Event& event);

// The one memory that is made of the event, at `now`.
[[nodiscard]] Memory extract(std::shared_ptr<const Event> event, Seed seed, Instant now);

}  // namespace fauxplane
