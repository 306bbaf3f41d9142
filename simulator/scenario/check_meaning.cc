#include "simulator/scenario/check_meaning.h"

#include <algorithm>

namespace fauxplane {
namespace {

// Whether the step takes every request that fits it, for ever.
bool takes_everything(const Step& step) {
  const bool is_endless = step.is_sequence ? step.after != After::kPass : !step.times;
  return is_endless && !step.nth && step.chance.value_or(1.0) >= 1.0;
}

// Whether every request that fits `narrow` fits `wide`.
bool covers(const Step& wide, const Step& narrow) {
  if (wide.match != Match{} && wide.match != narrow.match) return false;
  if (wide.on.routes.empty()) return true;
  if (narrow.on.routes.empty()) return false;
  const bool has_routes =
      std::all_of(narrow.on.routes.begin(), narrow.on.routes.end(), [&](std::uint16_t route) {
        return std::find(wide.on.routes.begin(), wide.on.routes.end(), route) !=
               wide.on.routes.end();
      });
  return has_routes &&
         std::all_of(wide.on.path_values.begin(), wide.on.path_values.end(),
                     [&](const auto& value) {
                       const auto& known = narrow.on.path_values;
                       return std::find(known.begin(), known.end(), value) != known.end();
                     });
}

std::string label_of(std::size_t index) {
  return "step " + std::to_string(index + 1);
}

void add_unreachable(const Scenario& scenario, std::size_t index, std::size_t rival,
                     Findings& findings) {
  const Step& step = scenario.steps[rival];
  findings.add(scenario.steps[index].place,
               label_of(index) + " can never be reached: " + label_of(rival) + " (line " +
                   std::to_string(step.place.line) + ") takes every request on " + step.on.text +
                   " before it; give that step `times`, or put it behind this one");
}

}  // namespace

void check_meaning(const Scenario& scenario, std::size_t route_count, Findings& findings) {
  // Steps that take everything, by each route they are on; the last list holds those on any.
  std::vector<std::vector<std::size_t>> takers(route_count + 1);
  for (std::size_t index = 0; index < scenario.steps.size(); ++index) {
    const Step& step = scenario.steps[index];
    const std::size_t first = step.on.routes.empty() ? route_count : step.on.routes.front();
    std::vector<std::size_t> rivals = takers[first];
    if (first != route_count) {
      rivals.insert(rivals.end(), takers[route_count].begin(), takers[route_count].end());
    }
    const auto rival = std::find_if(rivals.begin(), rivals.end(), [&](std::size_t other) {
      return covers(scenario.steps[other], step);
    });
    if (rival != rivals.end()) {
      add_unreachable(scenario, index, *rival, findings);
    } else if (takes_everything(step)) {
      if (step.on.routes.empty()) takers[route_count].push_back(index);
      for (const std::uint16_t route : step.on.routes) takers[route].push_back(index);
    }
    if (scenario.expects_every_step_used && step.chance.value_or(1.0) < 1.0) {
      findings.add(step.place, label_of(index) +
                                   " is taken by chance, so `every step used` can not be promised");
    }
  }
}

}  // namespace fauxplane
