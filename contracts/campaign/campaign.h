// A campaign: every property that applies, tried on generated cases; what fails is shrunk,
// confirmed and described.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "contracts/campaign/bench.h"
#include "contracts/campaign/expectation.h"
#include "contracts/campaign/profile.h"
#include "contracts/properties/property.h"

namespace fauxplane::contracts {

inline constexpr int kConfirmations = 3;        // of a finding about time, before it counts
inline constexpr std::size_t kFailuresMax = 3;  // of one property

struct CampaignOptions {
  ProcessCommand client{};
  Tier tier = Tier::kRobust;
  std::vector<std::string> only{};  // ids; empty: all of the tier
  int cases = 20;                   // of a property, times its weight
  std::uint64_t seed = 1;
  int jobs = 1;
  int shrinks_max = 150;        // fresh executions of a shrink
  std::string clock_library{};  // as in BenchOptions
  Profile profile{};
  std::vector<Expectation> expectations{};
};

enum class Outcome : std::uint8_t {
  kPassed,
  kFailed,
  kFlaky,    // about time, and not seen each time
  kVacuous,  // what it is about was never reached
  kSkipped,  // the client does not claim to be able
  kBroken,   // the adapter is
};

// One way in which a property does not hold.
struct Failure {
  std::string signature{};
  Finding finding{};
  std::string scenario{};  // the smallest that shows it, as YAML
  Case smallest{};
  int confirmed = 0;  // of kConfirmations, when it is about time
  [[nodiscard]] bool is_flaky() const {
    return finding.is_about_time && confirmed < kConfirmations;
  }
};

struct PropertyResult {
  const Property* property = nullptr;
  Outcome outcome = Outcome::kPassed;
  std::string reason{};                 // of skipped, vacuous, broken
  std::vector<std::string> expected{};  // signatures that were seen, and covered by an expectation
  int cases = 0;
  double seconds = 0;
  std::vector<Failure> failures{};  // of failed and flaky: each with another signature
};

// An expectation that was not seen, though its property was tried or its pinned scenario played.
struct StaleExpectation {
  Expectation expectation{};
  std::string trouble{};  // why its pinned scenario could not be played; empty: it could
};

struct CampaignResult {
  Hello hello{};
  bool is_virtual = false;
  std::string clock_reason{};
  std::vector<PropertyResult> properties{};
  std::vector<StaleExpectation> stale{};
  double seconds = 0;
};

// Called once the client is known, and as properties finish, from any thread, one at a time.
using Begin = std::function<void(const CampaignResult&)>;
using Progress = std::function<void(const PropertyResult&, std::size_t done, std::size_t of)>;

// The error says why the client does not speak.
[[nodiscard]] Result<CampaignResult> run_campaign(const CampaignOptions& options,
                                                  const Begin& begin, const Progress& progress);

// Which case of a property: the same numbers, the same case.
struct CaseNumber {
  std::uint64_t seed = 1;
  int number = 0;   // cases grow with it
  int attempt = 0;  // when those before were left out
};
[[nodiscard]] Case drawn_case(const Property& property, const CaseNumber& which, const Hello& hello,
                              bool is_virtual);

// The property's own findings in the evidence; empty when it holds.
[[nodiscard]] std::vector<Finding> judge(const Property& property, const Evidence& evidence,
                                         Rules rules);

}  // namespace fauxplane::contracts
