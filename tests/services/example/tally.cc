#include "tests/services/example/tally.h"

#include "simulator/services/json_text.h"

namespace fauxplane {
namespace {

// What is counted, and the gate at which that happens.
constexpr Dimension kTallies{0};
constexpr std::array<DimensionRow, 1> kDimensions = {{{"tallies", "", DimensionKind::kCounter}}};
constexpr GateSet kQuota = 1;
constexpr std::array<GateRow, 1> kGates = {{{"quota", nullptr, "the plan has room: else 429"}}};

Result<Answer> post_tally(const Call& call) {
  const Quantities used = call.world.store().usage(call.caller.org->id, call.now);
  JsonText body;
  body.begin_object().field("tallies", used[index_of(kTallies)]).end_object();
  return json_answer(201, body.take());
}

constexpr std::array<Route, 1> kRoutes = {{
    {Method::kPost, "/v1", "/tally", kQuota, post_tally, "counts one"},
}};

// What the pipeline itself may say, and what this service adds.
const std::vector<Attribute> kNone = {};
const std::array<ErrorRow, 7> kErrors = {{
    {"bad_request", 400, {}, true, true, "Bad Request", kNone, "fix the request"},
    {"unauthorized", 401, {}, true, true, "Unknown key", kNone, "check the key"},
    {"not_found", 404, {}, true, true, "Not Found", kNone, "check the path"},
    {"method_not_allowed", 405, {}, true, true, "Method Not Allowed", kNone, "use POST"},
    {"validation_error", 422, {}, true, true, "Not valid", kNone, "fix the request"},
    {"full",
     429,
     {},
     true,
     true,
     "There is no room for one more",
     kNone,
     "wait for the next month"},
    {"internal_error", 500, {}, true, true, "Internal Server Error", kNone, "retry"},
}};

Result<Identity> authenticate(Call& call) {
  auto identity = call.world.store().identify(find_header(call.request, "X-Key").value_or(""));
  if (identity) return *std::move(identity);
  return tl::unexpected(Error{.code = "unauthorized", .message = {}});
}

std::size_t charges(const Call& call, std::array<Charge, kChargesMax>& charges) {
  charges[0] = {
      .dimension = kTallies, .amount = 1, .limit = call.caller.plan->limits[index_of(kTallies)]};
  return 1;
}

Envelope envelope_of(const Call&, const ErrorRow&) {
  return Envelope::kFlat;
}

Result<Answer> over_quota(const Call&, const QuotaExceeded&) {
  return tl::unexpected(Error{.code = "full", .message = {}});
}

void decorate(const Call&, const Outcome&, HeaderBlock&) {}

constexpr std::array<AddressRow, 1> kAddresses = {{{"base_url", "TALLY_URL", "/v1"}}};
constexpr std::array<std::string_view, 1> kKeyHeader = {"X-Key"};
constexpr std::array<std::string_view, 1> kSecretPrefix = {"tly_"};

}  // namespace

const Service& tally() {
  static const PlacedService kTally({.name = "tally",
                                     .world_file = "tests/services/example/world.yaml",
                                     .key_variable = "TALLY_KEY",
                                     .addresses = kAddresses,
                                     .sample = {.credential = "X-Key: ", .path = "/tally"},
                                     .credential_headers = kKeyHeader,
                                     .secret_prefixes = kSecretPrefix,
                                     .scopes = {},
                                     .initial_scopes = {},
                                     .routes = kRoutes,
                                     .gates = kGates,
                                     .errors = kErrors,
                                     .envelopes = envelope_rows(),
                                     .dimensions = kDimensions,
                                     .settings = {},
                                     .vocabulary = {},
                                     .stamp = nullptr,
                                     .authenticate = authenticate,
                                     .charges = charges,
                                     .envelope_of = envelope_of,
                                     .over_quota = over_quota,
                                     .decorate = decorate});
  return kTally.service;
}

}  // namespace fauxplane
