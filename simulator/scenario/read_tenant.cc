#include <utility>

#include "simulator/scenario/read_world.h"

namespace fauxplane {
namespace {

// How long a key and a value of a tag may be, in bytes (memorysync.md 10.4).
constexpr std::size_t kTagMax = 64;

void read_tags(const YamlValue& value, Tenant& tenant, Findings& findings) {
  if (!is_map(value, "tags", findings)) return;
  tenant.tags.clear();
  for (const YamlMember& tag : value.members) {
    auto text = read_text(tag.value, "a tag", findings);
    if (!text) continue;
    if (tag.name.empty() || tag.name.size() > kTagMax || text->empty() || text->size() > kTagMax) {
      findings.add(tag.place,
                   "key and value of a tag have 1 to " + std::to_string(kTagMax) + " characters");
      continue;
    }
    tenant.tags[tag.name] = *std::move(text);
  }
}

}  // namespace

void read_tenant(const YamlMember& member, WorldDraft& draft, const Reading& reading) {
  const MapReader map(member.value, MapKind::kTenant, reading.findings);
  if (!map.is_map()) return;
  const bool is_new = draft.tenants.find(member.name) == nullptr;
  if (is_new && map.find("org") == nullptr) {
    reading.findings.add(member.place,
                         "a new tenant needs \"org\"; known tenants are " + draft.tenants.listed());
  }
  if (is_new && !is_tenant_id(member.name)) {
    reading.findings.add(member.place, "a tenant id has 1 to " + std::to_string(kTenantIdMax) +
                                           " letters, digits, _ and -");
  }
  Tenant& tenant = draft.tenants.at(member.name);
  if (is_new) tenant.name = member.name;
  if (auto org = map.text("org")) tenant.org = OrgId(*std::move(org));
  set_given(tenant.name, map.text("name"));
  if (const YamlValue* tags = map.find("tags")) read_tags(*tags, tenant, reading.findings);
}

void read_project(const YamlMember& member, WorldDraft& draft, const Reading& reading) {
  const MapReader map(member.value, MapKind::kProject, reading.findings);
  if (!map.is_map()) return;
  const bool is_new = draft.projects.find(member.name) == nullptr;
  if (is_new && map.find("tenant") == nullptr) {
    reading.findings.add(member.place, "a new project needs \"tenant\"; known projects are " +
                                           draft.projects.listed());
  }
  Project& project = draft.projects.at(member.name);
  if (is_new) project.name = member.name;
  if (auto tenant = map.text("tenant")) project.tenant = TenantId(*std::move(tenant));
  set_given(project.name, map.text("name"));
  set_given(project.is_default, map.boolean("default"));
}

}  // namespace fauxplane
