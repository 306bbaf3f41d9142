#include <string>

#include "simulator/world/world.h"

namespace fauxplane {
namespace {

std::string label_of(const Step& step, std::size_t index) {
  std::string label = "step " + std::to_string(index + 1);
  if (!step.name.empty()) label += " \"" + step.name + "\"";
  return label + " (" + step.on.text + ")";
}

// How often a step has to be used to count as played: all of a sequence, all of `times`, or once.
std::uint32_t uses_wanted(const Step& step) {
  if (step.is_sequence) return static_cast<std::uint32_t>(step.answers.size());
  return step.times.value_or(1);
}

Judgement judge_steps_used(const World& world) {
  Judgement judgement{.place = {}, .passed = true, .on = "every step used"};
  const auto& steps = world.scenario().steps;
  for (std::size_t index = 0; index < steps.size(); ++index) {
    const std::uint32_t uses = world.store().step_count(static_cast<std::uint32_t>(index)).uses;
    const std::uint32_t wanted = uses_wanted(steps[index]);
    if (uses >= wanted) continue;
    judgement.passed = false;
    if (!judgement.seen.empty()) judgement.seen += "; ";
    judgement.seen += label_of(steps[index], index) + " was used " + std::to_string(uses) + " of " +
                      std::to_string(wanted) + " times";
  }
  judgement.wanted = "all " + std::to_string(steps.size()) + " steps used";
  if (judgement.passed) judgement.seen = "all used";
  return judgement;
}

Judgement judge_count(std::string on, std::string wanted, std::uint64_t count,
                      const std::string& what) {
  return {.place = {},
          .passed = count == 0,
          .on = std::move(on),
          .wanted = std::move(wanted),
          .seen = std::to_string(count) + " " + what};
}

}  // namespace

Verdict verdict_of(World& world) {
  const Scenario& scenario = world.scenario();
  Verdict verdict{.passed = true, .judgements = {}, .requests = 0, .unmatched = world.unmatched()};
  verdict.failed_handshakes = world.failed_handshakes();
  verdict.requests = world.store().journal_size().appended - verdict.failed_handshakes;
  for (std::uint32_t index = 0; index < scenario.expectations.size(); ++index) {
    verdict.judgements.push_back(
        judge(scenario.expectations[index], world.expectations().evidence(index)));
  }
  if (scenario.expects_every_step_used) verdict.judgements.push_back(judge_steps_used(world));
  if (scenario.expects_no_unmatched_request) {
    verdict.judgements.push_back(judge_count("no unmatched request",
                                             "every request taken by a step", verdict.unmatched,
                                             "requests matched no step"));
  }
  if (world.beyond_end() > 0) {
    verdict.judgements.push_back(judge_count("after: fail",
                                             "no request beyond the end of the script",
                                             world.beyond_end(), "requests beyond it"));
  }
  for (const Judgement& judgement : verdict.judgements) {
    verdict.passed = verdict.passed && judgement.passed;
  }
  return verdict;
}

}  // namespace fauxplane
