#include "simulator/domain/allocation.h"

#include <algorithm>
#include <map>
#include <numeric>
#include <tuple>
#include <utility>

namespace fauxplane {
namespace {

struct Part {
  std::int64_t quotient = 0;
  Weight remainder = 0;
};

// whole * weight / sum, bit by bit: the product itself may be wider than any integer.
// REQUIRES: 0 < weight <= sum <= kWeightMax, or a weight of 0.
Part part_of(std::int64_t whole, Weight weight, Weight sum) {
  Part part;
  for (unsigned bit = 63; bit-- > 0;) {
    const bool is_set = ((whole >> bit) & 1) != 0;
    const Weight twice = part.remainder * 2 + (is_set ? weight : 0);  // less than 3 * sum
    part.quotient = part.quotient * 2 + static_cast<std::int64_t>(twice / sum);
    part.remainder = twice % sum;
  }
  return part;
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

std::vector<std::int64_t> apportion(std::int64_t whole, std::span<const Weight> weights) {
  std::vector<std::int64_t> parts(weights.size(), 0);
  const Weight sum = std::accumulate(weights.begin(), weights.end(), Weight{0});
  if (sum == 0) return parts;
  std::vector<std::pair<Weight, std::size_t>> remainders;
  remainders.reserve(weights.size());
  std::int64_t left = whole;
  for (std::size_t index = 0; index < weights.size(); ++index) {
    const Part part = part_of(whole, weights[index], sum);
    parts[index] = part.quotient;
    left -= part.quotient;
    remainders.emplace_back(part.remainder, index);
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

Weight weight_of_mean_share(const MetricUnits& used, const MetricUnits& total) {
  const auto wide = [](std::int64_t units) { return static_cast<Weight>(units); };
  if (total[0] == 0) return wide(used[1]);
  if (total[1] == 0) return wide(used[0]);
  return wide(used[0]) * wide(total[1]) + wide(used[1]) * wide(total[0]);
}

std::vector<Allocation> allocate(std::vector<TenantUnits> spent, std::int64_t price_minor) {
  const bool has_unallocated =
      std::any_of(spent.begin(), spent.end(), [](const auto& entry) { return !entry.tenant; });
  if (!has_unallocated) spent.emplace_back();
  // The order of entries is also the order in which equal remainders are served.
  std::sort(spent.begin(), spent.end(), comes_before);
  std::vector<Weight> weights;
  weights.reserve(spent.size());
  for (const TenantUnits& entry : spent) {
    weights.push_back(entry.weight.value_or(static_cast<Weight>(entry.units)));
  }
  const auto shares = apportion(kWholeShare, weights);
  const auto costs = apportion(price_minor, weights);
  std::vector<Allocation> entries;
  entries.reserve(spent.size());
  for (std::size_t index = 0; index < spent.size(); ++index) {
    entries.push_back({.tenant = std::move(spent[index].tenant),
                       .units = spent[index].units,
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
