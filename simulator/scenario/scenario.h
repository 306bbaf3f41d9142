// A scenario: a world, a script of steps, and what is expected of the client. Plain data; loader.h
// reads it from YAML, the pipeline plays it. docs/scenarios.md is the reference of the format.
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "simulator/scenario/check.h"
#include "simulator/scenario/fault.h"
#include "simulator/scenario/origin.h"
#include "simulator/scenario/tls.h"
#include "simulator/scenario/vocabulary.h"
#include "simulator/scenario/world_seed.h"

namespace fauxplane {

// Where in a file something stands; line and column count from 1.
struct Place {
  int line = 0;
  int column = 0;
  friend bool operator==(const Place&, const Place&) = default;
};

// Which requests a step or an expectation is about. `routes` are indices into the service's table.
struct On {
  std::string text{};                   // as written: "GET /usage/summary"
  std::vector<std::uint16_t> routes{};  // empty: every request, also to unknown routes ("any")
  std::vector<std::pair<std::string, std::string>> path_values{};  // {"key_id", "key_ci"}
  friend bool operator==(const On&, const On&) = default;
};

enum class Comparison : std::uint8_t { kEquals, kContains, kStartsWith, kPresent, kAbsent };

// A test of one header, query parameter or body value.
struct ValueMatch {
  std::string name{};  // header name, query key, or JSON pointer into the body ("/events/0/kind")
  Comparison comparison = Comparison::kEquals;
  nlohmann::json value{};  // what it is compared with; headers and queries compare as text
  friend bool operator==(const ValueMatch&, const ValueMatch&) = default;
};

struct Match {
  std::optional<KeyId> key{};
  std::optional<Origin> origin{};  // which the request was sent to
  std::vector<ValueMatch> headers{};
  std::vector<ValueMatch> query{};
  std::vector<ValueMatch> body{};
  friend bool operator==(const Match&, const Match&) = default;
};

// How a Retry-After is written (RFC 9110 10.2.3 and 5.6.7).
enum class RetryAfterForm : std::uint8_t { kSeconds, kImfFixdate, kRfc850, kAsctime };

struct RetryAfter {
  // What is said: so long from now, until the billing period turns, or these very bytes.
  struct UntilPeriodEnd {
    friend bool operator==(const UntilPeriodEnd&, const UntilPeriodEnd&) = default;
  };
  std::variant<Duration, UntilPeriodEnd, std::string> value{};
  RetryAfterForm form = RetryAfterForm::kSeconds;
  friend bool operator==(const RetryAfter&, const RetryAfter&) = default;
};

// One header of a scripted answer. It replaces what the plane would have sent under that name.
struct ScriptedHeader {
  std::string name{};
  std::vector<std::string> values{};  // several: the header is repeated; none: it is left out
  friend bool operator==(const ScriptedHeader&, const ScriptedHeader&) = default;
};

// The final statuses a scenario may answer with (RFC 9110 15).
inline constexpr int kStatusMin = 200;
inline constexpr int kStatusMax = 599;

// Those that send the client elsewhere (RFC 9110 15.4), and the one that a redirect has by default.
inline constexpr std::array<int, 5> kRedirectStatuses = {301, 302, 303, 307, 308};
inline constexpr int kRedirectStatus = 302;

// An answer by error name, verbatim, or, with neither error nor status, the plane's own with other
// headers.
struct ScriptedAnswer {
  std::string error{};     // row of the service's error table; empty: not by error
  std::string envelope{};  // of the error; empty: the default of world and row
  std::optional<std::string> message{};
  std::vector<Attribute> attributes{};  // of the error, over those the row brings
  std::optional<int> status{};
  std::optional<Redirect> redirect{};  // with a status
  std::optional<RetryAfter> retry_after{};
  std::vector<ScriptedHeader> headers{};
  std::optional<std::string> body{};  // the very bytes
  Commit commit = Commit::kAfter;     // kBefore: the plane does the work, and says this instead
  friend bool operator==(const ScriptedAnswer&, const ScriptedAnswer&) = default;
};

// What follows the end of a sequence.
enum class After : std::uint8_t { kPass, kStay, kLoop, kFail };

// Changes of the world, applied after the answer was made.
struct AdvanceClock {
  Duration by{};
  friend bool operator==(const AdvanceClock&, const AdvanceClock&) = default;
};
struct SetClock {
  Instant to{};
  friend bool operator==(const SetClock&, const SetClock&) = default;
};
struct SetUsage {
  OrgId org{};
  Dimension dimension{};
  std::int64_t quantity = 0;
  friend bool operator==(const SetUsage&, const SetUsage&) = default;
};
struct SetLimit {
  PlanId plan{};
  Dimension dimension{};
  std::optional<std::int64_t> limit{};
  friend bool operator==(const SetLimit&, const SetLimit&) = default;
};
struct SetPlan {
  OrgId org{};
  PlanId plan{};
  friend bool operator==(const SetPlan&, const SetPlan&) = default;
};
struct SetBilling {
  OrgId org{};
  bool enabled = false;
  friend bool operator==(const SetBilling&, const SetBilling&) = default;
};
struct RevokeKey {
  KeyId key{};
  friend bool operator==(const RevokeKey&, const RevokeKey&) = default;
};
struct ExpireKey {
  KeyId key{};
  friend bool operator==(const ExpireKey&, const ExpireKey&) = default;
};
struct SetSeat {
  MemberId member{};
  bool assigned = false;
  friend bool operator==(const SetSeat&, const SetSeat&) = default;
};
struct SetRole {
  MemberId member{};
  std::string role{};
  friend bool operator==(const SetRole&, const SetRole&) = default;
};
struct DeleteTenant {
  TenantId tenant{};
  friend bool operator==(const DeleteTenant&, const DeleteTenant&) = default;
};
// The org subscribes anew, and an operator resets its counters. The settings of the service say
// whether that takes them back to zero (memorysync.md 8.1).
struct Resubscribe {
  OrgId org{};
  friend bool operator==(const Resubscribe&, const Resubscribe&) = default;
};
struct ResetUsage {
  OrgId org{};
  friend bool operator==(const ResetUsage&, const ResetUsage&) = default;
};
// What is given changes, the rest stays.
struct SetExtraction {
  std::optional<Duration> delay{};
  std::optional<bool> fails{};
  std::optional<std::string> fails_on{};
  friend bool operator==(const SetExtraction&, const SetExtraction&) = default;
};
using Effect =
    std::variant<AdvanceClock, SetClock, SetUsage, SetLimit, SetPlan, SetBilling, RevokeKey,
                 ExpireKey, SetSeat, SetRole, DeleteTenant, Resubscribe, ResetUsage, SetExtraction>;

// The policy with the change laid over it.
[[nodiscard]] inline ExtractionPolicy changed(ExtractionPolicy policy,
                                              const SetExtraction& change) {
  policy.delay = change.delay.value_or(policy.delay);
  policy.fails = change.fails.value_or(policy.fails);
  policy.fails_on = change.fails_on.value_or(policy.fails_on);
  return policy;
}

// Whether it answers in the place of the plane, not only with other headers.
[[nodiscard]] inline bool replaces_answer(const std::optional<ScriptedAnswer>& answer) {
  return answer && (!answer->error.empty() || answer->status);
}

struct Step {
  Place place{};
  std::string name{};  // optional label, for verdicts
  On on{};
  Match match{};
  std::optional<std::uint32_t> times{};  // how many requests it takes; none: every one
  std::optional<std::uint32_t>
      nth{};                       // the first matching request it takes, counted over the session
  std::optional<double> chance{};  // in (0, 1], drawn from the seed
  // One for `answer`, several for `sequence`; nullopt is the plane's own answer. Never empty.
  std::vector<std::optional<ScriptedAnswer>> answers{};
  bool is_sequence = false;
  After after = After::kPass;  // of a sequence
  Fault fault{};
  std::vector<Effect> effects{};
  friend bool operator==(const Step&, const Step&) = default;
};

// Bounds of a count; `most` is nullopt for no upper bound.
struct CountRange {
  std::uint64_t least = 0;
  std::optional<std::uint64_t> most{};
  friend bool operator==(const CountRange&, const CountRange&) = default;
};

// Bounds of the time between two requests.
struct GapRange {
  Duration least{0};
  std::optional<Duration> most{};
  friend bool operator==(const GapRange&, const GapRange&) = default;
};

struct Expectation {
  Place place{};
  On on{};
  Match match{};
  std::optional<CountRange> calls{};
  std::vector<GapRange> gaps{};  // gap k stands between its requests k and k + 1
  std::vector<int> statuses{};   // of its answers, in order; compared when not empty
  friend bool operator==(const Expectation&, const Expectation&) = default;
};

// How business time starts and flows.
struct ClockStart {
  std::optional<Instant> start{};  // none: the real time when the world is made
  double rate = 0.0;               // 0 frozen, 1 real, 60 an hour a minute
  friend bool operator==(const ClockStart&, const ClockStart&) = default;
};

struct Scenario {
  std::string name{};      // "quota/boundary" or the file's path
  std::string sentence{};  // the comment in the first line
  std::string service{};
  const Vocabulary* vocabulary = nullptr;  // of that service; who made the scenario keeps it alive
  Seed seed = 0;
  ClockStart clock{};
  std::shared_ptr<const WorldSeed> world{};
  Connections connections{};
  std::optional<Tls> tls{};  // none: http://, unless the command line says so
  std::vector<Step> steps{};
  std::vector<Expectation> expectations{};
  bool expects_every_step_used = false;
  bool expects_no_unmatched_request = false;
  std::optional<Check> check{};
};

}  // namespace fauxplane
