// Tenants and their projects (memorysync.md 1): a tenant is the hard border between memories and
// the unit that costs are allocated to; a project is a part of it.
#pragma once

#include <algorithm>
#include <map>
#include <string>
#include <string_view>

#include "simulator/domain/strong.h"

namespace fauxplane {

// The tenant that evaluation keys use, whichever org is theirs (memorysync.md 4.6).
inline constexpr const char* kSharedTenant = "default";

// How long keys and values of tags may be, in code points, and how many tags a tenant may have.
inline constexpr std::size_t kTagLengthMax = 64;
inline constexpr std::size_t kTagsMax = 50;

// One value per key (memorysync.md 10.4).
using Tags = std::map<std::string, std::string, std::less<>>;

// Whether it can be the key or the value of a tag.
[[nodiscard]] constexpr bool is_tag_text(std::string_view text) {
  std::size_t code_points = 0;
  for (const char byte : text) {
    const bool continues = (static_cast<unsigned char>(byte) & 0xC0U) == 0x80U;
    if (!continues) ++code_points;
  }
  return code_points >= 1 && code_points <= kTagLengthMax;
}

struct Tenant {
  TenantId id{};
  OrgId org{};
  std::string name{};
  Tags tags{};
  bool is_deleted = false;  // what it has used is nobody's any more
  friend bool operator==(const Tenant&, const Tenant&) = default;
};

struct Project {
  ProjectId id{};
  TenantId tenant{};
  std::string name{};
  bool is_default = false;  // of its tenant, for callers that name none
  friend bool operator==(const Project&, const Project&) = default;
};

inline constexpr std::size_t kTenantIdMax = 64;

// Letters, digits, hyphens and, unless they are left out, underscores, up to kTenantIdMax
// (memorysync.md 15, O9).
[[nodiscard]] inline bool is_tenant_id(std::string_view text, bool with_underscores = true) {
  return !text.empty() && text.size() <= kTenantIdMax &&
         std::all_of(text.begin(), text.end(), [&](char letter) {
           return (letter >= 'a' && letter <= 'z') || (letter >= 'A' && letter <= 'Z') ||
                  (letter >= '0' && letter <= '9') || letter == '-' ||
                  (with_underscores && letter == '_');
         });
}

}  // namespace fauxplane
