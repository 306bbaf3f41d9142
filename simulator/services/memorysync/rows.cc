// Memories one by one, and all of an end user: GET and PATCH /memory/{id}, DELETE /memory/forget,
// GET /memory/export, DELETE /memory/user/purge (memorysync.md 4.5).
#include <charconv>

#include "simulator/services/body.h"
#include "simulator/services/memorysync/memory_json.h"
#include "simulator/services/memorysync/tables.h"

namespace fauxplane::memorysync_service {
namespace {

constexpr std::size_t kForgottenMax = 1'000;  // ids in one call

struct ForgetRequest {
  std::vector<std::int64_t> ids{};
};

Error no_such_memory() {
  return {.code = "not_found", .message = "Memory not found"};
}

// Those of other users, projects and tenants are as good as missing.
TenantMemories::Row visible_memory(const Call& call, std::int64_t id) {
  auto row = call.world.store().tenant_memories().find(id, call.now);
  const bool is_visible = row && row->tenant == call.tenant && row->project == call.project &&
                          row->end_user == call.end_user;
  return is_visible ? row : nullptr;
}

Result<TenantMemories::Row> memory_in_path(const Call& call) {
  const std::string& text = call.path_values[0];
  std::int64_t id = 0;
  const char* const end = text.data() + text.size();
  const auto [stop, failure] = std::from_chars(text.data(), end, id);
  auto row = failure == std::errc{} && stop == end ? visible_memory(call, id) : nullptr;
  if (!row) return tl::unexpected(no_such_memory());
  return row;
}

Result<MemoryFields> read_patch(const Call& call) {
  const auto object = object_of(call.request);
  if (!object) return tl::unexpected(object.error());
  return read_memory_fields(*object, "body");
}

Result<ForgetRequest> read_forget(const Call& call) {
  const auto object = object_of(call.request);
  if (!object) return tl::unexpected(object.error());
  const auto ids = Fields(*object, "body")
                       .list({.name = "memory_ids", .most = kForgottenMax, .is_required = true});
  if (!ids) return tl::unexpected(ids.error());
  ForgetRequest request;
  for (const nlohmann::json& id : **ids) {
    if (!id.is_number_integer()) {
      return tl::unexpected(
          validation_error("body/memory_ids/" + std::to_string(request.ids.size()),
                           "Input should be a valid integer", "int_type"));
    }
    request.ids.push_back(id.get<std::int64_t>());
  }
  return request;
}

Answer memory_answer(const TenantMemory& memory) {
  JsonText body;
  write_memory(body, memory);
  return json_answer(200, body.take());
}

}  // namespace

std::optional<Error> check_patch(Call& call) {
  return read_body<MemoryFields, read_patch>(call);
}

std::optional<Error> check_forget(Call& call) {
  return read_body<ForgetRequest, read_forget>(call);
}

Result<Answer> get_memory(const Call& call) {
  const auto row = memory_in_path(call);
  if (!row) return tl::unexpected(row.error());
  return memory_answer(**row);
}

Result<Answer> patch_memory(const Call& call) {
  Result<Answer> answer = tl::unexpected(no_such_memory());
  call.world.store().update([&] {
    const auto row = memory_in_path(call);
    if (!row) return;
    TenantMemory changed = **row;
    apply_fields(body_of<MemoryFields>(call), changed, call.now);
    answer = memory_answer(changed);
    call.world.store().tenant_memories().replace(std::move(changed));
  });
  return answer;
}

Result<Answer> forget_memories(const Call& call) {
  std::vector<std::int64_t> deleted;
  for (const std::int64_t id : body_of<ForgetRequest>(call).ids) {
    if (!visible_memory(call, id)) continue;
    if (call.world.store().tenant_memories().erase(id)) deleted.push_back(id);
  }
  JsonText body;
  body.begin_object().field("deleted", static_cast<std::int64_t>(deleted.size()));
  body.name("deleted_ids").begin_array();
  for (const std::int64_t id : deleted) body.value(id);
  return json_answer(200, body.end_array().end_object().take());
}

Result<Answer> export_memories(const Call& call) {
  auto rows = call.world.store().tenant_memories().of_user(call.tenant, call.end_user, call.now);
  JsonText body;
  body.begin_object().field("user_id", user_number(call.end_user)).name("memories").begin_array();
  for (const auto& row : rows) {
    if (row->project == call.project) write_memory(body, *row);
  }
  body.end_array().field("generated_at", offset_text(call.now)).end_object();
  return json_answer(200, body.take());
}

Result<Answer> refuse_purge(const Call&) {
  return tl::unexpected(
      Error{.code = "forbidden",
            .message = "This would erase the whole account, whatever X-End-User-ID says"});
}

}  // namespace fauxplane::memorysync_service
