#include "simulator/domain/billing_period.h"

#include <algorithm>
#include <cassert>

namespace fauxplane {

namespace chrono = std::chrono;

namespace {

// Where the period that starts in `month` starts.
Instant start_in(chrono::year_month month, AnchorDay anchor) {
  const chrono::day last = (month / chrono::last).day();
  return chrono::sys_days{month / std::min(chrono::day{anchor.day}, last)};
}

}  // namespace

BillingPeriod period_of(Instant instant, AnchorDay anchor) {
  assert(1 <= anchor.day && anchor.day <= 31);
  const chrono::year_month_day date{chrono::floor<chrono::days>(instant)};
  chrono::year_month month = date.year() / date.month();
  if (instant < start_in(month, anchor)) month -= chrono::months{1};
  return {.start = start_in(month, anchor), .end = start_in(month + chrono::months{1}, anchor)};
}

BillingPeriod previous_period(const BillingPeriod& period, AnchorDay anchor) {
  return period_of(period.start - Duration{1}, anchor);
}

Instant last_day_of(const BillingPeriod& period) {
  return period.end - chrono::days{1};
}

}  // namespace fauxplane
