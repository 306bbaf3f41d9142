#include <array>

#include "simulator/services/memsy/memsy.h"
#include "simulator/services/memsy/tables.h"

namespace fauxplane {
namespace memsy_service {
namespace {

constexpr std::string_view kControl = "/api";
constexpr std::string_view kHot = "/v1";

constexpr GateSet kOnboardingRead = kQuota | kRead | kOnboarding;
constexpr GateSet kOnboardingWrite = kQuota | kWrite | kAdmin;
constexpr GateSet kMemoryRead = kQuota | kRead | kMemorySeat;

// Every endpoint with its gates and its handler (memsy.md 5 to 7). /health is counted but never
// refused.
constexpr std::array<Route, 40> kRoutes = {{
    {Method::kGet, kControl, "/me", kQuota | kScope, get_me, "who the key acts for"},
    {Method::kGet, kControl, "/health", kQuota, get_health, "state of the control plane"},
    {Method::kGet, kControl, "/usage/summary", kQuota | kScope | kAdmin, get_usage_summary,
     "what the org used in this billing period"},
    {Method::kGet, kControl, "/usage/timeseries", kQuota | kScope | kAdmin, get_usage_timeseries,
     "usage by day or hour"},
    {Method::kGet, kControl, "/billing/summary", kQuota | kScope | kAdmin | kBilling,
     get_billing_summary, "seats, payment method, upcoming invoice"},
    {Method::kGet, kControl, "/billing/invoices", kQuota | kScope | kAdmin | kBilling,
     get_billing_invoices, "invoices, newest first"},
    {Method::kGet, kControl, "/keys", kQuota | kScope | kAdmin, list_keys, "the org's API keys"},
    {Method::kPost, kControl, "/keys", kQuota | kScope | kAdmin, create_key,
     "a new key; its raw key appears here and nowhere else"},
    {Method::kGet, kControl, "/keys/{key_id}/usage", kQuota | kScope | kAdmin, get_key_usage,
     "what one key spent in this billing period"},
    {Method::kDelete, kControl, "/keys/{key_id}", kQuota | kScope | kAdmin, delete_key,
     "revokes a key at once"},
    {Method::kGet, kControl, "/console/events", kQuota | kScope | kSeat, list_events,
     "ingested events, filtered, sorted and paged"},
    {Method::kPost, kControl, "/interest/pro", kQuota | kScope, express_interest,
     "joins the waitlist of the Pro plan"},
    {Method::kPost, kControl, "/interest/express", kQuota | kScope, express_interest,
     "the same, under the path that billing_not_enabled names"},
    {Method::kGet, kControl, "/interest/pro/status", kQuota | kScope, get_interest,
     "whether the org has joined the waitlist"},
    {Method::kGet, kHot, "/health", kQuota, get_health, "state of the hot path"},
    {Method::kPost, kHot, "/ingest", kQuota | kWrite, ingest, "stores events to be remembered"},
    {Method::kPost, kHot, "/search", kQuota | kRead | kFeature, search, "recalls memories"},
    {Method::kPost, kHot, "/status", kQuota | kRead, get_status, "what became of events"},
    {Method::kDelete, kHot, "/clear/{container_tag}", kQuota | kWrite, clear, "not implemented"},
    {Method::kGet, kHot, "/orgs", kOnboardingRead, list_customizations,
     "how memories of orgs are chosen"},
    {Method::kPost, kHot, "/orgs", kOnboardingWrite, create_customization,
     "a new record of an org"},
    {Method::kGet, kHot, "/orgs/{org_id}", kOnboardingRead, get_customization, "one of them"},
    {Method::kPatch, kHot, "/orgs/{org_id}", kOnboardingWrite, change_customization, "changes it"},
    {Method::kPost, kHot, "/orgs/{org_id}/regenerate-prompt", kOnboardingWrite, regenerate_prompt,
     "writes its prompt anew"},
    {Method::kDelete, kHot, "/orgs/{org_id}", kOnboardingWrite, delete_customization, "deletes it"},
    {Method::kGet, kHot, "/roles", kOnboardingRead, list_customizations,
     "how memories of roles are chosen"},
    {Method::kPost, kHot, "/roles", kOnboardingWrite, create_customization,
     "a new record of a role"},
    {Method::kGet, kHot, "/roles/{role_id}", kOnboardingRead, get_customization, "one of them"},
    {Method::kPatch, kHot, "/roles/{role_id}", kOnboardingWrite, change_customization,
     "changes it"},
    {Method::kPost, kHot, "/roles/{role_id}/regenerate-prompt", kOnboardingWrite, regenerate_prompt,
     "writes its prompt anew"},
    {Method::kDelete, kHot, "/roles/{role_id}", kOnboardingWrite, delete_customization,
     "deletes it"},
    {Method::kGet, kHot, "/teams", kOnboardingRead, list_customizations,
     "how memories of teams are chosen"},
    {Method::kPost, kHot, "/teams", kOnboardingWrite, create_customization,
     "a new record of a team"},
    {Method::kGet, kHot, "/teams/{team_id}", kOnboardingRead, get_customization, "one of them"},
    {Method::kPatch, kHot, "/teams/{team_id}", kOnboardingWrite, change_customization,
     "changes it"},
    {Method::kPost, kHot, "/teams/{team_id}/regenerate-prompt", kOnboardingWrite, regenerate_prompt,
     "writes its prompt anew"},
    {Method::kDelete, kHot, "/teams/{team_id}", kOnboardingWrite, delete_customization,
     "deletes it"},
    {Method::kGet, kHot, "/console/memories", kMemoryRead, list_memories,
     "memories, filtered, sorted and paged"},
    {Method::kGet, kHot, "/console/memories/stats", kMemoryRead, get_memory_stats,
     "memories in numbers"},
    {Method::kGet, kHot, "/console/memories/{memory_id}", kMemoryRead, get_memory, "one memory"},
}};

constexpr std::array<DimensionRow, 5> kDimensions = {{
    {"api_calls", "ApiCalls", DimensionKind::kCounter},
    {"events_ingested", "EventsIngested", DimensionKind::kCounter},
    {"memories_stored", "MemoriesStored", DimensionKind::kGauge},
    {"llm_tokens", "LlmTokens", DimensionKind::kCounter},
    {"search_queries", "SearchQueries", DimensionKind::kCounter},
}};

}  // namespace

std::span<const DimensionRow> dimension_rows() {
  return kDimensions;
}

Error capacity_error(const std::string& what, std::size_t most) {
  return {.code = "capacity_reached",
          .message = "This world holds at most " + std::to_string(most) + " " + what +
                     "; make another session"};
}

Envelope envelope_of(const Call& call, const ErrorRow& row) {
  if (const std::uint8_t chosen = call.world.setting(kErrorEnvelope); chosen != 0) {
    return envelope_rows()[chosen - 1U].envelope;  // the values name the rows, after "default"
  }
  if (row.envelope) return *row.envelope;
  const bool is_hot = call.route != nullptr && call.route->prefix == kHot;
  return is_hot ? Envelope::kFlat : Envelope::kNested;
}

}  // namespace memsy_service

namespace {

constexpr std::array<AddressRow, 2> kAddresses = {
    {{"control_url", "MEMSY_CONTROL_URL", "/api"}, {"base_url", "MEMSY_BASE_URL", "/v1"}}};
constexpr std::size_t kEnvelopeCount = 10;  // V1 to V8 (memsy.md 8.2)
constexpr std::array<std::string_view, 1> kCredentialHeaders = {"Authorization"};
constexpr std::array<std::string_view, 1> kSecretPrefixes = {"msy_"};
constexpr std::array<std::string_view, 2> kScopes = {"read", "write"};

Service make_memsy() {
  namespace parts = memsy_service;
  return {.name = "memsy",
          .world_file = "fixtures/world.yaml",
          .key_variable = "MEMSY_API_KEY",
          .addresses = kAddresses,
          .sample = {.credential = "Authorization: Bearer ", .path = "/me"},
          .credential_headers = kCredentialHeaders,
          .secret_prefixes = kSecretPrefixes,
          .scopes = kScopes,
          .initial_scopes = kScopes,
          .routes = parts::kRoutes,
          .gates = parts::gate_rows(),
          .errors = parts::error_rows(),
          .envelopes = envelope_rows().first(kEnvelopeCount),
          .dimensions = parts::dimension_rows(),
          .settings = parts::setting_rows(),
          .vocabulary = {},
          .stamp = nullptr,
          .authenticate = parts::authenticate,
          .charges = parts::charges,
          .envelope_of = parts::envelope_of,
          .over_quota = parts::over_quota,
          .decorate = parts::decorate};
}

}  // namespace

const Service& memsy() {
  static const PlacedService kMemsy(make_memsy());
  return kMemsy.service;
}

}  // namespace fauxplane
