#include "simulator/world/world.h"

#include <utility>

#include "simulator/world/setting.h"

namespace fauxplane {
namespace {

std::unique_ptr<Store> make_store(const Scenario& scenario, const Vocabulary& vocabulary) {
  MemoryStoreOptions options{.seed = scenario.seed};
  for (std::size_t index = 0; index < vocabulary.dimensions.size(); ++index) {
    options.kinds[index] = vocabulary.dimensions[index].kind;
  }
  return make_memory_store(options);
}

}  // namespace

World::World(std::string id, std::shared_ptr<const Script> script, Arrival arrival,
             Instant real_now)
    : id_(std::move(id)),
      script_(std::move(script)),
      store_(make_store(script_->scenario(), script_->vocabulary())),
      expectations_(script_->scenario().expectations.size()),
      used_up_(script_->scenario().steps.size()),
      first_open_(script_->list_count()) {
  const Scenario& scenario = script_->scenario();
  const ClockState clock{.anchor = scenario.clock.start.value_or(real_now),
                         .anchored_at = arrival,
                         .rate = scenario.clock.rate};
  store_->set_clock(clock);
  settings_ = resolve_settings(scenario.world->settings, script_->vocabulary().settings);
  plant(scenario.world, clock.anchor);
}

void World::plant(const std::shared_ptr<const WorldSeed>& seed, Instant now) {
  // Every world of a scenario shares its records; a change puts another one in their place.
  const auto put_all = [&seed]<class Record>(const std::vector<Record>& records,
                                             Table<Record>& table) {
    for (const Record& record : records) table.put(typename Table<Record>::Row(seed, &record));
  };
  put_all(seed->plans, store_->plans());
  put_all(seed->orgs, store_->orgs());
  put_all(seed->members, store_->members());
  put_all(seed->keys, store_->keys());
  put_all(seed->events, store_->events());
  for (const Event& event : seed->events) {
    if (!seed->remembered.contains(event.id)) continue;
    store_->with_bank(event.org, [&](MemoryBank& bank) {
      bank.remember(std::shared_ptr<const Event>(seed, &event));
    });
  }
  store_->set_extraction_policy(seed->extraction);
  put_all(seed->tenants, store_->tenants());
  put_all(seed->projects, store_->projects());
  for (const SeedUsage& usage : seed->usage) {
    store_->set_usage(usage.org, now, usage.dimension, usage.quantity);
  }
  for (const SeedTenantUsage& usage : seed->tenant_usage) {
    const auto tenant = store_->tenants().find(usage.tenant);
    store_->add_usage(tenant->org, Spender(KeyId{}, usage.tenant), now, usage.dimension,
                      usage.quantity);
  }
}

std::span<const std::uint32_t> World::open_steps_on(std::uint16_t route) {
  const auto steps = script_->steps_on(route);
  auto& first_open = first_open_[script_->list_of(route)];
  const std::uint32_t known = first_open.load(std::memory_order_relaxed);
  std::uint32_t first = known;
  while (first < steps.size() && is_used_up(steps[first])) ++first;
  if (first != known) first_open.store(first, std::memory_order_relaxed);
  return steps.subspan(first);
}

std::string World::next_id(std::string_view prefix, std::size_t digits) {
  const std::uint64_t ordinal = store_->next_ordinal(prefix);
  return std::string(prefix) + random_hex(scenario().seed, prefix, ordinal, digits);
}

std::shared_ptr<const ApiKey> World::handed_out_key() const {
  return store_->keys().find(scenario().world->handed_out);
}

}  // namespace fauxplane
