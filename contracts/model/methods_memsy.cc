// Memsy: the control plane and the hot path (memsy.md 5 to 7 and 12).
#include <array>

#include "contracts/model/methods.h"

namespace fauxplane::contracts {
namespace {

using enum Place;
constexpr bool kNeeded = true;
constexpr bool kFree = false;
constexpr bool kAnyText = true;

constexpr std::array<ArgumentRow, 0> kNone = {};
constexpr std::array<ArgumentRow, 4> kTimeseries = {
    {{"dimension", kQuery, kFree, "", R"(["api_calls","events_ingested"])"},
     {"granularity", kQuery, kFree, "\"daily\"", R"(["daily","hourly"])"},
     {"period_start", kQuery, kFree, "", R"(["2026-04-01"])"},
     {"period_end", kQuery, kFree, "", R"(["2026-04-30"])"}}};
constexpr std::array<ArgumentRow, 3> kCreateKey = {
    {{"name", kBody, kNeeded, "", R"(["ci"])", "", kAnyText},
     {"scopes", kBody, kFree, R"(["read","write"])", R"([["read"],["read","write"]])"},
     {"expires_at", kBody, kFree, "", R"(["2028-06-30T00:00:00Z"])"}}};
constexpr std::array<ArgumentRow, 1> kKeyId = {
    {{"key_id", kPath, kNeeded, "", R"(["key_member"])"}}};
constexpr std::array<ArgumentRow, 6> kEvents = {{{"actor_id", kQuery, kFree, "", "", "", kAnyText},
                                                 {"session_id", kQuery, kFree, ""},
                                                 {"kind", kQuery, kFree, ""},
                                                 {"sort", kQuery, kFree, "\"ts_desc\""},
                                                 {"limit", kQuery, kFree, "50"},
                                                 {"offset", kQuery, kFree, "0"}}};
constexpr std::array<ArgumentRow, 5> kInterest = {
    {{"email", kBody, kNeeded, "", R"(["kim@mail.example"])"},
     {"name", kBody, kNeeded, "", R"(["Kim"])", "", kAnyText},
     {"company", kBody, kFree, "", R"(["Quux Ltd"])"},
     {"use_case", kBody, kFree, "", R"(["help desk"])"},
     {"notes", kBody, kFree, "", R"(["soon"])"}}};

constexpr std::array<ArgumentRow, 1> kIngest = {
    {{"events", kBody, kNeeded, "",
      R"([[{"actor_id":"user_7","session_id":"s-1","kind":"user_message","content":"Dark."}],)"
      R"([{"actor_id":"user_7","session_id":"s-1","kind":"app_event","content":"Moved.",)"
      R"("ts":"2026-04-02T09:30:00Z","metadata":"{\"src\":\"hook\"}"},)"
      R"({"actor_id":"user_8","session_id":"s-2","kind":"tool_result","content":"7"}]])"}}};
constexpr std::array<ArgumentRow, 7> kSearch = {
    {{"query", kBody, kNeeded, "", R"(["ui preferences"])", "", kAnyText},
     {"actor_id", kBody, kFree, "", R"(["user_7"])"},
     {"limit", kBody, kFree, "10", "[1,5,100]"},
     {"threshold", kBody, kFree, "0.0", "[0.25,1]"},
     {"include_source_events", kBody, kFree, "false", "[true,false]"},
     {"role_ids", kBody, kFree, "", R"([["role_ops"]])"},
     {"team_ids", kBody, kFree, "", R"([["team_core"]])"}}};
constexpr std::array<ArgumentRow, 1> kStatus = {
    {{"event_ids", kBody, kNeeded, "", R"([["01JK8Z3Q9T0000000000000001"],["nope","no"]])"}}};
constexpr std::array<ArgumentRow, 8> kMemories = {
    {{"actor_id", kQuery, kFree, "", R"(["user_7"])", "", kAnyText},
     {"kind", kQuery, kFree, "", R"(["semantic","episodic"])"},
     {"type", kQuery, kFree, "", R"(["fact","preference"])"},
     {"status", kQuery, kFree, "", R"(["active","archived"])"},
     {"sort", kQuery, kFree, "\"observed_at_desc\"", R"(["observed_at_asc","strength_desc"])"},
     {"search", kQuery, kFree, "", R"(["theme"])"},
     {"limit", kQuery, kFree, "50", "[1,50,200]"},
     {"offset", kQuery, kFree, "0", "[0,7]"}}};
constexpr std::array<ArgumentRow, 1> kMemoryId = {
    {{"memory_id", kPath, kNeeded, "", R"(["7b0f3c1e-7c52-4f0e-9b70-2a8f2f6d1a10"])"}}};
constexpr std::array<ArgumentRow, 3> kCreateRecord = {
    {{"org_id", kBody, kNeeded, "", R"(["org_1"])"},
     {"name", kBody, kNeeded, "", R"(["Ops"])", "", kAnyText},
     {"focus", kBody, kNeeded, "", R"(["running systems"])"}}};
constexpr std::array<ArgumentRow, 1> kOrgId = {{{"org_id", kPath, kNeeded, "", R"(["org_1"])"}}};
constexpr std::array<ArgumentRow, 4> kUpdateOrg = {
    {{"org_id", kPath, kNeeded, "", R"(["org_1"])"},
     {"name", kBody, kFree, "", R"(["Acme"])"},
     {"focus", kBody, kNeeded, "", R"(["build systems"])"},
     {"promotion_prompt", kBody, kFree, "", R"(["Keep build facts."])"}}};
constexpr std::array<ArgumentRow, 3> kRecords = {{{"org_id", kQuery, kNeeded, "", R"(["org_1"])"},
                                                  {"limit", kQuery, kFree, "100", "[1,100,200]"},
                                                  {"offset", kQuery, kFree, "0", "[0,7]"}}};
constexpr std::array<ArgumentRow, 2> kRoleId = {{{"role_id", kPath, kNeeded, "", R"(["role_ops"])"},
                                                 {"org_id", kQuery, kNeeded, "", R"(["org_1"])"}}};
constexpr std::array<ArgumentRow, 2> kTeamId = {
    {{"team_id", kPath, kNeeded, "", R"(["team_core"])"},
     {"org_id", kQuery, kNeeded, "", R"(["org_1"])"}}};
constexpr std::array<ArgumentRow, 5> kUpdateRole = {
    {{"role_id", kPath, kNeeded, "", R"(["role_ops"])"},
     {"org_id", kQuery, kNeeded, "", R"(["org_1"])"},
     {"name", kBody, kFree, "", R"(["Ops"])"},
     {"focus", kBody, kNeeded, "", R"(["machines"])"},
     {"promotion_prompt", kBody, kFree, "", R"(["Keep incidents."])"}}};
constexpr std::array<ArgumentRow, 5> kUpdateTeam = {
    {{"team_id", kPath, kNeeded, "", R"(["team_core"])"},
     {"org_id", kQuery, kNeeded, "", R"(["org_1"])"},
     {"name", kBody, kFree, "", R"(["Core"])"},
     {"focus", kBody, kNeeded, "", R"(["platform"])"},
     {"promotion_prompt", kBody, kFree, "", R"(["Keep platform facts."])"}}};

#define FAUXPLANE_RECORD(id)                                                    \
  "{" id                                                                        \
  "org_id:s! name:s! focus:s! promotion_prompt:s! created_at:s! updated_at:s! " \
  "prompt_meta:o}"
#define FAUXPLANE_MEMORY                                                                       \
  "{memory_id:s! org_id:s! scope:{level:s! actor_id:s team_id:s role_id:s}! type:s kind:s "    \
  "memory_kind:s status:s text:s confidence:n strength:n decay_half_life_days:n "              \
  "recall_count:i pinned:b tags:t source_event_ids:t source_urls:t entity_refs:[o] summary:s " \
  "last_recalled_at:s effective_from:s effective_to:s observed_at:s created_at:s "             \
  "updated_at:s payload:o}"

constexpr std::string_view kOrgShape = FAUXPLANE_RECORD("");
constexpr std::string_view kRoleShape = FAUXPLANE_RECORD("role_id:s! ");
constexpr std::string_view kTeamShape = FAUXPLANE_RECORD("team_id:s! ");

constexpr MethodRow control(std::string_view name, std::string_view http_method,
                            std::string_view path, std::span<const ArgumentRow> arguments,
                            std::string_view shape) {
  return {.name = name,
          .http_method = http_method,
          .prefix = "/api",
          .path = path,
          .arguments = arguments,
          .shape = shape,
          .deed = http_method == "GET"    ? Deed::kReads
                  : http_method == "POST" ? Deed::kCreates
                                          : Deed::kChanges};
}

constexpr MethodRow hot(std::string_view name, std::string_view http_method, std::string_view path,
                        std::span<const ArgumentRow> arguments, std::string_view shape) {
  MethodRow row = control(name, http_method, path, arguments, shape);
  row.prefix = "/v1";
  row.is_on_request = true;
  return row;
}

constexpr MethodRow with_deed(MethodRow row, Deed deed) {
  row.deed = deed;
  return row;
}

constexpr MethodRow with_usage(MethodRow row) {
  row.carries_usage = true;
  return row;
}

constexpr std::array kMethods = {
    with_usage(control("health", "GET", "/health", kNone,
                       "{status:s! version:s billing_enabled:b components:o}")),
    control("me", "GET", "/me", kNone,
            "{customer_id:s! email:s! tier:s! org_id:s! is_superadmin:b! is_billing_admin:b! "
            "user_id:s org_role:s}"),
    control("usage.summary", "GET", "/usage/summary", kNone,
            "{org_id:s! tier:s! period_start:s! period_end:s! "
            "dimensions:[{dimension:s! used:i! limit:i overage_rate:n}]}"),
    control("usage.timeseries", "GET", "/usage/timeseries", kTimeseries,
            "{org_id:s! granularity:s! data:[{date:s! dimension:s! quantity:i!}]!}"),
    control("billing.summary", "GET", "/billing/summary", kNone,
            "{tier:s! purchased_seats:i! assigned_seats:i! available_seats:i! "
            "stripe_customer_id:s stripe_subscription_id:s subscription_status:s "
            "billing_contact:s payment_method:{brand:s! last4:s! exp_month:i! exp_year:i!} "
            "upcoming_invoice:{amount_due:i! currency:s! period_end:i!}}"),
    control("billing.invoices", "GET", "/billing/invoices", kNone,
            "[{id:s! currency:s! status:s! amount_due:i! amount_paid:i! created:a! "
            "hosted_invoice_url:s}]"),
    control("keys.list", "GET", "/keys", kNone,
            "{keys:[{key_id:s! prefix:s! name:s! created_at:s! is_active:b! scopes:t "
            "last_used_at:s expires_at:s}]! max_keys:i! active_count:i!}"),
    control("keys.create", "POST", "/keys", kCreateKey,
            "{key_id:s! raw_key:s! prefix:s! name:s! scopes:t!}"),
    control("keys.usage", "GET", "/keys/{key_id}/usage", kKeyId, "usage<[o]"),
    control("keys.delete", "DELETE", "/keys/{key_id}", kKeyId, ""),
    control("events.list", "GET", "/console/events", kEvents,
            "{items:[{event_id:s! org_id:s! actor_id:s! kind:s! content:s! ts:s! session_id:s "
            "metadata:o ingested_at:s}]! total:i! limit:i! offset:i!}"),
    control("interest.express", "POST", "/interest/pro", kInterest, "{message:s!}"),
    control("interest.status", "GET", "/interest/pro/status", kNone, "expressed<b"),

    with_usage(hot("ingest", "POST", "/ingest", kIngest, "{event_ids:t!}")),
    with_usage(with_deed(hot("search", "POST", "/search", kSearch,
                             "{results:[{id:s! content:s! score:n! metadata:o}]!}"),
                         Deed::kReads)),
    with_usage(with_deed(hot("status", "POST", "/status", kStatus,
                             "{completedIds:t! failedIds:t! pendingIds:t! total:i! statuses:o "
                             "unknownIds:t}"),
                         Deed::kReads)),
    hot("memories.list", "GET", "/console/memories", kMemories,
        "{items:[" FAUXPLANE_MEMORY "]! total:i! limit:i! offset:i!}"),
    hot("memories.stats", "GET", "/console/memories/stats", kNone,
        "{total:i! total_memories:i! active_memories:i! avg_confidence:n! avg_strength:n! "
        "by_type:o by_kind:o by_status:o top_entities:[o] confidence_buckets:[o] date_range:o}"),
    hot("memories.get", "GET", "/console/memories/{memory_id}", kMemoryId, FAUXPLANE_MEMORY),

    hot("orgs.list", "GET", "/orgs", kNone, "[" FAUXPLANE_RECORD("") "]"),
    hot("orgs.create", "POST", "/orgs", kCreateRecord, kOrgShape),
    hot("orgs.get", "GET", "/orgs/{org_id}", kOrgId, kOrgShape),
    hot("orgs.update", "PATCH", "/orgs/{org_id}", kUpdateOrg, kOrgShape),
    with_deed(hot("orgs.regenerate_prompt", "POST", "/orgs/{org_id}/regenerate-prompt", kOrgId,
                  kOrgShape),
              Deed::kChanges),
    hot("orgs.delete", "DELETE", "/orgs/{org_id}", kOrgId, ""),
    hot("roles.list", "GET", "/roles", kRecords, "[" FAUXPLANE_RECORD("role_id:s! ") "]"),
    hot("roles.create", "POST", "/roles", kCreateRecord, kRoleShape),
    hot("roles.get", "GET", "/roles/{role_id}", kRoleId, kRoleShape),
    hot("roles.update", "PATCH", "/roles/{role_id}", kUpdateRole, kRoleShape),
    with_deed(hot("roles.regenerate_prompt", "POST", "/roles/{role_id}/regenerate-prompt", kRoleId,
                  kRoleShape),
              Deed::kChanges),
    hot("roles.delete", "DELETE", "/roles/{role_id}", kRoleId, ""),
    hot("teams.list", "GET", "/teams", kRecords, "[" FAUXPLANE_RECORD("team_id:s! ") "]"),
    hot("teams.create", "POST", "/teams", kCreateRecord, kTeamShape),
    hot("teams.get", "GET", "/teams/{team_id}", kTeamId, kTeamShape),
    hot("teams.update", "PATCH", "/teams/{team_id}", kUpdateTeam, kTeamShape),
    with_deed(hot("teams.regenerate_prompt", "POST", "/teams/{team_id}/regenerate-prompt", kTeamId,
                  kTeamShape),
              Deed::kChanges),
    hot("teams.delete", "DELETE", "/teams/{team_id}", kTeamId, ""),
};

#undef FAUXPLANE_RECORD
#undef FAUXPLANE_MEMORY

}  // namespace

std::span<const MethodRow> memsy_methods() {
  return kMethods;
}

}  // namespace fauxplane::contracts
