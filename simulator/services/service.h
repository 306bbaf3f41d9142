// What a simulated service is: tables and a few functions over them. The pipeline knows every
// service through this struct alone; a new one is a folder beside memsy/.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "simulator/scenario/vocabulary.h"
#include "simulator/services/answer.h"
#include "simulator/services/query.h"
#include "simulator/services/request.h"
#include "simulator/world/world.h"

namespace fauxplane {

struct Route;

// The most parameters a path may have: "/keys/{key_id}/usage" has one.
inline constexpr std::size_t kPathValuesMax = 2;

// A request on its way through the pipeline, as gates and handlers see it.
struct Call {
  const Request& request;
  World& world;
  Instant now{};
  const Route* route = nullptr;  // nullptr: no route has this path and method
  std::array<std::string, kPathValuesMax> path_values{};
  Identity caller{};  // empty until authenticated
};

using Handler = Result<Answer> (*)(const Call&);

// Gates that a route may have: bit k stands for row k of the service's gate table.
using GateSet = std::uint32_t;

// Refuses with an error, or lets the call pass.
using GateCheck = std::optional<Error> (*)(const Call&);

struct GateRow {
  std::string_view name;
  GateCheck check = nullptr;  // nullptr: here the call's charges are reserved
  std::string_view says;
};

struct Route {
  Method method;
  std::string_view prefix;  // of the plane it belongs to: "/api"
  std::string_view path;    // "/keys/{key_id}"; literal segments win over parameters
  GateSet gates;
  Handler handler;
  std::string_view says;
};

// The shapes that an error body takes (memsy.md 8.2).
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
};

struct Service {
  std::string_view name;
  std::string_view secret_prefix;  // every raw key begins with it; the journal masks what does
  std::span<const Route> routes;
  std::span<const GateRow> gates;  // in the order in which they are asked
  std::span<const ErrorRow> errors;
  std::span<const DimensionRow> dimensions;
  std::span<const SettingRow> settings;
  Vocabulary vocabulary;  // the words above, for the loader

  // Who calls, by the request's credentials.
  Result<Identity> (*authenticate)(const Call&);
  // What the call spends; returns how many charges were written.
  std::size_t (*charges)(const Call&, std::array<Charge, kChargesMax>&);
  // The envelope of an error: the world's choice, else the row's, else that of the plane it happens
  // on.
  Envelope (*envelope_of)(const Call&, const ErrorRow&);
  // The headers of an authenticated answer: usage, plan and rate limit.
  void (*decorate)(const Call&, const Quantities& used, bool is_success, HeaderBlock&);
};

// Builds the vocabulary from the tables of `service`.
[[nodiscard]] Vocabulary vocabulary_of(const Service& service);

// The row of that name; the service's "internal_error" row for a name that has none.
[[nodiscard]] const ErrorRow& error_row(const Service& service, std::string_view name);

// The answer that carries `error`, in the given envelope or else the service's choice.
[[nodiscard]] Answer error_answer(const Service& service, const Call& call, const Error& error,
                                  std::optional<Envelope> envelope = std::nullopt);

}  // namespace fauxplane
