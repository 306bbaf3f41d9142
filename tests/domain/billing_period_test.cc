#include "simulator/domain/billing_period.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "tests/support/domain_gen.h"

namespace fauxplane {
namespace {

struct Case {
  const char* name;
  const char* instant;
  const char* start;
  const char* end;
  const char* last_day;
};

class BillingPeriodTest : public testing::TestWithParam<Case> {};

TEST_P(BillingPeriodTest, IsTheCalendarMonth) {
  const BillingPeriod period = period_of(at(GetParam().instant));
  EXPECT_EQ(period.start, at(GetParam().start));
  EXPECT_EQ(period.end, at(GetParam().end));
  EXPECT_EQ(to_iso8601_date(last_day_of(period)), GetParam().last_day);
}

INSTANTIATE_TEST_SUITE_P(
    Table, BillingPeriodTest,
    testing::Values(
        Case{"MiddleOfAMonth", "2026-04-15T12:00:00Z", "2026-04-01", "2026-05-01", "2026-04-30"},
        Case{"FirstInstant", "2026-04-01T00:00:00Z", "2026-04-01", "2026-05-01", "2026-04-30"},
        Case{"LastInstant", "2026-04-30T23:59:59.999Z", "2026-04-01", "2026-05-01", "2026-04-30"},
        Case{"ThirtyFirst", "2026-01-31T00:00:00Z", "2026-01-01", "2026-02-01", "2026-01-31"},
        Case{"ShortFebruary", "2026-02-28T23:59:59Z", "2026-02-01", "2026-03-01", "2026-02-28"},
        Case{"LeapFebruary", "2028-02-29T23:59:59Z", "2028-02-01", "2028-03-01", "2028-02-29"},
        Case{"LeapCentury", "2000-02-10T00:00:00Z", "2000-02-01", "2000-03-01", "2000-02-29"},
        Case{"PlainCentury", "2100-02-10T00:00:00Z", "2100-02-01", "2100-03-01", "2100-02-28"},
        Case{"December", "2026-12-31T23:59:59.999Z", "2026-12-01", "2027-01-01", "2026-12-31"},
        Case{"January", "2027-01-01T00:00:00Z", "2027-01-01", "2027-02-01", "2027-01-31"},
        Case{"Epoch", "1970-01-01T00:00:00Z", "1970-01-01", "1970-02-01", "1970-01-31"}),
    [](const auto& row) { return row.param.name; });

// "Worked values: any instant of April 2026 gives 1777593600; of December 2026 gives 1798761600."
TEST(BillingPeriodTest, ResetsAtTheWorkedValuesOfTheContract) {
  EXPECT_EQ(to_unix_seconds(period_of(at("2026-04-07T08:09:10Z")).end), 1777593600);
  EXPECT_EQ(to_unix_seconds(period_of(at("2026-12-24T20:00:00Z")).end), 1798761600);
}

TEST(BillingPeriodTest, LastYearEndsOutsideTheYears) {
  EXPECT_EQ(period_of(kLatestInstant).end, kLatestInstant + Duration{1});
}

RC_GTEST_PROP(BillingPeriodProperty, ContainsWhatItIsThePeriodOf, (const Instant& instant)) {
  RC_ASSERT(contains(period_of(instant), instant));
}

RC_GTEST_PROP(BillingPeriodProperty, TilesTimeWithoutGapOrOverlap, (const Instant& instant)) {
  const BillingPeriod period = period_of(instant);
  RC_ASSERT(period_of(period.end).start == period.end);
  RC_ASSERT(period_of(period.end - Duration{1}) == period);
  RC_ASSERT(period_of(period.start) == period);
  RC_ASSERT(period_of(period.start - Duration{1}).end == period.start);
  RC_ASSERT(!contains(period, period.end));
  RC_ASSERT(!contains(period, period.start - Duration{1}));
}

RC_GTEST_PROP(BillingPeriodProperty, LastsTwentyEightToThirtyOneDays, (const Instant& instant)) {
  const BillingPeriod period = period_of(instant);
  RC_ASSERT(period.end - period.start >= std::chrono::days{28});
  RC_ASSERT(period.end - period.start <= std::chrono::days{31});
  RC_ASSERT(contains(period, last_day_of(period)));
}

}  // namespace
}  // namespace fauxplane
