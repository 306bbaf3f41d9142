// The quota rule: a counter may reach its limit and never pass it (memsy.md 10).
#pragma once

#include <cstdint>
#include <optional>

#include "simulator/domain/dimension.h"

namespace fauxplane {

struct Quota {
  std::int64_t used = 0;
  std::optional<std::int64_t> limit{};  // nullopt is unlimited
};

// Whether `amount` more units fit. An amount of 0 always does.
[[nodiscard]] constexpr bool admits(const Quota& quota, std::int64_t amount) {
  return amount == 0 || !quota.limit || amount <= *quota.limit - quota.used;
}

// What is left, never below 0 (memsy.md 10.3); nullopt when unlimited.
[[nodiscard]] constexpr std::optional<std::int64_t> remaining(const Quota& quota) {
  if (!quota.limit) return std::nullopt;
  return quota.used >= *quota.limit ? 0 : *quota.limit - quota.used;
}

// Units a call wants to spend.
struct Charge {
  Dimension dimension{};
  std::int64_t amount = 0;
  std::optional<std::int64_t> limit{};  // of the caller's plan; nullopt is unlimited
  bool is_held = false;                 // room is kept for units that will be spent later, or never
};

// Why a reservation was refused. Nothing was counted.
struct QuotaExceeded {
  Dimension dimension{};
  std::int64_t used = 0;  // with the units that are held
  std::int64_t limit = 0;
  friend bool operator==(const QuotaExceeded&, const QuotaExceeded&) = default;
};

}  // namespace fauxplane
