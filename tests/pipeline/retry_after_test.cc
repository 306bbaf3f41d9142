#include "simulator/pipeline/retry_after.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <cmath>
#include <ctime>

#include "tests/support/domain_gen.h"

namespace fauxplane {
namespace {

using enum RetryAfterForm;
using UntilPeriodEnd = RetryAfter::UntilPeriodEnd;

struct TextCase {
  const char* name;
  RetryAfter retry_after;
  const char* now;
  const char* text;
};

class RetryAfterTest : public testing::TestWithParam<TextCase> {};

TEST_P(RetryAfterTest, IsWritten) {
  EXPECT_EQ(retry_after_text(GetParam().retry_after, at(GetParam().now)), GetParam().text);
}

RetryAfter in(std::int64_t ms, RetryAfterForm form = kSeconds) {
  return {.value = Duration{ms}, .form = form};
}

INSTANTIATE_TEST_SUITE_P(
    Table, RetryAfterTest,
    testing::Values(
        TextCase{"Nothing", in(0), "2026-04-15", "0"},
        TextCase{"Whole", in(2'000), "2026-04-15", "2"},
        TextCase{"Half", in(1'500), "2026-04-15", "1.5"},
        TextCase{"Tenth", in(100), "2026-04-15", "0.1"},
        TextCase{"Millisecond", in(1), "2026-04-15", "0.001"},
        TextCase{"ThreeDigits", in(10'205), "2026-04-15", "10.205"},
        TextCase{"Month", in(2'678'400'000), "2026-04-15", "2678400"},
        TextCase{"PeriodEnd", {.value = UntilPeriodEnd{}}, "2026-04-30T23:59:50Z", "10"},
        TextCase{"PeriodEndWithFraction",
                 {.value = UntilPeriodEnd{}},
                 "2026-04-30T23:59:50.250Z",
                 "9.75"},
        TextCase{"WholePeriod", {.value = UntilPeriodEnd{}}, "2026-05-01T00:00:00Z", "2678400"},
        TextCase{"ImfFixdate", in(2'000, kImfFixdate), "1994-11-06T08:49:35Z",
                 "Sun, 06 Nov 1994 08:49:37 GMT"},
        TextCase{"Rfc850", in(2'000, kRfc850), "1994-11-06T08:49:35Z",
                 "Sunday, 06-Nov-94 08:49:37 GMT"},
        TextCase{"Asctime", in(2'000, kAsctime), "1994-11-06T08:49:35Z",
                 "Sun Nov  6 08:49:37 1994"},
        TextCase{"DateIsRoundedUp", in(1'001, kImfFixdate), "2026-04-15T12:00:00Z",
                 "Wed, 15 Apr 2026 12:00:02 GMT"},
        TextCase{"DateOfAFraction", in(1'000, kImfFixdate), "2026-04-15T12:00:00.001Z",
                 "Wed, 15 Apr 2026 12:00:02 GMT"},
        TextCase{"DateThatIsWhole", in(500, kAsctime), "2026-04-15T12:00:00.500Z",
                 "Wed Apr 15 12:00:01 2026"},
        TextCase{"PeriodEndAsDate",
                 {.value = UntilPeriodEnd{}, .form = kRfc850},
                 "2026-12-31T23:59:59Z",
                 "Friday, 01-Jan-27 00:00:00 GMT"},
        TextCase{"DateBehindTheLastYear", in(3'153'600'000'000, kImfFixdate), "9998-12-31",
                 "Fri, 31 Dec 9999 23:59:59 GMT"},
        TextCase{"Raw", {.value = std::string("soon, or later")}, "2026-04-15", "soon, or later"},
        TextCase{"EmptyRaw", {.value = std::string()}, "2026-04-15", ""}),
    [](const auto& row) { return row.param.name; });

struct FormRow {
  RetryAfterForm form;
  const char*
      pattern;  // for strptime, which knows the weekday and the month by their English names
};

RC_GTEST_PROP(RetryAfterProperty, SaysADateThatIsNeverEarlyAndLessThanASecondLate, ()) {
  const FormRow row = *rc::gen::element(FormRow{kImfFixdate, "%a, %d %b %Y %H:%M:%S GMT"},
                                        FormRow{kRfc850, "%A, %d-%b-%y %H:%M:%S GMT"},
                                        FormRow{kAsctime, "%a %b %e %H:%M:%S %Y"});
  // Two digits of a year are unambiguous for strptime from 1970 to 2068.
  const Instant now{Duration{*rc::gen::inRange<std::int64_t>(0, 3'000'000'000'000)}};
  const Duration wait{*rc::gen::inRange<std::int64_t>(0, 2'678'400'000)};
  const std::string text = retry_after_text({.value = wait, .form = row.form}, now);
  std::tm parts{};
  const char* rest = ::strptime(text.c_str(), row.pattern, &parts);
  RC_ASSERT(rest != nullptr);
  RC_ASSERT(*rest == '\0');
  const Instant said{std::chrono::seconds{::timegm(&parts)}};
  RC_ASSERT(said >= now + wait);
  RC_ASSERT(said < now + wait + std::chrono::seconds{1});
}

RC_GTEST_PROP(RetryAfterProperty, SaysSecondsWithoutLosingAny, ()) {
  const Duration wait{*rc::gen::inRange<std::int64_t>(0, 2'678'400'000)};
  const std::string text = retry_after_text({.value = wait}, at("2026-04-15"));
  RC_ASSERT(std::llround(std::stod(text) * 1e3) == wait.count());
}

// For bodies that say the same as the header.
TEST(SecondsToWaitTest, AreWholeWhateverTheForm) {
  const Instant now = at("2026-04-30T23:59:50.250Z");
  using std::chrono::seconds;
  EXPECT_EQ(seconds_to_wait(in(2'000), now), seconds{2});
  EXPECT_EQ(seconds_to_wait(in(1'001), now), seconds{2});
  EXPECT_EQ(seconds_to_wait(in(7'000, kImfFixdate), now), seconds{7});
  EXPECT_EQ(seconds_to_wait({.value = UntilPeriodEnd{}}, now), seconds{10});
  EXPECT_EQ(seconds_to_wait({.value = std::string("7")}, now), std::nullopt);
}

TEST(RetryAfterTest, ThePeriodEndsOnTheDayOfTheAnchor) {
  const Instant now = at("2026-04-30T23:59:50Z");
  EXPECT_EQ(retry_after_text({.value = UntilPeriodEnd{}}, now, {.day = 1}), "10");
  EXPECT_EQ(retry_after_text({.value = UntilPeriodEnd{}}, now, {.day = 2}), "86410");
  EXPECT_EQ(seconds_to_wait({.value = UntilPeriodEnd{}}, now, {.day = 2}),
            std::chrono::seconds{86'410});
}

}  // namespace
}  // namespace fauxplane
