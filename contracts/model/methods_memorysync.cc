// MemorySync: memories of end users and of tenants, projects, health (memorysync.md 4).
#include <array>

#include "contracts/model/methods.h"

namespace fauxplane::contracts {
namespace {

using enum Place;
constexpr bool kNeeded = true;
constexpr bool kFree = false;
constexpr bool kAnyText = true;
constexpr std::string_view kAnything = "*";

// Of a body whose user and project are taken from elsewhere: ignored, whatever they are (4.1).
constexpr ArgumentRow ignored(std::string_view name) {
  return {name, kBody, kFree, kAnything};
}

constexpr std::array<ArgumentRow, 0> kNone = {};
constexpr std::array<ArgumentRow, 13> kAdd = {
    {{"text", kBody, kNeeded, "",
      R"(["Team lunch moves to Thursday noon.","The office closes at six on Fridays."])", "content",
      kAnyText},
     {"tags", kBody, kFree, "[]", R"([["plan"],[]])"},
     {"importance", kBody, kFree, "0.5", "[0,0.75,1]"},
     {"source", kBody, kFree, "", R"(["chat"])"},
     {"event_type", kBody, kFree, "", R"(["note"])"},
     {"session_id", kBody, kFree, "", R"(["s-1"])"},
     {"ttl_minutes", kBody, kFree, "", "[1,60]"},
     {"metadata", kBody, kFree, "{}", R"([{"a":{"b":[1]}},{}])"},
     {"deduplicate", kBody, kFree, "true", "[true,false]"},
     ignored("user_id"),
     ignored("end_user_id"),
     ignored("project_id"),
     ignored("environment")}};
constexpr std::array<ArgumentRow, 5> kBatch = {
    {{"items", kBody, kNeeded, "",
      R"([[{"text":"Schema v3 was approved on Monday."},{"text":""}],)"
      R"([{"text":"The printer is on the third floor.","tags":["office"]}]])"},
     {"deduplicate", kBody, kFree, "true", "[true,false]"},
     ignored("user_id"),
     ignored("end_user_id"),
     ignored("project_id")}};
constexpr std::array<ArgumentRow, 10> kQueried = {
    {{"query", kBody, kNeeded, "", R"(["when is lunch"])", "", kAnyText},
     {"k", kBody, kFree, "5", "[1,5,50]"},
     {"filters", kBody, kFree, "{}", R"([{"tags":["plan"]},{"source":"chat"}])"},
     {"weights", kBody, kFree, "{}", R"([{"semantic":1}])"},
     {"traversal_depth", kBody, kFree, "2"},
     {"computation_tier", kBody, kFree, ""},
     {"session_id", kBody, kFree, ""},
     ignored("user_id"),
     ignored("end_user_id"),
     ignored("project_id")}};
constexpr std::array<ArgumentRow, 5> kSearched = {
    {{"query", kBody, kNeeded, "", R"(["budget decisions"])", "", kAnyText},
     {"k", kBody, kFree, "5", "[1,3,50]"},
     {"force_intent", kBody, kFree, ""},
     ignored("user_id"),
     ignored("end_user_id")}};
constexpr std::array<ArgumentRow, 1> kId = {{{"memory_id", kPath, kNeeded, "", "[4181]"}}};
constexpr std::array<ArgumentRow, 8> kUpdate = {
    {{"memory_id", kPath, kNeeded, "", "[4181]"},
     {"text", kBody, kFree, "", R"(["Team lunch moves to Friday noon."])", "content"},
     {"tags", kBody, kFree, "", R"([["plan"]])"},
     {"importance", kBody, kNeeded, "", "[0.25,1]"},
     {"source", kBody, kFree, ""},
     {"event_type", kBody, kFree, ""},
     {"ttl_minutes", kBody, kFree, ""},
     {"metadata", kBody, kFree, "", R"([{"a":1}])"}}};
constexpr std::array<ArgumentRow, 1> kForget = {
    {{"memory_ids", kBody, kNeeded, "", "[[4181,4182],[1]]"}}};
constexpr std::array<ArgumentRow, 9> kTurn = {
    {{"tenant_id", kBody, kNeeded, "", R"(["org_7"])"},
     {"user_id", kBody, kNeeded, "", R"(["u-31"])"},
     {"text", kBody, kNeeded, "", R"(["I prefer window seats."])", "", kAnyText},
     {"role", kBody, kFree, kAnything, R"(["user","assistant"])"},
     {"speaker", kBody, kFree, kAnything, R"(["human@bot::c1#h041ad25ce2132a2f"])"},
     {"occurred_at", kBody, kFree, kAnything, R"(["2026-03-02T09:15:00Z"])"},
     {"source", kBody, kFree, kAnything},
     {"metadata", kBody, kFree, kAnything, R"([{"session_id":"bot::c1"}])"},
     {"sync_embed", kBody, kFree, kAnything}}};
constexpr std::array<ArgumentRow, 5> kPrompted = {
    {{"tenant_id", kBody, kNeeded, "", R"(["org_7"])"},
     {"user_id", kBody, kNeeded, "", R"(["u-31"])"},
     {"prompt", kBody, kNeeded, "", R"(["which seat?"])", "", kAnyText},
     {"k", kBody, kFree, kAnything, "[1,6]"},
     {"types", kBody, kFree, ""}}};
constexpr std::array<ArgumentRow, 3> kTurns = {{{"tenant_id", kPath, kNeeded, "", R"(["org_7"])"},
                                                {"user_id", kPath, kNeeded, "", R"(["u-31"])"},
                                                {"limit", kQuery, kFree, "0", "[1,50]"}}};

#define FAUXPLANE_MEMORY                                                                     \
  "{id:i! user_id:a text:s! summary:s created_at:s updated_at:s metadata:o tags:t source:s " \
  "event_type:s tier:s importance:n is_summary:b expires_at:s key_points:t quality_score:n " \
  "memory_type:s}"
// What says that nothing was stored: {"status":"ok"}, or "skipped" with its reason.
#define FAUXPLANE_NOT_STORED "{status:s! reason:s skipped:b}"

constexpr std::string_view kFound =
    "{memories:[{id:i text:s score:n created_at:s tags:t metadata:o}]! context:a latency_ms:n "
    "session_id:s}";

constexpr MethodRow row(std::string_view name, std::string_view http_method, std::string_view path,
                        std::span<const ArgumentRow> arguments, std::string_view shape) {
  return {.name = name,
          .http_method = http_method,
          .prefix = "",
          .path = path,
          .arguments = arguments,
          .shape = shape};
}

constexpr MethodRow metered(MethodRow method, Deed deed) {
  method.is_metered = true;
  method.deed = deed;
  return method;
}

constexpr MethodRow in_parts_of(MethodRow method, std::size_t items_max) {
  method.items_max = items_max;
  return method;
}

constexpr MethodRow changes(MethodRow method) {
  method.deed = Deed::kChanges;
  return method;
}

constexpr MethodRow open(MethodRow method) {
  method.is_open = true;
  return method;
}

constexpr std::array kMethods = {
    metered(
        row("memory.add", "POST", "/memory/add", kAdd, FAUXPLANE_MEMORY "|" FAUXPLANE_NOT_STORED),
        Deed::kCreates),
    metered(in_parts_of(row("memory.batch", "POST", "/memory/batch|/memory/bulk-add", kBatch,
                            "{results:[{index:i! status:s! memory_ids:[i] reason:s}]! total:i "
                            "created:i skipped:i rejected:i}|" FAUXPLANE_NOT_STORED),
                        50),
            Deed::kCreates),
    metered(row("memory.query", "POST", "/memory/query|/memory/retrieve", kQueried, kFound),
            Deed::kReads),
    metered(row("memory.search", "POST", "/memory/search|/memory/search/routed", kSearched, kFound),
            Deed::kReads),
    row("memory.get", "GET", "/memory/{memory_id}", kId, FAUXPLANE_MEMORY),
    changes(row("memory.update", "PATCH", "/memory/{memory_id}", kUpdate, FAUXPLANE_MEMORY)),
    changes(
        row("memory.forget", "DELETE", "/memory/forget", kForget, "{deleted:i! deleted_ids:[i]}")),
    row("memory.export", "GET", "/memory/export", kNone,
        "{user_id:a memories:[o]! generated_at:s}"),
    metered(row("turns.add", "POST", "/v1/memory/add_turn", kTurn,
                "{status:s! processing_status:s memory_id:a embed_mode:s already_exists:b "
                "request_id:s}"),
            Deed::kCreates),
    metered(row("turns.recall", "POST", "/v1/memory/recall", kPrompted,
                "{memories:[o]! context:s used_fallback:b}"),
            Deed::kReads),
    metered(row("turns.query", "POST", "/v1/memory/query", kPrompted,
                "{memories:[{memory_id:s raw_text:s score:n}]!}"),
            Deed::kReads),
    row("turns.list", "GET", "/v1/memory/{tenant_id}/{user_id}/list", kTurns,
        "{memories:[{memory_id:s! raw_text:s summary:s metadata:o created_at:s source:s}]! "
        "total:i}"),
    row("projects.list", "GET", "/org/projects", kNone, "[{id:s! tenant_id:s! name:s}]"),
    open(row("health", "GET", "/health", kNone, "{status:s! db:s vector_db:s cache:s}")),
};

#undef FAUXPLANE_MEMORY
#undef FAUXPLANE_NOT_STORED

}  // namespace

std::span<const MethodRow> memorysync_methods() {
  return kMethods;
}

}  // namespace fauxplane::contracts
