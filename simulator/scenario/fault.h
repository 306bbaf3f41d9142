// What the wire does to a finished answer. Data until edge/wire performs it.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

#include "simulator/domain/instant.h"

namespace fauxplane {

// Where in the answer the connection breaks.
enum class BreakPoint : std::uint8_t {
  kBefore,  // nothing of the answer leaves
  kInside,  // half of its bytes leave, or as many as cut_after says
  kAfter,   // all of it leaves
};

// Whether the work behind the answer was done when the wire broke.
enum class Commit : std::uint8_t {
  kBefore,  // the plane did the work, and the answer was lost
  kAfter,   // the wire broke first: the plane did nothing
};

struct Fault {
  Duration delay{0};  // before the first byte of the answer leaves
  std::optional<std::uint64_t>
      cut_after{};  // bytes of head and body that leave; then the end of the stream
  std::optional<BreakPoint> reset{};  // RST
  std::optional<BreakPoint> close{};  // FIN, without a word in the head
  Commit commit = Commit::kBefore;
  friend bool operator==(const Fault&, const Fault&) = default;
};

// One row per field of Fault; the loader, `fauxplane faults` and docs/scenarios.md read this table.
struct FaultRow {
  std::string_view name;    // the key under `fault:`
  std::string_view values;  // what it takes, with units
  std::string_view does;
};

[[nodiscard]] std::span<const FaultRow> fault_rows();

}  // namespace fauxplane
