// What became of ingested events: POST /status (memsy.md H4).
#include <unordered_set>

#include "simulator/services/body.h"
#include "simulator/services/fields.h"
#include "simulator/services/memsy/tables.h"

namespace fauxplane::memsy_service {
namespace {

constexpr std::size_t kStatusIdsMax = 500;

// The lists of the answer, by what became of the event, and the word for it.
struct StatusOutcome {
  const char* list;
  const char* word;
};
constexpr std::array<StatusOutcome, 4> kOutcomes = {{{"completedIds", "completed"},
                                                     {"failedIds", "failed"},
                                                     {"pendingIds", "pending"},
                                                     {"unknownIds", "unknown"}}};
constexpr std::size_t kUnknown = 3;

std::size_t outcome_of(ExtractionState state) {
  switch (state) {
    case ExtractionState::kCompleted:
      return 0;
    case ExtractionState::kFailed:
      return 1;
    case ExtractionState::kPending:
      return 2;
  }
  return kUnknown;
}

// Events of the world's beginning were extracted before it; those of other orgs nobody knows.
std::size_t outcome_of(const Call& call, const MemoryBank& bank, const EventId& id) {
  if (const auto state = bank.state_of(id)) return outcome_of(*state);
  const auto event = call.world.store().events().find(id);
  const bool is_own = event && event->org == call.caller.org->id;
  return is_own ? outcome_of(ExtractionState::kCompleted) : kUnknown;
}

}  // namespace

Result<Answer> get_status(const Call& call) {
  const auto body = object_of(call.request);
  if (!body) return tl::unexpected(body.error());
  const auto ids = Fields(*body, "body")
                       .texts({.name = "event_ids", .most = kStatusIdsMax, .is_required = true});
  if (!ids) return tl::unexpected(ids.error());
  if (ids->empty() && call.world.setting(kEmptyLists) == 1) {
    return tl::unexpected(empty_list_error("body/event_ids"));
  }
  std::array<Json, kOutcomes.size()> lists;
  lists.fill(Json::array());
  Json words = Json::object();
  std::unordered_set<std::string_view> seen;  // an id that is asked for twice is listed once
  call.world.store().with_bank(call.caller.org->id, [&](MemoryBank& bank) {
    for (const std::string& id : *ids) {
      if (!seen.insert(id).second) continue;
      const std::size_t outcome = outcome_of(call, bank, EventId{id});
      lists[outcome].push_back(id);
      words[id] = kOutcomes[outcome].word;
    }
  });
  const std::size_t known = seen.size() - lists[kUnknown].size();
  Json answer = Json::object();
  for (std::size_t at = 0; at < kUnknown; ++at) answer[kOutcomes[at].list] = std::move(lists[at]);
  answer["total"] = call.world.setting(kStatusTotal) == 0 ? ids->size() : known;
  if (call.world.setting(kStatusDetails) == 0) {
    answer["statuses"] = std::move(words);
    answer[kOutcomes[kUnknown].list] = std::move(lists[kUnknown]);
  }
  return ok(answer);
}

}  // namespace fauxplane::memsy_service
