// Reads what a world says of billing: prices of a plan and rate limits.
#pragma once

#include <optional>
#include <vector>

#include "simulator/scenario/read_world.h"

namespace fauxplane {

[[nodiscard]] std::vector<PriceVersion> read_prices(const YamlValue& value, Findings& findings);

// One of the tiers that a key may have.
[[nodiscard]] std::optional<RateTier> read_key_tier(const YamlValue& value, Findings& findings);

// Lays the limits that `value` gives over those of the table, layer by layer.
void read_rate_limits(const YamlValue& value, RateLimitTable& table, Findings& findings);

}  // namespace fauxplane
