// What a simulated service is: tables and a few functions over them. The pipeline knows every
// service through this struct alone; a new one is a folder beside memsy/.
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "simulator/scenario/vocabulary.h"
#include "simulator/services/admission.h"
#include "simulator/services/answer.h"
#include "simulator/services/query.h"
#include "simulator/services/request.h"
#include "simulator/world/world.h"

namespace fauxplane {

struct Route;

// The most parameters a path may have: "/keys/{key_id}/usage" has one.
inline constexpr std::size_t kPathValuesMax = 2;

// What a service puts on a request to tell it from all others; views are empty when it does not.
struct RequestIds {
  static constexpr std::size_t kSize = 36;  // a UUID (RFC 9562)
  std::array<char, kSize> request_text{};
  std::array<char, kSize> trace_text{};
  bool is_stamped = false;

  [[nodiscard]] std::string_view request() const { return text_of(request_text); }
  [[nodiscard]] std::string_view trace() const { return text_of(trace_text); }

 private:
  [[nodiscard]] std::string_view text_of(const std::array<char, kSize>& text) const {
    return is_stamped ? std::string_view(text.data(), text.size()) : std::string_view();
  }
};

// A request on its way through the pipeline, as gates and handlers see it.
struct Call {
  const Request& request;
  World& world;
  Instant now{};
  const Route* route = nullptr;  // nullptr: no route has this path and method
  std::array<std::string, kPathValuesMax> path_values{};
  Identity caller{};  // empty until authenticated, and on routes that ask nobody who they are
  RequestIds ids{};
  Admission* admission = nullptr;  // of the exchange it belongs to
  // The credential that was looked up last, and whose it is: a service whose limiter asks before
  // authentication does so once.
  std::optional<std::string_view> presented{};
  std::optional<Identity> presenter{};
  // What the gates of a service found out, for those behind them.
  TenantId tenant{};  // that units are attributed to; empty: none
  ProjectId project{};
  std::string end_user{};
  std::shared_ptr<const void> parsed{};  // the body, once a gate has read it
  std::optional<Error> deferred{};     // a refusal that stands only where the quota does not speak
  std::optional<RateStanding> rate{};  // where the caller stands with the rate limits
};

// When callers are limited: by what their request says of them, or by who they turned out to be.
enum class RateStage : std::uint8_t { kBeforeAuthentication, kAfterAuthentication };

using Handler = Result<Answer> (*)(const Call&);

// Gates that a route may have: bit k stands for row k of the service's gate table.
using GateSet = std::uint32_t;

// Refuses with an error, or lets the call pass; may write into the call what it found out.
using GateCheck = std::optional<Error> (*)(Call&);

struct GateRow {
  std::string_view name;
  GateCheck check = nullptr;  // nullptr: here the call's charges are reserved
  std::string_view says;
};

// Reads the body of a call, or says what is wrong with it.
using BodyCheck = std::optional<Error> (*)(Call&);

struct Route {
  Method method;
  std::string_view prefix;  // of the plane it belongs to: "/api"
  std::string_view path;    // "/keys/{key_id}"; literal segments win over parameters
  GateSet gates;
  Handler handler;
  std::string_view says;
  bool is_open = false;                             // nobody is asked who they are
  std::string_view scope = {};                      // that the key needs; empty: none
  BodyCheck check_body = nullptr;                   // nullptr: nothing is read before the handler
  std::optional<Dimension> metered = std::nullopt;  // what a success spends one unit of
};

// The shapes that an error body takes (memsy.md 8.2, memorysync.md 12).
enum class Envelope : std::uint8_t {
  kNested,            // V1 {"detail":{"error":...,"message":...,...}}
  kText,              // V2 {"detail":"..."}
  kFlat,              // V3 {"error":...,"message":...,...}
  kFlatDetail,        // V4 {"error":...,"detail":"...",...}
  kValidation,        // V5 {"detail":[{"loc":[...],"msg":...,"type":...}]}
  kGatewayForbidden,  // V6 {"message":"Forbidden"}, always with 403
  kGateway,           // V7 {"message":"<reason>"}
  kHtml,              // V8, a proxy's page
  kPlain,             // V8, a proxy's line
  kEmpty,             // V8, nothing at all
  kCoded,             // {"error":{"code":...,"message":...,extras},"request_id":...}
};

struct EnvelopeRow {
  Envelope envelope;
  std::string_view name;  // in scenarios
  std::string_view code;  // in the contract
  std::string_view says;
};

[[nodiscard]] std::span<const EnvelopeRow> envelope_rows();

// A row of a service's error table; `fauxplane errors` and docs/errors.md read it.
struct ErrorRow {
  std::string_view name;
  int status;
  std::optional<Envelope> envelope;       // none: the one of the plane it happens on
  bool has_code;                          // whether the body carries `name` as its code
  bool is_default_of_status;              // what a bare status in a scenario means
  std::string_view message;               // when whoever refuses has no better one
  std::span<const Attribute> attributes;  // the facts it carries, with sample values for scripts
  std::string_view advice;                // what the caller should do
  std::string_view code = {};             // as the body spells it; empty: as `name`
};

// An address that clients are given: a path of the session under a name of its own.
struct AddressRow {
  std::string_view name;      // in the ready file and the admin plane: "control_url"
  std::string_view variable;  // in the environment of exec: "MEMSY_CONTROL_URL"
  std::string_view path;      // behind the URL of the session: "/api"
};

// A request that shows at once that the plane is there; `serve` prints it as a curl command.
struct Sample {
  std::string_view credential;  // "Authorization: Bearer "
  std::string_view path;        // behind the first address: "/me"
};

// What became of a call, as far as its headers tell.
struct Outcome {
  int status = 200;
  bool is_authenticated = false;
  bool is_from_gateway = false;
  const Quantities& used;  // by the caller's org, once settled
};

// What may take an org's counters back to zero besides a new period (memorysync.md 8.1).
enum class ResetCause : std::uint8_t { kPlanChange, kResubscription, kOperator };

struct Service {
  std::string_view name;
  std::string_view world_file;    // its default world: "fixtures/world.yaml"
  std::string_view key_variable;  // the environment variable that hands out the raw key
  std::span<const AddressRow> addresses;
  Sample sample;
  std::span<const std::string_view> credential_headers;  // their words are masked in the journal
  std::span<const std::string_view> secret_prefixes;     // a raw key begins with one; the journal
                                                         // masks what does
  std::span<const std::string_view> scopes;              // what a key may be allowed
  std::span<const std::string_view> initial_scopes;      // of a key that says nothing of them
  std::span<const Route> routes;
  std::span<const GateRow> gates;  // in the order in which they are asked
  std::span<const ErrorRow> errors;
  std::span<const EnvelopeRow> envelopes;  // that scenarios may choose
  std::span<const DimensionRow> dimensions;
  std::span<const SettingRow> settings;
  Vocabulary vocabulary;  // the words above, for the loader

  // Puts ids on a request before anything else happens to it; nullptr: it has none.
  void (*stamp)(Call&);
  // Charges the call to the rate limits of its caller, in the stage that the world chose; refuses
  // with an error that charges nothing. nullptr: rates are not limited.
  std::optional<Error> (*limit_rate)(Call&, RateStage) = nullptr;
  // Who calls, by the request's credentials; an empty identity where nobody is asked.
  Result<Identity> (*authenticate)(Call&);
  // What the call spends; returns how many charges were written.
  std::size_t (*charges)(const Call&, std::array<Charge, kChargesMax>&);
  // The envelope of an error: the world's choice, else the row's, else that of the plane it happens
  // on.
  Envelope (*envelope_of)(const Call&, const ErrorRow&);
  // What a call gets that the plan has no room for: an error, or an answer in the place of the
  // handler's.
  Result<Answer> (*over_quota)(const Call&, const QuotaExceeded&);
  // The headers of the service: ids, usage, plan, rate limit.
  void (*decorate)(const Call&, const Outcome&, HeaderBlock&);
  // Whether the world plays that this resets counters; nullptr: only a new period does.
  bool (*resets_usage)(const World&, ResetCause) = nullptr;
};

// Of the service that the world plays.
[[nodiscard]] inline const Service& service_of(const World& world) {
  return *world.script()->vocabulary().owner;
}

// Builds the vocabulary from the tables of `service`, whose place it keeps.
[[nodiscard]] Vocabulary vocabulary_of(const Service& service);

// A service where it stays, with its words: they point back to it.
struct PlacedService {
  explicit PlacedService(const Service& tables) : service(tables) {
    service.vocabulary = vocabulary_of(service);
  }
  PlacedService(const PlacedService&) = delete;
  PlacedService& operator=(const PlacedService&) = delete;
  ~PlacedService() = default;

  Service service;
};

// The row of that name; the service's "internal_error" row for a name that has none.
[[nodiscard]] const ErrorRow& error_row(const Service& service, std::string_view name);

// The code in the bodies of that error; empty when they carry none.
[[nodiscard]] std::string_view code_of(const ErrorRow& row);

// The fact of an error that its head tells, too: seconds to wait.
inline constexpr std::string_view kRetryAfter = "retry_after";

// The answer that carries `error`, in the given envelope or else the service's choice.
[[nodiscard]] Answer error_answer(const Service& service, const Call& call, const Error& error,
                                  std::optional<Envelope> envelope = std::nullopt);

}  // namespace fauxplane
