// One request and its answer, as the journal keeps them. Plain values; keys are masked before they
// get here.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "simulator/domain/instant.h"

namespace fauxplane {

inline constexpr std::uint32_t kNoStep = UINT32_MAX;

// How the exchange ends on the wire, as the script plans it: what a client that leaves early did
// not take, nobody knows.
enum class WireEnd : std::uint8_t {
  kKept,    // the connection stays open
  kClosed,  // closed by us, after the whole answer
  kCut,     // closed by us inside the answer, or before it
  kReset,   // reset by us
};

struct JournalEntry {
  std::uint64_t number = 0;         // 1 for the first request of the session
  Arrival arrival{};                // when the request had been read
  Instant instant{};                // business time of the world at that moment
  std::uint64_t connection = 0;     // number of the connection, 1 for the first of the process
  std::uint32_t on_connection = 0;  // 1 for the first request on its connection
  std::uint16_t route =
      UINT16_MAX;                // index into the route table of the service; UINT16_MAX is none
  std::uint32_t step = kNoStep;  // index of the step that was taken
  std::uint32_t use = 0;         // 1 for its first use
  int status = 0;                // of the answer; 0 when none was composed
  WireEnd end = WireEnd::kKept;
  Duration wait{0};                     // from the arrival to the first byte of the answer
  Duration receive{0};                  // from there to its last; both as the script plans them
  std::uint64_t bytes_sent = 0;         // of the answer that were meant to leave
  std::string request{};                // head and body as received, keys masked
  std::uint32_t request_head_size = 0;  // where the body starts in `request`
  std::string answer{};                 // head and body as composed, raw keys masked
  std::uint32_t answer_head_start = 0;  // where the status line starts in `answer`
  std::uint32_t answer_head_size = 0;   // where the body starts in `answer`
  std::string key{};                    // id of the caller's key; empty when unknown
  std::string note{};                   // why no step was taken, or what refused it; may be empty
};

// False: it tells of a connection over which no request came.
[[nodiscard]] inline bool is_request(const JournalEntry& entry) {
  return entry.status != 0 || !entry.request.empty();
}

}  // namespace fauxplane
