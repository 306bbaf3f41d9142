// An API key: who it acts for, what it may do and until when. The raw key leaves the world once, in
// the answer that creates it.
#pragma once

#include <cstdint>
#include <optional>
#include <set>
#include <string>

#include "simulator/domain/instant.h"
#include "simulator/domain/rate_tier.h"
#include "simulator/domain/strong.h"

namespace fauxplane {

struct ApiKey {
  KeyId id{};
  OrgId org{};
  MemberId member{};
  std::string name{};
  std::string secret{};  // the raw key
  std::set<std::string> scopes{};
  Instant created_at{};
  std::optional<Instant> expires_at{};
  std::optional<Instant> revoked_at{};
  TenantId tenant{};                    // that it acts for; empty: any of its org
  ProjectId project{};                  // that it is pinned to; empty: to none
  std::string environment{};            // stamped on what it stores
  bool is_strict = false;               // told when its plan is used up (memorysync.md 7.2)
  bool is_session = false;              // of a signed-in user: a bearer token
  std::optional<RateTier> rate_tier{};  // where the service limits rates; none: it does not
  friend bool operator==(const ApiKey&, const ApiKey&) = default;
};

// How much of the raw key lists may show.
inline constexpr std::size_t kPrefixLength = 8;

[[nodiscard]] inline std::string prefix_of(const ApiKey& key) {
  return key.secret.substr(0, kPrefixLength);
}

enum class KeyState : std::uint8_t { kActive, kExpired, kRevoked };

// Expiry is exclusive: at `expires_at` the key no longer works. Revocation wins over expiry, and
// moving the clock back does not undo it.
[[nodiscard]] inline KeyState state_of(const ApiKey& key, Instant now) {
  if (key.revoked_at) return KeyState::kRevoked;
  if (key.expires_at && *key.expires_at <= now) return KeyState::kExpired;
  return KeyState::kActive;
}

}  // namespace fauxplane
