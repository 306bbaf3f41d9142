// How an org, a role or a team wants memories chosen (memsy.md H6 to H23).
#pragma once

#include <cstdint>
#include <string>

#include "simulator/domain/instant.h"
#include "simulator/domain/strong.h"

namespace fauxplane {

enum class CustomizationKind : std::uint8_t { kOrg, kRole, kTeam };

struct Customization {
  CustomizationId id{};  // customization_id() of the fields below
  CustomizationKind kind = CustomizationKind::kOrg;
  OrgId owner{};          // the org of the key that made it
  std::string subject{};  // the id of the org, role or team, as paths carry it
  std::string org{};      // the org that bodies name; of kOrg the subject itself
  std::string name{};
  std::string focus{};
  std::string promotion_prompt{};
  bool is_prompt_given = false;    // by the caller, not written by the server
  std::int64_t prompt_number = 1;  // counts the prompts that were written for it
  Instant created_at{};
  Instant updated_at{};
  friend bool operator==(const Customization&, const Customization&) = default;
};

// Under which a store finds the record.
[[nodiscard]] CustomizationId customization_id(CustomizationKind kind, const OrgId& owner,
                                               const std::string& subject);

// What the server's model would write, as a function of name and focus; another for each number.
[[nodiscard]] std::string written_prompt(const Customization& customization);

}  // namespace fauxplane
