#include "simulator/domain/billing_period.h"

namespace fauxplane {

namespace chrono = std::chrono;

BillingPeriod period_of(Instant instant) {
  const chrono::year_month_day date{chrono::floor<chrono::days>(instant)};
  const auto month = date.year() / date.month();
  return {.start = chrono::sys_days{month / 1},
          .end = chrono::sys_days{(month + chrono::months{1}) / 1}};
}

Instant last_day_of(const BillingPeriod& period) {
  return period.end - chrono::days{1};
}

}  // namespace fauxplane
