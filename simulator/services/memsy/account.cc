// Who the key acts for, and whether the planes are well: GET /me, GET /health.
#include "simulator/services/memsy/tables.h"

namespace fauxplane::memsy_service {

Answer ok(const Json& body) {
  return json_answer(200, body.dump(-1, ' ', false, Json::error_handler_t::replace));
}

Result<Answer> get_me(const Call& call) {
  const Member& member = *call.caller.member;
  return ok({{"customer_id", member.customer_id},
             {"email", member.email},
             {"tier", call.caller.plan->id.value},
             {"is_superadmin", member.is_superadmin},
             {"org_id", call.caller.org->id.value},
             {"is_billing_admin", member.is_billing_admin},
             {"user_id", member.id.value},
             {"org_role", member.role}});
}

Result<Answer> get_health(const Call& call) {
  return ok({{"status", "ok"},
             {"version", "1.0.0"},
             {"billing_enabled", call.caller.org->billing.enabled},
             {"components", {{"database", "ok"}, {"queue", "ok"}}}});
}

}  // namespace fauxplane::memsy_service
