#include "contracts/clock/self_test.h"

#include <utility>

namespace fauxplane::contracts {
namespace {

// The probe proves it when so much of the wait did not pass in real time.
constexpr int kSpeedUp = 100;

ClockVerdict real(const std::string& why) {
  return {.is_virtual = false,
          .reason = "virtual time does not work for this client: " + why +
                    "; waits take real time, and cases run in parallel"};
}

}  // namespace

ClockEvidence gather(const ClockPage& page, std::uint32_t requests,
                     std::optional<WaitProbe> probe) {
  return {.loaded = page.loaded(),
          .connected = page.connected(),
          .requests = requests,
          .jumps = page.jumped(),
          .probe = std::move(probe)};
}

ClockVerdict judge_clock(const ClockEvidence& evidence) {
  if (evidence.loaded == 0) {
    return real(
        "it did not load the preload library, as a static program does not, nor one of "
        "another C library or user");
  }
  if (evidence.requests == 0) return real("it sent no request to try it with");
  if (evidence.connected == 0) {
    return real("its connections do not pass through the C library, as those of Go do not");
  }
  if (!evidence.probe) {
    return {.is_virtual = true,
            .reason =
                "virtual time: the client uses the preload library; it claims no retries, so "
                "no wait was tried"};
  }
  const WaitProbe& probe = *evidence.probe;
  if (!probe.was_answered) {
    return real("a wait of " + std::to_string(kProbeWait.count()) + " s did not end within " +
                std::to_string(kProbePatience.count()) + " s");
  }
  if (!probe.gap) {
    return {.is_virtual = true,
            .reason =
                "virtual time: the client uses the preload library; it did not try again "
                "after 429, so no wait was tried"};
  }
  // A client that waits for less than it was told is judged by the contract, not here.
  if (evidence.jumps > 0 && probe.real_time * kSpeedUp < *probe.gap) {
    return {.is_virtual = true,
            .reason = "virtual time: waits take no time and are measured exactly"};
  }
  if (*probe.gap < kProbeWait / kSpeedUp) {
    return {.is_virtual = true,
            .reason =
                "virtual time: the client uses the preload library; it did not wait after "
                "429, so no wait was tried"};
  }
  return real("a wait took as long in real time as on its clock");
}

}  // namespace fauxplane::contracts
