// What a plan costs, and since when. A cycle costs what was in force when it started: a version
// that takes effect inside it changes nothing before the next one (memorysync.md 8.2).
#pragma once

#include <cstdint>
#include <span>

#include "simulator/domain/billing_period.h"

namespace fauxplane {

struct PriceVersion {
  std::int64_t number = 1;  // 1, 2, 3 and so on; of two that take effect at once the later wins
  std::int64_t amount_minor = 0;  // in the smallest unit of the currency
  Instant effective_at{};
  friend bool operator==(const PriceVersion&, const PriceVersion&) = default;
};

// Of the versions that are in force at the start of the cycle, the one that took effect last; one
// that takes effect exactly then is in force. nullptr when there is none.
[[nodiscard]] const PriceVersion* price_of(std::span<const PriceVersion> versions,
                                           const BillingPeriod& cycle);

// The first version to take effect after the start of the cycle; nullptr when there is none.
[[nodiscard]] const PriceVersion* next_price(std::span<const PriceVersion> versions,
                                             const BillingPeriod& cycle);

}  // namespace fauxplane
