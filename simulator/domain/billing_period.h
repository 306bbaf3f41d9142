// The billing period: a calendar month in UTC (memsy.md 10.2), half open.
#pragma once

#include <compare>

#include "simulator/domain/instant.h"

namespace fauxplane {

struct BillingPeriod {
  Instant start{};  // first instant that belongs to it
  Instant end{};    // first instant that no longer does: the start of the next period
  friend auto operator<=>(const BillingPeriod&, const BillingPeriod&) = default;
};

// The period that contains `instant`.
[[nodiscard]] BillingPeriod period_of(Instant instant);

[[nodiscard]] constexpr bool contains(const BillingPeriod& period, Instant instant) {
  return period.start <= instant && instant < period.end;
}

// The last day that belongs to the period, as the services print it ("2026-04-30").
[[nodiscard]] Instant last_day_of(const BillingPeriod& period);

}  // namespace fauxplane
