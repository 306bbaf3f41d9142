// POST /memory/add, /memory/batch and /memory/bulk-add (memorysync.md 4.1 and 4.2).
#include <algorithm>
#include <string>
#include <vector>

#include "simulator/domain/turn.h"
#include "simulator/services/body.h"
#include "simulator/services/memorysync/memory_json.h"
#include "simulator/services/memorysync/tables.h"

namespace fauxplane::memorysync_service {
namespace {

constexpr std::size_t kItemsMax = 50;

constexpr const char* kLowValueReason = "low-value text";
constexpr const char* kDuplicateReason = "duplicate of a recent memory";

struct AddRequest {
  MemoryFields fields{};
  bool deduplicates = true;
};

// An item of a batch: a bad one is rejected in the result, not refused.
struct Item {
  MemoryFields fields{};
  std::string flaw{};      // why it is rejected; empty: it is not
  std::string end_user{};  // empty: that of the call
};

struct BatchRequest {
  std::vector<Item> items{};
  bool deduplicates = true;
};

Result<MemoryFields> read_new_memory(const nlohmann::json& object, std::string_view place) {
  auto fields = read_memory_fields(object, place);
  if (fields && !fields->text) {
    return tl::unexpected(
        validation_error(std::string(place) + "/text", "Field required", "missing"));
  }
  return fields;
}

Result<AddRequest> read_add(const Call& call) {
  const auto object = object_of(call.request);
  if (!object) return tl::unexpected(object.error());
  auto fields = read_new_memory(*object, "body");
  if (!fields) return tl::unexpected(fields.error());
  const auto deduplicates = read_deduplicate(*object);
  if (!deduplicates) return tl::unexpected(deduplicates.error());
  return AddRequest{.fields = *std::move(fields), .deduplicates = *deduplicates};
}

Item read_item(const nlohmann::json& object) {
  if (!object.is_object()) return {.flaw = "item is no object"};
  auto fields = read_new_memory(object, "item");
  if (!fields) return {.flaw = fields.error().message};
  auto end_user = Fields(object, "item").optional_text({.name = "end_user_id"});
  if (!end_user) return {.flaw = end_user.error().message};
  return {.fields = *std::move(fields), .end_user = *std::move(end_user)};
}

Result<BatchRequest> read_batch(const Call& call) {
  const auto object = object_of(call.request);
  if (!object) return tl::unexpected(object.error());
  const auto items =
      Fields(*object, "body").list({.name = "items", .most = kItemsMax, .is_required = true});
  if (!items) return tl::unexpected(items.error());
  if ((*items)->empty()) {
    return tl::unexpected(
        validation_error("body/items", "List should have at least 1 item", "too_short"));
  }
  const auto deduplicates = read_deduplicate(*object);
  if (!deduplicates) return tl::unexpected(deduplicates.error());
  BatchRequest request{.deduplicates = *deduplicates};
  for (const nlohmann::json& item : **items) request.items.push_back(read_item(item));
  return request;
}

// Which setting decides whether a skipped add spends its unit.
Answer skipped(const Call& call, const char* reason, Setting units) {
  JsonText body;
  body.begin_object().field("status", "skipped").field("reason", reason).end_object();
  const int status = call.world.setting(kSkippedStatus) == 0 ? 200 : 201;
  Answer answer = json_answer(status, body.take());
  answer.is_free = call.world.setting(units) == 1;
  return answer;
}

TenantMemory made_of(const Call& call, const MemoryFields& fields) {
  TenantMemory memory = memory_for(call);
  apply_fields(fields, memory, call.now);
  return memory;
}

struct ItemResult {
  const char* status = "created";
  std::int64_t id = 0;   // 0: none
  std::string reason{};  // empty: null
};

ItemResult add_item(const Call& call, const Item& item, bool deduplicates) {
  if (!item.flaw.empty()) return {.status = "rejected", .reason = item.flaw};
  if (is_low_value(*item.fields.text)) return {.status = "skipped", .reason = kLowValueReason};
  TenantMemory memory = made_of(call, item.fields);
  if (!item.end_user.empty()) memory.end_user = item.end_user;
  const auto added = call.world.store().tenant_memories().add(std::move(memory), deduplicates);
  if (added.is_duplicate) return {.status = "skipped", .reason = kDuplicateReason};
  return {.id = added.row->id};
}

Answer batch_answer(const std::vector<ItemResult>& results) {
  const auto count = [&](std::string_view status) -> std::int64_t {
    return std::count_if(results.begin(), results.end(),
                         [&](const ItemResult& result) { return result.status == status; });
  };
  JsonText body;
  body.begin_object()
      .field("total", static_cast<std::int64_t>(results.size()))
      .field("created", count("created"))
      .field("skipped", count("skipped"))
      .field("rejected", count("rejected"))
      .name("results")
      .begin_array();
  std::int64_t index = 0;
  for (const ItemResult& result : results) {
    body.begin_object().field("index", index++).field("status", result.status);
    body.name("memory_ids").begin_array();
    if (result.id != 0) body.value(result.id);
    body.end_array().name("reason");
    (result.reason.empty() ? body.null() : body.value(result.reason)).end_object();
  }
  return json_answer(207, body.end_array().end_object().take());
}

}  // namespace

std::optional<Error> check_add(Call& call) {
  return read_body<AddRequest, read_add>(call);
}

Result<Answer> add_memory(const Call& call) {
  const auto& request = body_of<AddRequest>(call);
  if (is_low_value(*request.fields.text)) return skipped(call, kLowValueReason, kLowValueUnits);
  const auto added =
      call.world.store().tenant_memories().add(made_of(call, request.fields), request.deduplicates);
  if (added.is_duplicate) return skipped(call, kDuplicateReason, kDuplicateUnits);
  JsonText body;
  write_memory(body, *added.row);
  return json_answer(201, body.take());
}

std::optional<Error> check_batch(Call& call) {
  return read_body<BatchRequest, read_batch>(call);
}

Result<Answer> add_batch(const Call& call) {
  const auto& request = body_of<BatchRequest>(call);
  std::vector<ItemResult> results;
  for (const Item& item : request.items) {
    results.push_back(add_item(call, item, request.deduplicates));
  }
  return batch_answer(results);
}

Answer skipped_batch(const Call& call) {
  const auto& request = body_of<BatchRequest>(call);
  return batch_answer(std::vector<ItemResult>(request.items.size(), {.status = "skipped"}));
}

}  // namespace fauxplane::memorysync_service
