// The kinds of maps that a scenario has; their keys are in keys.cc.
#include <algorithm>
#include <array>

#include "simulator/scenario/keys.h"

namespace fauxplane {
namespace {

using enum MapKind;

constexpr bool kOpen = true;
constexpr bool kClosed = false;

constexpr std::array<MapRow, 37> kMaps = {{
    {kScenario, "scenario", kClosed},
    {kTls, "tls", kClosed},
    {kClock, "clock", kClosed},
    {kWorld, "world", kClosed},
    {kPlan, "plan", kClosed},
    {kPrice, "price", kClosed},
    {kOrg, "org", kClosed},
    {kSeats, "seats", kClosed},
    {kPaymentMethod, "payment_method", kClosed},
    {kUpcomingInvoice, "upcoming_invoice", kClosed},
    {kInvoice, "invoice", kClosed},
    {kMember, "member", kClosed},
    {kKey, "key", kClosed},
    {kTenant, "tenant", kClosed},
    {kProject, "project", kClosed},
    {kRateLimits, "rate_limits", kClosed},
    {kTierLimits, "tier_limits", kClosed},
    {kEvent, "event", kClosed},
    {kExtraction, "extraction", kClosed},
    {kStep, "step", kClosed},
    {kMatch, "match", kClosed},
    {kValueMatch, "value_match", kClosed},
    {kAnswer, "answer", kOpen},
    {kRedirect, "redirect", kClosed},
    {kRetryAfter, "retry_after", kClosed},
    {kFault, "fault", kClosed},
    {kDelay, "delay", kClosed},
    {kStall, "stall", kClosed},
    {kDrip, "drip", kClosed},
    {kEffects, "then", kClosed},
    {kSetUsage, "set_usage", kOpen},
    {kSetLimit, "set_limit", kOpen},
    {kSetPlan, "set_plan", kClosed},
    {kSetRole, "set_role", kClosed},
    {kExpectation, "expectation", kClosed},
    {kCheck, "check", kClosed},
    {kCheckClient, "client", kClosed},
}};

}  // namespace

std::span<const MapRow> map_rows() {
  return kMaps;
}

const MapRow& map_row(MapKind map) {
  return *std::find_if(kMaps.begin(), kMaps.end(),
                       [map](const MapRow& row) { return row.map == map; });
}

}  // namespace fauxplane
