#include "contracts/model/http_date.h"

#include <array>
#include <ctime>
#include <iomanip>
#include <sstream>
#include <string>

namespace fauxplane::contracts {
namespace {

struct FormRow {
  const char* form;
  bool has_two_digits;  // for the year
};

constexpr std::array<FormRow, 4> kForms = {{{"%a, %d %b %Y %H:%M:%S GMT", false},
                                            {"%A, %d-%b-%y %H:%M:%S GMT", true},
                                            {"%a %b %e %H:%M:%S %Y", false},
                                            {"%a %b %d %H:%M:%S %Y", false}}};
constexpr int kFirstYear = 1000 - 1900;  // of those with four digits
constexpr int kPivotYear = 76;           // 1976: 50 years ahead of 2026 at the most

// strptime is lenient about case, blanks and leading zeros; what it read has to be written alike.
bool is_written_alike(const std::tm& parts, const char* form, std::string_view text) {
  std::ostringstream written;
  written << std::put_time(&parts, form);
  return written.str() == text;
}

// nullopt for a day that its month does not have.
std::optional<Instant> instant_of(const std::tm& parts) {
  namespace chrono = std::chrono;
  const chrono::year_month_day date{chrono::year{parts.tm_year + 1900},
                                    chrono::month{static_cast<unsigned>(parts.tm_mon) + 1},
                                    chrono::day{static_cast<unsigned>(parts.tm_mday)}};
  if (!date.ok()) return std::nullopt;
  return chrono::sys_days{date} + chrono::hours{parts.tm_hour} + chrono::minutes{parts.tm_min} +
         chrono::seconds{parts.tm_sec};
}

}  // namespace

std::optional<Instant> read_http_date(std::string_view text) {
  const std::string copy(text);
  for (const auto& [form, has_two_digits] : kForms) {
    std::tm parts{};
    const char* const end = ::strptime(copy.c_str(), form, &parts);
    if (end == nullptr || !is_written_alike(parts, form, text)) continue;
    if (!has_two_digits && parts.tm_year < kFirstYear) return std::nullopt;
    if (has_two_digits) {
      const int digits = parts.tm_year % 100;
      parts.tm_year = digits > kPivotYear ? digits : digits + 100;
    }
    return instant_of(parts);
  }
  return std::nullopt;
}

}  // namespace fauxplane::contracts
