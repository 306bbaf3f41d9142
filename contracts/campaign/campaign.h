// A campaign: every property that applies, tried on generated cases; what fails is shrunk,
// confirmed and described.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "contracts/campaign/bench.h"
#include "contracts/properties/property.h"

namespace fauxplane::contracts {

struct CampaignOptions {
  ProcessCommand client{};
  Tier tier = Tier::kRobust;
  std::vector<std::string> only{};  // ids; empty: all of the tier
  int cases = 20;                   // of a property, times its weight
  std::uint64_t seed = 1;
  int jobs = 1;
  int shrinks_max = 150;        // fresh executions of a shrink
  std::string clock_library{};  // as in BenchOptions
};

enum class Outcome : std::uint8_t {
  kPassed,
  kFailed,
  kFlaky,    // about time, and not seen each time
  kVacuous,  // what it is about was never reached
  kSkipped,  // the client does not claim to be able
  kBroken,   // the adapter is
};

struct PropertyResult {
  const Property* property = nullptr;
  Outcome outcome = Outcome::kPassed;
  std::string reason{};  // of skipped, vacuous, broken
  int cases = 0;
  double seconds = 0;
  // Of failed and flaky.
  std::string signature{};
  Finding finding{};
  std::string scenario{};  // the smallest that shows it, as YAML
  Case smallest{};
  int confirmed = 0;  // of 3, when it is about time
};

struct CampaignResult {
  Hello hello{};
  bool is_virtual = false;
  std::string clock_reason{};
  std::vector<PropertyResult> properties{};
  std::vector<std::string> stray{};
  double seconds = 0;
};

// Called once the client is known, and as properties finish, from any thread, one at a time.
using Begin = std::function<void(const CampaignResult&)>;
using Progress = std::function<void(const PropertyResult&, std::size_t done, std::size_t of)>;

// The error says why the client does not speak.
[[nodiscard]] Result<CampaignResult> run_campaign(const CampaignOptions& options,
                                                  const Begin& begin, const Progress& progress);

// The case of one property by seed and number: the same numbers, the same case.
[[nodiscard]] Case drawn_case(const Property& property, std::uint64_t seed, int number,
                              const Hello& hello, bool is_virtual);

// The property's first finding in the evidence; nullopt when it holds.
[[nodiscard]] std::optional<Finding> judge(const Property& property, const Evidence& evidence,
                                           Tier tier);

}  // namespace fauxplane::contracts
