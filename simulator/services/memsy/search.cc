// Recalling memories: POST /search (memsy.md H3).
#include <algorithm>

#include "simulator/domain/code_point.h"
#include "simulator/services/body.h"
#include "simulator/services/fields.h"
#include "simulator/services/memsy/tables.h"

namespace fauxplane::memsy_service {
namespace {

constexpr std::int64_t kResultsDefault = 10;
constexpr std::int64_t kResultsMax = 100;
constexpr std::size_t kReachMax = 100;    // roles or teams of one search
constexpr std::size_t kSessionMax = 256;  // code points
constexpr double kRawScale = 0.1;         // of scores without reranking (memsy.md 3.3)

struct Search {
  std::string query;
  std::string actor;
  std::string session;
  std::string excluded_session;
  std::vector<std::string> roles;
  std::vector<std::string> teams;
  std::int64_t limit = kResultsDefault;
  double threshold = 0.0;
  bool with_source_events = false;
};

bool is_session_letter(char letter) {
  return (letter >= 'a' && letter <= 'z') || (letter >= 'A' && letter <= 'Z') ||
         (letter >= '0' && letter <= '9') ||
         std::string_view("_-:.@/").find(letter) != std::string_view::npos;
}

// A session that results are taken from, or not (memsy.md 14).
Result<std::string> session_in(const Fields& fields, std::string_view name) {
  auto text = fields.optional_text({.name = name, .most = kSessionMax});
  if (!text) return text;
  std::string session{trimmed(*text)};
  if (std::all_of(session.begin(), session.end(), is_session_letter)) return session;
  return tl::unexpected(validation_error("body/" + std::string(name),
                                         "String should hold only A-Za-z0-9_-:.@/",
                                         "string_pattern_mismatch"));
}

Result<Search> search_in(const nlohmann::json& body) {
  const Fields fields(body, "body");
  Search search;
  std::optional<Error> wrong;
  const auto take = [&wrong](auto& field, auto value) {
    if (wrong) return;
    if (value) {
      field = *std::move(value);
    } else {
      wrong = value.error();
    }
  };
  take(search.query, fields.text({.name = "query"}));
  take(search.actor, fields.optional_text({.name = "actor_id"}));
  take(search.limit,
       fields.integer(
           {.name = "limit", .initial = kResultsDefault, .least = 1, .most = kResultsMax}));
  take(search.threshold, fields.number({.name = "threshold"}));
  take(search.with_source_events, fields.boolean("include_source_events"));
  take(search.roles, fields.texts({.name = "role_ids", .most = kReachMax}));
  take(search.teams, fields.texts({.name = "team_ids", .most = kReachMax}));
  take(search.session, session_in(fields, "session_id"));
  take(search.excluded_session, session_in(fields, "exclude_session_id"));
  if (wrong) return tl::unexpected(*wrong);
  if (!search.session.empty() && !search.excluded_session.empty()) {
    return tl::unexpected(validation_error("body/exclude_session_id",
                                           "session_id and exclude_session_id exclude each other"));
  }
  return search;
}

double scale_of(const Call& call) {
  const bool is_spread =
      call.world.setting(kScores) == 1 || call.caller.plan->features.contains(kReranking);
  return is_spread ? 1.0 : kRawScale;
}

Json source_event_of(const Event& event) {
  return {{"event_id", event.id.value},
          {"kind", event.kind},
          {"content", event.content},
          {"ts", to_iso8601(event.at)}};
}

Json source_metadata_of(const Event& event) {
  Json row = {{"event_id", event.id.value}};
  Json metadata = Json::parse(event.metadata, nullptr, false);
  if (metadata.is_object()) {
    row["metadata"] = std::move(metadata);
  } else {
    row["raw"] = event.metadata;
  }
  return row;
}

Json result_of(const MemoryBank::Hit& hit, bool with_source_events) {
  const Memory& memory = *hit.memory;
  const Event& event = *memory.event;
  Json entities = Json::array();
  for (const Entity& entity : memory.entities) {
    entities.push_back({{"name", entity.name}, {"type", entity.type}});
  }
  Json metadata = {{"title", memory.title},
                   {"summary", memory.summary},
                   {"kind", memory.memory_kind},
                   {"type", memory.type},
                   {"tags", memory.tags},
                   {"entities", std::move(entities)},
                   {"strength", strength_of(memory)},
                   {"confidence", memory.confidence},
                   {"observed_at", to_iso8601(event.at)},
                   {"actor_id", event.actor},
                   {"source_event_ids", Json::array({event.id.value})}};
  if (!event.session.empty()) metadata["session_id"] = event.session;
  if (with_source_events) metadata["source_events"] = Json::array({source_event_of(event)});
  if (!event.metadata.empty())
    metadata["source_metadata"] = Json::array({source_metadata_of(event)});
  return {{"id", memory.id.value},
          {"content", event.content},
          {"score", hit.score},
          {"metadata", std::move(metadata)}};
}

}  // namespace

Result<Answer> search(const Call& call) {
  const auto body = object_of(call.request);
  if (!body) return tl::unexpected(body.error());
  if (auto refused = check_org_id(call, *body)) return tl::unexpected(*refused);
  const auto wanted = search_in(*body);
  if (!wanted) return tl::unexpected(wanted.error());
  const std::array<Charge, 1> charges = {
      {{.dimension = kSearchQueries,
        .amount = 1,
        .limit = call.caller.plan->limits[index_of(kSearchQueries)]}}};
  if (auto refused = reserve_besides(call, charges)) return tl::unexpected(*refused);

  Json results = Json::array();
  call.world.store().with_bank(call.caller.org->id, [&](MemoryBank& bank) {
    const auto hits = bank.search({.query = wanted->query,
                                   .actor = wanted->actor.empty() ? nullptr : &wanted->actor,
                                   .roles = wanted->roles,
                                   .teams = wanted->teams,
                                   .session = wanted->session,
                                   .excluded_session = wanted->excluded_session,
                                   .limit = static_cast<std::size_t>(wanted->limit),
                                   .threshold = wanted->threshold,
                                   .scale = scale_of(call),
                                   .with_strangers = call.world.setting(kSearchResults) == 1});
    for (const auto& hit : hits) results.push_back(result_of(hit, wanted->with_source_events));
    bank.mark_recalled(hits, call.now);
  });
  return ok({{"results", std::move(results)}});
}

}  // namespace fauxplane::memsy_service
