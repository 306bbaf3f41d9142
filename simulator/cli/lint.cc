#include "simulator/cli/lint.h"

#include <algorithm>
#include <filesystem>
#include <nlohmann/json.hpp>

#include "simulator/cli/files.h"
#include "simulator/cli/scenario_source.h"

namespace fauxplane {
namespace {

namespace fs = std::filesystem;

Linted refused(const std::string& file, std::string message) {
  return {.file = file, .findings = {{.file = file, .place = {}, .message = std::move(message)}}};
}

Linted lint_file(const std::string& file, std::span<const Ground> grounds) {
  const auto yaml = read_file(file, kScenarioBytesMax);
  if (!yaml) {
    // The sentence begins with the file, and so does a finding.
    return refused(file, yaml.error().message.substr(file.size() + 2));
  }
  auto scenario = load_scenario(*yaml, file, grounds);
  if (!scenario) return {.file = file, .findings = std::move(scenario.error())};
  return {.file = file, .sentence = scenario->sentence};
}

std::vector<std::string> files_below(const std::string& folder, std::error_code& failure) {
  std::vector<std::string> files;
  fs::recursive_directory_iterator at(folder, failure);
  for (; !failure && at != fs::recursive_directory_iterator(); at.increment(failure)) {
    std::error_code ignored;
    if (at->path().extension() == ".yaml" && at->is_regular_file(ignored)) {
      files.push_back(at->path().string());
    }
  }
  std::sort(files.begin(), files.end());
  return files;
}

}  // namespace

std::vector<Linted> lint(const std::vector<std::string>& paths) {
  const auto worlds = built_in_worlds();
  if (!worlds) return {refused("fixtures", worlds.error().front())};
  std::vector<Ground> grounds;
  for (const ServiceWorld& known : *worlds) {
    grounds.push_back({.vocabulary = &known.service->vocabulary, .world = &known.world});
  }
  std::vector<Linted> linted;
  for (const std::string& path : paths) {
    std::error_code failure;
    if (!fs::is_directory(path, failure)) {
      linted.push_back(lint_file(path, grounds));
      continue;
    }
    const auto files = files_below(path, failure);
    for (const std::string& file : files) linted.push_back(lint_file(file, grounds));
    if (failure) linted.push_back(refused(path, "cannot read it: " + failure.message()));
    if (!failure && files.empty()) {
      linted.push_back(refused(path, "there is no .yaml file in this folder"));
    }
  }
  return linted;
}

std::string lint_text(const std::vector<Linted>& files) {
  std::string text;
  for (const Linted& file : files) {
    if (file.findings.empty()) text += "ok " + file.file + ": " + file.sentence + "\n";
    for (const Finding& finding : file.findings) text += to_text(finding) + "\n";
  }
  return text;
}

std::string lint_json(const std::vector<Linted>& files) {
  using Json = nlohmann::ordered_json;
  Json json = Json::array();
  for (const Linted& file : files) {
    for (const Finding& finding : file.findings) {
      const bool has_place = finding.place.line > 0;
      json.push_back({{"file", finding.file},
                      {"line", has_place ? Json(finding.place.line) : Json()},
                      {"column", has_place ? Json(finding.place.column) : Json()},
                      {"message", finding.message}});
    }
  }
  // File names may hold bytes that are not UTF-8.
  return json.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace fauxplane
