// Reads the scenario of a case as the plane does.
#pragma once

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "simulator/scenario/library.h"
#include "simulator/scenario/loader.h"
#include "simulator/services/services.h"

namespace fauxplane::contracts {

inline const std::vector<Ground>& grounds_of_tests() {
  static const std::vector<WorldSeed> kWorlds = [] {
    std::vector<WorldSeed> worlds;
    for (const Service* const service : all_services()) {
      worlds.push_back(load_world(default_world_yaml(service->world_file), service->world_file,
                                  service->vocabulary)
                           .value());
    }
    return worlds;
  }();
  static const std::vector<Ground> kGrounds = [] {
    std::vector<Ground> grounds;
    for (const WorldSeed& world : kWorlds) {
      grounds.push_back(
          {.vocabulary = &all_services()[grounds.size()]->vocabulary, .world = &world});
    }
    return grounds;
  }();
  return kGrounds;
}

inline Scenario loaded(const std::string& yaml) {
  auto scenario = load_scenario(yaml, "case.yaml", grounds_of_tests());
  if (scenario) return *std::move(scenario);
  ADD_FAILURE() << to_text(scenario.error().front()) << "\n" << yaml;
  return {};
}

}  // namespace fauxplane::contracts
