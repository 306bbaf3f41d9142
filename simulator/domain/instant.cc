#include "simulator/domain/instant.h"

#include <charconv>
#include <cstdint>
#include <cstdio>
#include <optional>

namespace fauxplane {
namespace {

namespace chrono = std::chrono;

// Takes exactly `count` digits off the front of `rest`.
std::optional<int> take_number(std::string_view& rest, std::size_t count) {
  if (rest.size() < count) return std::nullopt;
  int number = 0;
  const char* end = rest.data() + count;
  const auto [stop, failure] = std::from_chars(rest.data(), end, number);
  if (failure != std::errc{} || stop != end || rest.front() == '-') return std::nullopt;
  rest.remove_prefix(count);
  return number;
}

bool take(std::string_view& rest, char wanted) {
  if (rest.empty() || rest.front() != wanted) return false;
  rest.remove_prefix(1);
  return true;
}

std::optional<chrono::sys_days> take_date(std::string_view& rest) {
  const auto year = take_number(rest, 4);
  if (!year || !take(rest, '-')) return std::nullopt;
  const auto month = take_number(rest, 2);
  if (!month || !take(rest, '-')) return std::nullopt;
  const auto day = take_number(rest, 2);
  if (!day) return std::nullopt;
  const auto date = chrono::year{*year} / *month / *day;
  if (!date.ok()) return std::nullopt;
  return chrono::sys_days{date};
}

std::optional<Duration> take_fraction(std::string_view& rest) {
  int milliseconds = 0;
  int scale = 100;
  std::size_t digits = 0;
  while (!rest.empty() && rest.front() >= '0' && rest.front() <= '9') {
    milliseconds += (rest.front() - '0') * scale;
    scale /= 10;
    ++digits;
    rest.remove_prefix(1);
  }
  if (digits == 0) return std::nullopt;
  return Duration{milliseconds};
}

std::optional<Duration> take_time_of_day(std::string_view& rest) {
  const auto hour = take_number(rest, 2);
  if (!hour || *hour > 23 || !take(rest, ':')) return std::nullopt;
  const auto minute = take_number(rest, 2);
  if (!minute || *minute > 59 || !take(rest, ':')) return std::nullopt;
  const auto second = take_number(rest, 2);
  if (!second || *second > 59) return std::nullopt;
  Duration time = chrono::hours{*hour} + chrono::minutes{*minute} + chrono::seconds{*second};
  if (take(rest, '.')) {
    const auto fraction = take_fraction(rest);
    if (!fraction) return std::nullopt;
    time += *fraction;
  }
  return time;
}

// "Z" or "+02:00"; what has to be added to local time to get UTC.
std::optional<Duration> take_zone(std::string_view& rest) {
  if (take(rest, 'Z') || take(rest, 'z')) return Duration{0};
  const bool east = !rest.empty() && rest.front() == '+';
  if (!take(rest, '+') && !take(rest, '-')) return std::nullopt;
  const auto hours = take_number(rest, 2);
  if (!hours || *hours > 23 || !take(rest, ':')) return std::nullopt;
  const auto minutes = take_number(rest, 2);
  if (!minutes || *minutes > 59) return std::nullopt;
  const Duration offset = chrono::hours{*hours} + chrono::minutes{*minutes};
  return east ? -offset : offset;
}

// Asked of the instant in UTC: an offset can carry a text over the edge of the years.
bool is_within_years(Instant instant) {
  constexpr Instant kStart = chrono::sys_days{chrono::year{kYearMin} / 1 / 1};
  constexpr Instant kEnd = chrono::sys_days{chrono::year{kYearMax + 1} / 1 / 1};
  return kStart <= instant && instant < kEnd;
}

std::optional<Instant> read(std::string_view text) {
  const auto date = take_date(text);
  if (!date) return std::nullopt;
  if (text.empty()) return Instant{*date};
  if (!take(text, 'T') && !take(text, 't') && !take(text, ' ')) return std::nullopt;
  const auto time = take_time_of_day(text);
  if (!time) return std::nullopt;
  const auto zone = take_zone(text);
  if (!zone || !text.empty()) return std::nullopt;
  return Instant{*date} + *time + *zone;
}

}  // namespace

std::string to_iso8601(Instant instant) {
  const auto day = chrono::floor<chrono::days>(instant);
  const chrono::year_month_day date{day};
  const chrono::hh_mm_ss time{instant - day};
  char text[40];
  const int length = std::snprintf(
      text, sizeof text, "%04d-%02u-%02uT%02d:%02d:%02d", static_cast<int>(date.year()),
      static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()),
      static_cast<int>(time.hours().count()), static_cast<int>(time.minutes().count()),
      static_cast<int>(time.seconds().count()));
  std::string written(text, static_cast<std::size_t>(length));
  if (const auto fraction = time.subseconds().count(); fraction != 0) {
    std::snprintf(text, sizeof text, ".%03d", static_cast<int>(fraction));
    written += text;
  }
  return written + "Z";
}

std::string to_iso8601_date(Instant instant) {
  return to_iso8601(chrono::floor<chrono::days>(instant)).substr(0, 10);
}

Result<Instant> parse_instant(std::string_view text) {
  if (const auto instant = read(text); instant && is_within_years(*instant)) return *instant;
  return tl::unexpected(
      Error{"invalid_instant", "\"" + std::string(text) +
                                   "\" is not an instant; write it like \"2026-04-30\" or "
                                   "\"2026-04-30T23:59:50Z\""});
}

std::int64_t to_unix_seconds(Instant instant) {
  return chrono::floor<chrono::seconds>(instant).time_since_epoch().count();
}

}  // namespace fauxplane
