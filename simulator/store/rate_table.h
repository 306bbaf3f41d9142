// The rate windows of every caller of one world. Callers live in shards with a lock each, so that
// no lock is shared by all; a world in which nobody is limited holds none of it.
//
// At most kRateCallersMax are remembered. Whoever called longest ago leaves first: always when two
// of the longest windows have passed since, when it can no longer matter; before that only when the
// shard is full, and then a caller that comes back starts anew.
#pragma once

#include <atomic>
#include <cstdint>
#include <string_view>

#include "simulator/domain/rate_limit.h"

namespace fauxplane {

// Who is limited: an id, and of what kind it is. The same id of another kind is another caller.
struct RateCaller {
  std::uint8_t kind = 0;  // as the service numbers them
  std::string_view id;
  friend bool operator==(const RateCaller&, const RateCaller&) = default;
};

inline constexpr std::size_t kRateShards = 16;
inline constexpr std::size_t kRateCallersMax = 16'384;

class RateTable {
 public:
  // Remembers at most `callers_max`, evenly over its shards.
  explicit RateTable(std::size_t callers_max = kRateCallersMax) : callers_max_(callers_max) {}
  RateTable(const RateTable&) = delete;
  RateTable& operator=(const RateTable&) = delete;
  ~RateTable();

  // Charges one call of `caller` to all layers or to none, as one step.
  [[nodiscard]] tl::expected<RateStanding, RateRefusal> charge(
      const RateCaller& caller, const RateLimits& limits, Instant now,
      RefusedCalls refused = RefusedCalls::kFree);

  // How many callers are remembered.
  [[nodiscard]] std::size_t size() const;

 private:
  struct Shard;
  struct Shards;
  [[nodiscard]] Shards& shards();

  std::size_t callers_max_;
  std::atomic<Shards*> shards_{nullptr};  // owned; made by the first call that is limited
};

}  // namespace fauxplane
