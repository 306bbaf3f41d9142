// Reads scenarios and worlds from YAML. Everything is checked here, form and meaning: what comes
// back can be played, and nothing comes back half. The only file family that knows yaml-cpp.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "simulator/domain/error.h"
#include "simulator/scenario/scenario.h"
#include "simulator/scenario/vocabulary.h"

namespace fauxplane {

// Limits of a scenario file; each error that they cause names them.
inline constexpr std::size_t kScenarioBytesMax = 4U << 20U;
inline constexpr std::size_t kStepsMax = 20'000;
inline constexpr std::size_t kSequenceMax = 1'000;

// One thing wrong in a file: what() is "scenarios/x.yaml:7:5: unknown key "tims"; did you mean
// "times"?".
struct Finding {
  std::string file;
  Place place;
  std::string message;
};

[[nodiscard]] std::string to_text(const Finding& finding);

// Reads the default world (fixtures/world.yaml).
[[nodiscard]] tl::expected<WorldSeed, std::vector<Finding>> load_world(
    std::string_view yaml, std::string_view file, const Vocabulary& vocabulary);

// What a scenario of one service stands on: its words, and the world that its own is laid over.
// Both outlive the call, the words the scenario as well.
struct Ground {
  const Vocabulary* vocabulary = nullptr;
  const WorldSeed* world = nullptr;
};

// Reads a scenario over the ground of the service that it names, or the first when it names none;
// `Scenario::vocabulary` tells which it was. All findings of the file come back, in the order of
// their place; the first alone when the YAML itself cannot be parsed. `file` is only a name for
// messages.
[[nodiscard]] tl::expected<Scenario, std::vector<Finding>> load_scenario(
    std::string_view yaml, std::string_view file, std::span<const Ground> grounds);

// Likewise, when there is one service.
[[nodiscard]] tl::expected<Scenario, std::vector<Finding>> load_scenario(
    std::string_view yaml, std::string_view file, const Vocabulary& vocabulary,
    const WorldSeed& base);

}  // namespace fauxplane
