#include "simulator/services/memorysync/memory_json.h"

#include <algorithm>

#include "simulator/domain/code_point.h"
#include "simulator/domain/turn.h"

namespace fauxplane::memorysync_service {
namespace {

constexpr double kQuality = 0.8;  // of every memory: nothing here judges texts
constexpr std::int64_t kTimeToLiveMax = 60 * 24 * 366 * 10;  // minutes: ten years

void write_text_or_null(JsonText& text, std::string_view name, const std::string& value) {
  text.name(name);
  value.empty() ? text.null() : text.value(value);
}

Result<std::optional<std::string>> label_in(const Fields& fields, const nlohmann::json& object,
                                            std::string_view name) {
  if (!object.contains(name)) return std::nullopt;
  auto label = fields.optional_text({.name = name, .most = kLabelPointsMax});
  if (!label) return tl::unexpected(label.error());
  return *std::move(label);
}

Result<std::optional<std::string>> text_in(const Fields& fields, std::string_view place) {
  const std::string_view name = fields.has("text") || !fields.has("content") ? "text" : "content";
  if (!fields.has(name)) return std::nullopt;
  auto text = fields.optional_text({.name = name, .most = kTextPointsMax});
  if (!text) return tl::unexpected(text.error());
  const std::string_view kept = trimmed(*text);
  if (count_code_points(kept) < kTextPointsMin) {
    return tl::unexpected(validation_error(
        std::string(place).append("/").append(name),
        kept.empty() ? "text is empty"
                     : "must have at least " + std::to_string(kTextPointsMin) + " characters"));
  }
  return std::string(kept);
}

Result<std::optional<std::string>> metadata_in(const Fields& fields, const nlohmann::json& object,
                                               std::string_view place) {
  if (!fields.has("metadata")) return std::nullopt;
  const nlohmann::json& metadata = object["metadata"];
  if (!metadata.is_object()) {
    return tl::unexpected(validation_error(std::string(place) + "/metadata", "must be an object"));
  }
  return metadata.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

Result<std::optional<std::vector<std::string>>> tags_in(const Fields& fields) {
  if (!fields.has("tags")) return std::nullopt;
  auto tags = fields.texts({.name = "tags", .most = kTagsMax});
  if (!tags) return tl::unexpected(tags.error());
  std::vector<std::string> once;
  for (std::string& tag : *tags) {
    if (std::find(once.begin(), once.end(), tag) == once.end()) once.push_back(std::move(tag));
  }
  return once;
}

}  // namespace

std::string offset_text(Instant instant) {
  std::string text = to_iso8601(instant);
  text.pop_back();  // the Z
  return text.append("+00:00");
}

std::string tenant_surface_id(std::int64_t id) {
  return "m_" + std::to_string(id);
}

std::int64_t user_number(std::string_view end_user) {
  constexpr std::uint64_t kNumbers = 1'000'000;
  return static_cast<std::int64_t>(1 + turn_hash(end_user) % kNumbers);
}

void write_memory(JsonText& text, const TenantMemory& memory) {
  text.begin_object()
      .field("id", memory.id)
      .field("user_id", user_number(memory.end_user))
      .field("text", memory.text)
      .name("summary")
      .null()
      .field("created_at", offset_text(memory.created_at))
      .field("updated_at", offset_text(memory.updated_at))
      .name("metadata")
      .json(memory.metadata.empty() ? "{}" : std::string_view(memory.metadata))
      .name("tags")
      .begin_array();
  for (const std::string& tag : memory.tags) text.value(tag);
  text.end_array();
  write_text_or_null(text, "source", memory.source);
  write_text_or_null(text, "event_type", memory.event_type);
  text.field("tier", "hot").field("importance", memory.importance).field("is_summary", false);
  text.name("expires_at");
  memory.expires_at ? text.value(offset_text(*memory.expires_at)) : text.null();
  text.name("key_points").begin_array().end_array();
  text.field("quality_score", kQuality).field("memory_type", type_of(memory)).end_object();
}

Result<MemoryFields> read_memory_fields(const nlohmann::json& object, std::string_view place) {
  const Fields fields(object, place);
  MemoryFields read;
  const auto keep = [](auto& member, auto result) -> std::optional<Error> {
    if (!result) return result.error();
    member = *std::move(result);
    return std::nullopt;
  };
  if (auto wrong = keep(read.text, text_in(fields, place))) return tl::unexpected(*wrong);
  if (auto wrong = keep(read.source, label_in(fields, object, "source"))) {
    return tl::unexpected(*wrong);
  }
  if (auto wrong = keep(read.event_type, label_in(fields, object, "event_type"))) {
    return tl::unexpected(*wrong);
  }
  if (auto wrong = keep(read.session, label_in(fields, object, "session_id"))) {
    return tl::unexpected(*wrong);
  }
  if (auto wrong = keep(read.metadata, metadata_in(fields, object, place))) {
    return tl::unexpected(*wrong);
  }
  if (auto wrong = keep(read.tags, tags_in(fields))) return tl::unexpected(*wrong);
  if (fields.has("importance")) {
    if (auto wrong = keep(read.importance, fields.number({.name = "importance"}))) {
      return tl::unexpected(*wrong);
    }
  }
  if (fields.has("ttl_minutes")) {
    const auto minutes =
        fields.integer({.name = "ttl_minutes", .least = 1, .most = kTimeToLiveMax});
    if (!minutes) return tl::unexpected(minutes.error());
    read.time_to_live = std::chrono::minutes{*minutes};
  }
  return read;
}

void apply_fields(MemoryFields fields, TenantMemory& memory, Instant now) {
  const auto lay = [](auto& member, auto& given) {
    if (given) member = *std::move(given);
  };
  lay(memory.text, fields.text);
  lay(memory.source, fields.source);
  lay(memory.event_type, fields.event_type);
  lay(memory.session, fields.session);
  lay(memory.metadata, fields.metadata);
  lay(memory.tags, fields.tags);
  lay(memory.importance, fields.importance);
  if (fields.time_to_live) memory.expires_at = now + *fields.time_to_live;
  memory.updated_at = now;
}

TenantMemory memory_for(const Call& call) {
  TenantMemory memory;
  memory.tenant = call.tenant;
  memory.project = call.project;
  memory.end_user = call.end_user;
  memory.environment = call.caller.key->environment;
  memory.created_at = call.now;
  memory.updated_at = call.now;
  return memory;
}

Result<bool> read_deduplicate(const nlohmann::json& object) {
  const Fields fields(object, "body");
  return fields.has("deduplicate") ? fields.boolean("deduplicate") : true;
}

}  // namespace fauxplane::memorysync_service
