// What a cycle costs: GET /org/billing/price (memorysync.md 8.2).
#include "simulator/domain/price.h"

#include "simulator/services/memorysync/billing.h"
#include "simulator/services/memorysync/tables.h"

namespace fauxplane::memorysync_service {
namespace {

void write_next(JsonText& body, const PriceVersion* next) {
  body.name("next_version");
  if (next == nullptr) {
    body.null();
    return;
  }
  body.begin_object()
      .field("price_version", next->number)
      .field("price_minor", next->amount_minor)
      .field("effective_at", to_iso8601(next->effective_at))
      .end_object();
}

// The cycle by whose start prices are judged: one that takes effect exactly then may be too late.
BillingPeriod judged_cycle(const Call& call, BillingPeriod cycle) {
  if (call.world.setting(kPriceAtStart) == kNextCycle) cycle.start -= Duration{1};
  return cycle;
}

}  // namespace

PriceVersion price_in(const Call& call, const BillingPeriod& cycle) {
  const PriceVersion* const version = price_of(call.caller.plan->prices, judged_cycle(call, cycle));
  return version == nullptr ? PriceVersion{.number = 0} : *version;
}

Result<Answer> get_billing_price(const Call& call) {
  const auto cycle = cycle_of(call, Query(call.request.query));
  if (!cycle) return tl::unexpected(cycle.error());
  const Plan& plan = *call.caller.plan;
  const PriceVersion price = price_in(call, *cycle);
  JsonText body;
  body.begin_object().field("plan", plan.id.value);
  write_cycle(body, *cycle);
  body.field("price_minor", price.amount_minor)
      .field("currency", plan.currency)
      .field("price_version", price.number);
  write_next(body, next_price(plan.prices, judged_cycle(call, *cycle)));
  return json_answer(200, body.end_object().take());
}

}  // namespace fauxplane::memorysync_service
