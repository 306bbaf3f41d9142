// Memories as the console shows them: GET /console/memories and /console/memories/{memory_id}
// (memsy.md H24, H26).
#include <algorithm>

#include "simulator/domain/made_id.h"
#include "simulator/services/memsy/tables.h"

namespace fauxplane::memsy_service {
namespace {

constexpr std::int64_t kMemoryPageDefault = 50;
constexpr std::int64_t kMemoryPageMax = 200;

using MemoryRow = const Memory*;

// Which of two memories comes first; 0 when the order says nothing of them.
using Order = int (*)(const Memory&, const Memory&);

template <class Value>
int compare(const Value& left, const Value& right) {
  return left < right ? -1 : (right < left ? 1 : 0);
}

struct SortRow {
  std::string_view name;
  Order order;
};
constexpr std::array<SortRow, 5> kMemorySorts = {{
    {"observed_at_desc",
     [](const Memory& left, const Memory& right) {
       return compare(right.event->at, left.event->at);
     }},
    {"observed_at_asc",
     [](const Memory& left, const Memory& right) {
       return compare(left.event->at, right.event->at);
     }},
    {"strength_desc",
     [](const Memory& left, const Memory& right) {
       return compare(strength_of(right), strength_of(left));
     }},
    {"confidence_desc",
     [](const Memory& left, const Memory& right) {
       return compare(right.confidence, left.confidence);
     }},
    {"created_at_desc",
     [](const Memory& left, const Memory& right) {
       return compare(right.created_at, left.created_at);
     }},
}};

// Of ASCII; what lies beyond is compared as it is.
bool equal_without_case(char left, char right) {
  return equal_ignoring_case({&left, 1}, {&right, 1});
}

bool holds(const std::string& text, const std::string& part, bool is_case_sensitive) {
  if (is_case_sensitive) return text.find(part) != std::string::npos;
  return std::search(text.begin(), text.end(), part.begin(), part.end(), equal_without_case) !=
         text.end();
}

// What a page shows and how: the query, read and checked.
struct MemoryPage {
  const std::string* actor = nullptr;
  const std::string* type = nullptr;
  const std::string* search = nullptr;
  std::string kind{};
  bool is_of_active = true;  // all memories are active
  bool is_case_sensitive = false;
  Order order = kMemorySorts.front().order;
  std::int64_t limit = kMemoryPageDefault;
  std::int64_t offset = 0;
};

const std::string* find_filter(const Query& query, std::string_view name) {
  const std::string* text = query.find(name);
  return text == nullptr || text->empty() ? nullptr : text;
}

Result<MemoryPage> memory_page_in(const Call& call, const Query& query) {
  MemoryPage page{.actor = find_filter(query, "actor_id"),
                  .type = find_filter(query, "type"),
                  .search = find_filter(query, "search"),
                  .is_case_sensitive = call.world.setting(kMemorySearch) == 1};
  auto kind = query.choice("kind", {"", "semantic", "episodic", "procedural"});
  if (!kind) return tl::unexpected(kind.error());
  page.kind = *std::move(kind);
  const auto status = query.choice("status", {"active", "archived", "decayed"});
  if (!status) return tl::unexpected(status.error());
  page.is_of_active = *status == "active";
  const auto sort =
      query.choice("sort", {kMemorySorts[0].name, kMemorySorts[1].name, kMemorySorts[2].name,
                            kMemorySorts[3].name, kMemorySorts[4].name});
  if (!sort) return tl::unexpected(sort.error());
  const auto* const row = std::find_if(kMemorySorts.begin(), kMemorySorts.end(),
                                       [&](const SortRow& known) { return known.name == *sort; });
  page.order = row->order;
  const auto limit = query.integer(
      {.name = "limit", .initial = kMemoryPageDefault, .least = 1, .most = kMemoryPageMax});
  if (!limit) return tl::unexpected(limit.error());
  page.limit = *limit;
  const auto offset = query.integer({.name = "offset"});
  if (!offset) return tl::unexpected(offset.error());
  page.offset = *offset;
  return page;
}

bool passes(const MemoryPage& page, const Memory& memory) {
  if (!page.is_of_active) return false;
  if (page.actor != nullptr && memory.event->actor != *page.actor) return false;
  if (page.type != nullptr && memory.type != *page.type) return false;
  if (!page.kind.empty() && memory.memory_kind != page.kind) return false;
  return page.search == nullptr ||
         holds(memory.event->content, *page.search, page.is_case_sensitive);
}

// The order is total: the id breaks ties, so that walking the pages neither repeats nor skips.
std::vector<MemoryRow> select_memories(const MemoryPage& page, const MemoryBank& bank) {
  std::vector<MemoryRow> rows;
  for (const Memory& memory : bank.memories()) {
    if (passes(page, memory)) rows.push_back(&memory);
  }
  std::sort(rows.begin(), rows.end(), [&](MemoryRow left, MemoryRow right) {
    const int order = page.order(*left, *right);
    return order != 0 ? order < 0 : left->id < right->id;
  });
  return rows;
}

Json id_or_null(const std::string& id) {
  return id.empty() ? Json() : Json(id);
}

Json to_json(const Memory& memory) {
  const Event& event = *memory.event;
  Json entities = Json::array();
  for (const Entity& entity : memory.entities) {
    entities.push_back({{"type", entity.type}, {"name", entity.name}});
  }
  const std::string created_at = to_iso8601(memory.created_at);
  return {
      {"memory_id", memory.id.value},
      {"org_id", event.org.value},
      {"scope",
       {{"level", level_of(memory)},
        {"actor_id", event.actor},
        {"team_id", id_or_null(event.team)},
        {"role_id", id_or_null(event.role)}}},
      {"type", memory.type},
      {"kind", "note"},
      {"memory_kind", memory.memory_kind},
      {"status", "active"},
      {"text", event.content},
      {"confidence", memory.confidence},
      {"strength", strength_of(memory)},
      {"recall_count", memory.recall_count},
      {"decay_half_life_days", kHalfLifeDays},
      {"pinned", false},
      {"tags", memory.tags},
      {"entity_refs", std::move(entities)},
      {"source_event_ids", Json::array({event.id.value})},
      {"source_urls", Json::array()},
      {"summary", memory.summary},
      {"payload", nullptr},
      {"last_recalled_at",
       memory.last_recalled_at ? Json(to_iso8601(*memory.last_recalled_at)) : Json()},
      {"effective_from", nullptr},
      {"effective_to", nullptr},
      {"observed_at", to_iso8601(event.at)},
      {"created_at", created_at},
      {"updated_at", memory.last_recalled_at ? to_iso8601(*memory.last_recalled_at) : created_at}};
}

}  // namespace

Result<Answer> list_memories(const Call& call) {
  const Query query(call.request.query);
  const auto page = memory_page_in(call, query);
  if (!page) return tl::unexpected(page.error());
  Json items = Json::array();
  std::int64_t total = 0;
  call.world.store().with_bank(call.caller.org->id, [&](MemoryBank& bank) {
    const std::vector<MemoryRow> rows = select_memories(*page, bank);
    total = static_cast<std::int64_t>(rows.size());
    for (std::int64_t at = page->offset; at < total && at - page->offset < page->limit; ++at) {
      items.push_back(to_json(*rows[static_cast<std::size_t>(at)]));
    }
  });
  return ok({{"items", std::move(items)},
             {"total", total},
             {"limit", page->limit},
             {"offset", page->offset}});
}

Result<Answer> get_memory(const Call& call) {
  const std::string& id = call.path_values[0];
  if (!is_uuid(id) && call.world.setting(kMalformedMemoryId) == 0) {
    return tl::unexpected(
        validation_error("path/memory_id", "Input should be a valid UUID", "uuid_parsing"));
  }
  Json body;
  call.world.store().with_bank(call.caller.org->id, [&](MemoryBank& bank) {
    if (const Memory* memory = bank.find(MemoryId{id})) body = to_json(*memory);
  });
  if (!body.is_null()) return ok(body);
  return tl::unexpected(Error{.code = "not_found", .message = "Memory not found"});
}

}  // namespace fauxplane::memsy_service
