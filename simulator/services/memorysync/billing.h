// What the billing routes share: the cycle that a query asks for, and how a report writes it.
#pragma once

#include "simulator/domain/billing_period.h"
#include "simulator/domain/price.h"
#include "simulator/services/json_text.h"
#include "simulator/services/service.h"

namespace fauxplane::memorysync_service {

// The cycle of the caller's organization that `?cycle=current|previous` names.
[[nodiscard]] Result<BillingPeriod> cycle_of(const Call& call, const Query& query);

// The price of the cycle; version 0, for nothing, when none was in force at its start.
[[nodiscard]] PriceVersion price_in(const Call& call, const BillingPeriod& cycle);

// "cycle": its first instant, and the first one behind it.
void write_cycle(JsonText& body, const BillingPeriod& cycle);

// "metrics": one entry per metric, in the order of the dimension table.
void write_metrics(JsonText& body, const Call& call, const BillingPeriod& cycle);

}  // namespace fauxplane::memorysync_service
