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

struct AnchorCase {
  const char* name;
  unsigned day;
  const char* instant;
  const char* start;
  const char* end;
};

class AnchoredPeriodTest : public testing::TestWithParam<AnchorCase> {};

// "anchored on the subscription day; a day that a month lacks becomes its last day"
TEST_P(AnchoredPeriodTest, StartsOnTheAnchorDayOrTheLastOfTheMonth) {
  const AnchorDay anchor{GetParam().day};
  const BillingPeriod period = period_of(at(GetParam().instant), anchor);
  EXPECT_EQ(period.start, at(GetParam().start));
  EXPECT_EQ(period.end, at(GetParam().end));
  EXPECT_EQ(previous_period(period, anchor).end, period.start);
}

INSTANTIATE_TEST_SUITE_P(
    Table, AnchoredPeriodTest,
    testing::Values(
        AnchorCase{"OnTheDay", 15, "2026-03-15T00:00:00Z", "2026-03-15", "2026-04-15"},
        AnchorCase{"JustBefore", 15, "2026-03-14T23:59:59.999Z", "2026-02-15", "2026-03-15"},
        AnchorCase{"OverTheYear", 20, "2027-01-05", "2026-12-20", "2027-01-20"},
        AnchorCase{"ThirtyFirst", 31, "2026-01-31", "2026-01-31", "2026-02-28"},
        AnchorCase{"LastDayOfFebruary", 31, "2026-02-28", "2026-02-28", "2026-03-31"},
        AnchorCase{"BackOnTheThirtyFirst", 31, "2026-03-30T23:59:59Z", "2026-02-28", "2026-03-31"},
        AnchorCase{"Thirtieth", 31, "2026-04-30", "2026-04-30", "2026-05-31"},
        AnchorCase{"LeapYear", 31, "2028-02-29", "2028-02-29", "2028-03-31"},
        AnchorCase{"TwentyNinthOfAPlainYear", 29, "2026-02-28", "2026-02-28", "2026-03-29"},
        AnchorCase{"TwentyNinthOfALeapYear", 29, "2028-02-28T12:00:00Z", "2028-01-29",
                   "2028-02-29"}),
    [](const auto& row) { return row.param.name; });

RC_GTEST_PROP(BillingPeriodProperty, AnchoredPeriodsTileTimeToo, (const Instant& instant)) {
  const AnchorDay anchor{*rc::gen::inRange(1U, 32U)};
  const BillingPeriod period = period_of(instant, anchor);
  RC_ASSERT(contains(period, instant));
  RC_ASSERT(period_of(period.start, anchor) == period);
  RC_ASSERT(period_of(period.end - Duration{1}, anchor) == period);
  RC_ASSERT(period_of(period.end, anchor).start == period.end);
  RC_ASSERT(previous_period(period, anchor).end == period.start);
  RC_ASSERT(period.end - period.start >= std::chrono::days{28});
  RC_ASSERT(period.end - period.start <= std::chrono::days{31});
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
