#include "simulator/domain/quota.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>

namespace fauxplane {
namespace {

constexpr std::int64_t kMost = INT64_MAX;

struct Case {
  const char* name;
  std::int64_t used;
  std::optional<std::int64_t> limit;
  std::int64_t amount;
  bool is_admitted;
  std::optional<std::int64_t> left;  // before the call
};

class QuotaTest : public testing::TestWithParam<Case> {};

TEST_P(QuotaTest, DecidesAndTellsWhatIsLeft) {
  const Quota quota{.used = GetParam().used, .limit = GetParam().limit};
  EXPECT_EQ(admits(quota, GetParam().amount), GetParam().is_admitted);
  EXPECT_EQ(remaining(quota), GetParam().left);
}

INSTANTIATE_TEST_SUITE_P(
    Table, QuotaTest,
    testing::Values(Case{"First", 0, 10, 1, true, 10}, Case{"Last", 9, 10, 1, true, 1},
                    Case{"AllAtOnce", 0, 10, 10, true, 10},
                    Case{"ZeroAtTheLimit", 10, 10, 0, true, 0},
                    Case{"ZeroPastTheLimit", 11, 10, 0, true, 0},
                    Case{"Unlimited", 0, std::nullopt, kMost, true, std::nullopt},
                    Case{"UnlimitedAndFull", kMost, std::nullopt, 1, true, std::nullopt},
                    Case{"LargestLimit", 0, kMost, kMost, true, kMost},
                    Case{"OneOver", 10, 10, 1, false, 0}, Case{"SeveralOver", 8, 10, 3, false, 2},
                    Case{"LimitZero", 0, 0, 1, false, 0},
                    Case{"AlreadyPastTheLimit", 25001, 25000, 1, false, 0},
                    Case{"WouldOverflow", kMost, kMost, kMost, false, 0}),
    [](const auto& row) { return row.param.name; });

std::int64_t any_amount() {
  return *rc::gen::inRange<std::int64_t>(0, 1000);
}

// "remaining = max(0, limit - used); used may exceed limit."
RC_GTEST_PROP(QuotaProperty, RemainingIsWhatIsLeftAndNeverNegative, ()) {
  const std::int64_t used = any_amount();
  const std::int64_t limit = any_amount();
  RC_ASSERT(remaining({.used = used, .limit = limit}) == std::max<std::int64_t>(0, limit - used));
}

RC_GTEST_PROP(QuotaProperty, AdmitsExactlyWhatRemains, ()) {
  const Quota quota{.used = any_amount(), .limit = any_amount()};
  const std::int64_t amount = any_amount();
  RC_ASSERT(admits(quota, amount) == (amount <= *remaining(quota)));
}

}  // namespace
}  // namespace fauxplane
