#include "simulator/edge/scripts.h"

#include <algorithm>
#include <utility>

#include "simulator/scenario/library.h"
#include "simulator/scenario/nearest.h"
#include "simulator/scenario/references.h"

namespace fauxplane {

Scripts::Scripts(std::vector<ServiceWorld> worlds) : worlds_(std::move(worlds)) {
  for (const ServiceWorld& known : worlds_) {
    grounds_.push_back({.vocabulary = &known.service->vocabulary, .world = &known.world});
  }
}

Scripts::Loaded Scripts::by_name(const std::string& name) {
  if (const auto file = find_in_library(name)) {
    return from_text(std::string(file->yaml), "scenarios/" + name + ".yaml");
  }
  std::vector<std::string_view> names;
  for (const LibraryFile& file : library()) names.push_back(file.name);
  const auto close = nearest(name, names);
  return tl::unexpected(std::vector<Finding>{
      {.file = name,
       .place = {},
       .message = "there is no scenario of this name" +
                  (close ? "; did you mean \"" + std::string(*close) + "\"?"
                         : std::string("; `fauxplane scenarios` lists them"))}});
}

Scripts::Loaded Scripts::from_text(const std::string& yaml, const std::string& file) {
  const std::string known = file + '\n' + yaml;  // a script bears the name of its file
  {
    const std::lock_guard lock(mutex_);
    if (const auto at = loaded_.find(known); at != loaded_.end()) return at->second;
  }
  auto scenario = load_scenario(yaml, file, grounds_);
  if (!scenario) return tl::unexpected(std::move(scenario.error()));
  auto script =
      std::make_shared<const Script>(std::make_shared<const Scenario>(*std::move(scenario)));
  const std::lock_guard lock(mutex_);
  if (loaded_.size() >= kScriptsMax) loaded_.clear();
  return loaded_.try_emplace(known, std::move(script)).first->second;
}

Scripts::Loaded Scripts::of_service(const std::string& name) const {
  std::vector<std::string_view> names;
  for (const ServiceWorld& known : worlds_) names.push_back(known.service->name);
  Findings findings(name);
  if (check_known("service", name, names, {}, findings)) return without_script(name);
  return tl::unexpected(findings.take());
}

std::shared_ptr<const Script> Scripts::without_script(std::string_view service) const {
  const auto known = std::find_if(
      worlds_.begin(), worlds_.end(),
      [&](const ServiceWorld& candidate) { return candidate.service->name == service; });
  Scenario scenario;
  scenario.name = "default world";
  scenario.sentence = "The default world, on a real clock, without a script.";
  scenario.service = service;
  scenario.vocabulary = &known->service->vocabulary;
  scenario.seed = 1;
  scenario.clock = {.start = std::nullopt, .rate = 1.0};
  scenario.world = std::make_shared<const WorldSeed>(known->world);
  return std::make_shared<const Script>(std::make_shared<const Scenario>(std::move(scenario)));
}

}  // namespace fauxplane
