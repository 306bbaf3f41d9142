// A scenario made ready to be played: which steps can take a request of which route, found without
// walking the whole script. Immutable and shared by every world that plays it.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "simulator/scenario/scenario.h"

namespace fauxplane {

inline constexpr std::uint16_t kNoRoute = UINT16_MAX;

class Script {
 public:
  // REQUIRES: the scenario has a vocabulary.
  explicit Script(std::shared_ptr<const Scenario> scenario);

  [[nodiscard]] const Scenario& scenario() const { return *scenario_; }
  [[nodiscard]] const Vocabulary& vocabulary() const { return *scenario_->vocabulary; }
  [[nodiscard]] bool has_early_steps() const { return has_early_steps_; }
  // Whether it sends clients to Origin::kOtherPort.
  [[nodiscard]] bool needs_other_port() const { return needs_other_port_; }

  // The lists below are one for each route, and one more for requests without a route.
  [[nodiscard]] std::size_t list_count() const { return steps_.size(); }
  [[nodiscard]] std::size_t list_of(std::uint16_t route) const {
    return route < steps_.size() ? route : steps_.size() - 1;
  }
  // Indices of the steps whose `on` names the route, ascending. kNoRoute: those on "any".
  [[nodiscard]] std::span<const std::uint32_t> steps_on(std::uint16_t route) const {
    return steps_[list_of(route)];
  }
  // Of those, the ones that wait for their nth request.
  [[nodiscard]] std::span<const std::uint32_t> waiting_steps_on(std::uint16_t route) const {
    return waiting_steps_[list_of(route)];
  }
  [[nodiscard]] std::span<const std::uint32_t> expectations_on(std::uint16_t route) const {
    return expectations_[list_of(route)];
  }

 private:
  using Lists = std::vector<std::vector<std::uint32_t>>;

  std::shared_ptr<const Scenario> scenario_;
  Lists steps_;  // by route; the last is for requests without a route
  Lists waiting_steps_;
  Lists expectations_;
  bool has_early_steps_ = false;
  bool needs_other_port_ = false;
};

// After how many requests the step is used up; UINT32_MAX for never.
[[nodiscard]] std::uint32_t uses_max_of(const Step& step);

// Whether it takes requests that the plane refuses, too: only a step that leaves the answer to the
// plane does, and is there for its faults, effects or headers.
[[nodiscard]] bool takes_refused(const Step& step);

// The answer a step gives to its `use`th request (1 is the first); nullptr is the plane's own
// answer.
[[nodiscard]] const ScriptedAnswer* answer_of(const Step& step, std::uint32_t use);

// Whether that use lies beyond the end of a sequence with `after: fail`.
[[nodiscard]] bool is_beyond_end(const Step& step, std::uint32_t use);

}  // namespace fauxplane
