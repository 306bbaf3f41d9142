#include <array>

#include "simulator/services/memorysync/memorysync.h"
#include "simulator/services/memorysync/tables.h"

namespace fauxplane {
namespace memorysync_service {
namespace {

constexpr std::string_view kTenantSurface = "/v1";

constexpr std::array<DimensionRow, 2> kDimensions = {{
    {"add_requests", "", DimensionKind::kCounter},
    {"retrieval_requests", "", DimensionKind::kCounter},
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
          .sample = {.credential = "X-API-Key: ", .path = "/org/projects"},
          .credential_headers = kCredentialHeaders,
          .secret_prefixes = kSecretPrefixes,
          .scopes = kScopes,
          .initial_scopes = kInitialScopes,
          .routes = route_rows(),
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
          .decorate = decorate,
          .resets_usage = resets_usage};
}

}  // namespace

std::span<const DimensionRow> dimension_rows() {
  return kDimensions;
}

bool resets_usage(const World& world, ResetCause cause) {
  switch (cause) {
    case ResetCause::kPlanChange:
      return world.setting(kPlanChange) == kResetsUsage;
    case ResetCause::kResubscription:
      return world.setting(kResubscription) == kResetsUsage;
    case ResetCause::kOperator:
      return world.setting(kOperatorReset) == kResetsUsage;
  }
  return false;
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
