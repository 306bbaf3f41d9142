#include "simulator/scenario/fault.h"

#include <array>

namespace fauxplane {

std::span<const FaultRow> fault_rows() {
  static constexpr std::array<FaultRow, 5> kRows = {{
      {"delay", "a duration: 300ms, 2s", "waits before the first byte of the answer leaves"},
      {"cut_after", "bytes: 0B, 20B",
       "sends so many bytes of the answer, then ends the stream (FIN)"},
      {"reset", "before | inside | after",
       "resets the connection (RST) before the answer, after half of it (or cut_after bytes), or "
       "after all of it"},
      {"close", "before | inside | after",
       "ends the stream (FIN) at that point, though the head promised to keep the connection"},
      {"commit", "before | after",
       "before: the work was done when the wire broke (default); after: the wire broke first, "
       "nothing was done"},
  }};
  return kRows;
}

}  // namespace fauxplane
