#include "simulator/services/http_date.h"

#include <array>
#include <cstdio>

namespace fauxplane {
namespace {

namespace chrono = std::chrono;

constexpr std::array<const char*, 7> kDays = {"Sunday",   "Monday", "Tuesday", "Wednesday",
                                              "Thursday", "Friday", "Saturday"};
constexpr std::array<const char*, 12> kMonths = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                 "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};

struct Parts {
  const char* weekday;
  const char* month;
  unsigned day;
  int year;
  int hour;
  int minute;
  int second;
};

Parts parts_of(Instant instant) {
  const auto day = chrono::floor<chrono::days>(instant);
  const chrono::year_month_day date{day};
  const chrono::hh_mm_ss time{chrono::floor<chrono::seconds>(instant) - day};
  return {.weekday = kDays[chrono::weekday{day}.c_encoding()],
          .month = kMonths[static_cast<unsigned>(date.month()) - 1],
          .day = static_cast<unsigned>(date.day()),
          .year = static_cast<int>(date.year()),
          .hour = static_cast<int>(time.hours().count()),
          .minute = static_cast<int>(time.minutes().count()),
          .second = static_cast<int>(time.seconds().count())};
}

}  // namespace

std::string to_imf_fixdate(Instant instant) {
  const Parts parts = parts_of(instant);
  char text[64];
  std::snprintf(text, sizeof text, "%.3s, %02u %s %04d %02d:%02d:%02d GMT", parts.weekday,
                parts.day, parts.month, parts.year, parts.hour, parts.minute, parts.second);
  return text;
}

std::string to_rfc850(Instant instant) {
  const Parts parts = parts_of(instant);
  char text[64];
  std::snprintf(text, sizeof text, "%s, %02u-%s-%02d %02d:%02d:%02d GMT", parts.weekday, parts.day,
                parts.month, parts.year % 100, parts.hour, parts.minute, parts.second);
  return text;
}

std::string to_asctime(Instant instant) {
  const Parts parts = parts_of(instant);
  char text[64];
  std::snprintf(text, sizeof text, "%.3s %s %2u %02d:%02d:%02d %04d", parts.weekday, parts.month,
                parts.day, parts.hour, parts.minute, parts.second, parts.year);
  return text;
}

}  // namespace fauxplane
