// What a call over its quota is answered in silent mode, to the byte (memorysync.md 7.1).
#include <algorithm>
#include <array>

#include "simulator/services/memorysync/tables.h"

namespace fauxplane::memorysync_service {
namespace {

constexpr std::string_view kStatus = R"({"status":"ok"})";
constexpr std::string_view kNoMemories = R"({"memories":[]})";

struct DegradedRow {
  Handler handler;
  std::optional<Setting> setting;  // none: there is one reading
  std::uint8_t value;              // of the setting
  int status;
  std::string_view body;
  Answer (*write)(const Call&) = nullptr;  // instead of the body, for calls whose body was read
};

// The rows of a handler are tried in order.
constexpr std::array<DegradedRow, 11> kDegradedRows = {{
    {add_memory, kSilentAdd, 1, 200, R"({"status":"ok","skipped":true})"},
    {add_memory, std::nullopt, 0, 200, kStatus},
    {add_batch, kSilentBatch, 1, 207, {}, skipped_batch},
    {add_batch, std::nullopt, 0, 200, kStatus},
    {query_memories, std::nullopt, 0, 200, kNoMemories},
    {add_turn, kSilentTurn, 1, 200, kStatus},
    {add_turn, std::nullopt, 0, 201,
     R"({"memory_id":null,"status":"ok","processing_status":"skipped","embed_mode":"none",)"
     R"("already_exists":false,"request_id":null})"},
    {recall_memories, kSilentRecall, 1, 200, kNoMemories},
    {recall_memories, std::nullopt, 0, 200, R"({"context":"","memories":[]})"},
    {query_tenant, std::nullopt, 0, 200, kNoMemories},
    {nullptr, std::nullopt, 0, 200, kStatus},
}};

}  // namespace

Answer degraded_answer(const Call& call) {
  const auto* const row =
      std::find_if(kDegradedRows.begin(), kDegradedRows.end() - 1, [&](const auto& known) {
        return known.handler == call.route->handler &&
               (!known.setting || call.world.setting(*known.setting) == known.value) &&
               (known.write == nullptr || call.parsed != nullptr);
      });
  if (row->write != nullptr) return row->write(call);
  return json_answer(row->status, std::string(row->body));
}

}  // namespace fauxplane::memorysync_service
