// A memory of an end user (memorysync.md 1): a row with a whole number for its id, which belongs to
// a tenant, a project and an end user.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "simulator/domain/instant.h"
#include "simulator/domain/strong.h"

namespace fauxplane {

struct TenantMemory {
  std::int64_t id = 0;
  TenantId tenant{};
  ProjectId project{};
  std::string end_user{};
  std::string environment{};  // stamped from the key
  std::string text{};
  std::string source{};      // empty: none
  std::string event_type{};  // likewise
  std::string session{};     // likewise; the caller's word
  std::string metadata{};    // a JSON text; empty: {}
  std::vector<std::string> tags{};
  double importance = 0.5;
  Instant created_at{};
  Instant updated_at{};
  std::optional<Instant> expires_at{};
};

[[nodiscard]] inline bool has_expired(const TenantMemory& memory, Instant now) {
  return memory.expires_at && *memory.expires_at <= now;
}

// "plan", "fact": the first tag names the kind of a memory.
[[nodiscard]] std::string_view type_of(const TenantMemory& memory);

}  // namespace fauxplane
