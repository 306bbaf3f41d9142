#include "simulator/pipeline/play.h"

#include <algorithm>
#include <vector>

#include "simulator/domain/billing_period.h"
#include "simulator/pipeline/match.h"
#include "simulator/pipeline/retry_after.h"
#include "simulator/services/origins.h"

namespace fauxplane {
namespace {

// How many steps that surely take one request each are offered at first, and how many times more
// when other requests were faster and took them all.
constexpr std::size_t kSureCandidates = 4;
constexpr std::size_t kMoreTimes = 8;

Candidate candidate_of(const Step& step, std::uint32_t index) {
  return {.step = index,
          .uses_max = uses_max_of(step),
          .nth = step.nth.value_or(0),
          .chance = step.chance.value_or(1.0)};
}

bool is_sure(const Candidate& candidate) {
  return candidate.nth == 0 && candidate.chance >= 1.0;
}

// The first steps that fit the request, in the order of the script. Behind enough sure ones only
// those that count their requests still matter; behind one that is never used up, nothing does.
Offer collect(const Exchange& exchange, std::size_t sure_max, std::vector<Candidate>& candidates) {
  const Script& script = *exchange.world.script();
  const auto& steps = script.scenario().steps;
  const auto is_candidate = [&](std::uint32_t index) {
    return (!is_decided(exchange) || takes_refused(steps[index])) &&
           fits(steps[index].on, steps[index].match, exchange.call);
  };
  std::size_t sure = 0;
  std::uint32_t last = 0;
  for (const std::uint32_t index : exchange.world.open_steps_on(exchange.route)) {
    if (exchange.world.is_used_up(index) || !is_candidate(index)) continue;
    candidates.push_back(candidate_of(steps[index], index));
    if (!is_sure(candidates.back())) continue;
    if (candidates.back().uses_max == UINT32_MAX) return Offer::kWhole;
    last = index;
    if (++sure == sure_max) break;
  }
  if (sure < sure_max) return Offer::kWhole;
  for (const std::uint32_t index : script.waiting_steps_on(exchange.route)) {
    if (index > last && is_candidate(index)) {
      candidates.push_back(candidate_of(steps[index], index));
    }
  }
  return Offer::kPart;
}

std::optional<StepUse> take_step(const Exchange& exchange) {
  thread_local std::vector<Candidate> candidates;
  for (std::size_t sure_max = kSureCandidates;; sure_max *= kMoreTimes) {
    candidates.clear();
    const Offer offer = collect(exchange, sure_max, candidates);
    const auto taken =
        candidates.empty() ? std::nullopt : exchange.world.store().take_step(candidates, offer);
    if (taken || offer == Offer::kWhole) return taken;
  }
}

std::string label_of(const Exchange& exchange, std::uint32_t index) {
  const Step& step = exchange.world.scenario().steps[index];
  std::string label = "step " + std::to_string(index + 1);
  if (step.place.line > 0) label += " (line " + std::to_string(step.place.line) + ")";
  return label;
}

std::string why_not(const Exchange& exchange, std::uint32_t index) {
  const Step& step = exchange.world.scenario().steps[index];
  if (auto unlike = difference(step.on, step.match, exchange.call)) return *unlike;
  const StepCount count = exchange.world.store().step_count(index);
  const std::uint32_t most = uses_max_of(step);
  if (count.uses >= most) {
    return "is used up: it took " + std::to_string(count.uses) + " of " + std::to_string(most);
  }
  if (step.nth && count.matched < *step.nth) {
    return "waits for matching request " + std::to_string(*step.nth) + ", this was " +
           std::to_string(count.matched);
  }
  return "let it pass by chance";
}

// The closest step is the one on the same route that a request of this kind would have come to
// last.
std::string closest_step(const Exchange& exchange) {
  const Script& script = *exchange.world.script();
  const auto indices = script.steps_on(exchange.route);
  if (indices.empty()) {
    return "no step is on " + std::string(exchange.call.request.method_text) + " " +
           std::string(exchange.call.request.path.substr(0, 200));
  }
  const auto unlike = [&](std::uint32_t index) {
    const Step& step = script.scenario().steps[index];
    return !fits(step.on, step.match, exchange.call);
  };
  // One that fits and was used up or waits is closer than one that does not fit.
  const auto fitting = std::find_if_not(indices.rbegin(), indices.rend(), unlike);
  const std::uint32_t closest = fitting != indices.rend() ? *fitting : indices.front();
  return label_of(exchange, closest) + " came closest: it " + why_not(exchange, closest);
}

std::optional<Envelope> envelope_named(const std::string& name) {
  for (const EnvelopeRow& row : envelope_rows()) {
    if (row.name == name) return row.envelope;
  }
  return std::nullopt;
}

Attribute* find_attribute(std::vector<Attribute>& attributes, std::string_view name) {
  const auto at = std::find_if(attributes.begin(), attributes.end(),
                               [&](const Attribute& attribute) { return attribute.name == name; });
  return at == attributes.end() ? nullptr : &*at;
}

// What the headers of the same answer say of the dimension: a scripted refusal costs nothing, so
// what was reserved for the call does not count.
void take_facts_from_world(const Exchange& exchange, std::vector<Attribute>& attributes) {
  const Attribute* const named = find_attribute(attributes, "dimension");
  if (named == nullptr || !exchange.is_authenticated) return;
  const auto* const name = std::get_if<std::string>(&named->value);
  const auto& rows = exchange.service.dimensions;
  const auto row = std::find_if(rows.begin(), rows.end(), [&](const DimensionRow& known) {
    return name != nullptr && known.name == *name;
  });
  if (row == rows.end()) return;
  const auto index = static_cast<std::size_t>(row - rows.begin());
  const Identity& caller = exchange.call.caller;
  std::int64_t used = exchange.world.store().usage(caller.org->id, exchange.call.now)[index];
  for (const Reservation& reservation : exchange.admission.taken()) {
    for (const Charge& charge : std::span(reservation.charges).first(reservation.count)) {
      if (index_of(charge.dimension) == index && !charge.is_held) used -= charge.amount;
    }
  }
  if (Attribute* const current = find_attribute(attributes, "current")) current->value = used;
  const auto& most = caller.plan->limits[index];
  if (Attribute* const limit = find_attribute(attributes, "limit"); limit != nullptr && most) {
    limit->value = *most;
  }
}

// Where the billing periods of whoever calls start; the calendar month when nobody is known.
AnchorDay anchor_of(const Exchange& exchange) {
  return exchange.is_authenticated ? exchange.call.caller.org->anchor : AnchorDay{};
}

// A fact of the row that repeats the header in the body, as whole seconds even where the header
// is a date; without the header, or with one that names no time, there is none.
void take_wait_from_header(const Exchange& exchange, const ScriptedAnswer& scripted,
                           std::vector<Attribute>& attributes) {
  Attribute* const wait = find_attribute(attributes, kRetryAfter);
  if (wait == nullptr) return;
  std::optional<std::chrono::seconds> seconds;
  if (scripted.retry_after) {
    seconds = seconds_to_wait(*scripted.retry_after, exchange.call.now, anchor_of(exchange));
  }
  if (seconds) {
    wait->value = seconds->count();
  } else {
    attributes.erase(attributes.begin() + (wait - attributes.data()));
  }
}

// The row's facts, the world's over them, and those that the script gives over both.
std::vector<Attribute> attributes_of(const Exchange& exchange, const ErrorRow& row,
                                     const ScriptedAnswer& scripted) {
  std::vector<Attribute> attributes(row.attributes.begin(), row.attributes.end());
  for (const Attribute& given : scripted.attributes) {
    if (Attribute* const known = find_attribute(attributes, given.name)) known->value = given.value;
  }
  take_facts_from_world(exchange, attributes);
  take_wait_from_header(exchange, scripted, attributes);
  for (const Attribute& given : scripted.attributes) {
    if (Attribute* const known = find_attribute(attributes, given.name)) {
      known->value = given.value;
    } else {
      attributes.push_back(given);
    }
  }
  return attributes;
}

std::string location_of(const Redirect& redirect, const Exchange& exchange) {
  const Request& request = exchange.call.request;
  std::string location;
  if (redirect.to && request.origins != nullptr) location = text_of(*request.origins, *redirect.to);
  location.append(request.prefix);
  if (!redirect.path.empty()) return location.append(redirect.path);
  location.append(request.path);
  if (!request.query.empty()) location.append("?").append(request.query);
  return location;
}

}  // namespace

void play(Exchange& exchange) {
  const auto& steps = exchange.world.scenario().steps;
  if (exchange.refusal) exchange.note = "refused by the plane: " + exchange.refusal->code;
  if (exchange.stand_in) exchange.note = "degraded: the plan has no room";
  if (steps.empty()) return;
  const auto taken = take_step(exchange);
  if (!taken && is_decided(exchange)) return;
  if (!taken) {
    exchange.world.count_unmatched();
    exchange.note = closest_step(exchange);
    return;
  }
  const Step& step = steps[taken->step];
  if (taken->use >= uses_max_of(step)) exchange.world.mark_used_up(taken->step);
  exchange.played = {.index = taken->step,
                     .use = taken->use,
                     .step = &step,
                     .answer = answer_of(step, taken->use),
                     .is_beyond_end = is_beyond_end(step, taken->use)};
  if (exchange.played.is_beyond_end) {
    exchange.world.count_beyond_end();
    exchange.played.answer = nullptr;
    exchange.note = label_of(exchange, taken->step) + " is at its end, and says after: fail";
  }
}

bool will_be_early(const Exchange& exchange) {
  const auto& steps = exchange.world.scenario().steps;
  for (const std::uint32_t index : exchange.world.open_steps_on(exchange.route)) {
    const Step& step = steps[index];
    if (exchange.world.is_used_up(index)) continue;
    if (is_decided(exchange) && !takes_refused(step)) continue;
    if (!fits(step.on, step.match, exchange.call)) continue;
    if (step.chance) continue;  // drawn when the answer is made
    const bool is_waiting =
        step.nth && exchange.world.store().step_count(index).matched + 1 < *step.nth;
    if (!is_waiting) return step.fault.is_early;
  }
  return false;
}

Answer scripted_answer(const Exchange& exchange, const ScriptedAnswer& scripted) {
  if (!scripted.error.empty()) {
    const ErrorRow& row = error_row(exchange.service, scripted.error);
    const Error error{.code = scripted.error,
                      .message = scripted.message.value_or(std::string()),
                      .attributes = attributes_of(exchange, row, scripted)};
    return error_answer(exchange.service, exchange.call, error, envelope_named(scripted.envelope));
  }
  const int status = scripted.status.value_or(200);
  if (scripted.body) return json_answer(status, *scripted.body);
  if (status == 204 || status == 304) return {.status = status, .headers = {}, .body = {}};
  return json_answer(status, R"({"detail":")" + std::string(reason_of(status)) + R"("})");
}

Answer beyond_end_answer(const Exchange& exchange) {
  return error_answer(exchange.service, exchange.call,
                      {.code = "internal_error",
                       .message = "fauxplane: the script ended before this request (after: fail)"});
}

void lay_over_headers(const ScriptedAnswer& scripted, const Exchange& exchange,
                      HeaderBlock& headers) {
  if (scripted.redirect) headers.add("Location", location_of(*scripted.redirect, exchange));
  if (scripted.retry_after) {
    headers.remove("Retry-After");
    headers.add("Retry-After",
                retry_after_text(*scripted.retry_after, exchange.call.now, anchor_of(exchange)));
  }
  for (const ScriptedHeader& header : scripted.headers) {
    headers.remove(header.name);
    for (const std::string& value : header.values) headers.add(header.name, value);
  }
}

}  // namespace fauxplane
