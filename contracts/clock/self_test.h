// Whether virtual time works for this client, decided from what a first case with a long wait
// showed.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>

#include "contracts/clock/clock_page.h"

namespace fauxplane::contracts {

// The wait the probe asks for: an answer 429 with "Retry-After: 3600", then 200. In real time
// nobody waits for it.
inline constexpr std::chrono::seconds kProbeWait{3600};
// How long the probe's call may take in real time before it is given up.
inline constexpr std::chrono::seconds kProbePatience{10};

// A call that was answered with 429 first.
struct WaitProbe {
  bool was_answered = false;              // the client's reply came within kProbePatience
  std::chrono::nanoseconds real_time{0};  // from the call to its reply, or until it was given up
  // Between the two requests as the plane saw them, in virtual time; nullopt: the second never
  // came.
  std::optional<std::chrono::nanoseconds> gap{};
};

struct ClockEvidence {
  std::uint32_t loaded = 0;     // as in ClockPage
  std::uint32_t connected = 0;  // likewise
  std::uint32_t requests = 0;   // that the plane got from this client
  std::uint64_t jumps = 0;
  std::optional<WaitProbe> probe{};  // nullopt: no call with a wait was made
};

// What the page shows, with what only the caller knows.
[[nodiscard]] ClockEvidence gather(const ClockPage& page, std::uint32_t requests,
                                   std::optional<WaitProbe> probe);

struct ClockVerdict {
  bool is_virtual = false;
  std::string reason{};  // a sentence for the banner: why, and what follows
};

[[nodiscard]] ClockVerdict judge_clock(const ClockEvidence& evidence);

}  // namespace fauxplane::contracts
