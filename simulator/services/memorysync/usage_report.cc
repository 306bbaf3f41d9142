// What the organization used: GET /org/billing/usage (memorysync.md 9).
#include "simulator/domain/usage_report.h"

#include <algorithm>
#include <chrono>

#include "simulator/services/memorysync/billing.h"
#include "simulator/services/memorysync/tables.h"

namespace fauxplane::memorysync_service {
namespace {

constexpr std::int64_t kTenthsOfAll = 1'000;  // 100 %

// What was used in as many hours of the cycle before as have begun of `cycle` (15, O5).
Quantities used_by_then(const Call& call, const BillingPeriod& cycle, const BillingPeriod& before) {
  constexpr auto kHour = std::chrono::hours{1};
  const auto begun = std::chrono::floor<std::chrono::hours>(call.now - cycle.start) + kHour;
  const UsageLedger::HistoryQuery query{.from = before.start,
                                        .to = std::min(before.start + begun, before.end),
                                        .granularity = Granularity::kHourly};
  Quantities used{};
  for (const UsagePoint& point : call.world.store().usage_history(call.caller.org->id, query)) {
    used[index_of(point.dimension)] += point.quantity;
  }
  return used;
}

// What the trend of `cycle` starts from; `before` is the cycle before it, in which `used` was used.
Quantities trend_base(const Call& call, const BillingPeriod& cycle, const BillingPeriod& before,
                      const Quantities& used) {
  const bool is_running = contains(cycle, call.now);
  if (!is_running || call.world.setting(kTrendAgainst) != kElapsedTime) return used;
  return used_by_then(call, cycle, before);
}

}  // namespace

void write_cycle(JsonText& body, const BillingPeriod& cycle) {
  body.name("cycle")
      .begin_object()
      .field("start", to_iso8601(cycle.start))
      .field("end", to_iso8601(cycle.end))
      .end_object();
}

void write_metrics(JsonText& body, const Call& call, const BillingPeriod& cycle) {
  const Org& org = *call.caller.org;
  const Store& store = call.world.store();
  const Quantities used = store.usage(org.id, cycle.start);
  const BillingPeriod cycle_before = previous_period(cycle, org.anchor);
  const Quantities before = store.usage(org.id, cycle_before.start);
  const Quantities base = trend_base(call, cycle, cycle_before, before);
  const AtLimit at_limit =
      call.world.setting(kWithinPlan) == kUpToLimit ? AtLimit::kIsWithin : AtLimit::kIsOut;
  body.name("metrics").begin_array();
  for (std::size_t index = 0; index < dimension_rows().size(); ++index) {
    const auto limit = call.caller.plan->limits[index];
    body.begin_object()
        .field("metric", dimension_rows()[index].name)
        .field("used", used[index])
        .field("limit", limit)
        .field("within_plan", is_within_plan(used[index], limit, at_limit))
        .field("previous_used", before[index])
        .name("trend_pct");
    if (const auto trend = trend_tenths(base[index], used[index])) {
      body.tenths(*trend);
    } else if (call.world.setting(kTrendFromZero) == kHundredPercent) {
      body.tenths(kTenthsOfAll);
    } else {
      body.null();
    }
    body.end_object();
  }
  body.end_array();
}

Result<BillingPeriod> cycle_of(const Call& call, const Query& query) {
  const auto name = query.choice("cycle", {"current", "previous"});
  if (!name) return tl::unexpected(name.error());
  const AnchorDay anchor = call.caller.org->anchor;
  const BillingPeriod current = period_of(call.now, anchor);
  return *name == "previous" ? previous_period(current, anchor) : current;
}

Result<Answer> get_billing_usage(const Call& call) {
  const auto cycle = cycle_of(call, Query(call.request.query));
  if (!cycle) return tl::unexpected(cycle.error());
  JsonText body;
  body.begin_object();
  write_cycle(body, *cycle);
  write_metrics(body, call, *cycle);
  return json_answer(200, body.end_object().take());
}

}  // namespace fauxplane::memorysync_service
