// What the org remembers, in numbers: GET /console/memories/stats (memsy.md H25).
#include <algorithm>
#include <cmath>
#include <map>

#include "simulator/services/memsy/tables.h"

namespace fauxplane::memsy_service {
namespace {

constexpr std::size_t kTopEntities = 10;
constexpr std::size_t kBuckets = 10;  // of a tenth each

struct Stats {
  std::int64_t total = 0;
  double confidence = 0.0;  // sums
  double strength = 0.0;
  std::map<std::string, std::int64_t> types;
  std::map<std::string, std::int64_t> kinds;
  std::map<std::string, std::int64_t> entities;
  std::array<std::int64_t, kBuckets> buckets{};
  std::optional<Instant> earliest;
  std::optional<Instant> latest;
};

void add(Stats& stats, const Memory& memory) {
  ++stats.total;
  stats.confidence += memory.confidence;
  stats.strength += strength_of(memory);
  ++stats.types[memory.type];
  ++stats.kinds[memory.memory_kind];
  for (const Entity& entity : memory.entities) ++stats.entities[entity.name];
  // A hundredth more, so that 0.7, which is a little less in binary, falls where it is written.
  const auto bucket = static_cast<std::size_t>(memory.confidence * kBuckets + 0.01);
  ++stats.buckets[std::min(bucket, kBuckets - 1)];
  stats.earliest = std::min(stats.earliest.value_or(memory.event->at), memory.event->at);
  stats.latest = std::max(stats.latest.value_or(memory.event->at), memory.event->at);
}

// Of the sum of hundredths; 0 when there are none.
double average(double sum, std::int64_t count) {
  return count == 0 ? 0.0 : std::round(sum / static_cast<double>(count) * 100) / 100;
}

// The commonest first, then by name.
Json top_of(const std::map<std::string, std::int64_t>& counts) {
  std::vector<std::pair<std::string, std::int64_t>> rows(counts.begin(), counts.end());
  std::stable_sort(rows.begin(), rows.end(),
                   [](const auto& left, const auto& right) { return left.second > right.second; });
  Json top = Json::array();
  for (std::size_t at = 0; at < std::min(rows.size(), kTopEntities); ++at) {
    top.push_back({{"name", rows[at].first}, {"count", rows[at].second}});
  }
  return top;
}

Json buckets_of(const Stats& stats) {
  Json buckets = Json::array();
  for (std::size_t at = 0; at < kBuckets; ++at) {
    if (stats.buckets[at] == 0) continue;
    const std::string next = at + 1 == kBuckets ? "1.0" : "0." + std::to_string(at + 1);
    buckets.push_back(
        {{"bucket", "0." + std::to_string(at) + "-" + next}, {"count", stats.buckets[at]}});
  }
  return buckets;
}

}  // namespace

Result<Answer> get_memory_stats(const Call& call) {
  Stats stats;
  call.world.store().with_bank(call.caller.org->id, [&](MemoryBank& bank) {
    for (const Memory& memory : bank.memories()) add(stats, memory);
  });
  Json statuses = Json::object();
  if (stats.total > 0) statuses["active"] = stats.total;
  return ok(
      {{"total", stats.total},
       {"total_memories", stats.total},
       {"active_memories", stats.total},
       {"by_type", stats.types},
       {"by_kind", stats.kinds},
       {"by_status", std::move(statuses)},
       {"avg_confidence", average(stats.confidence, stats.total)},
       {"avg_strength", average(stats.strength, stats.total)},
       {"top_entities", top_of(stats.entities)},
       {"confidence_buckets", buckets_of(stats)},
       {"date_range",
        {{"earliest", text_or_null(stats.earliest)}, {"latest", text_or_null(stats.latest)}}}});
}

}  // namespace fauxplane::memsy_service
