#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "simulator/domain/usage_ledger.h"
#include "tests/support/ledger_cases.h"

namespace fauxplane {
namespace {

std::int64_t any_amount(std::int64_t most) {
  return *rc::gen::inRange<std::int64_t>(0, most + 1);
}

// A ledger in which some calls of some keys have been counted.
UsageLedger any_ledger() {
  UsageLedger ledger(kKinds);
  const int count = *rc::gen::inRange(0, 30);
  for (int index = 0; index < count; ++index) {
    ledger.add(*any_key(), *instant_near_the_turn(), *any_dimension(), any_amount(20));
  }
  return ledger;
}

void assert_same(const UsageLedger& ledger, const std::vector<UsagePoint>& history, Instant now,
                 const Quantities& used) {
  RC_ASSERT(ledger.used(now) == used);
  RC_ASSERT(ledger.history(everything(Granularity::kHourly)) == history);
}

// "atomic, and refused calls (4xx, 5xx) do not count"
RC_GTEST_PROP(UsageLedgerProperty, NoInterleavingOfReserveAndSettlePassesALimit, ()) {
  UsageLedger ledger(kKinds);
  const std::int64_t limit = any_amount(20);
  const Instant now = at("2026-04-10T12:00:00Z");
  std::vector<Reservation> open;
  const int count = *rc::gen::inRange(0, 60);
  for (int index = 0; index < count; ++index) {
    const std::int64_t before = ledger.used(now)[index_of(kCalls)];
    if (*rc::gen::arbitrary<bool>() || open.empty()) {
      const Charge charge{.dimension = kCalls, .amount = any_amount(5), .limit = limit};
      const auto reservation = ledger.reserve(*any_key(), now, {&charge, 1});
      RC_ASSERT(reservation.has_value() == (charge.amount == 0 || before + charge.amount <= limit));
      if (reservation) open.push_back(*reservation);
    } else {
      const auto settlement = *rc::gen::element(Settlement::kKeep, Settlement::kGiveBack);
      ledger.settle(open.back(), settlement);
      open.pop_back();
    }
    const std::int64_t used = ledger.used(now)[index_of(kCalls)];
    RC_ASSERT(used >= 0);
    RC_ASSERT(used <= limit);
  }
}

RC_GTEST_PROP(UsageLedgerProperty, GivingBackRestoresExactlyWhatWas, ()) {
  UsageLedger ledger = any_ledger();
  const Instant now = *instant_near_the_turn();
  const Quantities used = ledger.used(now);
  const auto history = ledger.history(everything(Granularity::kHourly));
  std::vector<Charge> charges;
  for (const Dimension dimension : kMetered) {
    charges.push_back({.dimension = dimension, .amount = any_amount(10)});
  }
  const auto reservation = ledger.reserve(*any_key(), now, charges);
  RC_ASSERT(reservation.has_value());
  ledger.settle(*reservation, Settlement::kGiveBack);
  assert_same(ledger, history, now, used);
}

RC_GTEST_PROP(UsageLedgerProperty, RefusingChangesNothing, ()) {
  UsageLedger ledger = any_ledger();
  const Instant now = *instant_near_the_turn();
  const Quantities used = ledger.used(now);
  const auto history = ledger.history(everything(Granularity::kHourly));
  const std::array<Charge, 2> charges = {
      {{.dimension = kCalls, .amount = any_amount(10)},
       {.dimension = kStored, .amount = 1, .limit = used[index_of(kStored)]}}};
  RC_ASSERT(!ledger.reserve(*any_key(), now, charges));
  assert_same(ledger, history, now, used);
}

RC_GTEST_PROP(UsageLedgerProperty, DaysHoursAndKeysAddUpToTheTotal, ()) {
  const UsageLedger ledger = any_ledger();
  const Instant now = *instant_near_the_turn();
  const BillingPeriod period = period_of(now);
  const auto hourly = ledger.history(everything(Granularity::kHourly));
  const auto daily = ledger.history(everything(Granularity::kDaily));
  for (const Dimension dimension : kMetered) {
    const Instant from = is_gauge(dimension) ? kEarliestInstant : period.start;
    const Instant to = is_gauge(dimension) ? kLatestInstant : period.end;
    const std::int64_t total = ledger.used(now)[index_of(dimension)];
    RC_ASSERT(sum_of(hourly, dimension, from, to) == total);
    RC_ASSERT(sum_of(daily, dimension, from, to) == total);
    std::int64_t of_keys = 0;
    for (const char* key : {"key_a", "key_b", "key_c"}) {
      const auto own = ledger.history(everything(Granularity::kDaily, KeyId{key}));
      of_keys += sum_of(own, dimension, from, to);
    }
    RC_ASSERT(of_keys == total);
  }
}

RC_GTEST_PROP(UsageLedgerProperty, OneDimensionOfHistoryIsThatPartOfAll, ()) {
  const UsageLedger ledger = any_ledger();
  const Dimension dimension = *any_dimension();
  auto query = everything(Granularity::kHourly);
  auto expected = ledger.history(query);
  std::erase_if(expected, [&](const UsagePoint& row) { return row.dimension != dimension; });
  query.dimension = dimension;
  RC_ASSERT(ledger.history(query) == expected);
}

// "Column sums equal the totals, and the totals equal `used`", whatever was kept, given back or
// set.
RC_GTEST_PROP(UsageLedgerProperty, TenantsAddUpToWhatIsUsedInEachPeriod, ()) {
  const AnchorDay anchor{*rc::gen::inRange(1U, 32U)};
  UsageLedger ledger(kKinds, anchor);
  std::map<std::string, Quantities> expected;
  const Instant asked = *instant_near_the_turn();
  const int count = *rc::gen::inRange(0, 40);
  for (int index = 0; index < count; ++index) {
    const Spender spender(*any_key(),
                          TenantId{*rc::gen::element<std::string>("", "org_7", "org_9")});
    const Charge charge{.dimension = *rc::gen::element(kCalls, kSearches), .amount = any_amount(3)};
    const Instant now = *instant_near_the_turn();
    const auto reservation = ledger.reserve(spender, now, {&charge, 1});
    RC_ASSERT(reservation.has_value());
    const bool is_kept = *rc::gen::arbitrary<bool>();
    ledger.settle(*reservation, is_kept ? Settlement::kKeep : Settlement::kGiveBack);
    if (!is_kept || period_of(now, anchor) != period_of(asked, anchor)) continue;
    expected[spender.tenant.value][index_of(charge.dimension)] += charge.amount;
  }
  Quantities sum{};
  for (const TenantUsage& usage : ledger.used_by_tenant(asked)) {
    RC_ASSERT(usage.used == expected[usage.tenant.value]);
    for (std::size_t index = 0; index < kDimensionsMax; ++index) sum[index] += usage.used[index];
    expected.erase(usage.tenant.value);
  }
  for (const auto& [tenant, rest] : expected) RC_ASSERT(rest == Quantities{});
  RC_ASSERT(sum == ledger.used(asked));
}

// S9: the order of calls of different tenants does not show.
RC_GTEST_PROP(UsageLedgerProperty, TheOrderOfTenantsDoesNotShow, ()) {
  const Instant now = at("2026-04-10");
  std::vector<Spender> calls;
  const int count = *rc::gen::inRange(0, 30);
  for (int index = 0; index < count; ++index) {
    calls.emplace_back(*any_key(), TenantId{*rc::gen::element<std::string>("", "org_7", "org_9")});
  }
  UsageLedger forwards(kKinds);
  UsageLedger backwards(kKinds);
  for (const Spender& call : calls) forwards.add(call, now, kCalls, 1);
  std::reverse(calls.begin(), calls.end());
  for (const Spender& call : calls) backwards.add(call, now, kCalls, 1);
  RC_ASSERT(forwards.used_by_tenant(now) == backwards.used_by_tenant(now));
}

// "At the boundary counters return to 0; the gauge stays."
RC_GTEST_PROP(UsageLedgerProperty, TheTurnOfTheMonthResetsCountersOnly, ()) {
  const UsageLedger ledger = any_ledger();
  const Instant next_month = at("2026-06-01");
  const Quantities before = ledger.used(next_month - Duration{1});
  const Quantities after = ledger.used(next_month);
  for (const Dimension dimension : kMetered) {
    const std::size_t index = index_of(dimension);
    RC_ASSERT(after[index] == (is_gauge(dimension) ? before[index] : 0));
  }
}

RC_GTEST_PROP(UsageLedgerProperty, SetUsedIsWhatIsUsedAndHistoryAddsUp, ()) {
  UsageLedger ledger = any_ledger();
  const Instant now = *instant_near_the_turn();
  const Dimension dimension = *any_dimension();
  const std::int64_t quantity = any_amount(200);
  Quantities expected = ledger.used(now);
  expected[index_of(dimension)] = quantity;
  ledger.set_used(now, dimension, quantity);
  RC_ASSERT(ledger.used(now) == expected);
  const BillingPeriod period = period_of(now);
  const auto history = ledger.history(everything(Granularity::kDaily));
  RC_ASSERT(sum_of(history, dimension, is_gauge(dimension) ? kEarliestInstant : period.start,
                   is_gauge(dimension) ? kLatestInstant : period.end) == quantity);
}

RC_GTEST_PROP(UsageLedgerProperty, GivingBackAfterTheTurnTouchesItsOwnPeriodOnly, ()) {
  UsageLedger ledger = any_ledger();
  const Instant april = at("2026-04-30T23:59:59.999Z");
  const Instant may = at("2026-05-01");
  const Quantities used_in_april = ledger.used(april);
  const Charge charge{.dimension = kCalls, .amount = any_amount(10)};
  const auto reservation = ledger.reserve(*any_key(), april, {&charge, 1});
  RC_ASSERT(reservation.has_value());
  ledger.add(*any_key(), may, kCalls, any_amount(10));
  const Quantities used_in_may = ledger.used(may);
  ledger.settle(*reservation, Settlement::kGiveBack);
  RC_ASSERT(ledger.used(may) == used_in_may);
  RC_ASSERT(ledger.used(april) == used_in_april);
}

}  // namespace
}  // namespace fauxplane
