// POST /memory/query, /memory/retrieve, /memory/search and /memory/search/routed
// (memorysync.md 4.3 and 4.4).
#include "simulator/services/memorysync/query.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "simulator/domain/words.h"
#include "simulator/services/body.h"
#include "simulator/services/memorysync/memory_json.h"
#include "simulator/services/memorysync/tables.h"

namespace fauxplane::memorysync_service {
namespace {

constexpr std::int64_t kLatencyMs = 12;  // what answers say; the same each time

constexpr std::array<std::string_view, 3> kIntents = {"factual", "analytical", "hybrid"};

// A query with one of these words asks for a secret; the vendor does not say what is sensitive.
constexpr std::string_view kSensitiveWords = "password passphrase credential secret pin";

struct QueryRequest {
  std::string question{};
  std::int64_t most = kResultsDefault;
  std::string session{};
  std::vector<std::string> sources{};  // empty: every one, and likewise below
  std::vector<std::string> tags{};
  std::string tier{};
  std::string type{};
  std::optional<Instant> since{};
  std::optional<Instant> until{};
  nlohmann::json metadata = nlohmann::json::object();  // members that must be equal
};

Result<std::optional<Instant>> instant_in(const Fields& fields, const std::string& name) {
  auto text = fields.optional_text({.name = name});
  if (!text) return tl::unexpected(text.error());
  if (text->empty()) return std::nullopt;
  const auto instant = parse_instant(*text);
  if (instant) return *instant;
  return tl::unexpected(
      validation_error("body/filters/" + name, "Input should be a valid datetime"));
}

std::optional<Error> read_period(const Fields& fields, QueryRequest& request) {
  const auto since = instant_in(fields, "since");
  if (!since) return since.error();
  const auto until = instant_in(fields, "until");
  if (!until) return until.error();
  if (*since && *until && **since > **until) {
    return Error{.code = "business_rule", .message = "since is after until"};
  }
  request.since = *since;
  request.until = *until;
  return std::nullopt;
}

std::optional<Error> read_filters(const nlohmann::json& body, QueryRequest& request) {
  const auto member = body.find("filters");
  if (member == body.end() || member->is_null()) return std::nullopt;
  if (!member->is_object()) return validation_error("body/filters", "must be an object");
  const Fields fields(*member, "body/filters");
  const auto keep = [](auto& into, auto result) -> std::optional<Error> {
    if (!result) return result.error();
    into = *std::move(result);
    return std::nullopt;
  };
  std::string source;
  if (auto wrong = keep(request.sources, fields.texts({.name = "sources"}))) return wrong;
  if (auto wrong = keep(source, fields.optional_text({.name = "source"}))) return wrong;
  if (!source.empty()) request.sources.push_back(std::move(source));
  if (auto wrong = keep(request.tags, fields.texts({.name = "tags"}))) return wrong;
  if (auto wrong = keep(request.tier, fields.optional_text({.name = "tier"}))) return wrong;
  if (auto wrong = keep(request.type, fields.optional_text({.name = "memory_type"}))) return wrong;
  if (fields.has("metadata_filter")) {
    request.metadata = (*member)["metadata_filter"];
    if (!request.metadata.is_object()) {
      return validation_error("body/filters/metadata_filter", "must be an object");
    }
  }
  return read_period(fields, request);
}

Result<QueryRequest> query_in(const nlohmann::json& body) {
  const Fields fields(body, "body");
  QueryRequest request;
  auto question = fields.text({.name = "query", .most = kTextPointsMax});
  if (!question) return tl::unexpected(question.error());
  request.question = *std::move(question);
  const auto most = fields.integer({.name = "k", .initial = kResultsDefault, .least = INT64_MIN});
  if (!most) return tl::unexpected(most.error());
  request.most = std::clamp<std::int64_t>(*most, 1, kResultsMax);
  auto session = fields.optional_text({.name = "session_id"});
  if (!session) return tl::unexpected(session.error());
  request.session = *std::move(session);
  if (auto wrong = read_filters(body, request)) return tl::unexpected(*wrong);
  return request;
}

Result<QueryRequest> read_query(const Call& call) {
  const auto body = object_of(call.request);
  if (!body) return tl::unexpected(body.error());
  return query_in(*body);
}

bool is_sensitive(std::string_view question) {
  const std::vector<std::string> words = words_of(question);
  const std::vector<std::string> sensitive = words_of(kSensitiveWords);
  return std::find_first_of(words.begin(), words.end(), sensitive.begin(), sensitive.end()) !=
         words.end();
}

Result<QueryRequest> read_routed(const Call& call) {
  const auto body = object_of(call.request);
  if (!body) return tl::unexpected(body.error());
  auto request = query_in(*body);
  if (!request) return request;
  const auto intent = Fields(*body, "body").optional_text({.name = "force_intent"});
  if (!intent) return tl::unexpected(intent.error());
  const bool is_known = std::find(kIntents.begin(), kIntents.end(), *intent) != kIntents.end();
  if (!intent->empty() && !is_known) {
    return tl::unexpected(validation_error(
        "body/force_intent", "Input should be 'factual', 'analytical' or 'hybrid'", "enum"));
  }
  if (call.world.setting(kSensitiveQueries) == kRefused && is_sensitive(request->question)) {
    return tl::unexpected(Error{.code = "forbidden", .message = "Sensitive queries are refused"});
  }
  return request;
}

bool is_one_of(const std::vector<std::string>& wanted, const std::string& value) {
  return wanted.empty() || std::find(wanted.begin(), wanted.end(), value) != wanted.end();
}

bool has_metadata(const TenantMemory& memory, const nlohmann::json& wanted) {
  if (wanted.empty()) return true;
  const auto metadata = nlohmann::json::parse(memory.metadata, nullptr, false);
  return std::all_of(wanted.items().begin(), wanted.items().end(), [&](const auto& item) {
    return metadata.is_object() && metadata.contains(item.key()) &&
           metadata[item.key()] == item.value();
  });
}

bool passes(const QueryRequest& request, const TenantMemory& memory) {
  const bool has_tag = request.tags.empty() ||
                       std::any_of(memory.tags.begin(), memory.tags.end(),
                                   [&](const auto& tag) { return is_one_of(request.tags, tag); });
  return has_tag && is_one_of(request.sources, memory.source) &&
         (request.tier.empty() || request.tier == "hot") &&
         (request.type.empty() || request.type == type_of(memory)) &&
         (!request.since || memory.created_at >= *request.since) &&
         (!request.until || memory.created_at <= *request.until) &&
         has_metadata(memory, request.metadata);
}

// A header and a scope together open the other projects of the tenant (memorysync.md 2.1).
bool crosses_projects(const Call& call) {
  return find_header(call.request, "X-Allow-Cross-Project") == "true" &&
         call.caller.key->scopes.contains("org:cross_project_read");
}

}  // namespace

std::vector<Found> best_matches(const Call& call, const Question& question,
                                const std::function<bool(const TenantMemory&)>& is_wanted) {
  const std::vector<std::string> words = distinct_words_of(question.text);
  std::vector<WordHit> hits = call.world.store().tenant_memories().find_words(
      question.tenant, question.end_user, words, call.now);
  std::erase_if(hits, [&](const WordHit& hit) { return !is_wanted(*hit.row); });
  const auto count = std::min(hits.size(), static_cast<std::size_t>(question.most));
  std::partial_sort(hits.begin(), hits.begin() + static_cast<std::ptrdiff_t>(count), hits.end(),
                    [](const WordHit& left, const WordHit& right) {
                      if (left.words != right.words) return left.words > right.words;
                      return left.row->id > right.row->id;
                    });
  std::vector<Found> found;
  for (WordHit& hit : std::span(hits).first(count)) {
    const double part = static_cast<double>(hit.words) / static_cast<double>(words.size());
    found.push_back({.memory = std::move(hit.row), .score = std::round(part * 100.0) / 100.0});
  }
  return found;
}

std::optional<Error> check_query(Call& call) {
  return read_body<QueryRequest, read_query>(call);
}

std::optional<Error> check_routed(Call& call) {
  return read_body<QueryRequest, read_routed>(call);
}

Result<Answer> query_memories(const Call& call) {
  const auto& request = body_of<QueryRequest>(call);
  const bool is_wide = crosses_projects(call);
  const auto is_wanted = [&](const TenantMemory& memory) {
    return (is_wide || memory.project == call.project) && passes(request, memory);
  };
  const Question question{.tenant = call.tenant,
                          .end_user = call.end_user,
                          .text = request.question,
                          .most = request.most};
  JsonText body;
  body.begin_object().name("memories").begin_array();
  for (const Found& found : best_matches(call, question, is_wanted)) {
    const TenantMemory& memory = *found.memory;
    body.begin_object()
        .field("id", memory.id)
        .field("text", memory.text)
        .field("score", found.score)
        .field("created_at", offset_text(memory.created_at))
        .name("tags")
        .begin_array();
    for (const std::string& tag : memory.tags) body.value(tag);
    body.end_array()
        .name("metadata")
        .json(memory.metadata.empty() ? "{}" : std::string_view(memory.metadata))
        .end_object();
  }
  body.end_array().name("context").null().field("latency_ms", kLatencyMs).name("session_id");
  request.session.empty() ? body.null() : body.value(request.session);
  write_degraded(body, call);
  return json_answer(200, body.end_object().take());
}

}  // namespace fauxplane::memorysync_service
