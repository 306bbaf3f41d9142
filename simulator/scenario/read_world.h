// Reads a world: plans, orgs, members, keys, tenants, events and settings, laid by id over those of
// a base.
#pragma once

#include <map>
#include <string>
#include <utility>

#include "simulator/scenario/map_reader.h"
#include "simulator/scenario/references.h"
#include "simulator/scenario/world_seed.h"

namespace fauxplane {

// What every reading function needs.
struct Reading {
  const Vocabulary& vocabulary;
  Findings& findings;
};

// `base` with the map `value` laid over it, and checked: every id that is named exists.
[[nodiscard]] WorldSeed read_world(const YamlValue& value, WorldSeed base, const Reading& reading);

// A world while it is being read, with its tables by id.
struct WorldDraft {
  explicit WorldDraft(WorldSeed base);
  WorldDraft(const WorldDraft&) = delete;
  WorldDraft& operator=(const WorldDraft&) = delete;

  WorldSeed world;
  RecordTable<Plan> plans{world.plans};
  RecordTable<Org> orgs{world.orgs};
  RecordTable<Member> members{world.members};
  RecordTable<ApiKey> keys{world.keys};
  RecordTable<Tenant> tenants{world.tenants};
  RecordTable<Project> projects{world.projects};
  std::map<std::pair<std::string, Dimension>, std::size_t> usage{};  // where in world.usage
};

// One org of the draft, laid over what it is now. In read_org.cc.
void read_org(const YamlMember& member, WorldDraft& draft, const Reading& reading);

// One tenant, one project of the draft, likewise. In read_tenant.cc.
void read_tenant(const YamlMember& member, WorldDraft& draft, const Reading& reading);
void read_project(const YamlMember& member, WorldDraft& draft, const Reading& reading);

// The dimension of that name; a finding with the nearest when the service has none.
[[nodiscard]] std::optional<Dimension> read_dimension(std::string_view name, Place place,
                                                      const Reading& reading);

}  // namespace fauxplane
