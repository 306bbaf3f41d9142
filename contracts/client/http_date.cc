#include "contracts/client/http_date.h"

#include <algorithm>
#include <array>
#include <regex>
#include <string>

namespace memsy {
namespace {

constexpr std::array<std::string_view, 12> kMonths = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                      "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};

// Where the parts of a date stand among the groups of its form.
struct Form {
  std::regex pattern;
  std::size_t day;
  std::size_t month;
  std::size_t year;
  std::size_t hour;  // minute and second follow
};

const std::array<Form, 3>& forms() {
  static const std::string kTime = R"((\d\d):(\d\d):(\d\d))";
  static const std::array<Form, 3> kForms = {{
      {std::regex("(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun), (\\d\\d) ([A-Z][a-z]{2}) (\\d{4}) " + kTime +
                  " GMT"),
       1, 2, 3, 4},
      {std::regex("(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day, "
                  "(\\d\\d)-([A-Z][a-z]{2})-(\\d\\d) " +
                  kTime + " GMT"),
       1, 2, 3, 4},
      {std::regex("(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun) ([A-Z][a-z]{2}) ([ \\d]\\d) " + kTime +
                  " (\\d{4})"),
       2, 1, 6, 3},
  }};
  return kForms;
}

int full_year(int two_digits, std::chrono::system_clock::time_point now) {
  const auto today = std::chrono::floor<std::chrono::days>(now);
  const int this_year = static_cast<int>(std::chrono::year_month_day{today}.year());
  const int year = this_year - this_year % 100 + two_digits;
  return year > this_year + 50 ? year - 100 : year;
}

}  // namespace

std::optional<std::chrono::sys_seconds> read_http_date(std::string_view text,
                                                       std::chrono::system_clock::time_point now) {
  constexpr std::size_t kDateMax = 40;  // std::regex needs the stack for long texts
  if (text.size() > kDateMax) return std::nullopt;
  const std::string date(text);
  for (const Form& form : forms()) {
    std::smatch part;
    if (!std::regex_match(date, part, form.pattern)) continue;
    const auto number = [&](std::size_t group) { return std::stoi(part[group].str()); };
    const auto* const month = std::find(kMonths.begin(), kMonths.end(), part[form.month].str());
    if (month == kMonths.end()) return std::nullopt;
    const int written = number(form.year);
    const std::chrono::year_month_day day{
        std::chrono::year{part[form.year].length() == 2 ? full_year(written, now) : written},
        std::chrono::month{static_cast<unsigned>(month - kMonths.begin()) + 1},
        std::chrono::day{static_cast<unsigned>(number(form.day))}};
    const std::chrono::hours hour{number(form.hour)};
    const std::chrono::minutes minute{number(form.hour + 1)};
    const std::chrono::seconds second{number(form.hour + 2)};
    // 60 is a leap second.
    if (!day.ok() || hour.count() > 23 || minute.count() > 59 || second.count() > 60) {
      return std::nullopt;
    }
    return std::chrono::sys_days{day} + hour + minute + second;
  }
  return std::nullopt;
}

}  // namespace memsy
