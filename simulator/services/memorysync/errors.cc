#include <array>
#include <vector>

#include "simulator/services/memorysync/tables.h"

namespace fauxplane::memorysync_service {
namespace {

using Attributes = std::vector<Attribute>;

// Head and body say the same; scripts give it with retry_after.
const Attributes kWait = {{"retry_after", 1}};
const Attributes kMintRefusal = {{"reason", "per_ip"}, {"retry_after_seconds", 60}};
const Attributes kNone = {};

constexpr auto kSurface = std::nullopt;  // the envelope of the surface it happens on
constexpr bool kCode = true;
constexpr bool kNoCode = false;
constexpr bool kDefault = true;
constexpr bool kByName = false;

// name, status, envelope, code on the wire?, default of its status?, message, facts, what the
// caller should do, the code (memorysync.md 12)
const std::array<ErrorRow, 23> kRows = {{
    {"bad_request", 400, kSurface, kCode, kDefault, "Bad Request", kNone, "fix the request",
     "BAD_REQUEST"},
    {"business_rule", 400, Envelope::kFlat, kCode, kByName, "The request breaks a rule", kNone,
     "fix what the message names", "ValidationError"},
    {"missing_end_user_id", 400, kSurface, kCode, kByName,
     "X-End-User-ID is missing or empty; it says whose memories these are", kNone,
     "send X-End-User-ID", "MISSING_END_USER_ID"},
    {"invalid_tenant_id_format", 400, kSurface, kCode, kByName,
     "X-Tenant-ID takes 1 to 64 letters, digits, hyphens and underscores", kNone, "fix X-Tenant-ID",
     "INVALID_TENANT_ID_FORMAT"},
    {"tenant_context_required", 400, kSurface, kCode, kByName, "No tenant can be resolved", kNone,
     "send X-Tenant-ID, or use a key of a tenant", "TENANT_CONTEXT_REQUIRED"},
    {"project_context_required", 400, kSurface, kCode, kByName, "No project can be resolved", kNone,
     "send X-Project-ID, or use a key that is pinned to a project", "PROJECT_CONTEXT_REQUIRED"},
    {"unauthorized", 401, kSurface, kCode, kDefault, "Invalid API key", kNone,
     "check the key; do not retry", "UNAUTHORIZED"},
    {"forbidden", 403, kSurface, kCode, kDefault, "Forbidden", kNone,
     "use a key that may; do not retry", "FORBIDDEN"},
    {"missing_scope", 403, Envelope::kText, kNoCode, kByName, "Missing scope: memory:read", kNone,
     "use a key with the scope"},
    {"not_found", 404, kSurface, kCode, kDefault, "Not Found", kNone, "check the path and the id",
     "NOT_FOUND"},
    {"method_not_allowed", 405, kSurface, kCode, kDefault, "Method Not Allowed", kNone,
     "use a method that Allow names", "METHOD_NOT_ALLOWED"},
    {"conflict", 409, kSurface, kCode, kDefault, "Conflict", kNone, "read the current state",
     "CONFLICT"},
    {"payload_too_large", 413, kSurface, kCode, kDefault, "The body is too large", kNone,
     "send less at once", "PAYLOAD_TOO_LARGE"},
    {"validation_error", 422, kSurface, kCode, kDefault, "The body is not valid", kNone,
     "fix what details names", "VALIDATION_ERROR"},
    {"rate_limit_exceeded", 429, Envelope::kCoded, kCode, kDefault,
     "Too many calls in the per-second layer.", kWait, "wait for Retry-After, then retry",
     "RATE_LIMIT_EXCEEDED"},
    {"evaluation_refused", 429, Envelope::kFlat, kNoCode, kByName,
     "No evaluation key can be made now", kMintRefusal, "wait for retry_after_seconds"},
    {"limit_exceeded", 429, Envelope::kNested, kCode, kByName, "Monthly limit reached.", kNone,
     "wait for the next cycle or a larger plan; do not retry"},
    {"internal_error", 500, kSurface, kCode, kDefault, "Internal Server Error", kNone,
     "retry up to three times", "INTERNAL_ERROR"},
    {"not_implemented", 501, kSurface, kCode, kDefault, "Not Implemented", kNone, "do without",
     "NOT_IMPLEMENTED"},
    {"bad_gateway", 502, Envelope::kHtml, kNoCode, kDefault, "Bad Gateway", kNone,
     "retry up to three times"},
    {"unavailable", 503, kSurface, kCode, kDefault, "The database is down", kNone,
     "retry up to three times", "SERVICE_UNAVAILABLE"},
    {"gateway_unavailable", 503, Envelope::kEmpty, kNoCode, kByName, "Service Unavailable", kNone,
     "retry up to three times"},
    {"gateway_timeout", 504, Envelope::kGateway, kNoCode, kDefault, "Gateway Timeout", kNone,
     "retry up to three times"},
}};

}  // namespace

std::span<const ErrorRow> error_rows() {
  return kRows;
}

}  // namespace fauxplane::memorysync_service
