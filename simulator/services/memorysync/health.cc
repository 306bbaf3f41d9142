// The state of the service and what it stands on: GET /health (memorysync.md 4.8).
#include "simulator/services/json_text.h"
#include "simulator/services/memorysync/tables.h"

namespace fauxplane::memorysync_service {
namespace {

// Rows of the setting `health`.
struct State {
  bool is_db_healthy = true;
  bool is_vector_db_healthy = true;
  bool is_cache_healthy = true;
};
constexpr std::array<State, 4> kStates = {
    {{}, {.is_db_healthy = false}, {.is_vector_db_healthy = false}, {.is_cache_healthy = false}}};

std::string_view word(bool is_healthy) {
  return is_healthy ? "healthy" : "unhealthy";
}

const State& state_of_service(const Call& call) {
  return kStates.at(call.world.setting(kHealthState));
}

}  // namespace

// Other outages degrade an answer, and do not refuse it (memorysync.md 12).
std::optional<Error> check_database(Call& call) {
  if (state_of_service(call).is_db_healthy) return std::nullopt;
  return Error{.code = "unavailable", .message = {}};
}

void write_degraded(JsonText& body, const Call& call) {
  const State& state = state_of_service(call);
  if (state.is_vector_db_healthy && state.is_cache_healthy) return;
  if (call.world.setting(kDegradedFlag) == kFlagAbsent) return;
  body.field("degraded", true);
}

Result<Answer> get_health(const Call& call) {
  const State& state = state_of_service(call);
  const bool is_ok = state.is_db_healthy && state.is_vector_db_healthy && state.is_cache_healthy;
  JsonText body;
  body.begin_object()
      .field("status", is_ok ? "ok" : "degraded")
      .field("db", word(state.is_db_healthy))
      .field("vector_db", word(state.is_vector_db_healthy))
      .field("cache", word(state.is_cache_healthy))
      .end_object();
  return json_answer(state.is_db_healthy ? 200 : 503, body.take());
}

}  // namespace fauxplane::memorysync_service
