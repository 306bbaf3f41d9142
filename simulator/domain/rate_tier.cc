#include "simulator/domain/rate_tier.h"

#include <array>

namespace fauxplane {
namespace {

constexpr std::array<RateTierRow, kRateTierCount> kTiers = {{
    {RateTier::kFree, "free", {2, 30, 100}},
    {RateTier::kPro, "pro", {10, 200, 5'000}},
    {RateTier::kEnterprise, "enterprise", {50, 1'000, 50'000}},
    {RateTier::kUnlimited, "unlimited", {1'000, 60'000, 3'600'000}},
    {RateTier::kDefault, "default", {10, 200, 2'000}},
    {RateTier::kDashboard, "dashboard", {20, 500, 5'000}},
    {RateTier::kScim, "scim", {30, 1'000, 50'000}},
    {RateTier::kDocumentation, "documentation", {5, 60, 600}},
}};

}  // namespace

std::span<const RateTierRow> rate_tiers() {
  return kTiers;
}

const RateLimits& limits_of(RateTier tier) {
  return kTiers[static_cast<std::size_t>(tier)].limits;
}

RateLimitTable rate_limit_table() {
  RateLimitTable table{};
  for (std::size_t tier = 0; tier < kRateTierCount; ++tier) table[tier] = kTiers[tier].limits;
  return table;
}

std::optional<RateTier> find_rate_tier(std::string_view name) {
  for (const RateTierRow& row : kTiers) {
    if (row.name == name) return row.tier;
  }
  return std::nullopt;
}

}  // namespace fauxplane
