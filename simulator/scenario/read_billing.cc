#include "simulator/scenario/read_billing.h"

#include <utility>

#include "simulator/domain/rate_tier.h"
#include "simulator/domain/usage_report.h"

namespace fauxplane {
namespace {

constexpr std::array<std::string_view, kRateLayerCount> kLayerKeys = {"per_second", "per_minute",
                                                                      "per_hour"};

// The others are for callers without a key.
const std::vector<std::string_view> kKeyTiers = {"free", "pro", "enterprise", "unlimited"};

}  // namespace

std::vector<PriceVersion> read_prices(const YamlValue& value, Findings& findings) {
  std::vector<PriceVersion> prices;
  if (!is_list(value, "prices", findings)) return prices;
  for (const YamlValue& item : value.items) {
    const MapReader map(item, MapKind::kPrice, findings);
    if (!map.is_map()) continue;
    const auto place_in_list = static_cast<std::int64_t>(prices.size()) + 1;
    prices.push_back({.number = map.integer("version", 1).value_or(place_in_list),
                      .amount_minor = map.integer("amount_minor", 0, kReportedMax).value_or(0),
                      .effective_at = map.instant("effective_at").value_or(Instant{})});
  }
  return prices;
}

std::optional<RateTier> read_key_tier(const YamlValue& value, Findings& findings) {
  const auto name = read_text(value, "rate_tier", findings);
  if (!name || !check_known("rate tier", *name, kKeyTiers, value.place, findings)) {
    return std::nullopt;
  }
  return find_rate_tier(*name);
}

void read_rate_limits(const YamlValue& value, RateLimitTable& table, Findings& findings) {
  const MapReader map(value, MapKind::kRateLimits, findings);
  if (!map.is_map()) return;
  for (const RateTierRow& row : rate_tiers()) {
    const YamlValue* given = map.find(row.name);
    if (given == nullptr) continue;
    const MapReader layers(*given, MapKind::kTierLimits, findings);
    if (!layers.is_map()) continue;
    RateLimits& limits = table[static_cast<std::size_t>(row.tier)];
    for (std::size_t layer = 0; layer < kRateLayerCount; ++layer) {
      set_given(limits[layer], layers.integer(kLayerKeys[layer], 1, kRateLimitMax));
    }
  }
}

}  // namespace fauxplane
