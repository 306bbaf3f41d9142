// A memory: what was extracted from an event, and how often it was recalled (memsy.md H3, H24).
#pragma once

#include <algorithm>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "simulator/domain/event.h"

namespace fauxplane {

inline constexpr double kHalfLifeDays = 30.0;

// Something that the text names.
struct Entity {
  std::string type{};
  std::string name{};
  friend bool operator==(const Entity&, const Entity&) = default;
};

struct Memory {
  MemoryId id{};
  // What it was made of: its org, actor, role and team are the memory's, and its content is the
  // text.
  std::shared_ptr<const Event> event{};
  std::string type{};         // preference, norm, decision, event or fact
  std::string memory_kind{};  // semantic, episodic or procedural
  std::string title{};
  std::string summary{};
  std::vector<std::string> tags{};
  std::vector<Entity> entities{};
  double confidence = 0.0;  // 0 to 1
  Instant created_at{};
  std::int64_t recall_count = 0;
  std::optional<Instant> last_recalled_at{};
};

// 1.0 at first, and a tenth more for each recall, up to 5.0 (memsy.md H3).
[[nodiscard]] inline double strength_of(const Memory& memory) {
  constexpr std::int64_t kTenthsMax = 50;
  return static_cast<double>(std::min(kTenthsMax, 10 + memory.recall_count)) / 10.0;
}

// How far it reaches: "team" or "role" when it was promoted to one, else "actor".
[[nodiscard]] inline const char* level_of(const Memory& memory) {
  if (!memory.event->team.empty()) return "team";
  return memory.event->role.empty() ? "actor" : "role";
}

}  // namespace fauxplane
