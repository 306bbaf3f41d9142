#include "simulator/services/http_date.h"

#include <gtest/gtest.h>

#include "tests/support/domain_gen.h"

namespace fauxplane {
namespace {

struct DateCase {
  const char* instant;
  const char* imf_fixdate;
  const char* rfc850;
  const char* asctime;
};

TEST(HttpDateTest, IsWrittenInThreeForms) {
  for (const DateCase& row :
       {DateCase{"1994-11-06T08:49:37Z", "Sun, 06 Nov 1994 08:49:37 GMT",
                 "Sunday, 06-Nov-94 08:49:37 GMT", "Sun Nov  6 08:49:37 1994"},
        DateCase{"1970-01-01T00:00:00Z", "Thu, 01 Jan 1970 00:00:00 GMT",
                 "Thursday, 01-Jan-70 00:00:00 GMT", "Thu Jan  1 00:00:00 1970"},
        DateCase{"2026-04-15T12:00:00.999Z", "Wed, 15 Apr 2026 12:00:00 GMT",
                 "Wednesday, 15-Apr-26 12:00:00 GMT", "Wed Apr 15 12:00:00 2026"},
        DateCase{"2028-02-29T23:59:59Z", "Tue, 29 Feb 2028 23:59:59 GMT",
                 "Tuesday, 29-Feb-28 23:59:59 GMT", "Tue Feb 29 23:59:59 2028"},
        DateCase{"9998-12-31T23:59:59Z", "Thu, 31 Dec 9998 23:59:59 GMT",
                 "Thursday, 31-Dec-98 23:59:59 GMT", "Thu Dec 31 23:59:59 9998"}}) {
    SCOPED_TRACE(row.instant);
    EXPECT_EQ(to_imf_fixdate(at(row.instant)), row.imf_fixdate);
    EXPECT_EQ(to_rfc850(at(row.instant)), row.rfc850);
    EXPECT_EQ(to_asctime(at(row.instant)), row.asctime);
  }
}

TEST(HttpDateTest, KnowsEveryMonthAndEveryDay) {
  const char* months[] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                          "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  for (unsigned month = 1; month <= 12; ++month) {
    const Instant first =
        std::chrono::sys_days{std::chrono::year{2026} / std::chrono::month{month} / 1};
    EXPECT_EQ(to_imf_fixdate(first).substr(8, 3), months[month - 1]);
  }
  const char* days[] = {"Sunday",   "Monday", "Tuesday", "Wednesday",
                        "Thursday", "Friday", "Saturday"};
  for (int day = 0; day < 7; ++day) {
    const Instant instant = at("2026-03-01") + std::chrono::days{day};  // a Sunday
    EXPECT_TRUE(to_rfc850(instant).starts_with(std::string(days[day]) + ","));
    EXPECT_EQ(to_asctime(instant).substr(0, 3), std::string(days[day]).substr(0, 3));
  }
}

}  // namespace
}  // namespace fauxplane
