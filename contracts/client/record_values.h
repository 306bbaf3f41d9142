// Orgs, roles and teams as the hot path keeps them (memsy.md H6 to H23): three records of one
// shape, and how one of them is named.
#pragma once

#include <cstdint>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>

namespace memsy {

struct OrgId {
  std::string org_id{};
};

// A role and a team are named together with the org that they belong to.
struct RoleId {
  std::string role_id{};
  std::string org_id{};
};

struct TeamId {
  std::string team_id{};
  std::string org_id{};
};

// What memories are promoted to, and by which prompt.
struct Customization {
  std::string name{};
  std::string focus{};
  std::string promotion_prompt{};  // written by the plane from name and focus, until it is changed
  std::string created_at{};
  std::string updated_at{};
  std::optional<nlohmann::json> prompt_meta{};  // object
};

// The ids stand beside the rest, as they do on the wire.
struct Org : OrgId, Customization {};
struct Role : RoleId, Customization {};
struct Team : TeamId, Customization {};

struct NewRecord {
  std::string org_id{};  // the org of the key
  std::string name{};
  std::string focus{};
};

// What is not set stays as it is.
struct RecordChange {
  std::optional<std::string> name{};
  std::optional<std::string> focus{};
  std::optional<std::string> promotion_prompt{};
};

struct OrgQuery {};  // those that the key may see

struct MembersQuery {
  std::string org_id{};
  std::int64_t limit = 100;
  std::int64_t offset = 0;
};

}  // namespace memsy
