// A person in an org, and the owner of keys: gates ask for their role and seat.
#pragma once

#include <string>

#include "simulator/domain/strong.h"

namespace fauxplane {

// The role that opens admin routes (memsy.md C1).
inline constexpr const char* kAdminRole = "org:admin";

struct Member {
  MemberId id{};
  OrgId org{};
  std::string email{};
  std::string customer_id{};
  std::string role{};  // any string; only kAdminRole is an admin
  bool has_seat = false;
  bool is_superadmin = false;
  bool is_billing_admin = false;
  friend bool operator==(const Member&, const Member&) = default;
};

[[nodiscard]] inline bool is_admin(const Member& member) {
  return member.role == kAdminRole;
}

}  // namespace fauxplane
