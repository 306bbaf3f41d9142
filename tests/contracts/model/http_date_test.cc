#include "contracts/model/http_date.h"

#include <gtest/gtest.h>

namespace fauxplane::contracts {
namespace {

using namespace std::chrono_literals;

constexpr Instant at(std::int64_t seconds) {
  return Instant{std::chrono::seconds{seconds}};
}

TEST(HttpDateTest, ReadsTheThreeForms) {
  const struct {
    std::string_view text;
    std::int64_t seconds;
  } cases[] = {
      {"Sun, 06 Nov 1994 08:49:37 GMT", 784'111'777},
      {"Sunday, 06-Nov-94 08:49:37 GMT", 784'111'777},
      {"Sun Nov  6 08:49:37 1994", 784'111'777},
      {"Thu Nov 10 08:49:37 1994", 784'457'377},
      {"Thu, 01 Jan 1970 00:00:00 GMT", 0},
      {"Fri, 01 May 2026 00:00:00 GMT", 1'777'593'600},
      {"Friday, 01-May-26 00:00:00 GMT", 1'777'593'600},
      {"Fri May  1 00:00:00 2026", 1'777'593'600},
      {"Tue, 29 Feb 2028 23:59:59 GMT", 1'835'481'599},
      {"Wednesday, 01-Jan-20 00:00:00 GMT", 1'577'836'800},
      {"Sat, 31 Dec 2016 23:59:60 GMT", 1'483'228'800},  // a leap second
  };
  for (const auto& [text, seconds] : cases) {
    SCOPED_TRACE(text);
    EXPECT_EQ(read_http_date(text), at(seconds));
  }
}

TEST(HttpDateTest, TakesTwoDigitsForAYearNotMoreThan50YearsAhead) {
  const struct {
    std::string_view text;
    int year;
  } cases[] = {
      {"Sunday, 01-Mar-26 00:00:00 GMT", 2026},   {"Sunday, 01-Mar-00 00:00:00 GMT", 2000},
      {"Sunday, 01-Mar-68 00:00:00 GMT", 2068},   {"Sunday, 01-Mar-69 00:00:00 GMT", 2069},
      {"Saturday, 01-Mar-75 00:00:00 GMT", 2075}, {"Sunday, 01-Mar-76 00:00:00 GMT", 2076},
      {"Tuesday, 01-Mar-77 00:00:00 GMT", 1977},  {"Monday, 01-Mar-99 00:00:00 GMT", 1999},
  };
  for (const auto& [text, year] : cases) {
    SCOPED_TRACE(text);
    const auto date = read_http_date(text);
    ASSERT_TRUE(date.has_value());
    const std::chrono::year_month_day day{std::chrono::floor<std::chrono::days>(*date)};
    EXPECT_EQ(static_cast<int>(day.year()), year);
  }
}

// RFC 9110 5.6.7 gives each form a fixed length, in exact case.
TEST(HttpDateTest, ReadsNothingElse) {
  const std::string_view cases[] = {
      "",
      " ",
      "soon",
      "120",
      "2026-05-01T00:00:00Z",
      "Fri, 01 May 2026 00:00:00",
      "Fri, 01 May 2026 00:00:00 UTC",
      "Fri, 01 May 2026 00:00:00 +0000",
      "Fri, 01 May 2026 00:00:00 GMT ",
      " Fri, 01 May 2026 00:00:00 GMT",
      "Fri, 01 May 2026 00:00:00 gmt",
      "fri, 01 may 2026 00:00:00 GMT",
      "Friday, 01 May 2026 00:00:00 GMT",
      "Fri,  1 May 2026 00:00:00 GMT",
      "Friday, 1 May 2026 00:00:00 GMT",
      "Fri, 01 May 26 00:00:00 GMT",
      "Fri, 01 May 2026 0:00:00 GMT",
      "Fri, 01 May 2026 24:00:00 GMT",
      "Fri, 01 May 2026 00:60:00 GMT",
      "Fri, 00 May 2026 00:00:00 GMT",
      "Fri, 32 May 2026 00:00:00 GMT",
      "Tue, 31 Feb 2026 00:00:00 GMT",
      "Sun, 29 Feb 2026 00:00:00 GMT",
      "Fri, 01 Mai 2026 00:00:00 GMT",
      "Xyz, 01 May 2026 00:00:00 GMT",
      "Wed, 01-May-26 00:00:00 GMT   ",
      "Wednesday, 1-May-26 00:00:00 GMT",
      "Wednesday, 01-May-2026 00:00:00 GMT",
      "Fri May 1 00:00:00 2026",
      "Fri May  1 00:00:00 2026 GMT",
      "Friday May  1 00:00:00 2026",
      "Fri, 01 May 2026 00:00:00 GMT, Fri, 01 May 2026 00:00:00 GMT",
      std::string_view("Fri, 01 May 2026 00:00:00 GMT\0x", 31),
  };
  for (const std::string_view text : cases) {
    SCOPED_TRACE(text);
    EXPECT_EQ(read_http_date(text), std::nullopt);
  }
}

}  // namespace
}  // namespace fauxplane::contracts
