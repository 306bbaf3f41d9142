#include "simulator/pipeline/retry_after.h"

#include <cstdio>

#include "simulator/domain/billing_period.h"
#include "simulator/services/http_date.h"

namespace fauxplane {
namespace {

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

std::string retry_after_text(const RetryAfter& retry_after, Instant now) {
  if (const auto* raw = std::get_if<std::string>(&retry_after.value)) return *raw;
  const auto* duration = std::get_if<Duration>(&retry_after.value);
  const Duration wait = duration != nullptr ? *duration : period_of(now).end - now;
  if (retry_after.form == RetryAfterForm::kSeconds) return seconds_text(wait);
  return date_text(retry_after.form, std::chrono::ceil<std::chrono::seconds>(now + wait));
}

}  // namespace fauxplane
