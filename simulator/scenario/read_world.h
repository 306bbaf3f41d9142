// Reads a world: plans, orgs, members, keys, events and settings, laid by id over those of a base.
#pragma once

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

// One org of `world.orgs`, laid over what it is now. In read_org.cc.
void read_org(const YamlMember& member, WorldSeed& world, const Reading& reading);

// The dimension of that name; a finding with the nearest when the service has none.
[[nodiscard]] std::optional<Dimension> read_dimension(std::string_view name, Place place,
                                                      const Reading& reading);

}  // namespace fauxplane
