#include <array>

#include "simulator/services/memorysync/memorysync.h"
#include "simulator/services/memorysync/tables.h"

namespace fauxplane {
namespace memorysync_service {
namespace {

constexpr std::string_view kTenantSurface = "/v1";
constexpr std::string_view kNoPrefix = "";

// Every endpoint with its gates and its handler (memorysync.md 4).
constexpr std::array<Route, 7> kRoutes = {{
    {.method = Method::kGet,
     .prefix = kNoPrefix,
     .path = "/health",
     .gates = 0,
     .handler = get_health,
     .says = "state of the service and what it stands on",
     .is_open = true},
    {Method::kGet, kNoPrefix, "/org/billing/usage", kOrganization, get_billing_usage,
     "what the organization used in a cycle"},
    {Method::kGet, kNoPrefix, "/org/billing/allocation", kOrganization, get_billing_allocation,
     "what each tenant costs, or each value of a tag"},
    {Method::kGet, kNoPrefix, "/org/billing/price", kOrganization, get_billing_price,
     "what a cycle costs"},
    {Method::kPut, kNoPrefix, "/org/billing/tenants/{tenant}/tags", kOrganization, put_tenant_tags,
     "the tags that reports group by"},
    {Method::kPost, kNoPrefix, "/evaluation/keys", 0, mint_evaluation_key,
     "a key to try the service with", true},
    {Method::kGet, kNoPrefix, "/evaluation/usage", 0, get_evaluation_usage,
     "what an evaluation key used"},
}};

constexpr std::array<DimensionRow, 2> kDimensions = {{
    {"add_requests", "", DimensionKind::kCounter},
    {"retrieval_requests", "", DimensionKind::kCounter},
}};

// In the order of enum Setting.
constexpr std::array<SettingRow, 8> kSettings = {{
    {"envelope",
     "default | nested | text | flat | flat_detail | validation | gateway_forbidden | gateway | "
     "html | plain | empty | coded",
     "default", "the shape of every error; default: the one of the error, else of its surface"},
    {"invalid_bearer", "refused | ignored", "refused",
     "what becomes of a bad Authorization beside a good X-API-Key (O8)"},
    {"health", "ok | db_unhealthy | vector_db_unhealthy | cache_unhealthy", "ok",
     "what GET /health says; 503 when the db is unhealthy"},
    {"rate_limits", "before_authentication | after_authentication | off", "before_authentication",
     "whether rates are limited, and whether callers with a bad key are (O12)"},
    {"rate_limit_headers", "present | absent", "present",
     "whether answers carry X-RateLimit-Limit, -Remaining and -Reset (O11)"},
    {"within_plan", "under | up_to", "under",
     "whether a metric that has reached its limit is within the plan (O4)"},
    {"unallocated", "listed | omitted_when_empty", "listed",
     "whether reports of tenants name Unallocated when it is zero (O15)"},
    {"evaluation_keys", "available | per_ip | per_subnet | unavailable", "available",
     "whether POST /evaluation/keys makes one, and else the reason it gives"},
}};

constexpr std::array<AddressRow, 1> kAddresses = {{{"base_url", "MEMORYSYNC_BASE_URL", ""}}};
constexpr std::array<std::string_view, 2> kCredentialHeaders = {"Authorization", "X-API-Key"};
constexpr std::array<std::string_view, 3> kSecretPrefixes = {"ms_live_", "ms_test_", "ms_dev_"};
constexpr std::array<std::string_view, 6> kScopes = {"memory:read", "memory:add",
                                                     "memory:*",    "projects:read",
                                                     "org:billing", "org:cross_project_read"};
constexpr std::array<std::string_view, 3> kInitialScopes = {"memory:*", "projects:read",
                                                            "org:billing"};

Service make_memorysync() {
  return {.name = "memorysync",
          .world_file = "fixtures/memorysync_world.yaml",
          .key_variable = "MEMORYSYNC_API_KEY",
          .addresses = kAddresses,
          .sample = {.credential = "X-API-Key: ", .path = "/health"},
          .credential_headers = kCredentialHeaders,
          .secret_prefixes = kSecretPrefixes,
          .scopes = kScopes,
          .initial_scopes = kInitialScopes,
          .routes = kRoutes,
          .gates = gate_rows(),
          .errors = error_rows(),
          .envelopes = envelope_rows(),
          .dimensions = dimension_rows(),
          .settings = setting_rows(),
          .vocabulary = {},
          .stamp = stamp,
          .limit_rate = limit_rate,
          .authenticate = authenticate,
          .charges = charges,
          .envelope_of = envelope_of,
          .over_quota = over_quota,
          .decorate = decorate};
}

}  // namespace

std::span<const DimensionRow> dimension_rows() {
  return kDimensions;
}
std::span<const SettingRow> setting_rows() {
  return kSettings;
}

Envelope envelope_of(const Call& call, const ErrorRow& row) {
  if (const std::uint8_t chosen = call.world.setting(kErrorEnvelope); chosen != 0) {
    return envelope_rows()[chosen - 1U].envelope;  // the values name the rows, after "default"
  }
  if (row.envelope) return *row.envelope;
  const bool is_of_tenants = call.request.path.starts_with(kTenantSurface);
  return is_of_tenants ? Envelope::kText : Envelope::kCoded;
}

}  // namespace memorysync_service

const Service& memorysync() {
  static const PlacedService kMemorySync(memorysync_service::make_memorysync());
  return kMemorySync.service;
}

}  // namespace fauxplane
