// Reads the scenario of a case as the plane does.
#pragma once

#include <gtest/gtest.h>

#include <string>

#include "simulator/scenario/library.h"
#include "simulator/scenario/loader.h"
#include "simulator/services/memsy/memsy.h"

namespace fauxplane::contracts {

inline const WorldSeed& world_of_tests() {
  static const WorldSeed kWorld =
      load_world(default_world_yaml(memsy().world_file), memsy().world_file, memsy().vocabulary)
          .value();
  return kWorld;
}

inline Scenario loaded(const std::string& yaml) {
  auto scenario = load_scenario(yaml, "case.yaml", memsy().vocabulary, world_of_tests());
  if (scenario) return *std::move(scenario);
  ADD_FAILURE() << to_text(scenario.error().front()) << "\n" << yaml;
  return {};
}

}  // namespace fauxplane::contracts
