// Counts what a scenario expects, as requests arrive, so that the verdict stays exact after the
// journal has let go of them. Safe to use from several threads.
#pragma once

#include <cstdint>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "simulator/domain/instant.h"
#include "simulator/scenario/scenario.h"

namespace fauxplane {

// How many request numbers, statuses and gaps an expectation remembers; the counts go on.
inline constexpr std::size_t kEvidenceMax = 1'000;

// A wait may be this much shorter than asked for: timers of common runtimes fire up to a
// millisecond early.
inline constexpr Duration kEarlyTolerance{2};

// One finished request, as far as expectations care.
struct Observation {
  std::uint64_t number = 0;  // in the journal
  Arrival arrival{};
  Arrival answered{};  // when its answer left, or will leave
  int status = 0;
};

// What an expectation has seen.
struct Evidence {
  std::uint64_t calls = 0;
  std::vector<std::uint64_t> requests{};  // numbers in the journal
  std::vector<int> statuses{};
  std::vector<std::chrono::nanoseconds> gaps{};  // from one answer to the next request
  Arrival last_answered{};
};

// One expectation judged: what was wanted, what was seen, and the requests that show it.
struct Judgement {
  Place place{};  // in the scenario file
  bool passed = false;
  std::string on{};
  std::string wanted{};
  std::string seen{};
  std::vector<std::uint64_t> requests{};
};

class Expectations {
 public:
  explicit Expectations(std::size_t count) : evidence_(count) {}

  void observe(std::uint32_t expectation, const Observation& observation);
  [[nodiscard]] Evidence evidence(std::uint32_t expectation) const;

 private:
  mutable std::mutex mutex_;
  std::vector<Evidence> evidence_;
};

// Judges each part that the expectation states: calls, gaps, statuses.
[[nodiscard]] Judgement judge(const Expectation& expectation, const Evidence& evidence);

}  // namespace fauxplane
