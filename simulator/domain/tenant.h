// A tenant: a part of an org whose usage is told apart, for reports of what it costs
// (memorysync.md 1 and 10).
#pragma once

#include <map>
#include <string>
#include <string_view>

#include "simulator/domain/strong.h"

namespace fauxplane {

// How long keys and values of tags may be, in code points, and how many tags a tenant may have.
inline constexpr std::size_t kTagLengthMax = 64;
inline constexpr std::size_t kTagsMax = 50;

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

}  // namespace fauxplane
