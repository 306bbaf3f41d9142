#include "contracts/client/memorysync_rules.h"

#include <algorithm>

namespace memorysync {

using memsy::Attempt;
using memsy::Seconds;

bool is_retried(const Attempt& attempt) {
  const bool is_worth_it =
      attempt.status == 0 || attempt.status == 429 || attempt.status / 100 == 5;
  return is_worth_it && !attempt.is_final && attempt.number < attempt.max_retries;
}

Seconds wait_before_retry(const Attempt& attempt) {
  if (attempt.status == 429) return memsy::wait_before_retry(attempt);
  Attempt without_time = attempt;
  without_time.retry_after.reset();
  return std::max(memsy::wait_before_retry(without_time), attempt.retry_after.value_or(Seconds{0}));
}

memsy::AttemptRules attempt_rules() {
  memsy::AttemptRules rules;
  rules.is_retried = is_retried;
  rules.wait_before_retry = wait_before_retry;
  rules.read_wait_in_body = read_wait_in_body;
  rules.is_final = is_used_up;
  return rules;
}

memsy::Headers headers_of(const memsy::Call& call, const Options& options) {
  memsy::Headers headers{{"X-API-Key", options.connection.api_key}};
  if (call.path.starts_with("/memory/")) {
    if (options.end_user_id.empty()) refuse("calls of /memory/ need the option end_user_id");
    headers.add({"X-End-User-ID", options.end_user_id});
  }
  if (!options.project_id.empty()) headers.add({"X-Project-ID", options.project_id});
  headers.add({"User-Agent", "memorysync-cpp"});
  return headers;
}

}  // namespace memorysync
