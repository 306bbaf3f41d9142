#include "simulator/pipeline/effects.h"

#include <utility>

namespace fauxplane {
namespace {

// Puts a changed copy of the record, if there is one of that id.
template <class Record, class Change>
void change_record(World& world, Table<Record>& table, const decltype(Record::id)& id,
                   Change change) {
  world.store().update([&] {
    const auto row = table.find(id);
    if (!row) return;
    Record changed = *row;
    change(changed);
    table.put(std::move(changed));
  });
}

struct Apply {
  World& world;
  Arrival arrival;

  void operator()(const AdvanceClock& effect) const {
    world.store().update(
        [&] { world.store().set_clock(advanced(world.store().clock(), effect.by, arrival)); });
  }
  void operator()(const SetClock& effect) const {
    world.store().update(
        [&] { world.store().set_clock(set_to(world.store().clock(), effect.to, arrival)); });
  }
  void operator()(const SetUsage& effect) const {
    world.store().set_usage(effect.org, world.now(arrival), effect.dimension, effect.quantity);
  }
  void operator()(const SetLimit& effect) const {
    change_record(world, world.store().plans(), effect.plan,
                  [&](Plan& plan) { plan.limits[index_of(effect.dimension)] = effect.limit; });
  }
  void operator()(const SetPlan& effect) const {
    change_record(world, world.store().orgs(), effect.org,
                  [&](Org& org) { org.plan = effect.plan; });
    reset(effect.org, ResetCause::kPlanChange);
  }
  void operator()(const Resubscribe& effect) const {
    reset(effect.org, ResetCause::kResubscription);
  }
  void operator()(const ResetUsage& effect) const { reset(effect.org, ResetCause::kOperator); }
  void operator()(const SetBilling& effect) const {
    change_record(world, world.store().orgs(), effect.org,
                  [&](Org& org) { org.billing.enabled = effect.enabled; });
  }
  void operator()(const RevokeKey& effect) const {
    change_record(world, world.store().keys(), effect.key,
                  [&](ApiKey& key) { key.revoked_at = world.now(arrival); });
  }
  void operator()(const ExpireKey& effect) const {
    change_record(world, world.store().keys(), effect.key,
                  [&](ApiKey& key) { key.expires_at = world.now(arrival); });
  }
  void operator()(const SetSeat& effect) const {
    change_record(world, world.store().members(), effect.member,
                  [&](Member& member) { member.has_seat = effect.assigned; });
  }
  void operator()(const SetExtraction& effect) const {
    world.store().update([&] {
      world.store().set_extraction_policy(changed(world.store().extraction_policy(), effect));
    });
  }
  void operator()(const SetRole& effect) const {
    change_record(world, world.store().members(), effect.member,
                  [&](Member& member) { member.role = effect.role; });
  }
  // Takes the counters of this period back to zero, if the world plays it so.
  void reset(const OrgId& org, ResetCause cause) const {
    const Service& service = service_of(world);
    if (service.resets_usage == nullptr || !service.resets_usage(world, cause)) return;
    for (std::size_t index = 0; index < service.dimensions.size(); ++index) {
      world.store().set_usage(org, world.now(arrival), static_cast<Dimension>(index), 0);
    }
  }
  void operator()(const DeleteTenant& effect) const {
    change_record(world, world.store().tenants(), effect.tenant,
                  [](Tenant& tenant) { tenant.is_deleted = true; });
  }
};

}  // namespace

void apply_effects(const Exchange& exchange) {
  if (exchange.played.step == nullptr) return;
  for (const Effect& effect : exchange.played.step->effects) {
    apply_effect(exchange.world, effect, exchange.call.request.arrival);
  }
}

void apply_effect(World& world, const Effect& effect, Arrival arrival) {
  std::visit(Apply{.world = world, .arrival = arrival}, effect);
}

}  // namespace fauxplane
