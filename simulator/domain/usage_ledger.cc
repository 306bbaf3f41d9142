#include "simulator/domain/usage_ledger.h"

#include <algorithm>
#include <cassert>
#include <utility>

namespace fauxplane {

namespace chrono = std::chrono;

namespace {

Instant hour_of(Instant instant) {
  return chrono::floor<chrono::hours>(instant);
}

// What `charges` ask of one dimension altogether.
std::int64_t asked(std::span<const Charge> charges, Dimension dimension) {
  std::int64_t units = 0;
  for (const Charge& charge : charges) {
    if (charge.dimension == dimension) units += charge.amount;
  }
  return units;
}

}  // namespace

Quantities& UsageLedger::totals_at(Instant instant) {
  if (recent_totals_ == nullptr || !contains(recent_period_, instant)) {
    recent_period_ = period_of(instant, anchor_);
    recent_totals_ = &periods_[recent_period_.start];
  }
  return *recent_totals_;
}

Quantities& UsageLedger::cell(const Spender& spender, Instant hour) {
  auto& hours = hours_[spender];
  if (!hours.empty() && hours.back().start == hour) return hours.back().quantities;
  const auto at =
      std::lower_bound(hours.begin(), hours.end(), hour,
                       [](const Hour& row, Instant wanted) { return row.start < wanted; });
  if (at != hours.end() && at->start == hour) return at->quantities;
  return hours.insert(at, Hour{.start = hour})->quantities;
}

void UsageLedger::count(const Spender& spender, Instant hour, Dimension dimension,
                        std::int64_t amount) {
  if (amount == 0) return;
  cell(spender, hour)[index_of(dimension)] += amount;
  (is_gauge(dimension) ? gauges_ : totals_at(hour))[index_of(dimension)] += amount;
}

tl::expected<Reservation, QuotaExceeded> UsageLedger::reserve(Spender spender, Instant now,
                                                              std::span<const Charge> charges) {
  assert(charges.size() <= kChargesMax);
  const Quantities& totals = totals_at(now);
  for (const Charge& charge : charges) {
    assert(charge.amount >= 0);
    const std::size_t index = index_of(charge.dimension);
    const std::int64_t used = (is_gauge(charge.dimension) ? gauges_ : totals)[index] + held_[index];
    if (!admits({.used = used, .limit = charge.limit}, asked(charges, charge.dimension))) {
      return tl::unexpected(
          QuotaExceeded{.dimension = charge.dimension, .used = used, .limit = *charge.limit});
    }
  }
  Reservation reservation{.at = now,
                          .spender = std::move(spender),
                          .charges = {},
                          .count = charges.size(),
                          .number = ++reservation_count_};
  std::copy(charges.begin(), charges.end(), reservation.charges.begin());
  for (const Charge& charge : charges) {
    if (charge.is_held) {
      held_[index_of(charge.dimension)] += charge.amount;
    } else {
      count(reservation.spender, hour_of(now), charge.dimension, charge.amount);
    }
  }
  return reservation;
}

void UsageLedger::spend_held(const HeldSpending& spending) {
  std::int64_t& held = held_[index_of(spending.dimension)];
  assert(spending.held <= held);
  held -= spending.held;
  count(spending.spender, hour_of(spending.at), spending.dimension, spending.spent);
}

void UsageLedger::add(const Spender& spender, Instant now, Dimension dimension,
                      std::int64_t amount) {
  count(spender, hour_of(now), dimension, amount);
}

void UsageLedger::settle(const Reservation& reservation, Settlement settlement) {
  if (settlement == Settlement::kKeep) {
    auto& last = last_used_.try_emplace(reservation.spender.key, reservation.at).first->second;
    last = std::max(last, reservation.at);
    return;
  }
  for (const Charge& charge : std::span(reservation.charges).first(reservation.count)) {
    if (charge.is_held) {
      if (settlement == Settlement::kGiveBack) held_[index_of(charge.dimension)] -= charge.amount;
      continue;
    }
    if (was_emptied_since(reservation, charge.dimension)) continue;
    count(reservation.spender, hour_of(reservation.at), charge.dimension, -charge.amount);
  }
}

// The cells that make up one total: those of a period, or, of a gauge, all.
std::pair<Instant, std::size_t> UsageLedger::place_of(Instant instant, Dimension dimension) const {
  return {is_gauge(dimension) ? Instant{} : period_of(instant, anchor_).start, index_of(dimension)};
}

bool UsageLedger::was_emptied_since(const Reservation& reservation, Dimension dimension) const {
  const auto at = emptied_at_.find(place_of(reservation.at, dimension));
  return at != emptied_at_.end() && reservation.number <= at->second;
}

void UsageLedger::set_used(Instant now, Dimension dimension, std::int64_t quantity) {
  const BillingPeriod period = period_of(now, anchor_);
  const std::size_t index = index_of(dimension);
  const std::int64_t used = this->used(now)[index];
  if (quantity < used) {
    for (auto& [spender, hours] : hours_) {
      for (Hour& hour : hours) {
        if (is_gauge(dimension) || contains(period, hour.start)) hour.quantities[index] = 0;
      }
    }
    (is_gauge(dimension) ? gauges_ : totals_at(now))[index] = 0;
    emptied_at_[place_of(now, dimension)] = reservation_count_;
    count({}, hour_of(now), dimension, quantity);
    return;
  }
  count({}, hour_of(now), dimension, quantity - used);
}

Quantities UsageLedger::used(Instant now) const {
  Quantities used = gauges_;
  const auto period = periods_.find(period_of(now, anchor_).start);
  if (period == periods_.end()) return used;
  for (std::size_t index = 0; index < kDimensionsMax; ++index) {
    if (kinds_[index] == DimensionKind::kCounter) used[index] = period->second[index];
  }
  return used;
}

std::vector<UsagePoint> UsageLedger::history(const HistoryQuery& query) const {
  std::map<std::pair<Instant, std::size_t>, std::int64_t> sums;
  for (const auto& [spender, hours] : hours_) {
    if (query.key && *query.key != spender.key) continue;
    for (const Hour& hour : hours) {
      if (hour.start < query.from || hour.start >= query.to) continue;
      const Instant start = query.granularity == Granularity::kHourly
                                ? hour.start
                                : Instant{chrono::floor<chrono::days>(hour.start)};
      for (std::size_t index = 0; index < kDimensionsMax; ++index) {
        if (query.dimension && index_of(*query.dimension) != index) continue;
        sums[{start, index}] += hour.quantities[index];
      }
    }
  }
  std::vector<UsagePoint> points;
  points.reserve(sums.size());
  for (const auto& [place, quantity] : sums) {
    if (quantity == 0) continue;
    points.push_back({.start = place.first,
                      .dimension = static_cast<Dimension>(place.second),
                      .quantity = quantity});
  }
  return points;
}

std::vector<TenantUsage> UsageLedger::used_by_tenant(Instant now) const {
  const BillingPeriod period = period_of(now, anchor_);
  std::map<TenantId, Quantities> sums;
  for (const auto& [spender, hours] : hours_) {
    for (const Hour& hour : hours) {
      if (!contains(period, hour.start)) continue;
      Quantities& sum = sums[spender.tenant];
      for (std::size_t index = 0; index < kDimensionsMax; ++index) {
        if (kinds_[index] == DimensionKind::kCounter) sum[index] += hour.quantities[index];
      }
    }
  }
  std::vector<TenantUsage> usage;
  usage.reserve(sums.size());
  for (const auto& [tenant, used] : sums) usage.push_back({.tenant = tenant, .used = used});
  return usage;
}

std::optional<Instant> UsageLedger::last_used(const KeyId& key) const {
  const auto at = last_used_.find(key);
  return at == last_used_.end() ? std::nullopt : std::optional(at->second);
}

}  // namespace fauxplane
