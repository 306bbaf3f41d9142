// The usage ledger of one org: how many units were spent, per dimension, period, day and hour, and
// spender. It owns the hard rule that check and increment are one step, and that whatever is given
// back was counted.
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <tl/expected.hpp>
#include <unordered_map>
#include <utility>
#include <vector>

#include "simulator/domain/billing_period.h"
#include "simulator/domain/quota.h"
#include "simulator/domain/strong.h"

namespace fauxplane {

// The most dimensions one call can spend at once.
inline constexpr std::size_t kChargesMax = 4;

// Who spends: a key, and the tenant it does so for, which is empty where there is none.
struct Spender {
  KeyId key{};
  TenantId tenant{};

  Spender() = default;
  // A key that acts for no tenant; a key alone is enough for services that have none.
  Spender(KeyId spending) : key(std::move(spending)) {}
  Spender(KeyId spending, TenantId charged)
      : key(std::move(spending)), tenant(std::move(charged)) {}
  friend bool operator==(const Spender&, const Spender&) = default;
};

// Units that were taken at admission; settle keeps them or gives them back.
struct Reservation {
  Instant at{};  // when they were admitted; they count in the hour and period of it
  Spender spender{};
  std::array<Charge, kChargesMax> charges{};
  std::size_t count = 0;
  std::uint64_t number = 0;  // 1 for the first of its ledger
};

// What becomes of units when the call is answered. kGiveBackCounted is for work that was done
// although the call failed: held room stays with the work that will spend it.
enum class Settlement : std::uint8_t { kKeep, kGiveBack, kGiveBackCounted };

enum class Granularity : std::uint8_t { kDaily, kHourly };

// One row of a timeseries: what was spent from `start` on, for a day or an hour.
struct UsagePoint {
  Instant start{};
  Dimension dimension{};
  std::int64_t quantity = 0;
  friend bool operator==(const UsagePoint&, const UsagePoint&) = default;
};

// What was spent for one tenant; an empty id is for none.
struct TenantUsage {
  TenantId tenant{};
  Quantities used{};
  friend bool operator==(const TenantUsage&, const TenantUsage&) = default;
};

class UsageLedger {
 public:
  // `kinds` says per dimension whether the period resets it; `anchor`, where periods start.
  explicit UsageLedger(std::array<DimensionKind, kDimensionsMax> kinds, AnchorDay anchor = {})
      : kinds_(kinds), anchor_(anchor) {}

  // Moves keep the cached totals valid; copies would not.
  UsageLedger(UsageLedger&&) = default;
  UsageLedger& operator=(UsageLedger&&) = default;
  UsageLedger(const UsageLedger&) = delete;
  UsageLedger& operator=(const UsageLedger&) = delete;
  ~UsageLedger() = default;

  // Takes all charges or none: no interleaving of calls can pass a limit. A held charge takes room
  // and is not counted as used; once kept it stands until spend_held.
  // REQUIRES: at most kChargesMax charges, amounts not negative.
  [[nodiscard]] tl::expected<Reservation, QuotaExceeded> reserve(Spender spender, Instant now,
                                                                 std::span<const Charge> charges);

  // Counts without a limit: seeds, and work that happens later than its call.
  void add(const Spender& spender, Instant now, Dimension dimension, std::int64_t amount);

  // Gives up the room of a held charge, and counts what was spent of it at `at`, which may lie in
  // another period than the charge. REQUIRES: so much is held.
  struct HeldSpending {
    Spender spender{};
    Instant at{};
    Dimension dimension{};
    std::int64_t held = 0;
    std::int64_t spent = 0;
  };
  void spend_held(const HeldSpending& spending);

  // Keeps the units, or takes them back out of exactly the cells they went into. Units that
  // set_used has taken out in between are not taken out again. REQUIRES: a reservation of this
  // ledger, settled once.
  void settle(const Reservation& reservation, Settlement settlement);

  // Makes the current total `quantity`; the history of the period follows, so that both still add
  // up.
  void set_used(Instant now, Dimension dimension, std::int64_t quantity);

  // Totals as of the period that contains `now`; gauges stand across periods.
  [[nodiscard]] Quantities used(Instant now) const;

  // What was spent in [from, to), in ascending time, rows that are not zero only.
  // `key` restricts it to what one key spent; `dimension` to one dimension.
  struct HistoryQuery {
    Instant from{};
    Instant to{};
    Granularity granularity = Granularity::kDaily;
    std::optional<KeyId> key{};
    std::optional<Dimension> dimension{};
  };
  [[nodiscard]] std::vector<UsagePoint> history(const HistoryQuery& query) const;

  // What was spent for each tenant in the period that contains `now`, in the order of their ids;
  // the quantities add up to those of used(). Counters only.
  [[nodiscard]] std::vector<TenantUsage> used_by_tenant(Instant now) const;

  // When the key last had a call admitted and kept; nullopt if never.
  [[nodiscard]] std::optional<Instant> last_used(const KeyId& key) const;

 private:
  struct Hour {
    Instant start{};
    Quantities quantities{};
  };
  struct SpenderHash {
    std::size_t operator()(const Spender& spender) const {
      constexpr std::size_t kSpread = 0x9E3779B97F4A7C15U;
      return std::hash<KeyId>{}(spender.key) * kSpread + std::hash<TenantId>{}(spender.tenant);
    }
  };

  [[nodiscard]] Quantities& totals_at(Instant instant);
  [[nodiscard]] Quantities& cell(const Spender& spender, Instant hour);
  [[nodiscard]] bool is_gauge(Dimension dimension) const {
    return kinds_[index_of(dimension)] == DimensionKind::kGauge;
  }
  void count(const Spender& spender, Instant hour, Dimension dimension, std::int64_t amount);
  [[nodiscard]] std::pair<Instant, std::size_t> place_of(Instant instant,
                                                         Dimension dimension) const;
  [[nodiscard]] bool was_emptied_since(const Reservation& reservation, Dimension dimension) const;

  std::array<DimensionKind, kDimensionsMax> kinds_;
  AnchorDay anchor_;
  Quantities gauges_{};
  Quantities held_{};
  std::map<Instant, Quantities> periods_;  // by start of period
  BillingPeriod recent_period_{};          // of recent_totals_, so that a call need not search
  Quantities* recent_totals_ = nullptr;
  // Ascending by start of the hour.
  std::unordered_map<Spender, std::vector<Hour>, SpenderHash> hours_;
  std::unordered_map<KeyId, Instant> last_used_;
  std::uint64_t reservation_count_ = 0;
  // By period and dimension: how many reservations there were when set_used last emptied its cells.
  std::map<std::pair<Instant, std::size_t>, std::uint64_t> emptied_at_;
};

}  // namespace fauxplane
