#include "simulator/cli/scenario_source.h"

#include <filesystem>
#include <utility>

#include "simulator/cli/files.h"
#include "simulator/scenario/library.h"
#include "simulator/scenario/nearest.h"
#include "simulator/services/services.h"

namespace fauxplane {
namespace {

Complaints complaints_of(const std::vector<Finding>& findings) {
  Complaints complaints;
  for (const Finding& finding : findings) complaints.push_back(to_text(finding));
  return complaints;
}

// "scenarios/quota/boundary.yaml" is what the library calls "quota/boundary".
std::string_view name_in(std::string_view path) {
  constexpr std::string_view kFolder = "scenarios/";
  constexpr std::string_view kEnding = ".yaml";
  if (path.starts_with(kFolder)) path.remove_prefix(kFolder.size());
  if (path.ends_with(kEnding)) path.remove_suffix(kEnding.size());
  return path;
}

std::string nowhere(const std::string& scenario) {
  const std::string meant = did_you_mean(name_in(scenario), library_names());
  return "there is no file and no scenario \"" + scenario + "\"" +
         (meant.empty() ? "; `fauxplane scenarios` lists those there are" : meant);
}

Scripts::Loaded with_seed(const std::shared_ptr<const Script>& script, Seed seed) {
  Scenario scenario = script->scenario();
  scenario.seed = seed;
  return std::make_shared<const Script>(std::make_shared<const Scenario>(std::move(scenario)));
}

// What is wrong with asking for the script as that of `service`; empty when nothing is.
std::string mismatch(const Scenario& scenario, const WantedScript& wanted) {
  if (wanted.service.empty() || wanted.service == scenario.service) return {};
  return wanted.scenario + " is about the service " + scenario.service + ", not " + wanted.service +
         "; leave --service out";
}

}  // namespace

std::vector<std::string_view> library_names() {
  std::vector<std::string_view> names;
  for (const LibraryFile& file : library()) names.push_back(file.name);
  return names;
}

std::string counted(std::size_t count, const std::string& noun) {
  return std::to_string(count) + " " + noun + (count == 1 ? "" : "s");
}

tl::expected<std::vector<ServiceWorld>, Complaints> built_in_worlds() {
  std::vector<ServiceWorld> worlds;
  for (const Service* service : all_services()) {
    auto world = load_world(default_world_yaml(service->world_file), service->world_file,
                            service->vocabulary);
    if (!world) return tl::unexpected(complaints_of(world.error()));
    worlds.push_back({.service = service, .world = *std::move(world)});
  }
  return worlds;
}

tl::expected<std::shared_ptr<const Script>, Complaints> find_script(Scripts& scripts,
                                                                    const WantedScript& wanted) {
  const std::string& scenario = wanted.scenario;
  Scripts::Loaded loaded;
  std::error_code ignored;
  if (scenario.empty()) {
    loaded = wanted.service.empty() ? scripts.without_script() : scripts.of_service(wanted.service);
  } else if (std::filesystem::exists(scenario, ignored) &&
             !std::filesystem::is_directory(scenario, ignored)) {
    const auto yaml = read_file(scenario, kScenarioBytesMax);
    if (!yaml) return tl::unexpected(Complaints{yaml.error().message});
    loaded = scripts.from_text(*yaml, scenario);
  } else if (find_in_library(scenario)) {
    loaded = scripts.by_name(scenario);
  } else {
    return tl::unexpected(Complaints{nowhere(scenario)});
  }
  if (loaded) {
    const std::string wrong = mismatch((*loaded)->scenario(), wanted);
    if (!wrong.empty()) return tl::unexpected(Complaints{wrong});
    if (wanted.seed) loaded = with_seed(*loaded, *wanted.seed);
    return *loaded;
  }
  Complaints complaints = complaints_of(loaded.error());
  complaints.push_back(counted(loaded.error().size(), "finding") + " in " +
                       (scenario.empty() ? wanted.service : scenario) + "; nothing was started");
  return tl::unexpected(std::move(complaints));
}

}  // namespace fauxplane
