// For which tenant and project a call is made (memorysync.md 2.1 and 3, steps 4 and 5).
#include "simulator/services/memorysync/tables.h"

namespace fauxplane::memorysync_service {
namespace {

constexpr std::string_view kSurfaceOfTenants = "/v1";

Error forbidden(std::string message) {
  return {.code = "forbidden", .message = std::move(message)};
}

Error pinned_elsewhere(const ProjectId& pinned) {
  return forbidden("The key is pinned to project " + pinned.value);
}

// Whether the caller may act for the tenant: it is one of its org, or the one that all evaluation
// keys share.
bool may_act_for(const Call& call, const TenantId& id) {
  if (call.caller.key->is_strict && id.value == kSharedTenant) return true;
  const auto tenant = call.world.store().tenants().find(id);
  return tenant && !tenant->is_deleted && tenant->org == call.caller.org->id;
}

std::shared_ptr<const Project> default_project_of(const Call& call, const TenantId& tenant) {
  for (auto& project : call.world.store().projects().list()) {
    if (project->tenant == tenant && project->is_default) return std::move(project);
  }
  return nullptr;
}

}  // namespace

std::optional<Error> check_tenant(Call& call) {
  const auto header = find_header(call.request, "X-Tenant-ID");
  if (!header) {
    call.tenant = call.caller.key->tenant;
    const bool is_needed =
        call.world.setting(kTenantContext) == 0 && call.route->prefix != kSurfaceOfTenants;
    if (!call.tenant.value.empty() || !is_needed) return std::nullopt;
    return Error{.code = "tenant_context_required", .message = {}};
  }
  if (!is_tenant_id(*header, call.world.setting(kTenantIdLetters) == 0)) {
    return Error{.code = "invalid_tenant_id_format", .message = {}};
  }
  call.tenant = TenantId{std::string(*header)};
  if (may_act_for(call, call.tenant)) return std::nullopt;
  return forbidden("Tenant " + call.tenant.value + " is not one of the caller's");
}

std::optional<Error> check_project(Call& call) {
  const ProjectId& pinned = call.caller.key->project;
  const auto header = find_header(call.request, "X-Project-ID");
  if (header && header->empty()) {
    return Error{.code = "project_context_required",
                 .message = "X-Project-ID is empty; name a project or leave it out"};
  }
  call.project = header ? ProjectId{std::string(*header)} : pinned;
  if (call.project.value.empty()) {
    const auto initial =
        call.world.setting(kProjectContext) == 0 ? default_project_of(call, call.tenant) : nullptr;
    if (initial) call.project = initial->id;
    if (initial || call.tenant.value.empty()) return std::nullopt;
    return Error{.code = "project_context_required", .message = {}};
  }
  const auto project = call.world.store().projects().find(call.project);
  if (!project || project->tenant != call.tenant) {
    return forbidden("Project " + call.project.value + " is not one of the tenant's");
  }
  if (pinned.value.empty() || pinned == call.project) return std::nullopt;
  return pinned_elsewhere(pinned);
}

std::optional<Error> claim_tenant(Call& call, const std::string& tenant) {
  const TenantId id{tenant};
  if (!may_act_for(call, id)) {
    return forbidden("Tenant " + tenant + " is not one of the caller's");
  }
  const ProjectId& pinned = call.caller.key->project;
  if (!pinned.value.empty()) {
    const auto project = call.world.store().projects().find(pinned);
    if (!project || project->tenant != id) return pinned_elsewhere(pinned);
  }
  if (call.tenant.value.empty()) call.tenant = id;
  const auto initial = pinned.value.empty() ? default_project_of(call, id) : nullptr;
  call.project = initial ? initial->id : pinned;
  return std::nullopt;
}

}  // namespace fauxplane::memorysync_service
