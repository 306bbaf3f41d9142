// The ledger against the simplest thing that could be right: a list of what was counted, searched
// every time.
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>
#include <rapidcheck/state.h>

#include <map>
#include <ostream>
#include <utility>
#include <vector>

#include "simulator/domain/usage_ledger.h"
#include "tests/support/ledger_cases.h"

namespace fauxplane {
namespace {

struct Entry {
  std::size_t reservation;  // 0 for units that no reservation took
  KeyId key;
  Instant at;
  Dimension dimension;
  std::int64_t amount;
};

struct Model {
  std::vector<Entry> entries;
  std::vector<std::size_t> open;  // reservations not settled yet
  std::size_t reserved = 0;
  std::map<KeyId, Instant> last_used;
  std::map<std::size_t, std::pair<KeyId, Instant>> made_by;

  [[nodiscard]] static bool counts(const Entry& entry, Instant now, Dimension dimension) {
    return entry.dimension == dimension &&
           (is_gauge(dimension) || period_of(entry.at) == period_of(now));
  }
  [[nodiscard]] std::int64_t used(Instant now, Dimension dimension) const {
    std::int64_t sum = 0;
    for (const Entry& entry : entries) {
      if (counts(entry, now, dimension)) sum += entry.amount;
    }
    return sum;
  }
  [[nodiscard]] bool admits_all(Instant now, const std::vector<Charge>& charges) const {
    Model later = *this;
    for (const Charge& charge : charges) {
      later.entries.push_back({0, KeyId{}, now, charge.dimension, charge.amount});
    }
    return std::all_of(charges.begin(), charges.end(), [&](const Charge& charge) {
      return later.used(now, charge.dimension) == used(now, charge.dimension) || !charge.limit ||
             later.used(now, charge.dimension) <= *charge.limit;
    });
  }
  [[nodiscard]] std::vector<UsagePoint> hourly(const std::optional<KeyId>& key) const {
    std::map<std::pair<Instant, std::size_t>, std::int64_t> sums;
    for (const Entry& entry : entries) {
      if (key && *key != entry.key) continue;
      sums[{std::chrono::floor<std::chrono::hours>(entry.at), index_of(entry.dimension)}] +=
          entry.amount;
    }
    std::vector<UsagePoint> points;
    for (const auto& [place, sum] : sums) {
      const Dimension dimension{static_cast<std::uint8_t>(place.second)};
      if (sum != 0) points.push_back({place.first, dimension, sum});
    }
    return points;
  }
};

struct Tested {
  UsageLedger ledger{kKinds};
  std::vector<Reservation> open;
};

struct Step : rc::state::Command<Model, Tested> {
  // Compares everything that can be asked.
  void assert_agreement(const Model& before, const Tested& tested) const {
    const Model model = nextState(before);
    static const std::array kMoments = {at("2026-03-31T23:59:59Z"), at("2026-04-30T12:00:00Z"),
                                        at("2026-05-01")};
    for (const Instant now : kMoments) {
      const Quantities used = tested.ledger.used(now);
      for (const Dimension dimension : kMetered) {
        RC_ASSERT(used[index_of(dimension)] == model.used(now, dimension));
      }
    }
    RC_ASSERT(tested.ledger.history(everything(Granularity::kHourly)) == model.hourly({}));
    for (const char* name : {"", "key_a", "key_b", "key_c"}) {
      const KeyId key{name};
      RC_ASSERT(tested.ledger.history(everything(Granularity::kHourly, key)) == model.hourly(key));
      const auto last = model.last_used.find(key);
      RC_ASSERT(tested.ledger.last_used(key) ==
                (last == model.last_used.end() ? std::nullopt : std::optional(last->second)));
    }
  }
};

struct Reserve : Step {
  KeyId key = *any_key();
  Instant now = *instant_near_the_turn();
  std::vector<Charge> charges;

  Reserve() {
    const auto count = *rc::gen::inRange<std::size_t>(0, kChargesMax + 1);
    for (std::size_t index = 0; index < count; ++index) {
      charges.push_back({.dimension = *any_dimension(),
                         .amount = *rc::gen::inRange<std::int64_t>(0, 6),
                         .limit = *rc::gen::element<std::optional<std::int64_t>>({}, 5, 10, 20)});
    }
  }
  void apply(Model& model) const override {
    if (!model.admits_all(now, charges)) return;
    model.open.push_back(++model.reserved);
    model.made_by[model.reserved] = {key, now};
    for (const Charge& charge : charges) {
      model.entries.push_back({model.reserved, key, now, charge.dimension, charge.amount});
    }
  }
  void run(const Model& before, Tested& tested) const override {
    const auto reservation = tested.ledger.reserve(key, now, charges);
    RC_ASSERT(reservation.has_value() == before.admits_all(now, charges));
    if (reservation) {
      tested.open.push_back(*reservation);
    } else {
      RC_ASSERT(reservation.error().used == before.used(now, reservation.error().dimension));
    }
    assert_agreement(before, tested);
  }
  void show(std::ostream& out) const override {
    out << "Reserve " << key.value << " " << to_iso8601(now);
    for (const Charge& charge : charges) {
      out << " [" << index_of(charge.dimension) << ": " << charge.amount << " of "
          << (charge.limit ? std::to_string(*charge.limit) : "unlimited") << "]";
    }
  }
};

struct Settle : Step {
  std::size_t pick = *rc::gen::inRange<std::size_t>(0, 1000);
  bool is_kept = *rc::gen::arbitrary<bool>();

  void checkPreconditions(const Model& model) const override { RC_PRE(!model.open.empty()); }
  void apply(Model& model) const override {
    const auto index = static_cast<std::ptrdiff_t>(pick % model.open.size());
    const std::size_t number = model.open[pick % model.open.size()];
    model.open.erase(model.open.begin() + index);
    if (is_kept) {
      const auto& [key, at] = model.made_by[number];
      const auto [last, is_first] = model.last_used.emplace(key, at);
      if (!is_first) last->second = std::max(last->second, at);
      return;
    }
    std::erase_if(model.entries, [&](const Entry& entry) { return entry.reservation == number; });
  }
  void run(const Model& before, Tested& tested) const override {
    const auto index = static_cast<std::ptrdiff_t>(pick % tested.open.size());
    tested.ledger.settle(tested.open[pick % tested.open.size()],
                         is_kept ? Settlement::kKeep : Settlement::kGiveBack);
    tested.open.erase(tested.open.begin() + index);
    assert_agreement(before, tested);
  }
  void show(std::ostream& out) const override {
    out << "Settle #" << pick << (is_kept ? " keep" : " give back");
  }
};

struct Add : Step {
  KeyId key = *any_key();
  Instant now = *instant_near_the_turn();
  Dimension dimension = *any_dimension();
  // Only a gauge can go down: stored things can be deleted.
  std::int64_t amount = *rc::gen::inRange<std::int64_t>(is_gauge(dimension) ? -3 : 0, 6);

  void apply(Model& model) const override {
    model.entries.push_back({0, key, now, dimension, amount});
  }
  void run(const Model& before, Tested& tested) const override {
    tested.ledger.add(key, now, dimension, amount);
    assert_agreement(before, tested);
  }
  void show(std::ostream& out) const override {
    out << "Add " << key.value << " " << to_iso8601(now) << " [" << index_of(dimension) << ": "
        << amount << "]";
  }
};

struct SetUsed : Step {
  Instant now = *instant_near_the_turn();
  Dimension dimension = *any_dimension();
  std::int64_t quantity = *rc::gen::inRange<std::int64_t>(0, 20);

  void apply(Model& model) const override {
    const std::int64_t used = model.used(now, dimension);
    if (quantity < used) {
      std::erase_if(model.entries,
                    [&](const Entry& entry) { return Model::counts(entry, now, dimension); });
    }
    const std::int64_t rest = quantity < used ? quantity : quantity - used;
    model.entries.push_back({0, KeyId{}, now, dimension, rest});
  }
  void run(const Model& before, Tested& tested) const override {
    tested.ledger.set_used(now, dimension, quantity);
    RC_ASSERT(tested.ledger.used(now)[index_of(dimension)] == quantity);
    assert_agreement(before, tested);
  }
  void show(std::ostream& out) const override {
    out << "SetUsed " << to_iso8601(now) << " [" << index_of(dimension) << ": " << quantity << "]";
  }
};

RC_GTEST_PROP(UsageLedgerModel, AgreesWithAListOfEntries, ()) {
  Tested tested;
  rc::state::check(Model{}, tested,
                   rc::state::gen::execOneOfWithArgs<Reserve, Reserve, Settle, Add, SetUsed>());
}

}  // namespace
}  // namespace fauxplane
