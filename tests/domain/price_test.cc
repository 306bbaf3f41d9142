#include "simulator/domain/price.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <vector>

#include "tests/support/domain_gen.h"

namespace fauxplane {
namespace {

constexpr std::int64_t kNone = 0;

const std::vector<PriceVersion>& versions() {
  static const std::vector<PriceVersion> kVersions = {
      {.number = 3, .amount_minor = 4900, .effective_at = at("2026-01-01")},
      {.number = 4, .amount_minor = 5500, .effective_at = at("2026-03-15")},
      {.number = 5, .amount_minor = 5900, .effective_at = at("2026-05-01")},
      {.number = 6, .amount_minor = 6100, .effective_at = at("2026-05-01")}};
  return kVersions;
}

std::int64_t number_of(const PriceVersion* version) {
  return version == nullptr ? kNone : version->number;
}

struct Case {
  const char* name;
  const char* now;
  std::int64_t version;
  std::int64_t next;
};

class PriceTest : public testing::TestWithParam<Case> {};

TEST_P(PriceTest, IsThatOfTheStartOfTheCycle) {
  const BillingPeriod cycle = period_of(at(GetParam().now));
  EXPECT_EQ(number_of(price_of(versions(), cycle)), GetParam().version);
  EXPECT_EQ(number_of(next_price(versions(), cycle)), GetParam().next);
}

// "price(cycle) = the price version with the greatest effective_at <= cycle.start"; O17: one that
// takes effect exactly at the start applies.
INSTANTIATE_TEST_SUITE_P(Table, PriceTest,
                         testing::Values(Case{"BeforeAny", "2025-12-31", kNone, 3},
                                         Case{"ExactlyAtTheStart", "2026-01-20", 3, 4},
                                         Case{"InsideTheCycleOfAChange", "2026-03-20", 3, 4},
                                         Case{"TheCycleAfterAChange", "2026-04-01", 4, 6},
                                         Case{"TwoAtOnceAtTheStart", "2026-05-31", 6, kNone}),
                         [](const auto& row) { return row.param.name; });

TEST(PriceTest, OfNoVersionsIsNone) {
  EXPECT_EQ(price_of({}, period_of(at("2026-03-01"))), nullptr);
  EXPECT_EQ(next_price({}, period_of(at("2026-03-01"))), nullptr);
}

std::vector<PriceVersion> any_versions() {
  std::vector<PriceVersion> made;
  const auto count = *rc::gen::inRange<std::int64_t>(0, 6);
  for (std::int64_t number = 1; number <= count; ++number) {
    made.push_back(
        {.number = number, .amount_minor = 100 * number, .effective_at = *instant_near_the_turn()});
  }
  return made;
}

// S10: "a price version effective inside a cycle changes no figure of that cycle"
RC_GTEST_PROP(PriceProperty, AVersionInsideACycleChangesNothingOfIt, ()) {
  auto made = any_versions();
  const BillingPeriod cycle = period_of(*instant_near_the_turn());
  const std::int64_t before = number_of(price_of(made, cycle));
  const auto inside = (cycle.end - cycle.start).count();
  made.push_back(
      {.number = 100,
       .amount_minor = 1,
       .effective_at = cycle.start + Duration{*rc::gen::inRange<std::int64_t>(1, inside)}});
  RC_ASSERT(number_of(price_of(made, cycle)) == before);
}

RC_GTEST_PROP(PriceProperty, TheOrderOfVersionsDoesNotMatter, ()) {
  auto made = any_versions();
  const BillingPeriod cycle = period_of(*instant_near_the_turn());
  const std::int64_t version = number_of(price_of(made, cycle));
  const std::int64_t next = number_of(next_price(made, cycle));
  std::reverse(made.begin(), made.end());
  RC_ASSERT(number_of(price_of(made, cycle)) == version);
  RC_ASSERT(number_of(next_price(made, cycle)) == next);
}

}  // namespace
}  // namespace fauxplane
