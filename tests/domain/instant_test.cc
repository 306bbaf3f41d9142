#include "simulator/domain/instant.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "tests/support/domain_gen.h"

namespace fauxplane {
namespace {

struct GoodText {
  const char* name;
  const char* text;
  const char* instant;  // as to_iso8601 writes it
};

class GoodInstantTest : public testing::TestWithParam<GoodText> {};

TEST_P(GoodInstantTest, IsRead) {
  const auto instant = parse_instant(GetParam().text);
  ASSERT_TRUE(instant) << instant.error().message;
  EXPECT_EQ(to_iso8601(*instant), GetParam().instant);
}

INSTANTIATE_TEST_SUITE_P(
    Table, GoodInstantTest,
    testing::Values(
        GoodText{"DateOnly", "2026-04-30", "2026-04-30T00:00:00Z"},
        GoodText{"Seconds", "2026-04-30T23:59:50Z", "2026-04-30T23:59:50Z"},
        GoodText{"LowerCaseLetters", "2026-04-30t23:59:50z", "2026-04-30T23:59:50Z"},
        GoodText{"BlankBetween", "2026-04-30 23:59:50Z", "2026-04-30T23:59:50Z"},
        GoodText{"Milliseconds", "2026-04-30T23:59:50.250Z", "2026-04-30T23:59:50.250Z"},
        GoodText{"OneFractionDigit", "2026-04-30T23:59:50.2Z", "2026-04-30T23:59:50.200Z"},
        GoodText{"SmallFraction", "2026-04-30T23:59:50.004Z", "2026-04-30T23:59:50.004Z"},
        GoodText{"FinerThanAMillisecondIsCutOff", "2026-04-30T23:59:50.9999999Z",
                 "2026-04-30T23:59:50.999Z"},
        GoodText{"ZeroFractionIsNotWritten", "2026-04-30T23:59:50.000Z", "2026-04-30T23:59:50Z"},
        GoodText{"EastOfGreenwich", "2026-05-01T01:59:50+02:00", "2026-04-30T23:59:50Z"},
        GoodText{"WestOfGreenwich", "2026-04-30T18:29:50-05:30", "2026-04-30T23:59:50Z"},
        GoodText{"OffsetZero", "2026-04-30T23:59:50-00:00", "2026-04-30T23:59:50Z"},
        GoodText{"LeapDay", "2028-02-29", "2028-02-29T00:00:00Z"},
        GoodText{"LeapDayOfACentury", "2000-02-29", "2000-02-29T00:00:00Z"},
        GoodText{"Earliest", "1970-01-01T00:00:00Z", "1970-01-01T00:00:00Z"},
        GoodText{"EarliestByOffset", "1970-01-01T02:00:00+02:00", "1970-01-01T00:00:00Z"},
        GoodText{"Latest", "9998-12-31T23:59:59.999Z", "9998-12-31T23:59:59.999Z"}),
    [](const auto& row) { return row.param.name; });

struct BadText {
  const char* name;
  const char* text;
};

class BadInstantTest : public testing::TestWithParam<BadText> {};

TEST_P(BadInstantTest, IsRefusedByName) {
  const auto instant = parse_instant(GetParam().text);
  ASSERT_FALSE(instant) << to_iso8601(*instant);
  EXPECT_EQ(instant.error().code, "invalid_instant");
  EXPECT_NE(instant.error().message.find("\"" + std::string(GetParam().text) + "\""),
            std::string::npos)
      << instant.error().message;
  EXPECT_NE(instant.error().message.find("2026-04-30T23:59:50Z"), std::string::npos)
      << instant.error().message;
}

INSTANTIATE_TEST_SUITE_P(
    Table, BadInstantTest,
    testing::Values(BadText{"Empty", ""}, BadText{"Word", "yesterday"}, BadText{"YearOnly", "2026"},
                    BadText{"MonthOnly", "2026-04"}, BadText{"OneDigitMonth", "2026-4-30"},
                    BadText{"OneDigitDay", "2026-04-3"}, BadText{"Slashes", "2026/04/30"},
                    BadText{"MonthZero", "2026-00-10"}, BadText{"MonthThirteen", "2026-13-10"},
                    BadText{"DayZero", "2026-04-00"}, BadText{"DayPastTheMonth", "2026-04-31"},
                    BadText{"NoLeapDay", "2026-02-29"}, BadText{"NoLeapCentury", "2100-02-29"},
                    BadText{"BeforeTheYears", "1969-12-31"}, BadText{"PastTheYears", "9999-01-01"},
                    BadText{"BeforeTheYearsByOffset", "1970-01-01T00:00:00+02:00"},
                    BadText{"PastTheYearsByOffset", "9998-12-31T23:00:00-02:00"},
                    BadText{"NegativeYear", "-026-04-30"}, BadText{"SignedYear", "+026-04-30"},
                    BadText{"SignedMonth", "2026--4-30"}, BadText{"BlankInNumber", "2026- 4-30"},
                    BadText{"NoZone", "2026-04-30T23:59:50"},
                    BadText{"NoSeconds", "2026-04-30T23:59Z"},
                    BadText{"HourTwentyFour", "2026-04-30T24:00:00Z"},
                    BadText{"MinuteSixty", "2026-04-30T23:60:00Z"},
                    BadText{"SecondSixty", "2026-04-30T23:59:60Z"},
                    BadText{"NoFractionDigits", "2026-04-30T23:59:50.Z"},
                    BadText{"CommaFraction", "2026-04-30T23:59:50,5Z"},
                    BadText{"ZoneWithoutColon", "2026-04-30T23:59:50+0200"},
                    BadText{"ZoneWithoutMinutes", "2026-04-30T23:59:50+02"},
                    BadText{"ZoneHourTwentyFour", "2026-04-30T23:59:50+24:00"},
                    BadText{"ZoneMinuteSixty", "2026-04-30T23:59:50+02:60"},
                    BadText{"SomethingAfterTheDate", "2026-04-30x"},
                    BadText{"SomethingAfterTheZone", "2026-04-30T23:59:50Z "},
                    BadText{"BlankBefore", " 2026-04-30"}),
    [](const auto& row) { return row.param.name; });

TEST(InstantTest, WritesTheDateOfTheLastMillisecond) {
  EXPECT_EQ(to_iso8601_date(at("2026-04-30T23:59:59.999Z")), "2026-04-30");
}

TEST(InstantTest, RoundsUnixSecondsDown) {
  EXPECT_EQ(to_unix_seconds(at("2026-05-01")), 1777593600);
  EXPECT_EQ(to_unix_seconds(at("2026-04-30T23:59:59.999Z")), 1777593599);
  EXPECT_EQ(to_unix_seconds(Instant{Duration{-1}}), -1);
}

RC_GTEST_PROP(InstantProperty, IsReadBackAsItWasWritten, (const Instant& instant)) {
  const auto read = parse_instant(to_iso8601(instant));
  RC_ASSERT(read.has_value());
  RC_ASSERT(*read == instant);
}

RC_GTEST_PROP(InstantProperty, WritesInTheOrderOfTime,
              (const Instant& left, const Instant& right)) {
  const auto seconds_of = [](const Instant& instant) { return to_iso8601(instant).substr(0, 19); };
  RC_ASSERT((to_unix_seconds(left) < to_unix_seconds(right)) ==
            (seconds_of(left) < seconds_of(right)));
}

RC_GTEST_PROP(InstantProperty, DateIsReadAsTheStartOfItsDay, (const Instant& instant)) {
  const auto read = parse_instant(to_iso8601_date(instant));
  RC_ASSERT(read.has_value());
  RC_ASSERT(*read <= instant);
  RC_ASSERT(instant < *read + std::chrono::days{1});
}

// Whatever the bytes are, the answer is a value within the years or an error that quotes them.
RC_GTEST_PROP(InstantProperty, NoTextLeavesTheYears, ()) {
  const auto text =
      *rc::gen::container<std::string>(rc::gen::elementOf(std::string("0129-:.TZ+ ")));
  const auto instant = parse_instant(text);
  if (instant) {
    RC_ASSERT(*instant >= kEarliestInstant);
    RC_ASSERT(*instant <= kLatestInstant);
  } else {
    RC_ASSERT(instant.error().message.find(text) != std::string::npos);
  }
}

RC_GTEST_PROP(InstantProperty, OffsetShiftsByExactlyItself, (const Instant& instant)) {
  const auto minutes = *rc::gen::inRange(0, 24 * 60);
  const bool is_east = *rc::gen::arbitrary<bool>();
  const Duration offset = std::chrono::minutes{is_east ? minutes : -minutes};
  const Instant local = instant + offset;
  RC_PRE(local >= kEarliestInstant && local <= kLatestInstant);
  std::string text = to_iso8601(local);
  text.pop_back();
  char zone[40];
  std::snprintf(zone, sizeof zone, "%c%02d:%02d", is_east ? '+' : '-', minutes / 60, minutes % 60);
  const auto read = parse_instant(text + zone);
  RC_ASSERT(read.has_value());
  RC_ASSERT(*read == instant);
}

}  // namespace
}  // namespace fauxplane
