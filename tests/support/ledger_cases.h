// The dimensions and the questions that the tests of the usage ledger share.
#pragma once

#include <algorithm>
#include <vector>

#include "simulator/domain/usage_ledger.h"
#include "tests/support/domain_gen.h"

namespace fauxplane {

inline constexpr Dimension kCalls{0};
inline constexpr Dimension kSearches{1};
inline constexpr Dimension kStored{2};  // a gauge
inline constexpr std::array<Dimension, 3> kMetered = {kCalls, kSearches, kStored};

inline constexpr std::array<DimensionKind, kDimensionsMax> kKinds = {
    DimensionKind::kCounter, DimensionKind::kCounter, DimensionKind::kGauge};

[[nodiscard]] constexpr bool is_gauge(Dimension dimension) {
  return kKinds[index_of(dimension)] == DimensionKind::kGauge;
}

[[nodiscard]] inline rc::Gen<Dimension> any_dimension() {
  return rc::gen::elementOf(std::vector<Dimension>(kMetered.begin(), kMetered.end()));
}

// All there is in the ledger, or what one key spent.
[[nodiscard]] inline UsageLedger::HistoryQuery everything(Granularity granularity,
                                                          std::optional<KeyId> key = {}) {
  return {.from = kEarliestInstant,
          .to = kLatestInstant + Duration{1},
          .granularity = granularity,
          .key = std::move(key)};
}

// What the rows of one dimension that start in [from, to) add up to.
[[nodiscard]] inline std::int64_t sum_of(const std::vector<UsagePoint>& points, Dimension dimension,
                                         Instant from = kEarliestInstant,
                                         Instant to = kLatestInstant) {
  std::int64_t sum = 0;
  for (const UsagePoint& point : points) {
    if (point.dimension == dimension && from <= point.start && point.start < to) {
      sum += point.quantity;
    }
  }
  return sum;
}

}  // namespace fauxplane
