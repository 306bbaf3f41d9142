// Who the key acts for, and whether the planes are well: GET /me, GET /health.
#include "simulator/services/json_text.h"
#include "simulator/services/memsy/tables.h"

namespace fauxplane::memsy_service {

Answer ok(const Json& body) {
  return json_answer(200, body.dump(-1, ' ', false, Json::error_handler_t::replace));
}

Json text_or_null(const std::optional<Instant>& instant) {
  return instant ? Json(to_iso8601(*instant)) : Json();
}

Result<Answer> get_me(const Call& call) {
  const Member& member = *call.caller.member;
  JsonText body;
  body.begin_object()
      .field("customer_id", member.customer_id)
      .field("email", member.email)
      .field("tier", call.caller.plan->id.value)
      .field("is_superadmin", member.is_superadmin)
      .field("org_id", call.caller.org->id.value)
      .field("is_billing_admin", member.is_billing_admin)
      .field("user_id", member.id.value)
      .field("org_role", member.role)
      .end_object();
  return json_answer(200, body.take());
}

Result<Answer> get_health(const Call& call) {
  return ok({{"status", "ok"},
             {"version", "1.0.0"},
             {"billing_enabled", call.caller.org->billing.enabled},
             {"components", {{"database", "ok"}, {"queue", "ok"}}}});
}

}  // namespace fauxplane::memsy_service
