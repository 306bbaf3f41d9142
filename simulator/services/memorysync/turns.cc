// The tenant surface: POST /v1/memory/add_turn, /v1/memory/recall, /v1/memory/query, GET
// /v1/memory/{tenant}/{user}/list (memorysync.md 4.6).
#include "simulator/domain/code_point.h"
#include "simulator/domain/turn.h"
#include "simulator/services/body.h"
#include "simulator/services/memorysync/memory_json.h"
#include "simulator/services/memorysync/query.h"
#include "simulator/services/memorysync/tables.h"

namespace fauxplane::memorysync_service {
namespace {

struct TurnRequest {
  std::string tenant{};
  std::string user{};
  std::string text{};
  std::string role{};
  std::string speaker{};
  std::string occurred_at{};
  std::string source{};
  std::string metadata{};
  std::string metadata_role{};
  std::string session{};
};

struct PromptRequest {
  std::string tenant{};
  std::string user{};
  std::string prompt{};
  std::int64_t most = kResultsDefault;
};

// One text of the body after the other, up to the first that is wrong.
class TextReader {
 public:
  explicit TextReader(const nlohmann::json& object) : fields_(object, "body") {}

  TextReader& required(std::string_view name, std::string& into) {
    return keep(
        wrong_ ? Result<std::string>() : fields_.text({.name = name, .most = kTextPointsMax}),
        into);
  }
  TextReader& optional(std::string_view name, std::string& into) {
    return keep(wrong_ ? Result<std::string>()
                       : fields_.optional_text({.name = name, .most = kTextPointsMax}),
                into);
  }
  [[nodiscard]] const std::optional<Error>& wrong() const { return wrong_; }

 private:
  TextReader& keep(Result<std::string> text, std::string& into) {
    if (!wrong_ && !text) wrong_ = text.error();
    if (!wrong_) into = *std::move(text);
    return *this;
  }

  Fields fields_;
  std::optional<Error> wrong_{};
};

std::string text_member(const nlohmann::json& object, const char* name) {
  const auto member = object.find(name);
  return member != object.end() && member->is_string() ? member->get<std::string>() : std::string();
}

Result<TurnRequest> read_turn(const Call& call) {
  const auto body = object_of(call.request);
  if (!body) return tl::unexpected(body.error());
  TurnRequest request;
  TextReader reader(*body);
  reader.required("tenant_id", request.tenant)
      .required("user_id", request.user)
      .required("text", request.text)
      .optional("role", request.role)
      .optional("speaker", request.speaker)
      .optional("occurred_at", request.occurred_at)
      .optional("source", request.source);
  if (reader.wrong()) return tl::unexpected(*reader.wrong());
  const auto metadata = body->find("metadata");
  if (metadata == body->end() || metadata->is_null()) return request;
  if (!metadata->is_object()) {
    return tl::unexpected(validation_error("body/metadata", "must be an object"));
  }
  request.metadata = metadata->dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
  request.metadata_role = text_member(*metadata, "role");
  request.session = text_member(*metadata, "session_id");
  return request;
}

Result<PromptRequest> read_prompt(const Call& call) {
  const auto body = object_of(call.request);
  if (!body) return tl::unexpected(body.error());
  PromptRequest request;
  TextReader reader(*body);
  reader.required("tenant_id", request.tenant)
      .required("user_id", request.user)
      .required("prompt", request.prompt);
  if (reader.wrong()) return tl::unexpected(*reader.wrong());
  const auto most =
      Fields(*body, "body").integer({.name = "k", .initial = kResultsDefault, .least = INT64_MIN});
  if (!most) return tl::unexpected(most.error());
  request.most = std::clamp<std::int64_t>(*most, 1, kResultsMax);
  return request;
}

// What tells a turn from all others; a caller that makes no speaker gets the one it would make.
std::string identity_of(const TurnRequest& request) {
  constexpr char kJoint = '\0';
  const std::string speaker =
      request.speaker.empty() ? speaker_of("user", request.session, request.text) : request.speaker;
  std::string identity = request.tenant;
  for (const std::string* part : {&request.user, &speaker, &request.occurred_at, &request.text}) {
    identity.append(1, kJoint).append(*part);
  }
  return identity;
}

struct TurnFate {
  const char* status = "ok";
  const char* processing_status = "";
  bool already_exists = false;
};

Answer turn_answer(const Call& call, const TurnFate& fate) {
  JsonText body;
  body.begin_object()
      .name("memory_id")
      .null()
      .field("status", fate.status)
      .field("processing_status", fate.processing_status)
      .field("embed_mode", "none")
      .field("already_exists", fate.already_exists)
      .field("request_id", call.ids.request())
      .end_object();
  return json_answer(201, body.take());
}

// Whether the key may see it: a pinned one, what is in its own project alone.
bool is_open_to(const Call& call, const TenantMemory& memory) {
  const ProjectId& pinned = call.caller.key->project;
  return pinned.value.empty() || memory.project == pinned;
}

std::vector<Found> found_for(const Call& call, const PromptRequest& request) {
  const Question question{.tenant = TenantId{request.tenant},
                          .end_user = request.user,
                          .text = request.prompt,
                          .most = request.most};
  return best_matches(call, question,
                      [&](const TenantMemory& memory) { return is_open_to(call, memory); });
}

}  // namespace

std::optional<Error> check_turn(Call& call) {
  return read_body<TurnRequest, read_turn>(call);
}

std::optional<Error> check_prompt(Call& call) {
  return read_body<PromptRequest, read_prompt>(call);
}

Result<Answer> add_turn(const Call& call) {
  const auto& request = body_of<TurnRequest>(call);
  const TurnWords words{.text = request.text,
                        .role = request.role,
                        .speaker = request.speaker,
                        .metadata_role = request.metadata_role};
  const auto spends = [&](Answer answer, Setting setting, std::uint8_t free) {
    answer.is_free = call.world.setting(setting) == free;
    return answer;
  };
  if (!is_user_turn(words)) {
    return spends(turn_answer(call, {.processing_status = "skipped_non_user_turn"}), kLowValueUnits,
                  1);
  }
  if (is_low_value(request.text)) {
    return spends(turn_answer(call, {.processing_status = "skipped_low_value"}), kLowValueUnits, 1);
  }
  if (!call.world.store().tenant_memories().take_in_turn(identity_of(request))) {
    return spends(
        turn_answer(call, {.processing_status = "skipped_replay", .already_exists = true}),
        kReplayUnits, 0);
  }
  TenantMemory memory = memory_for(call);
  memory.tenant = TenantId{request.tenant};
  memory.end_user = request.user;
  memory.text = trimmed(request.text);
  memory.source = request.source;
  memory.session = request.session;
  memory.metadata = request.metadata;
  static_cast<void>(call.world.store().tenant_memories().add(std::move(memory), true));
  return turn_answer(call, {.status = "processing", .processing_status = "distilling"});
}

Result<Answer> recall_memories(const Call& call) {
  std::string context;
  for (const Found& found : found_for(call, body_of<PromptRequest>(call))) {
    context.append(context.empty() ? "- " : "\n- ").append(found.memory->text);
  }
  JsonText body;
  body.begin_object().field("context", context).name("memories").begin_array().end_array();
  body.field("used_fallback", false);
  write_degraded(body, call);
  return json_answer(200, body.end_object().take());
}

Result<Answer> query_tenant(const Call& call) {
  JsonText body;
  body.begin_object().name("memories").begin_array();
  for (const Found& found : found_for(call, body_of<PromptRequest>(call))) {
    body.begin_object()
        .field("memory_id", tenant_surface_id(found.memory->id))
        .field("raw_text", found.memory->text)
        .field("score", found.score)
        .end_object();
  }
  body.end_array();
  write_degraded(body, call);
  return json_answer(200, body.end_object().take());
}

Result<Answer> list_of_user(const Call& call) {
  const auto limit = Query(call.request.query).integer({.name = "limit"});
  if (!limit) return tl::unexpected(limit.error());
  Call claiming = call;
  if (auto refused = claim_tenant(claiming, call.path_values[0])) return tl::unexpected(*refused);
  auto rows = call.world.store().tenant_memories().of_user(TenantId{call.path_values[0]},
                                                           call.path_values[1], call.now);
  std::erase_if(rows, [&](const auto& row) { return !is_open_to(call, *row); });
  const auto total = static_cast<std::int64_t>(rows.size());
  const std::int64_t shown = *limit == 0 ? total : std::min(*limit, total);
  JsonText body;
  body.begin_object().name("memories").begin_array();
  for (const auto& row : std::span(rows).first(static_cast<std::size_t>(shown))) {
    body.begin_object()
        .field("memory_id", tenant_surface_id(row->id))
        .field("raw_text", row->text)
        .name("summary")
        .null()
        .name("metadata")
        .json(row->metadata.empty() ? "{}" : std::string_view(row->metadata))
        .field("created_at", offset_text(row->created_at))
        .name("source");
    (row->source.empty() ? body.null() : body.value(row->source)).end_object();
  }
  return json_answer(200, body.end_array().field("total", total).end_object().take());
}

}  // namespace fauxplane::memorysync_service
