// The names of the members on the wire of orgs, roles and teams, as in fields.h.
#pragma once

#include "contracts/client/fields.h"
#include "contracts/client/record_values.h"

namespace memsy {

template <class Visit>
void customization_fields(Visit& visit, auto& value) {
  visit("org_id", value.org_id);
  visit("name", value.name);
  visit("focus", value.focus);
  visit("promotion_prompt", value.promotion_prompt);
  visit("created_at", value.created_at);
  visit("updated_at", value.updated_at);
  visit("prompt_meta", value.prompt_meta);
}

template <class Visit>
void fields(Visit& visit, Is<Org> auto& value) {
  customization_fields(visit, value);
}

template <class Visit>
void fields(Visit& visit, Is<Role> auto& value) {
  visit("role_id", value.role_id);
  customization_fields(visit, value);
}

template <class Visit>
void fields(Visit& visit, Is<Team> auto& value) {
  visit("team_id", value.team_id);
  customization_fields(visit, value);
}

}  // namespace memsy
