#include "simulator/domain/customization.h"

#include <array>

namespace fauxplane {

CustomizationId customization_id(CustomizationKind kind, const OrgId& owner,
                                 const std::string& subject) {
  // Ids of orgs come from the world and hold no line end; so no two records share one.
  return CustomizationId{std::to_string(static_cast<int>(kind)) + owner.value + '\n' + subject};
}

std::string written_prompt(const Customization& customization) {
  constexpr std::array<const char*, 3> kOpenings = {"Keep what matters for ",
                                                    "Promote facts and decisions that help with ",
                                                    "Remember lasting knowledge about "};
  const auto at = static_cast<std::size_t>(customization.prompt_number - 1);
  std::string prompt =
      kOpenings[at % kOpenings.size()] + customization.focus + " (" + customization.name + ").";
  if (at >= kOpenings.size()) {
    prompt += " Revision " + std::to_string(customization.prompt_number) + ".";
  }
  return prompt;
}

}  // namespace fauxplane
