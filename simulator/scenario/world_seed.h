// What a world starts from: fixtures/world.yaml with the `world:` of a scenario laid over it.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "simulator/domain/event.h"
#include "simulator/domain/extraction.h"
#include "simulator/domain/key.h"
#include "simulator/domain/member.h"
#include "simulator/domain/org.h"
#include "simulator/domain/plan.h"
#include "simulator/domain/random.h"
#include "simulator/domain/rate_tier.h"
#include "simulator/domain/tenant.h"

namespace fauxplane {

// Usage that an org brings along, counted in the period the world starts in.
struct SeedUsage {
  OrgId org{};
  Dimension dimension{};
  std::int64_t quantity = 0;
  friend bool operator==(const SeedUsage&, const SeedUsage&) = default;
};

// Likewise of a tenant; it counts for its org besides what that brings along itself.
struct SeedTenantUsage {
  TenantId tenant{};
  Dimension dimension{};
  std::int64_t quantity = 0;
  friend bool operator==(const SeedTenantUsage&, const SeedTenantUsage&) = default;
};

struct WorldSeed {
  std::vector<Plan> plans{};
  std::vector<Org> orgs{};
  std::vector<Member> members{};
  std::vector<ApiKey> keys{};
  std::vector<Event> events{};
  std::set<EventId> remembered{};  // events whose memory is there from the start
  ExtractionPolicy extraction{};
  std::vector<Tenant> tenants{};
  std::vector<Project> projects{};
  RateLimitTable rate_limits = rate_limit_table();
  std::vector<SeedUsage> usage{};
  std::vector<SeedTenantUsage> tenant_usage{};
  std::map<std::string, std::string, std::less<>> settings{};  // only those that were set
  KeyId handed_out{};  // the key that `serve` prints and sessions return
  friend bool operator==(const WorldSeed&, const WorldSeed&) = default;
};

}  // namespace fauxplane
