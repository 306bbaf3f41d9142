// The command line of fauxplane-reference-client: which client it is, or a list of what it can be.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "contracts/mutants/mutant.h"

namespace mutants {

struct Choice {
  Service service = Service::kMemsy;
  void (*apply)(Parts&) = nullptr;  // nullptr for the reference itself
  std::string suffix{};             // of the name in hello
  // Set when nothing is to be served: the exit status, and what to print.
  std::optional<int> status{};
  std::string text{};
};

[[nodiscard]] Choice choose(const std::vector<std::string>& words);

// A row each: name, area, property, sentence.
[[nodiscard]] std::string mutants_as_text(Service service = Service::kMemsy);
[[nodiscard]] std::string mutants_as_json(Service service = Service::kMemsy);

}  // namespace mutants
