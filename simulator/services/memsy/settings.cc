// Readings of the contract that a world may choose (docs/settings.md).
#include <array>

#include "simulator/services/memsy/tables.h"

namespace fauxplane::memsy_service {
namespace {

// Row k is enumerator k of Setting.
constexpr std::array<SettingRow, kSettingCount> kRows = {{
    {"authentication", "application | gateway", "application",
     "who refuses a bad key: the application with 401, or the gateway with 403 "
     "{\"message\":\"Forbidden\"}"},
    {"envelope",
     "default | nested | text | flat | flat_detail | validation | gateway_forbidden | gateway | "
     "html | "
     "plain | empty",
     "default", "the shape of every error; default: the one of the error, else of its plane"},
    {"control_scopes", "ignored | enforced", "ignored",
     "whether the control plane asks for read (GET) and write (anything else)"},
    {"hot_scopes", "enforced | ignored", "enforced",
     "whether the hot path asks for write (ingest, clear, changes of orgs, roles and teams) and "
     "read (anything else)"},
    {"scope_code", "wrong_scope | insufficient_scope", "wrong_scope",
     "the code of a refusal for want of a scope"},
    {"onboarding_reads", "anyone | admin", "anyone",
     "who may list and get orgs, roles and teams; changing them takes an admin always"},
    {"memories_seat", "required | ignored", "required",
     "whether /console/memories asks for a seat"},
    {"org_id_guard", "free_tier | every_tier | off", "free_tier",
     "whose ingest and search may not carry org_id in the body"},
    {"reranking", "optional | required", "optional",
     "whether a plan without the feature reranking may search, or gets feature_not_available"},
    {"scores", "by_plan | spread", "by_plan",
     "how far scores reach: 0 to 0.1 for a plan without reranking and 0 to 1 with it, or always 1"},
    {"search_results", "words | nearest", "words",
     "whether results share a word with the query, or may be there with score 0"},
    {"memory_search", "any_case | same_case", "any_case",
     "whether search of /console/memories tells capital letters from small ones"},
    {"duplicates", "recognised | missed", "recognised",
     "whether an event that comes again within 60 s gets its first id, or a new one"},
    {"duplicate_cost", "free | counted", "free",
     "whether an event that is not stored again counts in events_ingested"},
    {"empty_lists", "accepted | refused", "accepted",
     "whether an empty events or event_ids is answered with empty lists, or with 422"},
    {"content_limit", "8000 | 32000", "8000", "the longest content of an event, in code points"},
    {"ingest_status", "200 | 201 | 202", "200", "the status of an ingest"},
    {"status_total", "asked | found", "asked",
     "total of POST /status: the ids in the request, or those in the three lists"},
    {"status_details", "given | omitted", "given",
     "whether POST /status has statuses and unknownIds"},
    {"create_status", "200 | 201", "200", "the status of a new org, role or team"},
    {"org_records", "own | any", "own",
     "which org_id orgs, roles and teams may have: that of the key, or any"},
    {"record_lengths", "capped | free", "capped",
     "whether name and focus of orgs, roles and teams end at 100 and 500 code points"},
    {"malformed_memory_id", "422 | 404", "422", "the status for a memory id that is no UUID"},
    {"clear", "not_implemented | removed", "not_implemented",
     "DELETE /clear/{container_tag}: 501, or 404"},
}};

}  // namespace

std::span<const SettingRow> setting_rows() {
  return kRows;
}

}  // namespace fauxplane::memsy_service
