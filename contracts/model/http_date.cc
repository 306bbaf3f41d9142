#include "contracts/model/http_date.h"

#include <array>
#include <ctime>
#include <string>

namespace fauxplane::contracts {
namespace {

constexpr std::array<const char*, 3> kForms = {"%a, %d %b %Y %H:%M:%S GMT",
                                               "%A, %d-%b-%y %H:%M:%S GMT", "%a %b %e %H:%M:%S %Y"};
constexpr std::array<std::size_t, 3> kShortest = {29, 30, 24};
constexpr int kPivotYear = 76;  // 1976: 50 years ahead of 2026 at the most

}  // namespace

std::optional<Instant> read_http_date(std::string_view text) {
  const std::string copy(text);
  for (std::size_t form = 0; form < kForms.size(); ++form) {
    if (copy.size() < kShortest[form]) continue;
    std::tm parts{};
    const char* const end = ::strptime(copy.c_str(), kForms[form], &parts);
    if (end == nullptr || *end != '\0') continue;
    if (form == 1) {
      const int digits = parts.tm_year % 100;
      parts.tm_year = digits > kPivotYear ? digits : digits + 100;
    }
    return Instant{std::chrono::seconds{::timegm(&parts)}};
  }
  return std::nullopt;
}

}  // namespace fauxplane::contracts
