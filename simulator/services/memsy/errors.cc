#include <array>
#include <vector>

#include "simulator/services/memsy/tables.h"

namespace fauxplane::memsy_service {
namespace {

using Attributes = std::vector<Attribute>;

// The facts of each error that has some (memsy.md 8.1), with values for scripts that give none.
const Attributes kFeature = {{"feature", "reranking"},
                             {"current_tier", "free"},
                             {"upgrade_url", "https://app.example.com/billing"}};
const Attributes kOrgCap = {{"limit", 5}, {"current", 5}};
const Attributes kKeyCap = {{"limit", 10}, {"current", 10}};
const Attributes kInterest = {{"interest_path", "/interest/express"}};
const Attributes kWriteScope = {{"required_scope", "write"}};
const Attributes kSeats = {{"purchased_seats", 5}, {"assigned_seats", 5}, {"pending_invites", 1}};
const Attributes kUsage = {{"dimension", "api_calls"},
                           {"current", 10'000},
                           {"limit", 10'000},
                           {"upgrade_url", "https://app.example.com/billing"}};
const Attributes kNone = {};

constexpr auto kPlane = std::nullopt;  // the envelope of the plane it happens on
constexpr bool kCode = true;
constexpr bool kNoCode = false;
constexpr bool kDefault = true;
constexpr bool kByName = false;

// name, status, envelope, code on the wire?, default of its status?, message, facts, what the
// caller should do
const std::array<ErrorRow, 27> kRows = {{
    {"bad_request", 400, Envelope::kText, kNoCode, kDefault, "Bad Request", kNone,
     "fix the request"},
    {"org_id_not_allowed", 400, kPlane, kCode, kByName,
     "The free tier derives the org from the key; leave org_id out", kNone,
     "leave org_id out of the body, or upgrade"},
    {"unauthorized", 401, Envelope::kText, kNoCode, kDefault, "Invalid API key", kNone,
     "check the key; do not retry"},
    {"forbidden", 403, Envelope::kGatewayForbidden, kNoCode, kByName, "Forbidden", kNone,
     "the gateway refused the key: check it; do not retry"},
    {"admin_required", 403, kPlane, kCode, kDefault, "Only org admins may do this", kNone,
     "use a key of an org:admin"},
    {"wrong_scope", 403, kPlane, kCode, kByName, "The key lacks the write scope", kWriteScope,
     "use a key with required_scope"},
    {"insufficient_scope", 403, kPlane, kCode, kByName, "The key lacks the write scope",
     kWriteScope, "use a key with required_scope"},
    {"feature_not_available", 403, kPlane, kCode, kByName, "Reranking is not part of this plan",
     kFeature, "upgrade at upgrade_url, or do without the feature"},
    {"seat_required", 403, kPlane, kCode, kByName, "This needs an assigned seat", kNone,
     "ask an admin of the org for a seat"},
    {"org_limit_reached", 403, kPlane, kCode, kByName, "The plan allows no more orgs", kOrgCap,
     "delete an org record, or upgrade"},
    {"key_limit_reached", 403, kPlane, kCode, kByName, "The plan allows no more active keys",
     kKeyCap, "delete a key, or upgrade"},
    {"billing_not_enabled", 403, kPlane, kCode, kByName, "Billing is not enabled for this org",
     kInterest, "express interest in the Pro plan"},
    {"foreign_org", 403, Envelope::kText, kNoCode, kByName, "The key belongs to another org", kNone,
     "name the org of the key"},
    {"not_found", 404, Envelope::kText, kNoCode, kDefault, "Not Found", kNone,
     "check the path and the id"},
    {"method_not_allowed", 405, Envelope::kText, kNoCode, kDefault, "Method Not Allowed", kNone,
     "use a method that Allow names"},
    {"seat_limit_reached", 409, kPlane, kCode, kDefault, "All purchased seats are taken", kSeats,
     "buy seats, or free one"},
    {"conflict", 409, Envelope::kText, kNoCode, kByName, "Conflict", kNone,
     "read the current state"},
    {"payload_too_large", 413, Envelope::kText, kNoCode, kDefault, "The body is too large", kNone,
     "send less at once"},
    {"validation_error", 422, Envelope::kValidation, kNoCode, kDefault, "Input is not valid", kNone,
     "fix what loc names"},
    {"rate_limit_exceeded", 429, kPlane, kCode, kDefault, "Too many requests; slow down", kNone,
     "wait for Retry-After, then retry"},
    {"usage_limit_exceeded", 429, kPlane, kCode, kByName, "The plan's quota is used up", kUsage,
     "wait for the next billing period, or upgrade at upgrade_url"},
    {"internal_error", 500, Envelope::kText, kNoCode, kDefault, "Internal Server Error", kNone,
     "report it; do not retry"},
    {"not_implemented", 501, Envelope::kText, kNoCode, kDefault, "Not Implemented", kNone,
     "do without"},
    {"bad_gateway", 502, Envelope::kHtml, kNoCode, kDefault, "Bad Gateway", kNone,
     "a proxy failed: try again later by hand"},
    {"unavailable", 503, Envelope::kGateway, kNoCode, kDefault, "Service Unavailable", kNone,
     "try again later by hand"},
    {"gateway_timeout", 504, Envelope::kGateway, kNoCode, kDefault, "Gateway Timeout", kNone,
     "try again later by hand"},
    {"capacity_reached", 507, Envelope::kText, kNoCode, kDefault, "This world is full", kNone,
     "make another session"},
}};

}  // namespace

std::span<const ErrorRow> error_rows() {
  return kRows;
}

}  // namespace fauxplane::memsy_service
