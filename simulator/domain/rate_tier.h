// The tiers of memorysync.md 11.1: how many calls each kind of caller has per layer.
#pragma once

#include <optional>
#include <span>
#include <string_view>

#include "simulator/domain/rate_limit.h"

namespace fauxplane {

// Index into the table of tiers.
enum class RateTier : std::uint8_t {
  kFree,
  kPro,
  kEnterprise,
  kUnlimited,
  kDefault,        // no key, or one that is not known: by IP address
  kDashboard,      // a signed-in user
  kScim,           // a provisioning credential
  kDocumentation,  // documentation and health: by IP address
};

struct RateTierRow {
  RateTier tier{};
  std::string_view name;  // as scenarios spell it: "free"
  RateLimits limits{};
};

inline constexpr std::size_t kRateTierCount = 8;

// What a world allows each tier, in the order of the enumeration.
using RateLimitTable = std::array<RateLimits, kRateTierCount>;

// Every tier, in the order of the enumeration.
[[nodiscard]] std::span<const RateTierRow> rate_tiers();

[[nodiscard]] const RateLimits& limits_of(RateTier tier);

// The limits of every tier.
[[nodiscard]] RateLimitTable rate_limit_table();

// nullopt when no tier has this name.
[[nodiscard]] std::optional<RateTier> find_rate_tier(std::string_view name);

}  // namespace fauxplane
