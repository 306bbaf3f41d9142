#include "simulator/domain/allocation.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <cmath>
#include <numeric>
#include <optional>
#include <ostream>

namespace fauxplane {
namespace {

using testing::ElementsAre;

__extension__ using Wide = __int128;

TEST(ApportionTest, SplitsByLargestRemainder) {
  const std::vector<Weight> weights = {1, 1, 1};
  EXPECT_THAT(apportion(10'000, weights), ElementsAre(3334, 3333, 3333));
  EXPECT_THAT(apportion(2, weights), ElementsAre(1, 1, 0));
  EXPECT_THAT(apportion(0, weights), ElementsAre(0, 0, 0));
}

TEST(ApportionTest, GivesTheUnitToTheLargerRemainderFirst) {
  const std::vector<Weight> weights = {5, 3, 1};  // of 10: 5.5, 3.3, 1.1
  EXPECT_THAT(apportion(10, weights), ElementsAre(6, 3, 1));
  const std::vector<Weight> late = {1, 1, 4};  // of 7: 1.16, 1.16, 4.66
  EXPECT_THAT(apportion(7, late), ElementsAre(1, 1, 5));
}

TEST(ApportionTest, OfNothingIsNothing) {
  EXPECT_TRUE(apportion(100, std::span<const Weight>()).empty());
  const std::vector<Weight> weights = {0, 0};
  EXPECT_THAT(apportion(100, weights), ElementsAre(0, 0));
}

TEST(ApportionTest, TheLargestNumbersStayExact) {
  const std::vector<Weight> weights = {kReportedMax / 2, kReportedMax / 2 - 1, 1};
  const auto parts = apportion(kReportedMax, weights);
  EXPECT_THAT(parts, ElementsAre(kReportedMax / 2, kReportedMax / 2 - 1, 1));
}

TEST(ApportionTest, WeightsMayBeProductsOfTheLargestNumbers) {
  const Weight third = kWeightMax / 3;
  const std::vector<Weight> weights = {third, third, third};
  EXPECT_THAT(apportion(kReportedMax - 2, weights),
              ElementsAre(kReportedMax / 3, kReportedMax / 3, kReportedMax / 3));
  const std::vector<Weight> uneven = {kWeightMax - 2, 1};
  EXPECT_THAT(apportion(kReportedMax, uneven), ElementsAre(kReportedMax, 0));
}

// Of 10 adds and 40 retrievals: (5/10 + 4/40) / 2 is 30 %, and 9 of 50 units 18 %.
TEST(WeightOfMeanShareTest, CountsEachMetricAsHalf) {
  const MetricUnits total = {10, 40};
  std::vector<TenantUnits> spent = {{"a", 9, weight_of_mean_share({5, 4}, total)},
                                    {"b", 41, weight_of_mean_share({5, 36}, total)}};
  EXPECT_THAT(allocate(spent, 1000),
              ElementsAre(Allocation{"b", 41, 7000, 700}, Allocation{"a", 9, 3000, 300},
                          Allocation{std::nullopt, 0, 0, 0}));
}

TEST(WeightOfMeanShareTest, AMetricThatNobodyUsedHasNoSay) {
  EXPECT_EQ(weight_of_mean_share({3, 0}, {4, 0}), Weight{3});
  EXPECT_EQ(weight_of_mean_share({0, 5}, {0, 9}), Weight{5});
  EXPECT_EQ(weight_of_mean_share({0, 0}, {0, 0}), Weight{0});
}

// memorysync.md 10.3, word by word.
TEST(AllocateTest, GivesTheWorkedValuesOfTheContract) {
  EXPECT_THAT(allocate({{std::nullopt, 20}, {"org_9", 60}, {"org_7", 120}}, 4900),
              ElementsAre(Allocation{"org_7", 120, 6000, 2940}, Allocation{"org_9", 60, 3000, 1470},
                          Allocation{std::nullopt, 20, 1000, 490}));
}

TEST(AllocateTest, ListsUnallocatedWithZeros) {
  EXPECT_THAT(allocate({{"org_7", 3}}, 100),
              ElementsAre(Allocation{"org_7", 3, 10'000, 100}, Allocation{std::nullopt, 0, 0, 0}));
  EXPECT_THAT(allocate({}, 100), ElementsAre(Allocation{std::nullopt, 0, 0, 0}));
}

TEST(AllocateTest, WithoutUnitsEverythingIsZero) {
  EXPECT_THAT(
      allocate({{"b", 0}, {"a", 0}, {std::nullopt, 0}}, 4900),
      ElementsAre(Allocation{"a", 0, 0, 0}, Allocation{"b", 0, 0, 0}, Allocation{{}, 0, 0, 0}));
}

// "tie in remainders: larger t_i first, then tenant id ascending by bytes; Unallocated last"
TEST(AllocateTest, BreaksTiesByUnitsThenIdThenUnallocatedLast) {
  EXPECT_THAT(allocate({{std::nullopt, 1}, {"b", 1}, {"a", 1}}, 2),
              ElementsAre(Allocation{"a", 1, 3334, 1}, Allocation{"b", 1, 3333, 1},
                          Allocation{std::nullopt, 1, 3333, 0}));
  // Of 2: 0.5 and 1.5; the halves tie.
  EXPECT_THAT(allocate({{"a", 1}, {"b", 3}}, 2),
              ElementsAre(Allocation{"b", 3, 7500, 2}, Allocation{"a", 1, 2500, 0},
                          Allocation{std::nullopt, 0, 0, 0}));
}

TEST(AllocateTest, OrdersIdsByBytes) {
  EXPECT_THAT(allocate({{"\xc3\xa9", 1}, {"a", 1}, {"Z", 1}}, 0),
              ElementsAre(Allocation{"Z", 1, 3334, 0}, Allocation{"a", 1, 3333, 0},
                          Allocation{"\xc3\xa9", 1, 3333, 0}, Allocation{std::nullopt, 0, 0, 0}));
}

TEST(GroupByTagTest, GivesTheWorkedValuesOfTheContract) {
  const std::vector<TaggedAllocation> entries = {{{"org_7", 120, 6000, 2940}, "search"},
                                                 {{"org_9", 60, 3000, 1470}, std::nullopt},
                                                 {{std::nullopt, 20, 1000, 490}, std::nullopt}};
  EXPECT_THAT(group_by_tag(entries),
              ElementsAre(AllocationGroup{"search", {"org_7"}, 120, 6000, 2940},
                          AllocationGroup{"untagged", {"org_9"}, 60, 3000, 1470},
                          AllocationGroup{"Unallocated", {}, 20, 1000, 490}));
}

TEST(GroupByTagTest, OrdersGroupsByUnitsThenValue) {
  const std::vector<TaggedAllocation> entries = {{{"a", 2, 0, 0}, "y"},
                                                 {{"b", 2, 0, 0}, "x"},
                                                 {{"c", 2, 0, 0}, "z"},
                                                 {{"d", 1, 0, 0}, "z"},
                                                 {{std::nullopt, 9, 0, 0}, std::nullopt}};
  EXPECT_THAT(group_by_tag(entries), ElementsAre(AllocationGroup{"z", {"c", "d"}, 3, 0, 0},
                                                 AllocationGroup{"x", {"b"}, 2, 0, 0},
                                                 AllocationGroup{"y", {"a"}, 2, 0, 0},
                                                 AllocationGroup{"Unallocated", {}, 9, 0, 0}));
}

TEST(GroupByTagTest, ATagThatIsCalledUnallocatedIsAGroupOfItsOwn) {
  const std::vector<TaggedAllocation> entries = {{{"a", 2, 1, 1}, "Unallocated"},
                                                 {{std::nullopt, 9, 3, 3}, std::nullopt}};
  EXPECT_THAT(group_by_tag(entries), ElementsAre(AllocationGroup{"Unallocated", {"a"}, 2, 1, 1},
                                                 AllocationGroup{"Unallocated", {}, 9, 3, 3}));
}

// Tenants t0, t1 and so on, in any order, with or without Unallocated; often with equal units.
std::vector<TenantUnits> any_spending(std::int64_t units_max) {
  const int count = *rc::gen::inRange(0, 12);
  std::vector<TenantUnits> spent;
  for (int index = 0; index < count; ++index) {
    const auto units = *rc::gen::oneOf(rc::gen::inRange<std::int64_t>(0, 4),
                                       rc::gen::inRange<std::int64_t>(0, units_max));
    spent.push_back({"t" + std::to_string(index), units});
  }
  if (*rc::gen::arbitrary<bool>()) {
    spent.push_back({std::nullopt, *rc::gen::inRange<std::int64_t>(0, units_max)});
  }
  return spent;
}

std::int64_t units_of(const std::vector<TenantUnits>& spent) {
  return std::accumulate(spent.begin(), spent.end(), std::int64_t{0},
                         [](std::int64_t sum, const auto& entry) { return sum + entry.units; });
}

template <class Entries>
Allocation sum_of(const Entries& entries) {
  Allocation sum;
  for (const auto& entry : entries) {
    sum.units += entry.units;
    sum.share_bp += entry.share_bp;
    sum.cost_minor += entry.cost_minor;
  }
  return sum;
}

std::int64_t any_price() {
  return *rc::gen::oneOf(rc::gen::inRange<std::int64_t>(0, 10),
                         rc::gen::inRange<std::int64_t>(0, 1'000'000),
                         rc::gen::inRange<std::int64_t>(0, kReportedMax));
}

RC_GTEST_PROP(AllocateProperty, ColumnsAddUpToTheLastUnit, ()) {
  const auto spent = any_spending(kReportedMax / 16);
  const std::int64_t price = any_price();
  const Allocation sum = sum_of(allocate(spent, price));
  RC_ASSERT(sum.units == units_of(spent));
  RC_ASSERT(sum.share_bp == (sum.units > 0 ? kWholeShare : 0));
  RC_ASSERT(sum.cost_minor == (sum.units > 0 ? price : 0));
}

// "Each rounded share differs from the exact one by less than 1 basis point."
RC_GTEST_PROP(AllocateProperty, EveryPartIsLessThanOneFromTheExactOne, ()) {
  const auto spent = any_spending(kReportedMax / 16);
  const std::int64_t price = any_price();
  const std::int64_t total = units_of(spent);
  RC_PRE(total > 0);
  for (const Allocation& entry : allocate(spent, price)) {
    const Wide share = Wide{entry.share_bp} * total - Wide{kWholeShare} * entry.units;
    const Wide cost = Wide{entry.cost_minor} * total - Wide{price} * entry.units;
    RC_ASSERT(-Wide{total} < share);
    RC_ASSERT(share < Wide{total});
    RC_ASSERT(-Wide{total} < cost);
    RC_ASSERT(cost < Wide{total});
  }
}

// The same of the mean of the shares: columns add up, and no part is a unit off.
RC_GTEST_PROP(AllocateProperty, MeansOfSharesAddUpAndAreExactToOneUnit, ()) {
  const int count = *rc::gen::inRange(1, 9);
  std::vector<MetricUnits> used;
  MetricUnits total{};
  for (int index = 0; index < count; ++index) {
    for (std::size_t metric = 0; metric < 2; ++metric) {
      if (metric == 0) used.emplace_back();
      used.back().at(metric) = *rc::gen::oneOf(rc::gen::inRange<std::int64_t>(0, 4),
                                               rc::gen::inRange<std::int64_t>(0, 1'000'000));
      total.at(metric) += used.back().at(metric);
    }
  }
  RC_PRE(total[0] > 0 && total[1] > 0);
  std::vector<TenantUnits> spent;
  for (const MetricUnits& units : used) {
    spent.push_back({"t" + std::to_string(spent.size()), units[0] + units[1],
                     weight_of_mean_share(units, total)});
  }
  const auto entries = allocate(spent, 4900);
  RC_ASSERT(sum_of(entries).share_bp == kWholeShare);
  RC_ASSERT(sum_of(entries).cost_minor == 4900);
  for (const Allocation& entry : entries) {
    if (!entry.tenant) continue;
    const MetricUnits& units = used.at(std::stoul(entry.tenant->substr(1)));
    const double mean = (static_cast<double>(units[0]) / static_cast<double>(total[0]) +
                         static_cast<double>(units[1]) / static_cast<double>(total[1])) /
                        2.0;
    RC_ASSERT(std::abs(static_cast<double>(entry.share_bp) - mean * 10'000.0) < 1.001);
    RC_ASSERT(std::abs(static_cast<double>(entry.cost_minor) - mean * 4900.0) < 1.001);
  }
}

// More units never get less, whatever the rounding.
RC_GTEST_PROP(AllocateProperty, TenantsAreServedInTheOrderOfTheirUnits, ()) {
  auto entries = allocate(any_spending(1000), any_price());
  entries.pop_back();  // Unallocated
  for (std::size_t index = 1; index < entries.size(); ++index) {
    RC_ASSERT(entries[index - 1].units >= entries[index].units);
    RC_ASSERT(entries[index - 1].share_bp >= entries[index].share_bp);
    RC_ASSERT(entries[index - 1].cost_minor >= entries[index].cost_minor);
  }
}

// S9: the order in which tenants called does not show.
RC_GTEST_PROP(AllocateProperty, TheOrderOfTenantsDoesNotMatter, ()) {
  auto spent = any_spending(1000);
  const std::int64_t price = any_price();
  const auto expected = allocate(spent, price);
  for (int round = 0; round < 5; ++round) {
    for (std::size_t index = spent.size(); index > 1; --index) {
      std::swap(spent[index - 1], spent[*rc::gen::inRange<std::size_t>(0, index)]);
    }
    RC_ASSERT(allocate(spent, price) == expected);
  }
}

RC_GTEST_PROP(GroupByTagProperty, GroupsAddUpLikeTheirEntriesAndHoldEachTenantOnce, ()) {
  const auto entries = allocate(any_spending(1000), any_price());
  std::vector<TaggedAllocation> tagged;
  for (const Allocation& entry : entries) {
    tagged.push_back({entry, *rc::gen::element<std::optional<std::string>>(
                                 std::nullopt, "a", "b", "untagged", "Unallocated")});
  }
  const auto groups = group_by_tag(tagged);
  RC_ASSERT(sum_of(groups) == sum_of(entries));
  std::vector<std::string> tenants;
  for (const AllocationGroup& group : groups) {
    tenants.insert(tenants.end(), group.tenants.begin(), group.tenants.end());
    AllocationGroup expected{.value = group.value, .tenants = group.tenants};
    for (const Allocation& entry : entries) {
      const bool is_in =
          entry.tenant ? std::count(group.tenants.begin(), group.tenants.end(), *entry.tenant) == 1
                       : &group == &groups.back();
      if (!is_in) continue;
      expected.units += entry.units;
      expected.share_bp += entry.share_bp;
      expected.cost_minor += entry.cost_minor;
    }
    RC_ASSERT(group == expected);
  }
  RC_ASSERT(tenants.size() == entries.size() - 1);
}

}  // namespace

void PrintTo(const Allocation& entry, std::ostream* out) {
  *out << entry.tenant.value_or("(none)") << " units " << entry.units << " share " << entry.share_bp
       << " cost " << entry.cost_minor;
}

}  // namespace fauxplane
