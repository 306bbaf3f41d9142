// The kinds of outcomes a call may have by contract (memsy.md 8.1, memorysync.md 13): one row for
// each class of the error trees, with its names in the documented languages.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>

namespace fauxplane::contracts {

enum class Kind : std::uint8_t {
  kConnection,
  kApi,
  kAuthentication,
  kAuthorization,
  kFeatureNotAvailable,
  kSeatRequired,
  kOrgLimitReached,
  kKeyLimitReached,
  kBillingNotEnabled,
  kSeatLimitReached,
  kUsageLimitExceeded,
  kRateLimitExceeded,
  kOrgIdNotAllowed,
  kSyncBase,
  kSyncAuth,
  kSyncNotFound,
  kSyncValidation,
  kSyncRateLimit,
  kSyncServer,
};

struct KindRow {
  Kind kind;
  std::string_view name;    // in profiles and messages
  std::string_view python;  // class names
  std::string_view node;
  bool is_of_memorysync = false;
};

inline constexpr std::array<KindRow, 19> kKindRows = {{
    {Kind::kConnection, "connection", "MemsyConnectionError", "MemsyConnectionError"},
    {Kind::kApi, "api", "MemsyAPIError", "MemsyAPIError"},
    {Kind::kAuthentication, "authentication", "AuthenticationError", "MemsyAuthError"},
    {Kind::kAuthorization, "authorization", "AuthorizationError", "MemsyAuthorizationError"},
    {Kind::kFeatureNotAvailable, "feature_not_available", "FeatureNotAvailable",
     "MemsyFeatureNotAvailableError"},
    {Kind::kSeatRequired, "seat_required", "SeatRequiredError", "MemsySeatRequiredError"},
    {Kind::kOrgLimitReached, "org_limit_reached", "OrgLimitReachedError",
     "MemsyOrgLimitReachedError"},
    {Kind::kKeyLimitReached, "key_limit_reached", "KeyLimitReachedError",
     "MemsyKeyLimitReachedError"},
    {Kind::kBillingNotEnabled, "billing_not_enabled", "BillingNotEnabledError",
     "MemsyBillingNotEnabledError"},
    {Kind::kSeatLimitReached, "seat_limit_reached", "SeatLimitReachedError",
     "MemsySeatLimitReachedError"},
    {Kind::kUsageLimitExceeded, "usage_limit_exceeded", "UsageLimitExceeded",
     "MemsyUsageLimitExceededError"},
    {Kind::kRateLimitExceeded, "rate_limit_exceeded", "RateLimitExceeded", "MemsyRateLimitError"},
    {Kind::kOrgIdNotAllowed, "org_id_not_allowed", "OrgIdNotAllowedError",
     "MemsyOrgIdNotAllowedError"},
    // Failures of the wire too, and statuses that no other class is for.
    {Kind::kSyncBase, "memorysync", "MemorySyncError", "MemorySyncError", true},
    {Kind::kSyncAuth, "auth", "AuthError", "AuthError", true},
    {Kind::kSyncNotFound, "not_found", "NotFoundError", "NotFoundError", true},
    {Kind::kSyncValidation, "validation", "ValidationError", "ValidationError", true},
    {Kind::kSyncRateLimit, "rate_limit", "RateLimitError", "RateLimitError", true},
    {Kind::kSyncServer, "server", "ServerError", "ServerError", true},
}};

[[nodiscard]] constexpr const KindRow& row_of(Kind kind) {
  return kKindRows[static_cast<std::size_t>(kind)];
}

// By any of the names of its row, in the tree of Memsy or that of MemorySync.
[[nodiscard]] constexpr std::optional<Kind> kind_named(std::string_view name,
                                                       bool is_of_memorysync = false) {
  for (const KindRow& row : kKindRows) {
    if (row.is_of_memorysync != is_of_memorysync) continue;
    if (name == row.name || name == row.python || name == row.node) return row.kind;
  }
  return std::nullopt;
}

}  // namespace fauxplane::contracts
