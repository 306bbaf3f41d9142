#include "contracts/model/retry.h"

#include <algorithm>
#include <charconv>
#include <cmath>

#include "contracts/model/error_reading.h"
#include "contracts/model/http_date.h"

namespace fauxplane::contracts {
namespace {

constexpr Duration kLongest = std::chrono::hours{24 * 36'525};
// What a timer of 32 bits can hold in milliseconds; from there on a client may saturate (C7).
constexpr double kSaturationSeconds = 2'147'483;
// Longer waits a client may refuse and give up with the error instead (memsy.md 11.5).
constexpr double kVeryLongSeconds = 3'600;

bool is_digits(std::string_view text) {
  return !text.empty() &&
         std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

Duration duration_of(double seconds) {
  const double most = std::chrono::duration<double>(kLongest).count();
  return Duration{std::llround(std::min(seconds, most) * 1'000)};
}

WaitRange exactly(Duration wait) {
  return {.least = wait, .most = wait};
}

Next wait_for_seconds(const Seconds& asked, Duration backoff) {
  const Duration wait = duration_of(asked.value);
  const Step step = asked.value > kVeryLongSeconds ? Step::kEither : Step::kRetry;
  if (!asked.is_whole) {
    return {.step = step,
            .wait = {.least = std::min(wait, backoff), .most = std::max(wait, backoff)}};
  }
  if (asked.value > kSaturationSeconds) {
    return {.step = Step::kEither, .wait = {.least = duration_of(kSaturationSeconds)}};
  }
  return {.step = step, .wait = exactly(wait)};
}

Next wait_until(Instant date, Instant now, Duration backoff, const Dialect& dialect) {
  const Duration until = std::max(Duration{0}, std::chrono::duration_cast<Duration>(date - now));
  // A date says seconds: waiting for the next whole one is right.
  const Duration rounded = until + Duration{1'000};
  const bool may_be_backoff =
      dialect.tier == Tier::kCore || dialect.date_may_be_backoff || until == Duration{0};
  const Step step = until > duration_of(kVeryLongSeconds) ? Step::kEither : Step::kRetry;
  if (!may_be_backoff) return {.step = step, .wait = {.least = until, .most = rounded}};
  return {.step = step,
          .wait = {.least = std::min(until, backoff), .most = std::max(rounded, backoff)}};
}

// What waits of its own accord, and gives up without a rule of the contract against it.
Next wait_backoff(Duration backoff, bool may_give_up) {
  return {.step = may_give_up ? Step::kEither : Step::kRetry, .wait = exactly(backoff)};
}

Next wait_for(const RetryAfterValue& value, Instant now, Duration backoff, const Dialect& dialect) {
  if (const auto* const seconds = std::get_if<Seconds>(&value)) {
    return wait_for_seconds(*seconds, backoff);
  }
  if (const auto* const date = std::get_if<Instant>(&value)) {
    return wait_until(*date, now, backoff, dialect);
  }
  return wait_backoff(backoff, true);
}

// Several lines: absent, or the smallest valid value, or longer (RFC 9110 5.3: it is no list).
Next wait_for_several(const std::vector<std::string>& values, Instant now, Duration backoff,
                      const Dialect& dialect) {
  Duration least = backoff;
  for (const std::string& value : values) {
    const RetryAfterValue read = read_retry_after(value);
    if (std::holds_alternative<Malformed>(read)) continue;
    least = std::min(least, wait_for(read, now, backoff, dialect).wait.least);
  }
  return {.step = Step::kEither, .wait = {.least = least}};
}

// Whether the answer is one that is tried again.
bool is_taken(const WireAnswer& answer, const RetryRules& rules) {
  const bool is_seen = answer.effect == Effect::kWhole || answer.effect == Effect::kOpen;
  if (!is_seen) return rules.takes_failures;
  if (answer.status / 100 == 5) return rules.takes_failures;
  return answer.status == 429 && (rules.is_final == nullptr || !rules.is_final(answer));
}

Next asked_wait(const WireAnswer& answer, Duration backoff, const Dialect& dialect) {
  const std::vector<std::string> values = answer.values_of("Retry-After");
  if (values.empty()) return wait_backoff(backoff, false);
  if (values.size() > 1) return wait_for_several(values, answer.instant, backoff, dialect);
  if (values.front().empty()) return wait_backoff(backoff, false);
  return wait_for(read_retry_after(values.front()), answer.instant, backoff, dialect);
}

Next exact_wait(const WireAnswer& answer, std::int64_t attempt, const Options& options,
                const Dialect& dialect) {
  Next next = asked_wait(answer, backoff_before(attempt, options), dialect);
  const ExpectedError error = expected_error(answer.status, answer.body);
  if (error.may_be(Kind::kUsageLimitExceeded) && dialect.quota_may_be_given_up) {
    next.step = Step::kEither;
  }
  return next;
}

// What was asked for, or longer. Only a 429 asks for something; what a 503 says may be heeded.
Next least_wait(const WireAnswer& answer, const Dialect& dialect) {
  if (answer.status != 429) return {.step = Step::kRetry};
  Next next = asked_wait(answer, Duration{0}, dialect);
  if (answer.values_of("Retry-After").empty()) {
    next.wait.least = duration_of(std::max(0.0, seconds_in_body(answer).value_or(0)));
  }
  next.wait.most.reset();
  return next;
}

}  // namespace

RetryAfterValue read_retry_after(std::string_view value) {
  constexpr std::size_t kDigitsMax = 15;
  constexpr double kMost = 1e15;
  if (is_digits(value)) {
    const std::size_t zeros = std::min(value.find_first_not_of('0'), value.size());
    if (value.size() - zeros > kDigitsMax) return Seconds{.value = kMost};
    return Seconds{.value = std::strtod(std::string(value).c_str(), nullptr)};
  }
  const std::size_t point = value.find('.');
  if (point != std::string_view::npos && is_digits(value.substr(0, point)) &&
      is_digits(value.substr(point + 1))) {
    const double seconds = std::strtod(std::string(value).c_str(), nullptr);
    return Seconds{.value = std::min(seconds, kMost), .is_whole = false};
  }
  if (const auto date = read_http_date(value)) return *date;
  return Malformed{};
}

Duration backoff_before(std::int64_t attempt, const Options& options) {
  Duration wait = options.backoff;
  for (std::int64_t count = 0; count < attempt && wait < kLongest; ++count) wait *= 2;
  return std::min(wait, kLongest);
}

Next next_after(const WireAnswer& answer, std::int64_t attempt, const Options& options,
                const Dialect& dialect, const RetryRules& rules) {
  if (!is_taken(answer, rules)) return {};
  if (attempt >= std::min(options.max_retries, rules.retries_max)) return {.is_spent = true};
  Next next =
      rules.is_exact ? exact_wait(answer, attempt, options, dialect) : least_wait(answer, dialect);
  if (answer.effect == Effect::kOpen || !rules.has_to) next.step = Step::kEither;
  return next;
}

std::vector<std::optional<double>> retry_after_attributes(const WireAnswer& answer) {
  const std::vector<std::string> values = answer.values_of("Retry-After");
  if (values.empty()) return {std::nullopt};
  std::vector<std::optional<double>> allowed;
  for (const std::string& value : values) {
    const RetryAfterValue read = read_retry_after(value);
    if (const auto* const seconds = std::get_if<Seconds>(&read)) {
      allowed.emplace_back(seconds->value);
      if (!seconds->is_whole || seconds->value > kSaturationSeconds) {
        allowed.emplace_back(std::nullopt);
      }
    } else if (const auto* const date = std::get_if<Instant>(&read)) {
      const auto left = std::chrono::duration<double>(*date - answer.instant).count();
      allowed.emplace_back(std::max(0.0, left));
      allowed.emplace_back(std::nullopt);
    } else {
      allowed.emplace_back(std::nullopt);
      if (value.starts_with('-')) allowed.emplace_back(0.0);
    }
  }
  if (values.size() > 1) allowed.emplace_back(std::nullopt);
  return allowed;
}

}  // namespace fauxplane::contracts
