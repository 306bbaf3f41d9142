#include <array>
#include <atomic>
#include <memory>
#include <mutex>
#include <thread>

#include "contracts/mutants/mutant.h"

namespace mutants {
namespace {

using memsy::Attempt;
using memsy::ErrorFacts;
using memsy::ErrorKind;
using memsy::HttpRequest;
using memsy::HttpResponse;

bool is_post(const HttpRequest& request) {
  return request.method == "POST";
}

void retry_as(Parts& parts, bool (*is_retried)(const Attempt&)) {
  parts.rules.attempts.is_retried = is_retried;
}

void kind_as(Parts& parts, ErrorKind (*kind_of)(int, const ErrorFacts&)) {
  parts.rules.kind_of = kind_of;
}

constexpr std::array kMutants = {
    Mutant{"retries_server_errors", "retry", "B1", "tries again after 500 and above",
           [](Parts& parts) {
             retry_as(parts, [](const Attempt& attempt) {
               return (attempt.status == 429 || attempt.status >= 500) &&
                      attempt.number < attempt.max_retries;
             });
           }},
    Mutant{"retries_503_with_a_time", "retry", "B1", "tries again after a 503 with Retry-After",
           [](Parts& parts) {
             retry_as(parts, [](const Attempt& attempt) {
               return memsy::is_retried(attempt) || (attempt.status == 503 && attempt.retry_after &&
                                                     attempt.number < attempt.max_retries);
             });
           }},
    Mutant{"retries_what_names_a_time", "retry", "C9",
           "tries again after whatever carries Retry-After",
           [](Parts& parts) {
             retry_as(parts, [](const Attempt& attempt) {
               return memsy::is_retried(attempt) ||
                      (attempt.retry_after && attempt.number < attempt.max_retries);
             });
           }},
    Mutant{"retries_408", "retry", "B1", "tries again after 408",
           [](Parts& parts) {
             retry_as(parts, [](const Attempt& attempt) {
               return (attempt.status == 429 || attempt.status == 408) &&
                      attempt.number < attempt.max_retries;
             });
           }},
    Mutant{"one_attempt_too_many", "retry", "B1", "makes one attempt more than allowed",
           [](Parts& parts) {
             retry_as(parts, [](const Attempt& attempt) {
               return attempt.status == 429 && attempt.number <= attempt.max_retries;
             });
           }},
    Mutant{"one_attempt_too_few", "retry", "B1", "counts the first attempt among the retries",
           [](Parts& parts) {
             retry_as(parts, [](const Attempt& attempt) {
               return attempt.status == 429 && attempt.number + 1 < attempt.max_retries;
             });
           }},
    Mutant{"never_retries", "retry", "B1", "never tries again",
           [](Parts& parts) { retry_as(parts, [](const Attempt&) { return false; }); }},
    Mutant{"attempts_of_the_client", "retry", "B2", "counts the retries of all calls of the client",
           [](Parts& parts) {
             const auto used = std::make_shared<std::atomic<int>>(0);
             parts.rules.attempts.is_retried = [used](const Attempt& attempt) {
               return attempt.status == 429 && (*used)++ < attempt.max_retries;
             };
           }},
    Mutant{"zero_retries_is_default", "retry", "B3", "takes max_retries 0 for unset",
           [](Parts& parts) {
             if (parts.options.max_retries == 0) parts.options.max_retries = 3;
           }},
    Mutant{"body_lost_on_retry", "retry", "B4", "sends retries without the body",
           [](Parts& parts) {
             change_requests(parts, [](HttpRequest& request, bool is_retry) {
               if (is_retry && request.body) request.body = "";
             });
           }},
    Mutant{"query_lost_on_retry", "retry", "B4", "sends retries without the query",
           [](Parts& parts) {
             change_requests(parts, [](HttpRequest& request, bool is_retry) {
               if (is_retry) request.url = request.url.substr(0, request.url.find('?'));
             });
           }},
    Mutant{"key_lost_on_retry", "retry", "B4", "sends retries without the key",
           [](Parts& parts) {
             change_requests(parts, [](HttpRequest& request, bool is_retry) {
               if (is_retry) request.headers = {{"Accept", "application/json"}};
             });
           }},
    Mutant{"headers_of_the_refusal", "retry", "B5",
           "gives the usage of the first refusal with the value of the last answer",
           [](Parts& parts) {
             wrap(parts, [](const auto& inner, const HttpRequest& request, const auto& stop) {
               const bool is_retry = trail().is_retry(request);
               HttpResponse response = inner(request, stop);
               if (is_retry) response.headers = trail().response.headers;
               trail() = {.request = request, .response = response};
               return response;
             });
           }},
    Mutant{"once_refused_always_retried", "retry", "B6",
           "after one 429 tries again whatever the next status is",
           [](Parts& parts) {
             retry_as(parts, [](const Attempt& attempt) {
               return (attempt.status == 429 || attempt.number > 0) &&
                      attempt.number < attempt.max_retries;
             });
           }},
    Mutant{"waits_after_the_last", "retry", "B7", "waits once more before it gives up",
           [](Parts& parts) {
             parts.rules.attempts.is_retried = [wait = parts.options.wait](const Attempt& attempt) {
               if (attempt.status == 429 && attempt.number == attempt.max_retries) {
                 wait(memsy::wait_before_retry(attempt), {});
               }
               return memsy::is_retried(attempt);
             };
           }},
    Mutant{"retries_behind_the_back", "retry", "B8", "tries once more after it has given up",
           [](Parts& parts) {
             wrap(parts, [wait = parts.options.wait, max = parts.options.max_retries](
                             const auto& inner, const HttpRequest& request, const auto& stop) {
               const int attempts = trail().is_retry(request) ? trail().attempts + 1 : 1;
               const HttpResponse response = inner(request, stop);
               trail() = {.request = request, .response = response, .attempts = attempts};
               if (response.status != 429 || attempts <= max) return response;
               std::thread([inner, request, wait] {
                 wait(memsy::Seconds{0.01}, {});
                 try {
                   static_cast<void>(inner(request, {}));
                 } catch (const memsy::TransportFailure&) {
                   return;  // nobody is there to be told
                 }
               }).detach();
               return response;
             });
           }},
    Mutant{"usage_is_kept", "quota", "F1", "gives the usage of the client's first answer for ever",
           [](Parts& parts) {
             const auto first = std::make_shared<std::optional<memsy::Headers>>();
             const auto mutex = std::make_shared<std::mutex>();
             change_answers(parts, [first, mutex](HttpResponse& response) {
               const std::lock_guard lock(*mutex);
               if (response.headers.only("X-Usage-ApiCalls") && !*first) *first = response.headers;
               if (*first && response.status / 100 == 2) response.headers = **first;
             });
           }},
    Mutant{"quota_is_a_rate_limit", "quota", "F2", "does not tell a used-up plan from a rate limit",
           [](Parts& parts) {
             kind_as(parts, [](int status, const ErrorFacts& facts) {
               return status == 429 ? ErrorKind::kRateLimit : memsy::kind_of(status, facts);
             });
           }},
    Mutant{"quota_by_the_word", "quota", "F2",
           "takes every 429 that speaks of a quota for a used-up plan",
           [](Parts& parts) {
             kind_as(parts, [](int status, const ErrorFacts& facts) {
               const bool has_word = facts.detail.find("quota") != std::string::npos;
               return status == 429 && has_word ? ErrorKind::kUsageLimit
                                                : memsy::kind_of(status, facts);
             });
           }},
    Mutant{"refuses_by_itself", "quota", "F4",
           "once the plan was used up, refuses all calls without asking",
           [](Parts& parts) {
             const auto refusal = std::make_shared<std::optional<HttpResponse>>();
             const auto mutex = std::make_shared<std::mutex>();
             wrap(parts,
                  [refusal, mutex](const auto& inner, const auto& request, const auto& stop) {
                    {
                      const std::lock_guard lock(*mutex);
                      if (*refusal) return **refusal;
                    }
                    const HttpResponse response = inner(request, stop);
                    const std::lock_guard lock(*mutex);
                    if (memsy::read_error(response).code == "usage_limit_exceeded")
                      *refusal = response;
                    return response;
                  });
           }},
    Mutant{"remaining_is_computed", "quota", "F5",
           "computes what remains from limit and usage, also below 0",
           [](Parts& parts) {
             parts.rules.headers.choose = [](const memsy::Headers& headers,
                                             std::string_view name) -> std::optional<std::string> {
               const auto limit = headers.only("X-RateLimit-Limit");
               const auto used = headers.only("X-Usage-ApiCalls");
               if (name != "X-RateLimit-Remaining" || !limit || !used) return headers.only(name);
               return std::to_string(memsy::read_integer(*limit).value_or(0) -
                                     memsy::read_integer(*used).value_or(0));
             };
           }},
    Mutant{"post_resent_when_cut", "idempotency", "H1",
           "sends a POST again when its answer was cut off",
           [](Parts& parts) {
             wrap(parts, [](const auto& inner, const HttpRequest& request, const auto& stop) {
               try {
                 return inner(request, stop);
               } catch (const memsy::TransportFailure& failure) {
                 if (!is_post(request) || failure.kind != memsy::FailureKind::kTruncated) throw;
                 return inner(request, stop);
               }
             });
           }},
    Mutant{"post_never_retried", "idempotency", "H2", "does not try a POST again after a 429",
           [](Parts& parts) {
             track(parts);
             retry_as(parts, [](const Attempt& attempt) {
               return memsy::is_retried(attempt) && !is_post(trail().request);
             });
           }},
    Mutant{"post_replayed_when_closed", "idempotency", "H4",
           "sends a POST again when the connection was closed before an answer",
           [](Parts& parts) {
             wrap(parts, [](const auto& inner, const HttpRequest& request, const auto& stop) {
               try {
                 return inner(request, stop);
               } catch (const memsy::TransportFailure& failure) {
                 if (!is_post(request) || failure.kind != memsy::FailureKind::kClosed) throw;
                 return inner(request, stop);
               }
             });
           }},
};

}  // namespace

std::span<const Mutant> retry_mutants() {
  return kMutants;
}

}  // namespace mutants
