#include "simulator/edge/scripts.h"

#include <utility>

#include "simulator/scenario/library.h"
#include "simulator/scenario/nearest.h"

namespace fauxplane {

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
  auto scenario = load_scenario(yaml, file, service_.vocabulary, base_);
  if (!scenario) return tl::unexpected(std::move(scenario.error()));
  auto script = std::make_shared<const Script>(
      std::make_shared<const Scenario>(*std::move(scenario)), service_.routes.size());
  const std::lock_guard lock(mutex_);
  if (loaded_.size() >= kScriptsMax) loaded_.clear();
  return loaded_.try_emplace(known, std::move(script)).first->second;
}

std::shared_ptr<const Script> Scripts::without_script() const {
  Scenario scenario;
  scenario.name = "default world";
  scenario.sentence = "The default world, on a real clock, without a script.";
  scenario.service = service_.name;
  scenario.seed = 1;
  scenario.clock = {.start = std::nullopt, .rate = 1.0};
  scenario.world = std::make_shared<const WorldSeed>(base_);
  return std::make_shared<const Script>(std::make_shared<const Scenario>(std::move(scenario)),
                                        service_.routes.size());
}

}  // namespace fauxplane
