// How often a call asks, and how long it waits in between (memsy.md 11.2 and 11.3).
#include <algorithm>
#include <optional>
#include <span>
#include <vector>

#include "contracts/model/contract.h"
#include "contracts/properties/finding.h"

namespace fauxplane::contracts {
namespace {

// What is asked for: exact when it is short, and of dates no more than what they say.
std::string asked_text(Duration duration) {
  constexpr Duration kShort{2'000};
  return duration < kShort ? std::to_string(duration.count()) + " ms" : seconds_text(duration);
}

std::string answer_text(const WireAnswer& answer) {
  switch (answer.effect) {
    case Effect::kBroken:
      return "an answer that broke off";
    case Effect::kStalled:
      return "an answer that never came";
    case Effect::kWhole:
    case Effect::kOpen:
      break;
  }
  std::string text = "the " + std::to_string(answer.status);
  for (const std::string& value : answer.values_of("Retry-After")) {
    constexpr std::size_t kMost = 40;
    if (std::holds_alternative<Instant>(read_retry_after(value))) {
      text += " with a date in Retry-After";  // another one in each run
      continue;
    }
    text += " with Retry-After: " + value.substr(0, kMost) + (value.size() > kMost ? "..." : "");
  }
  return text;
}

void find_in_wait(const Exchange& before, const Exchange& after, const WaitRange& wait,
                  const Rules& rules, std::vector<Finding>& findings) {
  const auto gap = std::chrono::floor<Duration>(after.arrival - before.left);
  const std::string seen = "the next request came " + seconds_text(gap) + " after " +
                           answer_text(before.answer) + "; the contract asks for ";
  if (gap + rules.tolerance.early < wait.least) {
    findings.push_back({Concern::kEarly, gap < Duration{100} ? "not_waited" : "waited_too_short",
                        seen + "at least " + asked_text(wait.least), true});
  } else if (rules.tolerance.is_lateness_judged && wait.most &&
             gap > *wait.most + rules.tolerance.late) {
    findings.push_back(
        {Concern::kLate, "waited_too_long", seen + "at most " + asked_text(*wait.most), true});
  }
}

// The one that waits after its last attempt makes its caller wait for nothing.
void find_in_return(const CallEvidence& call, const Rules& rules, std::vector<Finding>& findings) {
  const Exchange& last = call.exchanges.back();
  if (last.answer.effect != Effect::kWhole || !rules.tolerance.is_lateness_judged) return;
  const auto late = std::chrono::floor<Duration>(call.report.returned - last.left);
  if (late <= rules.tolerance.late) return;
  findings.push_back({Concern::kReturn, "waited_after_last",
                      "the call returned " + seconds_text(late) + " after its last answer, " +
                          answer_text(last.answer),
                      true});
}

// Waits after failures that follow each other. One that was asked for may have any length.
std::vector<std::vector<Duration>> waits_after_failures(const CallEvidence& call) {
  std::vector<std::vector<Duration>> runs(1);
  for (std::size_t at = 0; at + 1 < call.exchanges.size(); ++at) {
    const WireAnswer& answer = call.exchanges[at].answer;
    const bool is_seen = answer.effect == Effect::kWhole || answer.effect == Effect::kOpen;
    const bool is_failure = !is_seen || answer.status / 100 == 5;
    if (!is_failure || !answer.values_of("Retry-After").empty()) {
      runs.emplace_back();
      continue;
    }
    runs.back().push_back(
        std::chrono::floor<Duration>(call.exchanges[at + 1].arrival - call.exchanges[at].left));
  }
  return runs;
}

// Whether waits are as long as the first, or none at all, or three of which none is longer than the
// first: no jitter of growing waits looks like that again and again.
bool do_not_grow(const std::vector<Duration>& waits) {
  constexpr Duration kNoWait{10};
  if (waits.size() < 2) return false;
  const Duration about = waits.front() / 20;  // a twentieth is no growth
  const auto later = std::span(waits).subspan(1);
  const auto is_none = [&](Duration wait) { return wait < kNoWait; };
  const auto is_not_longer = [&](Duration wait) { return wait <= waits.front() + about; };
  const auto is_as_long = [&](Duration wait) {
    return is_not_longer(wait) && wait + about >= waits.front();
  };
  return std::any_of(later.begin(), later.end(), is_none) ||
         std::all_of(later.begin(), later.end(), is_as_long) ||
         (waits.size() > 2 && std::all_of(later.begin(), later.end(), is_not_longer));
}

// After failures each wait is longer than the one before, jitter aside (memorysync.md 13, K6).
void find_in_growth(const CallEvidence& call, const Rules& rules, std::vector<Finding>& findings) {
  if (!rules.tolerance.is_lateness_judged) return;
  for (const auto& waits : waits_after_failures(call)) {
    if (!do_not_grow(waits)) continue;
    std::string seen;
    for (const Duration wait : waits) seen += (seen.empty() ? "" : ", ") + seconds_text(wait);
    findings.push_back(
        {Concern::kEarly, "not_growing",
         "the client waited " + seen + " after failures; the contract asks for growing waits",
         true});
    return;
  }
}

// Whether the next request can have gone to a connection that had ended behind this answer.
bool is_next_lost(const Exchange& exchange, const CallEvidence& call, const Evidence& evidence,
                  const Rules& rules) {
  return exchange.ends_untold && !call.report.is_value &&
         kind_of(call.report.error, rules.naming) == contract_of(evidence.service).broken;
}

void find_in_redirects(const CallEvidence& call, std::vector<Finding>& findings) {
  constexpr std::size_t kMost = 51;  // RFC 9110 15.4 leaves the number to the client; curl's is 50
  if (call.exchanges.size() <= kMost) return;
  findings.push_back({Concern::kRedirect, "loop",
                      "the client followed " + std::to_string(call.exchanges.size() - 1) +
                          " redirects that lead to themselves"});
}

}  // namespace

void find_in_endless(const CallEvidence& call, const Evidence& evidence, const Rules& rules,
                     std::vector<Finding>& findings) {
  if (call.exchanges.empty()) return;
  const Exchange& last = call.exchanges.back();
  const auto attempt = static_cast<std::int64_t>(call.exchanges.size()) - 1;
  const RetryRules& retry = contract_of(evidence.service).retry;
  const Next next = next_after(last.answer, attempt, evidence.options, rules.dialect, retry);
  if (next.step != Step::kStop && !next.wait.most) return;  // that long was asked for
  findings.push_back(
      {Concern::kLate, "endless",
       "the client waits for longer than clocks can show, after " + answer_text(last.answer)});
}

void find_in_cancelled(const CallEvidence& call, const Rules& rules,
                       std::vector<Finding>& findings) {
  if (call.exchanges.size() > 1) {
    findings.push_back({Concern::kCancel, "went_on",
                        "the call was cancelled after its first request, and made " +
                            std::to_string(call.exchanges.size() - 1) + " more"});
  } else if (rules.tolerance.is_lateness_judged && call.report.took > rules.tolerance.late) {
    findings.push_back({Concern::kCancel, "returned_late",
                        "the call returned " + seconds_text(call.report.took) +
                            " after it was made, though it was cancelled at once",
                        true});
  }
}

void find_in_attempts(const CallEvidence& call, const Evidence& evidence, const Rules& rules,
                      std::vector<Finding>& findings) {
  const auto& exchanges = call.exchanges;
  if (exchanges.empty()) {
    if (call.report.is_value) {
      findings.push_back(
          {Concern::kAttempts, "no_request", call.call.method + " gave a value without a request"});
    }
    return;
  }
  const RetryRules& retry = contract_of(evidence.service).retry;
  if (!retry.is_exact) find_in_growth(call, rules, findings);
  for (std::size_t at = 0; at < exchanges.size(); ++at) {
    const Exchange& exchange = exchanges[at];
    if (!exchange.unreadable.empty() || exchange.is_at_other_origin)
      return;  // somebody else's concern
    if (exchange.answer.status / 100 == 3) return find_in_redirects(call, findings);
    const auto attempt = static_cast<std::int64_t>(at);
    const Next next = next_after(exchange.answer, attempt, evidence.options, rules.dialect, retry);
    const bool is_last = at + 1 == exchanges.size();
    if (is_last && next.step == Step::kRetry && !is_next_lost(exchange, call, evidence, rules)) {
      findings.push_back({Concern::kAttempts, "gave_up",
                          "the client stopped after " + std::to_string(at + 1) + " of " +
                              std::to_string(evidence.options.max_retries + 1) + " requests, at " +
                              answer_text(exchange.answer)});
    }
    // A note: nothing asks the client to.
    if (is_last && at == 0 && next.step == Step::kEither && !retry.has_to &&
        exchange.answer.status == 429) {
      findings.push_back({Concern::kAttempts, "not_retried",
                          "the client did not try again after " + answer_text(exchange.answer)});
    }
    if (is_last) return find_in_return(call, rules, findings);
    if (next.step == Step::kStop) {
      const auto most = std::min(evidence.options.max_retries, retry.retries_max);
      findings.push_back({Concern::kAttempts, next.is_spent ? "too_many" : "retried",
                          "there were " + std::to_string(exchanges.size()) + " requests; after " +
                              answer_text(exchange.answer) +
                              (next.is_spent ? ", with max_retries " + std::to_string(most) +
                                                   ", the contract allows no further one"
                                             : " the contract allows none")});
      return;
    }
    find_in_wait(exchange, exchanges[at + 1], next.wait, rules, findings);
  }
}

}  // namespace fauxplane::contracts
