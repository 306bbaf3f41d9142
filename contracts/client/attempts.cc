#include "contracts/client/attempts.h"

#include <string>
#include <utility>

namespace memsy {

Attempts::Attempts(Options options, Transport transport)
    : options_(std::move(options)), transport_(std::move(transport)) {
  check_options(options_);
  while (options_.base_url.ends_with('/')) options_.base_url.pop_back();
}

Outcome Attempts::make(const HttpRequest& request, const AttemptRules& rules,
                       const std::stop_token& stop) const {
  // The call ends with whichever of the two comes first.
  std::stop_source either;
  const auto end_it = [&either] { either.request_stop(); };
  const std::stop_callback on_close(closing_.get_token(), end_it);
  const std::stop_callback on_stop(stop, end_it);
  for (int number = 0;; ++number) {
    Outcome outcome = attempt(request, rules, either.get_token());
    const bool is_answer = outcome.response.has_value();
    if (is_answer && rules.is_success(*outcome.response)) return outcome;
    const Attempt made{.number = number,
                       .max_retries = options_.max_retries,
                       .backoff = options_.backoff,
                       .status = is_answer ? outcome.response->status : 0,
                       .retry_after = outcome.retry_after,
                       .is_final = is_answer && rules.is_final(*outcome.response)};
    if (either.stop_requested() || !rules.is_retried(made)) return outcome;
    options_.wait(rules.wait_before_retry(made), either.get_token());
  }
}

Outcome Attempts::attempt(const HttpRequest& request, const AttemptRules& rules,
                          const std::stop_token& stop) const {
  try {
    if (stop.stop_requested()) {
      throw TransportFailure(FailureKind::kCancelled,
                             std::string(words_of(FailureKind::kCancelled)));
    }
    Outcome outcome{.response = transport_(request, stop)};
    if (rules.is_success(*outcome.response)) return outcome;
    outcome.retry_after = rules.read_retry_after(outcome.response->headers, options_.now());
    if (!outcome.retry_after) outcome.retry_after = rules.read_wait_in_body(*outcome.response);
    return outcome;
  } catch (const TransportFailure&) {
    return {.failure = std::current_exception()};
  }
}

}  // namespace memsy
