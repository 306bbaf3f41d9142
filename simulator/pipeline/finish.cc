#include "simulator/pipeline/finish.h"

#include <algorithm>
#include <string>

#include "simulator/pipeline/damage.h"
#include "simulator/pipeline/play.h"
#include "simulator/pipeline/route.h"
#include "simulator/pipeline/wire_plan.h"
#include "simulator/services/http_date.h"

namespace fauxplane {
namespace {

// No body and no length (RFC 9110 8.6 and 15.3.5).
bool is_bodiless(int status) {
  return status == 204 || status == 304 || status < 200;
}

// Whether the script puts "Connection: close" into the head; whoever says so has to do it (RFC
// 9112 9.6).
bool announces_close(const Exchange& exchange) {
  if (exchange.played.answer == nullptr) return false;
  const auto& headers = exchange.played.answer->headers;
  return std::any_of(headers.begin(), headers.end(), [](const ScriptedHeader& header) {
    return equal_ignoring_case(header.name, "Connection") &&
           std::any_of(header.values.begin(), header.values.end(), [](const std::string& value) {
             return equal_ignoring_case(value, "close");
           });
  });
}

// IMF-fixdate changes once a second; written once and kept until then.
const std::string& date_text(Instant now) {
  thread_local Instant written_for{Duration{-1}};
  thread_local std::string text;
  const Instant second = std::chrono::floor<std::chrono::seconds>(now);
  if (second != written_for) {
    text = to_imf_fixdate(second);
    written_for = second;
  }
  return text;
}

}  // namespace

void settle(Exchange& exchange, const Answer& answer) {
  if (!exchange.is_authenticated) return;
  Store& store = exchange.world.store();
  const OrgId& org = exchange.call.caller.org->id;
  if (exchange.admission.count == 0) exchange.used = store.usage(org, exchange.call.now);
  const Settlement failed =
      exchange.is_work_done ? Settlement::kGiveBackCounted : Settlement::kGiveBack;
  const bool is_kept = is_success(answer.status) && !answer.is_free;
  const Settlement settlement = is_kept ? Settlement::kKeep : failed;
  for (const Reservation& reservation : exchange.admission.taken()) {
    exchange.used = store.settle(org, reservation, settlement, exchange.call.now);
  }
}

void decorate(const Exchange& exchange, Answer& answer) {
  HeaderBlock& headers = answer.headers;
  headers.add("Date", date_text(exchange.call.now));
  exchange.service.decorate(exchange.call,
                            {.status = answer.status,
                             .is_authenticated = exchange.is_authenticated,
                             .is_from_gateway = answer.is_from_gateway,
                             .used = exchange.used},
                            headers);
  if (!is_bodiless(answer.status)) {
    headers.add("Content-Length", static_cast<std::int64_t>(answer.body.size()));
  }
  add_connection(exchange.call.request, headers);
  if (exchange.played.answer != nullptr) {
    lay_over_headers(*exchange.played.answer, exchange, headers);
  }
}

void finish(const Exchange& exchange, const Answer& answer, Reply& reply) {
  const BodyUse use = is_bodiless(answer.status)                      ? BodyUse::kNone
                      : exchange.call.request.method == Method::kHead ? BodyUse::kWithheld
                                                                      : BodyUse::kSent;
  const bool is_damaged =
      exchange.played.step != nullptr && !exchange.played.step->fault.damages.empty();
  // What happens to a body shows in the head, of a HEAD, too.
  write_answer(answer, use == BodyUse::kSent || (use == BodyUse::kWithheld && is_damaged), reply);
  reply.close_after = !exchange.call.request.keep_alive || announces_close(exchange);
  reply.wire = {};
  if (exchange.played.step == nullptr) return;
  const Fault& fault = exchange.played.step->fault;
  apply_damages(fault.damages, reply, use);
  plan_wire(fault,
            drawn_delay(fault.delay, exchange.world.scenario().seed, exchange.played.index,
                        exchange.played.use),
            reply);
}

Answer unknown_route_answer(const Exchange& exchange) {
  const std::string allowed = allowed_methods(exchange.service, exchange.call.request.path);
  if (allowed.empty()) {
    return error_answer(exchange.service, exchange.call, {.code = "not_found", .message = {}});
  }
  Answer answer =
      error_answer(exchange.service, exchange.call, {.code = "method_not_allowed", .message = {}});
  answer.headers.add("Allow", allowed);
  return answer;
}

Answer lost_answer() {
  return {.status = 500, .headers = {}, .body = {}};
}

Answer unreadable_answer(const Exchange& exchange, int status, std::string_view message) {
  Answer answer = error_answer(exchange.service, exchange.call,
                               {.code = "bad_request", .message = std::string(message)});
  answer.status = status;
  return answer;
}

}  // namespace fauxplane
