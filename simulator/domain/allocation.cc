#include "simulator/domain/allocation.h"

#include <algorithm>
#include <map>
#include <numeric>
#include <tuple>
#include <utility>

namespace fauxplane {
namespace {

// Products of two numbers of up to 53 bits.
__extension__ using Product = unsigned __int128;

Product product_of(std::int64_t left, std::int64_t right) {
  return static_cast<Product>(left) * static_cast<Product>(right);
}

bool comes_before(const TenantUnits& left, const TenantUnits& right) {
  return std::tuple(!left.tenant, -left.units, left.tenant) <
         std::tuple(!right.tenant, -right.units, right.tenant);
}

void add_to(AllocationGroup& group, const Allocation& entry) {
  if (entry.tenant) group.tenants.push_back(*entry.tenant);
  group.units += entry.units;
  group.share_bp += entry.share_bp;
  group.cost_minor += entry.cost_minor;
}

}  // namespace

std::vector<std::int64_t> apportion(std::int64_t whole, std::span<const std::int64_t> weights) {
  std::vector<std::int64_t> parts(weights.size(), 0);
  const std::int64_t sum = std::accumulate(weights.begin(), weights.end(), std::int64_t{0});
  if (sum == 0) return parts;
  std::vector<std::pair<std::int64_t, std::size_t>> remainders;
  remainders.reserve(weights.size());
  std::int64_t left = whole;
  for (std::size_t index = 0; index < weights.size(); ++index) {
    const Product exact = product_of(whole, weights[index]);
    parts[index] = static_cast<std::int64_t>(exact / static_cast<Product>(sum));
    left -= parts[index];
    remainders.emplace_back(static_cast<std::int64_t>(exact % static_cast<Product>(sum)), index);
  }
  std::stable_sort(remainders.begin(), remainders.end(), [](const auto& first, const auto& second) {
    return first.first > second.first;
  });
  // Each remainder is less than one unit, so fewer units are left than there are weights.
  for (std::size_t index = 0; index < static_cast<std::size_t>(left); ++index) {
    ++parts[remainders[index].second];
  }
  return parts;
}

std::vector<Allocation> allocate(std::vector<TenantUnits> spent, std::int64_t price_minor) {
  const bool has_unallocated =
      std::any_of(spent.begin(), spent.end(), [](const auto& entry) { return !entry.tenant; });
  if (!has_unallocated) spent.emplace_back();
  // The order of entries is also the order in which equal remainders are served.
  std::sort(spent.begin(), spent.end(), comes_before);
  std::vector<std::int64_t> units;
  units.reserve(spent.size());
  for (const TenantUnits& entry : spent) units.push_back(entry.units);
  const auto shares = apportion(kWholeShare, units);
  const auto costs = apportion(price_minor, units);
  std::vector<Allocation> entries;
  entries.reserve(spent.size());
  for (std::size_t index = 0; index < spent.size(); ++index) {
    entries.push_back({.tenant = std::move(spent[index].tenant),
                       .units = units[index],
                       .share_bp = shares[index],
                       .cost_minor = costs[index]});
  }
  return entries;
}

std::vector<AllocationGroup> group_by_tag(std::span<const TaggedAllocation> entries) {
  std::map<std::string, AllocationGroup> by_value;
  AllocationGroup unallocated{.value = kUnallocated};
  for (const TaggedAllocation& entry : entries) {
    if (!entry.allocation.tenant) {
      add_to(unallocated, entry.allocation);
      continue;
    }
    const std::string value = entry.tag.value_or(kUntagged);
    AllocationGroup& group = by_value[value];
    group.value = value;
    add_to(group, entry.allocation);
  }
  std::vector<AllocationGroup> groups;
  groups.reserve(by_value.size() + 1);
  for (auto& [value, group] : by_value) groups.push_back(std::move(group));
  std::stable_sort(groups.begin(), groups.end(),
                   [](const auto& left, const auto& right) { return left.units > right.units; });
  groups.push_back(std::move(unallocated));
  return groups;
}

}  // namespace fauxplane
