#include "simulator/world/script.h"

#include <algorithm>
#include <utility>

namespace fauxplane {
namespace {

void enter(std::vector<std::vector<std::uint32_t>>& lists, const On& on, std::uint32_t index) {
  if (on.routes.empty()) {
    for (auto& list : lists) list.push_back(index);
    return;
  }
  for (const std::uint16_t route : on.routes) lists[route].push_back(index);
}

bool leads_to_other_port(const Step& step) {
  return std::any_of(step.answers.begin(), step.answers.end(), [](const auto& answer) {
    return answer && answer->redirect && answer->redirect->to == Origin::kOtherPort;
  });
}

}  // namespace

Script::Script(std::shared_ptr<const Scenario> scenario)
    : scenario_(std::move(scenario)),
      steps_(vocabulary().routes.size() + 1),
      waiting_steps_(vocabulary().routes.size() + 1),
      expectations_(vocabulary().routes.size() + 1) {
  std::uint32_t index = 0;
  for (const Step& step : scenario_->steps) {
    enter(steps_, step.on, index);
    if (step.nth) enter(waiting_steps_, step.on, index);
    needs_other_port_ = needs_other_port_ || leads_to_other_port(step);
    has_early_steps_ = has_early_steps_ || step.fault.is_early;
    ++index;
  }
  index = 0;
  for (const Expectation& expectation : scenario_->expectations) {
    enter(expectations_, expectation.on, index++);
  }
}

std::uint32_t uses_max_of(const Step& step) {
  if (step.is_sequence) {
    return step.after == After::kPass ? static_cast<std::uint32_t>(step.answers.size())
                                      : UINT32_MAX;
  }
  if (step.times) return *step.times;
  return step.nth ? 1 : UINT32_MAX;
}

bool takes_refused(const Step& step) {
  return !step.is_sequence && !replaces_answer(step.answers.front());
}

const ScriptedAnswer* answer_of(const Step& step, std::uint32_t use) {
  const std::size_t count = step.answers.size();
  std::size_t at = (use - 1) % count;
  if (step.is_sequence && step.after == After::kStay) at = std::min<std::size_t>(use, count) - 1;
  const auto& answer = step.answers[at];
  return answer ? &*answer : nullptr;
}

bool is_beyond_end(const Step& step, std::uint32_t use) {
  return step.is_sequence && step.after == After::kFail && use > step.answers.size();
}

}  // namespace fauxplane
