#include "simulator/store/rate_table.h"

#include <algorithm>
#include <array>
#include <functional>
#include <list>
#include <memory>
#include <mutex>
#include <string>
#include <unordered_map>

#include "simulator/store/brief_mutex.h"

namespace fauxplane {
namespace {

// How many callers that no longer matter a new one sends away: more than one, so that a table that
// was full once grows small again.
constexpr int kLeavingMax = 2;

}  // namespace

struct RateTable::Shard {
  struct Hash {
    std::size_t operator()(const RateCaller& caller) const {
      constexpr std::size_t kSpread = 0x9E3779B97F4A7C15U;
      return std::hash<std::string_view>{}(caller.id) ^ (caller.kind * kSpread);
    }
  };

  struct Entry {
    std::uint8_t kind;
    std::string id;
    RateWindows windows;

    [[nodiscard]] RateCaller caller() const { return {.kind = kind, .id = id}; }
  };

  BriefMutex mutex;
  std::list<Entry> entries;  // whoever called longest ago first
  std::unordered_map<RateCaller, std::list<Entry>::iterator, Hash> by_caller;

  void forget_first() {
    by_caller.erase(entries.front().caller());
    entries.pop_front();
  }

  RateWindows& windows_of(const RateCaller& caller, Instant now, std::size_t callers_max) {
    if (const auto known = by_caller.find(caller); known != by_caller.end()) {
      entries.splice(entries.end(), entries, known->second);
      return known->second->windows;
    }
    for (int leaving = 0; leaving < kLeavingMax && !entries.empty(); ++leaving) {
      if (entries.size() < callers_max && !is_idle(entries.front().windows, now)) break;
      forget_first();
    }
    entries.push_back({.kind = caller.kind, .id = std::string(caller.id), .windows = {}});
    by_caller.emplace(entries.back().caller(), std::prev(entries.end()));
    return entries.back().windows;
  }
};

struct RateTable::Shards {
  std::array<Shard, kRateShards> list;
};

RateTable::~RateTable() {
  delete shards_.load();
}

RateTable::Shards& RateTable::shards() {
  if (Shards* const made = shards_.load(std::memory_order_acquire)) return *made;
  auto mine = std::make_unique<Shards>();
  Shards* first = nullptr;
  if (shards_.compare_exchange_strong(first, mine.get())) return *mine.release();
  return *first;  // another thread was faster
}

tl::expected<RateStanding, RateRefusal> RateTable::charge(const RateCaller& caller,
                                                          const RateLimits& limits, Instant now,
                                                          RefusedCalls refused) {
  // The low bits choose the bucket inside the shard, so the shard is chosen by others.
  constexpr unsigned kLowBits = 32;
  Shard& shard = shards().list[(Shard::Hash{}(caller) >> kLowBits) % kRateShards];
  const std::size_t callers_max = std::max<std::size_t>(callers_max_ / kRateShards, 1);
  const std::lock_guard lock(shard.mutex);
  return charge_call(shard.windows_of(caller, now, callers_max), limits, now, refused);
}

std::size_t RateTable::size() const {
  Shards* const made = shards_.load(std::memory_order_acquire);
  std::size_t count = 0;
  if (made == nullptr) return count;
  for (Shard& shard : made->list) {
    const std::lock_guard lock(shard.mutex);
    count += shard.entries.size();
  }
  return count;
}

}  // namespace fauxplane
