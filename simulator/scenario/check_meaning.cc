#include "simulator/scenario/check_meaning.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

namespace fauxplane {
namespace {

using PathValue = std::pair<std::string, std::string>;

// Whether the step takes every request that fits it, for ever.
bool takes_everything(const Step& step) {
  const bool is_endless = step.is_sequence ? step.after != After::kPass : !step.times;
  return is_endless && !step.nth && step.chance.value_or(1.0) >= 1.0;
}

// What a step asks of a request besides its route, as one text. Steps whose texts are equal ask the
// same.
std::string conditions_of(const Match& match, const std::vector<PathValue>& path_values) {
  nlohmann::json conditions = nlohmann::json::array();
  if (match.key) conditions.push_back({"key", match.key->value});
  if (match.origin) conditions.push_back({"origin", name_of(*match.origin)});
  const auto add = [&](const char* kind, const std::vector<ValueMatch>& values) {
    for (const ValueMatch& value : values) {
      conditions.push_back({kind, value.name, static_cast<int>(value.comparison), value.value});
    }
  };
  add("header", match.headers);
  add("query", match.query);
  add("body", match.body);
  for (const auto& [name, value] : path_values) conditions.push_back({"path", name, value});
  return conditions.dump();
}

// The conditions of every step that would take all that `step` takes on the same routes: its own,
// with its match or its path values left out.
std::vector<std::string> wider_conditions(const Step& step) {
  std::vector<std::string> texts;
  for (const bool with_match : {false, true}) {
    const Match match = with_match ? step.match : Match{};
    texts.push_back(conditions_of(match, {}));
    for (const PathValue& value : step.on.path_values) {
      texts.push_back(conditions_of(match, {value}));
    }
    texts.push_back(conditions_of(match, step.on.path_values));
  }
  return texts;
}

std::string label_of(std::size_t index) {
  return "step " + std::to_string(index + 1);
}

void add_unreachable(const Scenario& scenario, std::size_t index, std::size_t rival,
                     Findings& findings) {
  const Step& step = scenario.steps[rival];
  findings.add(
      scenario.steps[index].place,
      label_of(index) + " can never be reached: " + label_of(rival) + " (line " +
          std::to_string(step.place.line) + ") takes every request on " + step.on.text +
          " before it; " +
          (step.is_sequence ? "end its sequence with after: pass" : "give that step `times`") +
          ", or put it behind this one");
}

}  // namespace

void check_meaning(const Scenario& scenario, std::size_t route_count, Findings& findings) {
  // For each route, and last for any: the first step that takes everything, by its conditions.
  std::vector<std::unordered_map<std::string, std::size_t>> takers(route_count + 1);
  const auto taker_on = [&](std::size_t route, const std::string& conditions) {
    const auto at = takers[route].find(conditions);
    return at == takers[route].end() ? scenario.steps.size() : at->second;
  };
  // The first step of these conditions that takes all of these routes; the count of steps when
  // none.
  const auto rival_of = [&](const On& on, const std::string& conditions) {
    const std::size_t on_any = taker_on(route_count, conditions);
    if (on.routes.empty()) return on_any;
    std::size_t last = 0;
    for (const std::uint16_t route : on.routes) last = std::max(last, taker_on(route, conditions));
    return std::min(last, on_any);
  };
  for (std::size_t index = 0; index < scenario.steps.size(); ++index) {
    const Step& step = scenario.steps[index];
    std::size_t rival = scenario.steps.size();
    for (const std::string& conditions : wider_conditions(step)) {
      rival = std::min(rival, rival_of(step.on, conditions));
    }
    if (rival != scenario.steps.size()) {
      add_unreachable(scenario, index, rival, findings);
    } else if (takes_everything(step)) {
      const std::string conditions = conditions_of(step.match, step.on.path_values);
      if (step.on.routes.empty()) takers[route_count].try_emplace(conditions, index);
      for (const std::uint16_t route : step.on.routes) takers[route].try_emplace(conditions, index);
    }
    if (scenario.expects_every_step_used && step.chance.value_or(1.0) < 1.0) {
      findings.add(step.place, label_of(index) +
                                   " is taken by chance, so `every step used` can not be promised");
    }
  }
}

}  // namespace fauxplane
