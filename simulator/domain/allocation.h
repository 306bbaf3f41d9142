// How the units and the price of a cycle are split over tenants, and grouped by their tags
// (memorysync.md 10). It owns the hard rule that columns add up: shares to 10,000 basis points and
// costs to the price, to the last unit.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "simulator/domain/usage_report.h"

namespace fauxplane {

// The share of everything, in basis points: hundredths of a percent.
inline constexpr std::int64_t kWholeShare = 10'000;

// What parts are in proportion to; a product of two numbers of units fits.
__extension__ using Weight = unsigned __int128;
inline constexpr Weight kWeightMax = Weight{1} << 125U;

// What one tenant spent in a cycle, of all metrics. No tenant: what nobody can be charged for.
struct TenantUnits {
  std::optional<std::string> tenant{};
  std::int64_t units = 0;          // 0 to kReportedMax, like their sum
  std::optional<Weight> weight{};  // of its part; none: its units
  friend bool operator==(const TenantUnits&, const TenantUnits&) = default;
};

struct Allocation {
  std::optional<std::string> tenant{};  // nullopt is Unallocated
  std::int64_t units = 0;
  std::int64_t share_bp = 0;
  std::int64_t cost_minor = 0;
  friend bool operator==(const Allocation&, const Allocation&) = default;
};

// Splits `whole` in proportion to `weights` by largest remainder; of equal remainders the earlier
// gets the unit. Zeros when no weight is positive.
// REQUIRES: whole 0 to kReportedMax; weights and their sum up to kWeightMax.
[[nodiscard]] std::vector<std::int64_t> apportion(std::int64_t whole,
                                                  std::span<const Weight> weights);

// Units of the two metrics.
using MetricUnits = std::array<std::int64_t, 2>;

// The weight by which a part is the mean of the shares that `used` has of each metric's `total`;
// a metric that nobody used has no say (memorysync.md 15, O7). REQUIRES: 0 to kReportedMax each.
[[nodiscard]] Weight weight_of_mean_share(const MetricUnits& used, const MetricUnits& total);

// One entry per tenant, by units descending, then id; Unallocated is last and always there. The
// order of `spent` does not matter. REQUIRES: no tenant twice; all weights given or none; a price
// of 0 to kReportedMax.
[[nodiscard]] std::vector<Allocation> allocate(std::vector<TenantUnits> spent,
                                               std::int64_t price_minor);

// The value that a tag has for a tenant; nullopt is none.
struct TaggedAllocation {
  Allocation allocation{};
  std::optional<std::string> tag{};
};

struct AllocationGroup {
  std::string value{};                 // of the tag, or kUntagged, or kUnallocated
  std::vector<std::string> tenants{};  // in the order of the entries
  std::int64_t units = 0;
  std::int64_t share_bp = 0;
  std::int64_t cost_minor = 0;
  friend bool operator==(const AllocationGroup&, const AllocationGroup&) = default;
};

inline constexpr const char* kUntagged = "untagged";
inline constexpr const char* kUnallocated = "Unallocated";

// Sums of entries that are rounded already, so that groups add up like they do; by units
// descending, then value; Unallocated stays a group of its own and last.
[[nodiscard]] std::vector<AllocationGroup> group_by_tag(std::span<const TaggedAllocation> entries);

}  // namespace fauxplane
