// The billing period: a month in UTC, half open, from its anchor day on (memsy.md 10.2: the
// calendar month; memorysync.md 8.1: the day of the subscription).
#pragma once

#include <compare>

#include "simulator/domain/instant.h"

namespace fauxplane {

struct BillingPeriod {
  Instant start{};  // first instant that belongs to it
  Instant end{};    // first instant that no longer does: the start of the next period
  friend auto operator<=>(const BillingPeriod&, const BillingPeriod&) = default;
};

// The day of the month on which periods start, 1 to 31. A month that lacks it starts its period on
// its last day. 1 is the calendar month.
struct AnchorDay {
  unsigned day = 1;
  friend auto operator<=>(const AnchorDay&, const AnchorDay&) = default;
};

// The period that contains `instant`. REQUIRES: an anchor of 1 to 31.
[[nodiscard]] BillingPeriod period_of(Instant instant, AnchorDay anchor = {});

// The period that ends where `period` starts.
[[nodiscard]] BillingPeriod previous_period(const BillingPeriod& period, AnchorDay anchor = {});

[[nodiscard]] constexpr bool contains(const BillingPeriod& period, Instant instant) {
  return period.start <= instant && instant < period.end;
}

// The last day that belongs to the period, as the services print it ("2026-04-30").
[[nodiscard]] Instant last_day_of(const BillingPeriod& period);

}  // namespace fauxplane
