#include <utility>

#include "simulator/domain/usage_report.h"
#include "simulator/scenario/read_world.h"

namespace fauxplane {
namespace {

void read_tags(const YamlValue& value, Tenant& tenant, Findings& findings) {
  if (!is_map(value, "tags", findings)) return;
  tenant.tags.clear();
  for (const YamlMember& tag : value.members) {
    auto text = read_text(tag.value, tag.name, findings);
    if (!text) continue;
    if (!is_tag_text(tag.name) || !is_tag_text(*text) || tenant.tags.size() == kTagsMax) {
      findings.add(tag.place, "a tenant has at most " + std::to_string(kTagsMax) +
                                  " tags, with keys and values of 1 to " +
                                  std::to_string(kTagLengthMax) + " characters");
      continue;
    }
    tenant.tags.insert_or_assign(tag.name, *std::move(text));
  }
}

void read_tenant_usage(const YamlValue& value, const TenantId& tenant, WorldSeed& world,
                       const Reading& reading) {
  if (!is_map(value, "usage", reading.findings)) return;
  for (const YamlMember& member : value.members) {
    const auto dimension = read_dimension(member.name, member.place, reading);
    const auto quantity =
        read_integer(member.value, member.name, 0, kReportedMax, reading.findings);
    if (!dimension || !quantity) continue;
    std::erase_if(world.tenant_usage, [&](const SeedTenantUsage& usage) {
      return usage.tenant == tenant && usage.dimension == *dimension;
    });
    world.tenant_usage.push_back(
        {.tenant = tenant, .dimension = *dimension, .quantity = *quantity});
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
  set_given(tenant.is_deleted, map.boolean("deleted"));
  if (const YamlValue* usage = map.find("usage")) {
    read_tenant_usage(*usage, tenant.id, draft.world, reading);
  }
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
