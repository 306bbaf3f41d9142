// The projects that a caller may name: GET /org/projects (memorysync.md 4.7).
#include "simulator/services/json_text.h"
#include "simulator/services/memorysync/tables.h"

namespace fauxplane::memorysync_service {

// A key of one tenant sees that one's; others see those of the whole org.
Result<Answer> list_projects(const Call& call) {
  const TenantId& own = call.caller.key->tenant;
  JsonText body;
  body.begin_array();
  for (const auto& project : call.world.store().projects().list()) {
    const auto tenant = call.world.store().tenants().find(project->tenant);
    if (!tenant || tenant->is_deleted || tenant->org != call.caller.org->id) continue;
    if (!own.value.empty() && project->tenant != own) continue;
    body.begin_object()
        .field("id", project->id.value)
        .field("tenant_id", project->tenant.value)
        .field("name", project->name)
        .end_object();
  }
  return json_answer(200, body.end_array().take());
}

}  // namespace fauxplane::memorysync_service
