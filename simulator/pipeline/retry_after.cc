#include "simulator/pipeline/retry_after.h"

#include <algorithm>
#include <cstdio>

#include "simulator/services/http_date.h"

namespace fauxplane {
namespace {

// The dates of RFC 9110 have years of four digits.
constexpr Instant kLastDate = std::chrono::sys_days{std::chrono::year{9999} / 12 / 31} +
                              std::chrono::hours{24} - std::chrono::seconds{1};

std::string seconds_text(Duration wait) {
  const auto whole = std::chrono::floor<std::chrono::seconds>(wait);
  std::string text = std::to_string(whole.count());
  if (const auto fraction = (wait - whole).count(); fraction != 0) {
    char digits[8];
    std::snprintf(digits, sizeof digits, ".%03d", static_cast<int>(fraction));
    text += digits;
    text.erase(text.find_last_not_of('0') + 1);
  }
  return text;
}

Duration wait_of(const RetryAfter& retry_after, Instant now, AnchorDay anchor) {
  const auto* duration = std::get_if<Duration>(&retry_after.value);
  return duration != nullptr ? *duration : period_of(now, anchor).end - now;
}

std::string date_text(RetryAfterForm form, Instant instant) {
  switch (form) {
    case RetryAfterForm::kRfc850:
      return to_rfc850(instant);
    case RetryAfterForm::kAsctime:
      return to_asctime(instant);
    case RetryAfterForm::kImfFixdate:
    case RetryAfterForm::kSeconds:
      break;
  }
  return to_imf_fixdate(instant);
}

}  // namespace

std::string retry_after_text(const RetryAfter& retry_after, Instant now, AnchorDay anchor) {
  if (const auto* raw = std::get_if<std::string>(&retry_after.value)) return *raw;
  const Duration wait = wait_of(retry_after, now, anchor);
  if (retry_after.form == RetryAfterForm::kSeconds) return seconds_text(wait);
  const Instant until = std::chrono::ceil<std::chrono::seconds>(now + wait);
  return date_text(retry_after.form, std::min(until, kLastDate));
}

std::optional<std::chrono::seconds> seconds_to_wait(const RetryAfter& retry_after, Instant now,
                                                    AnchorDay anchor) {
  if (std::holds_alternative<std::string>(retry_after.value)) return std::nullopt;
  return std::chrono::ceil<std::chrono::seconds>(wait_of(retry_after, now, anchor));
}

}  // namespace fauxplane
