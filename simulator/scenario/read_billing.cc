// Prices of a plan, tenants of an org, and rate limits.
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

void read_tenant_usage(const YamlValue& value, const TenantId& tenant, WorldSeed& world,
                       const Reading& reading) {
  if (!is_map(value, "usage", reading.findings)) return;
  for (const YamlMember& member : value.members) {
    const auto dimension = read_dimension(member.name, member.place, reading);
    const auto quantity =
        read_integer(member.value, member.name, 0, kReportedMax, reading.findings);
    if (!dimension || !quantity) continue;
    std::erase_if(world.tenant_usage, [&](const SeedTenantUsage& usage) {
      return usage.tenant == tenant && usage.dimension == *dimension;
    });
    world.tenant_usage.push_back(
        {.tenant = tenant, .dimension = *dimension, .quantity = *quantity});
  }
}

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

void read_tenant(const YamlMember& yaml, WorldDraft& draft, const Reading& reading) {
  const MapReader map(yaml.value, MapKind::kTenant, reading.findings);
  if (!map.is_map()) return;
  if (draft.tenants.find(yaml.name) == nullptr) {
    if (map.find("org") == nullptr) {
      reading.findings.add(
          yaml.place, "a new tenant needs \"org\"; known tenants are " + draft.tenants.listed());
    }
    draft.tenants.at(yaml.name).name = yaml.name;
  }
  Tenant& tenant = draft.tenants.at(yaml.name);
  if (auto org = map.text("org")) tenant.org = OrgId(*std::move(org));
  set_given(tenant.name, map.text("name"));
  set_given(tenant.is_deleted, map.boolean("deleted"));
  if (const YamlValue* usage = map.find("usage")) {
    read_tenant_usage(*usage, tenant.id, draft.world, reading);
  }
  const YamlValue* tags = map.find("tags");
  if (tags == nullptr || !is_map(*tags, "tags", reading.findings)) return;
  tenant.tags.clear();
  for (const YamlMember& tag : tags->members) {
    auto text = read_text(tag.value, tag.name, reading.findings);
    if (!text) continue;
    if (!is_tag_text(tag.name) || !is_tag_text(*text) || tenant.tags.size() == kTagsMax) {
      reading.findings.add(tag.place, "a tenant has at most " + std::to_string(kTagsMax) +
                                          " tags, with keys and values of 1 to " +
                                          std::to_string(kTagLengthMax) + " characters");
      continue;
    }
    tenant.tags.insert_or_assign(tag.name, *std::move(text));
  }
}

}  // namespace fauxplane
