// Events on their way in: POST /ingest, DELETE /clear/{container_tag} (memsy.md H2, H5).
#include <algorithm>
#include <unordered_set>

#include "simulator/domain/made_id.h"
#include "simulator/services/body.h"
#include "simulator/services/fields.h"
#include "simulator/services/memsy/tables.h"

namespace fauxplane::memsy_service {
namespace {

constexpr std::size_t kEventNameMax = 256;  // code points of an actor, a session, a role and a team
constexpr std::size_t kMetadataMax = 4'096;
constexpr std::array<std::size_t, 2> kContentMax = {8'000, 32'000};  // by setting content_limit
constexpr std::array<std::string_view, 4> kEventKinds = {"user_message", "assistant_message",
                                                         "tool_result", "app_event"};
constexpr std::array<int, 3> kIngestStatuses = {200, 201, 202};  // by setting ingest_status

Result<std::string> kind_in(const Fields& fields, const std::string& place) {
  auto kind = fields.text({.name = "kind"});
  if (!kind || std::find(kEventKinds.begin(), kEventKinds.end(), *kind) != kEventKinds.end())
    return kind;
  return tl::unexpected(validation_error(
      place + "/kind",
      "Input should be 'user_message', 'assistant_message', 'tool_result' or 'app_event'", "enum"));
}

Result<Instant> time_in(const Fields& fields, const std::string& place, Instant now) {
  const auto text = fields.optional_text({.name = "ts"});
  if (!text) return tl::unexpected(text.error());
  if (text->empty()) return now;
  const auto instant = parse_instant(*text);
  if (instant) return *instant;
  return tl::unexpected(validation_error(
      place + "/ts", "Input should be a valid datetime with a zone, such as 2026-04-02T09:30:00Z",
      "datetime_parsing"));
}

Result<Event> event_in(const Call& call, const nlohmann::json& item, const std::string& place) {
  if (!item.is_object()) {
    return tl::unexpected(validation_error(
        place, "Input should be a valid dictionary or object to extract fields from",
        "model_attributes_type"));
  }
  const Fields fields(item, place);
  Event event{.org = call.caller.org->id, .ingested_at = call.now};
  std::optional<Error> wrong;
  const auto take = [&wrong](auto& field, auto value) {
    if (wrong) return;
    if (value) {
      field = *std::move(value);
    } else {
      wrong = value.error();
    }
  };
  take(event.actor, fields.text({.name = "actor_id", .most = kEventNameMax}));
  take(event.session, fields.text({.name = "session_id", .most = kEventNameMax}));
  take(event.kind, kind_in(fields, place));
  take(event.content,
       fields.text({.name = "content", .most = kContentMax[call.world.setting(kContentLimit)]}));
  take(event.at, time_in(fields, place, call.now));
  take(event.metadata, fields.optional_text({.name = "metadata", .most = kMetadataMax}));
  take(event.role, fields.optional_text({.name = "role_id", .most = kEventNameMax}));
  take(event.team, fields.optional_text({.name = "team_id", .most = kEventNameMax}));
  if (wrong) return tl::unexpected(*wrong);
  return event;
}

Result<std::vector<Event>> events_in(const Call& call, const nlohmann::json& body) {
  const auto items =
      Fields(body, "body").list({.name = "events", .most = kEventsPerCallMax, .is_required = true});
  if (!items) return tl::unexpected(items.error());
  if ((*items)->empty() && call.world.setting(kEmptyLists) == 1) {
    return tl::unexpected(empty_list_error("body/events"));
  }
  std::vector<Event> events;
  events.reserve((*items)->size());
  for (const auto& item : **items) {
    const std::string place = "body/events/" + std::to_string(events.size());
    if (item.is_object()) {
      if (auto refused = check_org_id(call, item)) return tl::unexpected(*refused);
    }
    auto event = event_in(call, item, place);
    if (!event) return tl::unexpected(event.error());
    events.push_back(*std::move(event));
  }
  return events;
}

// The batch as the bank sees it: which events are new, and what they cost.
struct Batch {
  std::vector<std::string> fingerprints;
  std::int64_t fresh = 0;
  std::int64_t tokens = 0;
};

Batch sort_out(const Call& call, const MemoryBank& bank, const std::vector<Event>& events) {
  Batch batch;
  std::unordered_set<std::string_view> seen;
  batch.fingerprints.reserve(events.size());  // views of them stay valid
  const bool knows_duplicates = call.world.setting(kDuplicates) == 0;
  for (const Event& event : events) {
    batch.fingerprints.push_back(knows_duplicates ? fingerprint_of(event) : std::string());
    const std::string& fingerprint = batch.fingerprints.back();
    if (knows_duplicates &&
        (bank.duplicate_of(fingerprint, call.now) != nullptr || !seen.insert(fingerprint).second)) {
      continue;
    }
    ++batch.fresh;
    batch.tokens += tokens_of(event);
  }
  return batch;
}

std::optional<Error> admit_batch(const Call& call, const Batch& batch, std::size_t size) {
  Store& store = call.world.store();
  if (store.events().size() + static_cast<std::size_t>(batch.fresh) > kEventsMax) {
    return capacity_error("events", kEventsMax);
  }
  const bool counts_duplicates = call.world.setting(kDuplicateCost) == 1;
  const auto& limits = call.caller.plan->limits;
  const auto limit = [&](Dimension dimension) { return limits[index_of(dimension)]; };
  const std::array<Charge, 3> charges = {
      {{.dimension = kEventsIngested,
        .amount = counts_duplicates ? static_cast<std::int64_t>(size) : batch.fresh,
        .limit = limit(kEventsIngested)},
       {.dimension = kMemoriesStored,
        .amount = batch.fresh,
        .limit = limit(kMemoriesStored),
        .is_held = true},
       {.dimension = kLlmTokens,
        .amount = batch.tokens,
        .limit = limit(kLlmTokens),
        .is_held = true}}};
  return reserve_besides(call, charges);
}

// Stores the event and returns its id, or returns the id of the one it repeats.
EventId take_in(const Call& call, MemoryBank& bank, Event event, std::string fingerprint) {
  if (!fingerprint.empty()) {
    if (const EventId* known = bank.duplicate_of(fingerprint, call.now)) return *known;
  }
  Store& store = call.world.store();
  const ExtractionPolicy policy = store.extraction_policy();
  event.id = EventId{ulid(call.now, store.next_ordinal("event"), call.world.scenario().seed)};
  const Costs costs = {{{.dimension = kMemoriesStored, .amount = 1, .is_held = true},
                        {.dimension = kLlmTokens, .amount = tokens_of(event), .is_held = true}}};
  const bool fails = will_fail(policy, event);
  const auto row = std::make_shared<const Event>(std::move(event));
  store.events().put(row);
  bank.take_in({.event = row,
                .key = call.caller.key->id,
                .due_at = call.now + policy.delay,
                .fails = fails,
                .costs = costs,
                .fingerprint = std::move(fingerprint)});
  return row->id;
}

}  // namespace

Error empty_list_error(std::string place) {
  return validation_error(std::move(place), "List should have at least 1 item", "too_short");
}

// Sorting out, reserving and storing are one step: two calls with the same event store it once, and
// no two pass a limit together.
Result<Answer> ingest(const Call& call) {
  const auto body = object_of(call.request);
  if (!body) return tl::unexpected(body.error());
  if (auto refused = check_org_id(call, *body)) return tl::unexpected(*refused);
  auto events = events_in(call, *body);
  if (!events) return tl::unexpected(events.error());
  std::optional<Error> refused;
  Json ids = Json::array();
  call.world.store().with_bank(call.caller.org->id, [&](MemoryBank& bank) {
    Batch batch = sort_out(call, bank, *events);
    refused = admit_batch(call, batch, events->size());
    if (refused) return;
    for (std::size_t at = 0; at < events->size(); ++at) {
      ids.push_back(
          take_in(call, bank, std::move((*events)[at]), std::move(batch.fingerprints[at])).value);
    }
  });
  if (refused) return tl::unexpected(*refused);
  Answer answer = ok({{"event_ids", std::move(ids)}});
  answer.status = kIngestStatuses[call.world.setting(kIngestStatus)];
  return answer;
}

Result<Answer> clear(const Call& call) {
  const bool is_gone = call.world.setting(kClear) == 1;
  return tl::unexpected(Error{.code = is_gone ? "not_found" : "not_implemented", .message = {}});
}

}  // namespace fauxplane::memsy_service
