// Ingested events as the console shows them: GET /console/events.
#include <algorithm>

#include "simulator/services/memsy/tables.h"

namespace fauxplane::memsy_service {
namespace {

constexpr std::int64_t kPageDefault = 50;
constexpr std::int64_t kPageMax = 200;

using Row = std::shared_ptr<const Event>;

// An absent or empty filter lets everything pass.
bool passes(const std::string* filter, const std::string& value) {
  return filter == nullptr || filter->empty() || *filter == value;
}

std::vector<Row> select(const Call& call, const Query& query) {
  auto events = call.world.store().events().list();
  const std::string* actor = query.find("actor_id");
  const std::string* session = query.find("session_id");
  const std::string* kind = query.find("kind");
  std::erase_if(events, [&](const Row& event) {
    return event->org != call.caller.org->id || !passes(actor, event->actor) ||
           !passes(session, event->session) || !passes(kind, event->kind);
  });
  return events;
}

// The order is total: the id breaks ties, so that walking the pages neither repeats nor skips.
void sort_by_time(std::vector<Row>& events, bool is_descending) {
  std::sort(events.begin(), events.end(), [&](const Row& left, const Row& right) {
    const bool is_before = std::tie(left->at, left->id) < std::tie(right->at, right->id);
    const bool is_same = left->at == right->at && left->id == right->id;
    return is_descending ? !is_before && !is_same : is_before;
  });
}

Json to_json(const Event& event) {
  Json row = {{"event_id", event.id.value}, {"org_id", event.org.value}, {"actor_id", event.actor}};
  if (!event.session.empty()) row["session_id"] = event.session;
  row["kind"] = event.kind;
  row["content"] = event.content;
  row["ts"] = to_iso8601(event.at);
  if (!event.metadata.empty()) {
    Json metadata = Json::parse(event.metadata, nullptr, false);
    row["metadata"] = metadata.is_object() ? std::move(metadata) : Json{{"raw", event.metadata}};
  }
  row["ingested_at"] = to_iso8601(event.ingested_at);
  return row;
}

}  // namespace

Result<Answer> list_events(const Call& call) {
  const Query query(call.request.query);
  const auto sort = query.choice("sort", {"ts_desc", "ts_asc"});
  if (!sort) return tl::unexpected(sort.error());
  const auto limit =
      query.integer({.name = "limit", .initial = kPageDefault, .least = 1, .most = kPageMax});
  if (!limit) return tl::unexpected(limit.error());
  const auto offset = query.integer({.name = "offset"});
  if (!offset) return tl::unexpected(offset.error());
  const auto kind =
      query.choice("kind", {"", "user_message", "assistant_message", "tool_result", "app_event"});
  if (!kind) return tl::unexpected(kind.error());

  std::vector<Row> events = select(call, query);
  sort_by_time(events, *sort == "ts_desc");
  const auto total = static_cast<std::int64_t>(events.size());
  Json items = Json::array();
  for (std::int64_t at = *offset; at < total && at - *offset < *limit; ++at) {
    items.push_back(to_json(*events[static_cast<std::size_t>(at)]));
  }
  return ok(
      {{"items", std::move(items)}, {"total", total}, {"limit", *limit}, {"offset", *offset}});
}

}  // namespace fauxplane::memsy_service
