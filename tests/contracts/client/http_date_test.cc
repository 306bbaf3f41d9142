#include "contracts/client/http_date.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>
#include <rapidcheck/gtest.h>

#include <ctime>
#include <iomanip>
#include <locale>
#include <sstream>

namespace memsy {
namespace {

using std::chrono::sys_seconds;

constexpr std::chrono::system_clock::time_point kNow{std::chrono::seconds{1'776'254'400}};  // 2026

struct Case {
  const char* name;
  const char* text;
  std::int64_t seconds;  // -1: no date
};

class HttpDateTest : public testing::TestWithParam<Case> {};

TEST_P(HttpDateTest, IsRead) {
  const auto date = read_http_date(GetParam().text, kNow);
  EXPECT_EQ(date ? date->time_since_epoch().count() : -1, GetParam().seconds);
}

INSTANTIATE_TEST_SUITE_P(
    Good, HttpDateTest,
    testing::Values(
        Case{"ImfFixdate", "Sun, 06 Nov 1994 08:49:37 GMT", 784'111'777},
        Case{"Rfc850", "Sunday, 06-Nov-94 08:49:37 GMT", 784'111'777},
        Case{"Asctime", "Sun Nov  6 08:49:37 1994", 784'111'777},
        Case{"AsctimeTwoDigitDay", "Wed Apr 15 12:00:02 2026", 1'776'254'402},
        Case{"Rfc850Soon", "Wednesday, 15-Apr-26 12:00:02 GMT", 1'776'254'402},
        Case{"Rfc850FiftyYearsAhead", "Wednesday, 15-Apr-76 12:00:00 GMT", 3'354'177'600},
        Case{"Rfc850FiftyOneYearsIsPast", "Friday, 15-Apr-77 12:00:00 GMT", 229'953'600},
        Case{"LeapDay", "Tue, 29 Feb 2028 23:59:59 GMT", 1'835'481'599},
        Case{"LeapSecond", "Sat, 31 Dec 2016 23:59:60 GMT", 1'483'228'800}),
    [](const auto& row) { return row.param.name; });

INSTANTIATE_TEST_SUITE_P(Bad, HttpDateTest,
                         testing::Values(Case{"Empty", "", -1}, Case{"Words", "soon", -1},
                                         Case{"NoSuchDay", "Mon, 29 Feb 2027 00:00:00 GMT", -1},
                                         Case{"NoSuchMonth", "Mon, 01 Foo 2027 00:00:00 GMT", -1},
                                         Case{"NoSuchHour", "Mon, 01 Feb 2027 24:00:00 GMT", -1},
                                         Case{"OtherZone", "Mon, 01 Feb 2027 00:00:00 CET", -1},
                                         Case{"NoZone", "Mon, 01 Feb 2027 00:00:00", -1},
                                         Case{"MoreBehind", "Mon, 01 Feb 2027 00:00:00 GMT x", -1},
                                         Case{"NoDayOfTheWeek", "01 Feb 2027 00:00:00 GMT", -1},
                                         Case{"Iso", "2027-02-01T00:00:00Z", -1}),
                         [](const auto& row) { return row.param.name; });

std::string written(std::time_t seconds, const char* form) {
  std::tm parts{};
  gmtime_r(&seconds, &parts);
  std::ostringstream text;
  text.imbue(std::locale::classic());
  text << std::put_time(&parts, form);
  return text.str();
}

RC_GTEST_PROP(HttpDateProperty, EveryFormGivesTheInstantItWasMadeOf, ()) {
  const auto seconds = *rc::gen::inRange<std::int64_t>(
      kNow.time_since_epoch() / std::chrono::seconds{1}, 3'300'000'000);
  const sys_seconds instant{std::chrono::seconds{seconds}};
  RC_ASSERT(read_http_date(written(seconds, "%a, %d %b %Y %H:%M:%S GMT"), kNow) == instant);
  RC_ASSERT(read_http_date(written(seconds, "%A, %d-%b-%y %H:%M:%S GMT"), kNow) == instant);
  RC_ASSERT(read_http_date(written(seconds, "%a %b %e %H:%M:%S %Y"), kNow) == instant);
}

RC_GTEST_PROP(HttpDateProperty, NoTextIsTooMuch, (const std::string& text)) {
  static_cast<void>(read_http_date(text, kNow));
}

}  // namespace
}  // namespace memsy
