// The rate limiter: whose call it is, what that caller may, and what they are told
// (memorysync.md 11).
#include "simulator/services/memorysync/tables.h"

namespace fauxplane::memorysync_service {
namespace {

struct Limited {
  RateCaller caller{};
  std::optional<RateTier> tier{};  // none: a key of the world that says nothing of rates
};

Limited by_address(const Call& call, RateCallerKind kind, RateTier tier) {
  return {.caller = {.kind = kind, .id = call.request.peer}, .tier = tier};
}

// Of a key that acts for a signed-in user, the user is limited. The ids are those of `known`.
Limited by_identity(const Identity& known) {
  if (known.key->is_session) {
    return {.caller = {.kind = kByUser, .id = known.member->id.value},
            .tier = RateTier::kDashboard};
  }
  return {.caller = {.kind = kByKey, .id = known.key->id.value}, .tier = known.key->rate_tier};
}

// "API key, else signed-in user, else IP address" (11.2); a key that nobody knows is none. The call
// keeps the ids alive, until it presents another credential.
Limited limited_caller(Call& call) {
  if (call.route != nullptr && call.route->handler == get_health) {
    return by_address(call, kHealthAddress, RateTier::kDocumentation);
  }
  if (const auto secret = find_header(call.request, "X-API-Key")) {
    if (const auto& known = identify(call, *secret)) return by_identity(*known);
  }
  if (const auto bearer = find_header(call.request, "Authorization")) {
    if (const auto& known = identify(call, token_of(*bearer))) return by_identity(*known);
  }
  return by_address(call, kByAddress, RateTier::kDefault);
}

}  // namespace

std::optional<Error> limit_rate(Call& call, RateStage stage) {
  const std::uint8_t chosen = call.world.setting(kRateLimiting);
  if (chosen == kRatesUnlimited || chosen != static_cast<std::uint8_t>(stage)) return std::nullopt;
  const Limited limited = limited_caller(call);
  if (!limited.tier) return std::nullopt;
  const RateLimits& limits = call.world.rate_limits(*limited.tier);
  const RefusedCalls refused = call.world.setting(kRefusedCalls) == kCallsCharged
                                   ? RefusedCalls::kCharged
                                   : RefusedCalls::kFree;
  const auto charged = call.world.store().charge_rate(limited.caller, limits, call.now, refused);
  if (charged) {
    call.rate = *charged;
    return std::nullopt;
  }
  const RateRefusal& refusal = charged.error();
  call.rate = refusal.standing;
  return Error{.code = "rate_limit_exceeded",
               .message = "Too many calls in the " + std::string(kRateLayers[refusal.layer].name) +
                          " layer.",
               .attributes = {{std::string(kRetryAfter), refusal.retry_after.count()}}};
}

// "describe the layer with the least remaining" (11.4).
void add_rate_headers(const Call& call, HeaderBlock& headers) {
  if (!call.rate || call.world.setting(kRateHeaders) != 0) return;
  headers.add("X-RateLimit-Limit", call.rate->limit);
  headers.add("X-RateLimit-Remaining", call.rate->remaining);
  headers.add("X-RateLimit-Reset", call.rate->reset.count());
}

}  // namespace fauxplane::memorysync_service
