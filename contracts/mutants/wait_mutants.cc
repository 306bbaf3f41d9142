#include <array>
#include <charconv>
#include <cmath>
#include <cstdlib>
#include <mutex>

#include "contracts/client/http_date.h"
#include "contracts/mutants/mutant.h"

namespace mutants {
namespace {

using memsy::Attempt;
using memsy::Headers;
using memsy::Seconds;
using Time = std::chrono::system_clock::time_point;

void wait_as(Parts& parts, Seconds (*wait)(const Attempt&)) {
  parts.rules.attempts.wait_before_retry = wait;
}

void read_as(Parts& parts, std::optional<Seconds> (*read)(const Headers&, Time)) {
  parts.rules.attempts.read_retry_after = read;
}

std::string value_in(const Headers& headers) {
  return headers.only("Retry-After").value_or("");
}

// Whether it is a date, and in the form that begins so.
bool is_date(const std::string& value, Time now) {
  return memsy::read_http_date(value, now).has_value();
}

Seconds backoff_of(const Attempt& attempt) {
  return Seconds{std::ldexp(attempt.backoff.count(), attempt.number)};
}

constexpr std::array kMutants = {
    Mutant{"retry_after_ignored", "retry-after", "C1", "does not read Retry-After",
           [](Parts& parts) {
             wait_as(parts, [](const Attempt& attempt) { return backoff_of(attempt); });
           }},
    Mutant{"retry_after_in_milliseconds", "retry-after", "C1",
           "takes the seconds of Retry-After for milliseconds",
           [](Parts& parts) {
             wait_as(parts, [](const Attempt& attempt) {
               return attempt.retry_after ? *attempt.retry_after / 1000 : backoff_of(attempt);
             });
           }},
    Mutant{"retry_after_capped", "retry-after", "C1", "waits a minute at most",
           [](Parts& parts) {
             wait_as(parts, [](const Attempt& attempt) {
               return attempt.retry_after ? std::min(*attempt.retry_after, Seconds{60})
                                          : backoff_of(attempt);
             });
           }},
    Mutant{"retry_after_too_early", "retry-after", "C1", "comes back a tenth too early",
           [](Parts& parts) {
             wait_as(parts, [](const Attempt& attempt) {
               return attempt.retry_after ? *attempt.retry_after * 0.9 : backoff_of(attempt);
             });
           }},
    Mutant{"date_unknown", "retry-after", "C2", "takes dates in Retry-After for \"at once\"",
           [](Parts& parts) {
             read_as(parts, [](const Headers& headers, Time now) -> std::optional<Seconds> {
               if (is_date(value_in(headers), now)) return Seconds{0};
               return memsy::read_retry_after(headers, now);
             });
           }},
    Mutant{"date_a_second_early", "retry-after", "C2", "comes a second before the date",
           [](Parts& parts) {
             read_as(parts, [](const Headers& headers, Time now) -> std::optional<Seconds> {
               const auto wait = memsy::read_retry_after(headers, now);
               if (!is_date(value_in(headers), now) || !wait) return wait;
               return std::max(*wait - Seconds{1}, Seconds{0});
             });
           }},
    Mutant{"rfc850_date_at_once", "retry-after", "C3", "does not wait for dates of RFC 850",
           [](Parts& parts) {
             read_as(parts, [](const Headers& headers, Time now) -> std::optional<Seconds> {
               const std::string value = value_in(headers);
               if (value.find('-') != std::string::npos && is_date(value, now)) return Seconds{0};
               return memsy::read_retry_after(headers, now);
             });
           }},
    Mutant{"asctime_date_at_once", "retry-after", "C3", "does not wait for dates of asctime",
           [](Parts& parts) {
             read_as(parts, [](const Headers& headers, Time now) -> std::optional<Seconds> {
               const std::string value = value_in(headers);
               if (!value.ends_with("GMT") && is_date(value, now)) return Seconds{0};
               return memsy::read_retry_after(headers, now);
             });
           }},
    Mutant{"past_date_is_endless", "retry-after", "C4",
           "takes the time since a past date for the time to wait",
           [](Parts& parts) {
             read_as(parts, [](const Headers& headers, Time now) -> std::optional<Seconds> {
               const auto date = memsy::read_http_date(value_in(headers), now);
               if (date && *date < now) return Seconds{now - *date};
               return memsy::read_retry_after(headers, now);
             });
           }},
    Mutant{"malformed_time_is_at_once", "retry-after", "C5",
           "takes a malformed Retry-After for \"at once\"",
           [](Parts& parts) {
             read_as(parts, [](const Headers& headers, Time now) -> std::optional<Seconds> {
               const auto read = memsy::read_retry_after(headers, now);
               const std::string value = value_in(headers);
               return read || value.empty() || is_date(value, now) ? read : Seconds{0};
             });
           }},
    Mutant{"time_of_strtod", "retry-after", "C5", "reads 0x10, 1e3, +5 and -1 as seconds",
           [](Parts& parts) {
             read_as(parts, [](const Headers& headers, Time now) -> std::optional<Seconds> {
               const std::string value = value_in(headers);
               char* end = nullptr;
               const double seconds = std::strtod(value.c_str(), &end);
               if (end != value.c_str() && !std::isnan(seconds)) return Seconds{seconds};
               return memsy::read_retry_after(headers, now);
             });
           }},
    Mutant{"repeated_time_is_at_once", "retry-after", "C6",
           "takes two headers of Retry-After for \"at once\"",
           [](Parts& parts) {
             read_as(parts, [](const Headers& headers, Time now) -> std::optional<Seconds> {
               if (headers.values("Retry-After").size() > 1) return Seconds{0};
               return memsy::read_retry_after(headers, now);
             });
           }},
    Mutant{"long_time_is_at_once", "retry-after", "C7",
           "counts milliseconds in 32 bits, so that long waits are none",
           [](Parts& parts) {
             wait_as(parts, [](const Attempt& attempt) {
               const Seconds wait = memsy::wait_before_retry(attempt);
               return wait > Seconds{2'147'483} ? Seconds{0} : wait;
             });
           }},
    Mutant{"retry_after_not_told", "retry-after", "C8", "gives no retry_after with the error",
           [](Parts& parts) {
             track(parts);
             parts.rules.attempts.read_retry_after = [max = parts.options.max_retries](
                                                         const Headers& headers, Time now) {
               return trail().attempts > max ? std::nullopt : memsy::read_retry_after(headers, now);
             };
           }},
    Mutant{"retry_after_rounded_up", "retry-after", "C8",
           "gives the seconds of the error rounded to tens",
           [](Parts& parts) {
             read_as(parts, [](const Headers& headers, Time now) -> std::optional<Seconds> {
               const auto read = memsy::read_retry_after(headers, now);
               return read ? std::optional<Seconds>(std::ceil(read->count() / 10) * 10) : read;
             });
           }},
    Mutant{"backoff_constant", "backoff", "D1", "waits the same time before each retry",
           [](Parts& parts) {
             wait_as(parts, [](const Attempt& attempt) {
               return attempt.retry_after.value_or(attempt.backoff);
             });
           }},
    Mutant{"backoff_linear", "backoff", "D1", "lets the wait grow by addition",
           [](Parts& parts) {
             wait_as(parts, [](const Attempt& attempt) {
               return attempt.retry_after.value_or(attempt.backoff * (attempt.number + 1));
             });
           }},
    Mutant{"backoff_starts_late", "backoff", "D1", "doubles before the first retry already",
           [](Parts& parts) {
             wait_as(parts, [](const Attempt& attempt) {
               return attempt.retry_after.value_or(backoff_of(attempt) * 2);
             });
           }},
    Mutant{"no_backoff", "backoff", "D1", "tries again at once when the server names no time",
           [](Parts& parts) {
             wait_as(parts, [](const Attempt& attempt) {
               return attempt.retry_after.value_or(Seconds{0});
             });
           }},
    Mutant{"backoff_capped", "backoff", "D3", "lets the backoff grow to five times its base only",
           [](Parts& parts) {
             wait_as(parts, [](const Attempt& attempt) {
               return attempt.retry_after.value_or(
                   std::min(backoff_of(attempt), attempt.backoff * 5));
             });
           }},
    Mutant{"backoff_on_top", "backoff", "D4", "adds the backoff to what the server asks for",
           [](Parts& parts) {
             wait_as(parts, [](const Attempt& attempt) {
               return attempt.retry_after.value_or(Seconds{0}) + backoff_of(attempt);
             });
           }},
    Mutant{"backoff_overflows", "backoff", "D5", "counts the backoff in milliseconds of 32 bits",
           [](Parts& parts) {
             wait_as(parts, [](const Attempt& attempt) {
               const double milliseconds = backoff_of(attempt).count() * 1000;
               const Seconds wait{milliseconds > 2'147'483'647.0 ? 0 : milliseconds / 1000};
               return attempt.retry_after.value_or(wait);
             });
           }},
    Mutant{"waits_one_by_one", "concurrency", "K4", "lets one call's wait delay the others'",
           [](Parts& parts) {
             parts.options.wait = [wait = parts.options.wait](Seconds time, const auto& stop) {
               static std::mutex one_at_a_time;
               const std::lock_guard lock(one_at_a_time);
               wait(time, stop);
             };
           }},
};

}  // namespace

std::span<const Mutant> wait_mutants() {
  return kMutants;
}

}  // namespace mutants
