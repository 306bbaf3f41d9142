// What the tests of the scenario layer share: short ways to load, and to say what is wrong.
#pragma once

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "simulator/scenario/loader.h"
#include "simulator/scenario/yaml_tree.h"
#include "simulator/services/memsy/memsy.h"
#include "simulator/services/services.h"

namespace fauxplane {

inline std::filesystem::path source_path(std::string_view name) {
  return std::filesystem::path(FAUXPLANE_SOURCE_DIR) / name;
}

inline std::string read_file(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

// Whether files that tests compare with are to be written anew.
inline bool updates_golden() {
  const char* update = std::getenv("FAUXPLANE_UPDATE_GOLDEN");
  return update != nullptr && std::string_view(update) == "1";
}

inline void write_file(const std::filesystem::path& path, std::string_view text) {
  std::ofstream(path, std::ios::binary) << text;
}

inline const Vocabulary& words() {
  return memsy().vocabulary;
}

// The findings, one per line.
inline std::string text_of(const std::vector<Finding>& findings) {
  std::string text;
  for (const Finding& finding : findings) text += to_text(finding) + "\n";
  return text;
}

// fixtures/world.yaml.
inline const WorldSeed& default_world() {
  static const WorldSeed kWorld =
      *load_world(read_file(source_path("fixtures/world.yaml")), "fixtures/world.yaml", words());
  return kWorld;
}

[[nodiscard]] inline tl::expected<Scenario, std::vector<Finding>> load(
    std::string_view yaml, std::string_view file = "x.yaml") {
  return load_scenario(yaml, file, words(), default_world());
}

// Of whichever service it is about, each over its default world.
[[nodiscard]] inline tl::expected<Scenario, std::vector<Finding>> load_of_any_service(
    std::string_view yaml, std::string_view file = "x.yaml") {
  static const std::vector<WorldSeed> kWorlds = [] {
    std::vector<WorldSeed> worlds;
    for (const Service* service : all_services()) {
      worlds.push_back(*load_world(read_file(source_path(service->world_file)), service->world_file,
                                   service->vocabulary));
    }
    return worlds;
  }();
  std::vector<Ground> grounds;
  for (const WorldSeed& world : kWorlds) {
    grounds.push_back({.vocabulary = all_vocabularies()[grounds.size()], .world = &world});
  }
  return load_scenario(yaml, file, grounds);
}

// A scenario around some of its keys, which begin in line 3.
[[nodiscard]] inline tl::expected<Scenario, std::vector<Finding>> load_part(std::string_view part) {
  return load("# A part of a scenario.\nfauxplane: 1\n" + std::string(part));
}

// The findings of that part; empty when it loads.
inline std::string complaints(std::string_view part) {
  const auto scenario = load_part(part);
  return scenario ? std::string() : text_of(scenario.error());
}

// The steps of `part`, which holds the keys of one step in flow style: "on: GET /me, answer: 429".
[[nodiscard]] inline tl::expected<Scenario, std::vector<Finding>> load_step(std::string_view step) {
  return load_part("steps: [{" + std::string(step) + "}]\n");
}

inline std::string step_complaints(std::string_view step) {
  return complaints("steps: [{" + std::string(step) + "}]\n");
}

// Parses a YAML text that must be right.
inline YamlValue yaml_of(std::string_view text) {
  Findings findings("x.yaml");
  auto value = parse_yaml(text, findings);
  if (!value || !findings.empty()) throw std::invalid_argument(text_of(findings.take()));
  return *std::move(value);
}

// Every file of the folder and those below whose name ends so, sorted.
inline std::vector<std::filesystem::path> files_in(std::string_view folder,
                                                   std::string_view extension) {
  std::vector<std::filesystem::path> files;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(source_path(folder))) {
    if (entry.path().extension() == extension) files.push_back(entry.path());
  }
  std::sort(files.begin(), files.end());
  return files;
}

}  // namespace fauxplane
