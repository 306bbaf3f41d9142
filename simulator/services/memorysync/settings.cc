// Readings of the contract that a world may choose (memorysync.md 15, docs/settings.md).
#include <array>

#include "simulator/services/memorysync/tables.h"

namespace fauxplane::memorysync_service {
namespace {

// In the order of enum Setting.
constexpr std::array<SettingRow, kSettingCount> kSettingRows = {{
    {"envelope",
     "default | nested | text | flat | flat_detail | validation | gateway_forbidden | gateway | "
     "html | plain | empty | coded",
     "default", "the shape of every error; default: the one of the error, else of its surface"},
    {"invalid_bearer", "refused | ignored", "refused",
     "what becomes of a bad Authorization beside a good X-API-Key (O8)"},
    {"health", "ok | db_unhealthy | vector_db_unhealthy | cache_unhealthy", "ok",
     "what GET /health says; without the db every other route answers 503, too"},
    {"tenant_context", "required | optional", "required",
     "whether /memory answers a caller without a tenant with 400, or attributes the unit to none"},
    {"project_context", "default | required", "default",
     "whether the tenant's default project stands in when neither key nor header names one"},
    {"tenant_id_letters", "with_underscore | without", "with_underscore",
     "whether X-Tenant-ID may hold an underscore (O9)"},
    {"over_quota_refusal", "error | silent", "error",
     "what a call gets that is over quota, and has no end user or a bad body (O3)"},
    {"low_value_units", "counted | free", "counted",
     "whether an add that stores nothing because its text says nothing spends a unit (O1)"},
    {"duplicate_units", "counted | free", "counted",
     "whether an add of a text that is stored already spends a unit (O1)"},
    {"replay_units", "free | counted", "free",
     "whether a turn that was seen before spends a unit (O1)"},
    {"skipped_status", "ok | created", "ok", "the status of a skipped add: 200 or 201 (O18)"},
    {"silent_add", "status | skipped", "status",
     "the body of an add over quota: {\"status\":\"ok\"}, or with \"skipped\":true (O2)"},
    {"silent_turn", "created | status", "created",
     "a turn over quota: 201 with its schema, or 200 {\"status\":\"ok\"} (7.1)"},
    {"silent_recall", "context | memories", "context",
     "a recall over quota: with an empty context, or memories alone (7.1)"},
    {"rate_limits", "before_authentication | after_authentication | off", "before_authentication",
     "whether rates are limited, and whether callers with a bad key are (O12)"},
    {"rate_limit_headers", "present | absent", "present",
     "whether answers carry X-RateLimit-Limit, -Remaining and -Reset (O11)"},
    {"within_plan", "under | up_to", "under",
     "whether a metric that has reached its limit is within the plan (O4)"},
    {"unallocated", "listed | omitted_when_empty", "listed",
     "whether reports of tenants name Unallocated when it is zero (O15)"},
    {"evaluation_keys", "available | per_ip | per_subnet | unavailable", "available",
     "whether POST /evaluation/keys makes one, and else the reason it gives"},
    {"plan_change", "keeps_usage | resets_usage", "keeps_usage",
     "whether set_plan takes the counters of the cycle back to zero (O6)"},
    {"resubscription", "keeps_usage | resets_usage", "keeps_usage",
     "whether resubscribe does (O6)"},
    {"operator_reset", "keeps_usage | resets_usage", "keeps_usage",
     "whether reset_usage does (O6)"},
    {"cost_shares", "units | mean_of_metrics", "units",
     "what a tenant's share follows: its units, or the mean of its shares of the metrics (O7)"},
    {"silent_batch", "status | skipped", "status",
     "a batch over quota: 200 {\"status\":\"ok\"}, or 207 with every item skipped (O10)"},
    {"sensitive_queries", "answered | refused", "answered",
     "whether /memory/search/routed refuses a query for secrets with 403 (4.4)"},
    {"trend_from_zero", "none | hundred", "none",
     "the trend of a metric that had no use in the cycle before: null, or 100 (O5)"},
    {"refused_calls", "free | charged", "free",
     "whether a call that the limiter refuses is charged to the layers all the same (O11)"},
    {"price_at_start", "this_cycle | next_cycle", "this_cycle",
     "the first cycle of a price that takes effect exactly when one starts (O17)"},
    {"degraded_flag", "present | absent", "present",
     "whether retrievals say \"degraded\":true while vector_db or cache is unhealthy (O16)"},
    {"trend_against", "whole_cycle | elapsed_time", "whole_cycle",
     "what a running cycle is compared with: the cycle before, or as many of its hours (O5)"},
}};

}  // namespace

std::span<const SettingRow> setting_rows() {
  return kSettingRows;
}

}  // namespace fauxplane::memorysync_service
