#include "contracts/client/retry.h"

#include <algorithm>
#include <charconv>
#include <cmath>

#include "contracts/client/http_date.h"

namespace memsy {
namespace {

bool is_digits(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(),
                                      [](char letter) { return letter >= '0' && letter <= '9'; });
}

}  // namespace

bool is_retried(const Attempt& attempt) {
  return attempt.status == 429 && attempt.number < attempt.max_retries;
}

Seconds wait_before_retry(const Attempt& attempt) {
  if (attempt.retry_after) return *attempt.retry_after;
  const Seconds wait{std::ldexp(attempt.backoff.count(), attempt.number)};
  return std::min(wait, kLongestWait);
}

std::optional<Seconds> read_delay(std::string_view text) {
  const std::size_t point = text.find('.');
  const bool has_fraction = point != std::string_view::npos;
  if (!is_digits(text.substr(0, point))) return std::nullopt;
  if (has_fraction && !is_digits(text.substr(point + 1))) return std::nullopt;
  double seconds = 0;
  const auto [end, problem] =
      std::from_chars(text.data(), text.data() + text.size(), seconds, std::chars_format::fixed);
  // What is left to go wrong is a number too large, or one too small to tell from 0.
  if (problem != std::errc())
    return text.find_first_not_of("0.") < point ? kLongestWait : Seconds{0};
  return std::min(Seconds{seconds}, kLongestWait);
}

std::optional<Seconds> read_retry_after(const Headers& headers,
                                        std::chrono::system_clock::time_point now) {
  const auto value = headers.only("Retry-After");
  if (!value) return std::nullopt;
  if (const auto delay = read_delay(*value)) return delay;
  const auto date = read_http_date(*value, now);
  if (!date || *date <= now) return std::nullopt;
  return Seconds{std::chrono::ceil<std::chrono::seconds>(*date - now)};
}

}  // namespace memsy
