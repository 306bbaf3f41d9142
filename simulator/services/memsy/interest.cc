// The waitlist of the Pro plan: POST /interest/pro, GET /interest/pro/status.
#include "simulator/services/body.h"
#include "simulator/services/memsy/tables.h"

namespace fauxplane::memsy_service {

Result<Answer> express_interest(const Call& call) {
  const auto body = object_of(call.request);
  if (!body) return tl::unexpected(body.error());
  for (const char* name : {"email", "name"}) {
    if (const auto text = required_text(*body, name); !text) return tl::unexpected(text.error());
  }
  for (const char* name : {"company", "use_case", "notes"}) {
    if (const auto text = optional_text(*body, name); !text) return tl::unexpected(text.error());
  }
  call.world.store().update([&] {
    Org org = *call.world.store().orgs().find(call.caller.org->id);
    org.interest_expressed = true;
    call.world.store().orgs().put(std::move(org));
  });
  return ok({{"message", "Thanks, your interest in the Pro plan is noted."}});
}

Result<Answer> get_interest(const Call& call) {
  return ok({{"expressed", call.caller.org->interest_expressed}});
}

}  // namespace fauxplane::memsy_service
