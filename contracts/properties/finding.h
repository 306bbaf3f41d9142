// What is found in the evidence of a case, each under the concern that it is about. A property owns
// one or several concerns; the rest is somebody else's.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "contracts/cases/evidence.h"
#include "contracts/model/dialect.h"
#include "contracts/properties/naming.h"

namespace fauxplane::contracts {

enum class Concern : std::uint8_t {
  kForeignError,   // an error outside the tree, or no class of it
  kKind,           // the class of the error
  kStatus,         // its status
  kDetail,         // its text
  kCode,           // its code
  kFacts,          // its further attributes
  kRetryAfter,     // its retry_after
  kValue,          // what a successful call gave
  kOutcome,        // a value instead of an error, or the other way round
  kUsage,          // usage and rate limit of a result
  kAttempts,       // how many requests there were
  kEarly,          // a wait too short
  kLate,           // a wait too long
  kReturn,         // a call that returns late after its last answer
  kTimeout,        // a call that outlasts its time limit
  kRequest,        // method, target or body of a request
  kSameAttempts,   // attempts of one call that differ
  kAuthorization,  // who the client says it is, and to whom
  kSecret,         // the key in an error, a log, a URL
  kGhost,          // requests after the call
  kRedirect,       // what goes along to another origin
  kConnection,     // how connections are used
  kCancel,         // what a call does that was cancelled
  kCause,          // what an error says of the one below it
  kSize,           // how much an error repeats
  kRequestId,      // the id that an error gives of its request
  kStored,         // what is stored, and what the client says is
  kUnits,          // requests that a call would do without
  kParts,          // how a list is split into several requests
  kHang,
  kCrash,
  kAdapterBug,
};

[[nodiscard]] std::string_view name_of(Concern concern);

struct Finding {
  Concern concern{};
  std::string sign{};          // what kind of it, for the signature: "not_waited"
  std::string sentence{};      // what was seen, and what the contract asks
  bool is_about_time = false;  // confirmed before it counts
};

struct Rules {
  Dialect dialect{};
  Tolerance tolerance{};
  Naming naming{};
};

// Everything that is wrong in the evidence, by the order of the calls.
[[nodiscard]] std::vector<Finding> find_everything(const Evidence& evidence, const Rules& rules);

// "0.4 s", "79 s": rounded down, so that two runs with the same seed say the same.
[[nodiscard]] std::string seconds_text(Duration duration);

// Requests of a call to other methods than its own are counted, where the contract lets a client
// make them; the call that is left is judged.
[[nodiscard]] CallEvidence without_further(const CallEvidence& call, const Evidence& evidence,
                                           std::vector<Finding>& findings);
// A call whose list needs several requests (memorysync.md 4.2): true when it is one, and was
// judged.
[[nodiscard]] bool find_in_parts(const CallEvidence& call, const Evidence& evidence,
                                 const Rules& rules, std::vector<Finding>& findings);

// The parts of it, each in a file of its own.
void find_in_attempts(const CallEvidence& call, const Evidence& evidence, const Rules& rules,
                      std::vector<Finding>& findings);
// Of a call whose client waits for longer than clocks can show.
void find_in_endless(const CallEvidence& call, const Evidence& evidence, const Rules& rules,
                     std::vector<Finding>& findings);
void find_in_cancelled(const CallEvidence& call, const Rules& rules,
                       std::vector<Finding>& findings);
void find_in_outcome(const CallEvidence& call, const Evidence& evidence, const Rules& rules,
                     std::vector<Finding>& findings);
void find_in_headers(const CallEvidence& call, const Evidence& evidence,
                     std::vector<Finding>& findings);
void find_in_requests(const CallEvidence& call, const Evidence& evidence,
                      std::vector<Finding>& findings);
// What the client says is stored, against what the answer says; what is stored, against the calls.
void find_in_claims(const CallEvidence& call, const Evidence& evidence,
                    std::vector<Finding>& findings);
void find_in_stored(const Evidence& evidence, std::vector<Finding>& findings);
void find_in_secrets(const Evidence& evidence, std::vector<Finding>& findings);
void find_in_connections(const Evidence& evidence, std::vector<Finding>& findings);

}  // namespace fauxplane::contracts
