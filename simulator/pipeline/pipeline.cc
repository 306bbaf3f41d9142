#include "simulator/pipeline/pipeline.h"

#include <array>
#include <utility>

#include "simulator/pipeline/effects.h"
#include "simulator/pipeline/exchange.h"
#include "simulator/pipeline/finish.h"
#include "simulator/pipeline/play.h"
#include "simulator/pipeline/route.h"

namespace fauxplane {
namespace {

std::optional<Error> authenticate(Exchange& exchange) {
  auto identity = exchange.service.authenticate(exchange.call);
  if (!identity) return identity.error();
  exchange.call.caller = *std::move(identity);
  exchange.is_authenticated = exchange.call.caller.key != nullptr;
  return std::nullopt;
}

std::optional<Error> limit_rate(Exchange& exchange, RateStage stage) {
  if (exchange.service.limit_rate == nullptr) return std::nullopt;
  return exchange.service.limit_rate(exchange.call, stage);
}

// Takes the call's units out of the plan, all or none (reserve); settle() keeps or returns them,
// and those that the handler takes besides. What a call gets that finds no room is the service's
// choice: an error, or another answer.
std::optional<Error> admit(Exchange& exchange) {
  std::array<Charge, kChargesMax> charges;
  const std::size_t count = exchange.service.charges(exchange.call, charges);
  const auto exceeded = reserve(exchange.call, std::span(charges).first(count));
  if (!exceeded) return std::exchange(exchange.call.deferred, std::nullopt);
  auto instead = exchange.service.over_quota(exchange.call, *exceeded);
  if (!instead) return instead.error();
  exchange.stand_in = *std::move(instead);
  return std::nullopt;
}

// The gates of the route in the service's order; the quota is one of them.
std::optional<Error> pass_gates(Exchange& exchange) {
  if (exchange.call.route == nullptr) return std::nullopt;
  GateSet bit = 1;
  for (const GateRow& gate : exchange.service.gates) {
    if ((exchange.call.route->gates & bit) != 0) {
      auto refused = gate.check == nullptr ? admit(exchange) : gate.check(exchange.call);
      if (refused || exchange.stand_in) return refused;
    }
    bit <<= 1U;
  }
  return std::nullopt;
}

// The plane's own answer.
Answer handle(Exchange& exchange) {
  if (exchange.call.route == nullptr) return unknown_route_answer(exchange);
  auto handled = exchange.call.route->handler(exchange.call);
  if (handled) return *std::move(handled);
  return error_answer(exchange.service, exchange.call, handled.error());
}

Answer respond(Exchange& exchange) {
  if (exchange.refusal) return error_answer(exchange.service, exchange.call, *exchange.refusal);
  if (exchange.stand_in) return *std::move(exchange.stand_in);
  const Played& played = exchange.played;
  if (played.is_beyond_end) return beyond_end_answer(exchange);
  if (played.step != nullptr && played.step->fault.commit == Commit::kAfter) return lost_answer();
  if (played.answer != nullptr && replaces_answer(*played.answer)) {
    if (played.answer->commit == Commit::kBefore) {
      exchange.is_work_done = is_success(handle(exchange).status);
    }
    return scripted_answer(exchange, *played.answer);
  }
  return handle(exchange);
}

Answer decide(Exchange& exchange) {
  exchange.refusal = limit_rate(exchange, RateStage::kBeforeAuthentication);
  if (!exchange.refusal) exchange.refusal = authenticate(exchange);
  if (!exchange.refusal) exchange.refusal = limit_rate(exchange, RateStage::kAfterAuthentication);
  if (!exchange.refusal) exchange.refusal = pass_gates(exchange);
  play(exchange);
  return respond(exchange);
}

}  // namespace

void answer(World& world, const Request& request, Reply& reply) {
  Exchange exchange(world, request);
  world.store().extract_due(exchange.call.now);
  find_route(exchange);
  Answer answer = decide(exchange);
  settle(exchange, answer);
  decorate(exchange, answer);
  apply_effects(exchange);
  finish(exchange, answer, reply);
  journal(exchange, answer, reply);
}

bool answers_early(World& world, const Request& request) {
  if (!world.script()->has_early_steps()) return false;
  Exchange exchange(world, request);
  find_route(exchange);
  exchange.refusal = authenticate(exchange);
  return will_be_early(exchange);
}

void answer_unreadable(World& world, const Request& request, const Unreadable& unreadable,
                       Reply& reply) {
  Exchange exchange(world, request);
  exchange.note = unreadable.note;
  Answer answer = unreadable_answer(exchange, unreadable.status, unreadable.message);
  decorate(exchange, answer);
  finish(exchange, answer, reply);
  journal(exchange, answer, reply);
}

}  // namespace fauxplane
