// How memories are found: by the words that they share with a question.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "simulator/domain/tenant_memories.h"
#include "simulator/services/service.h"

namespace fauxplane::memorysync_service {

inline constexpr std::int64_t kResultsDefault = 5;
inline constexpr std::int64_t kResultsMax = 50;

struct Found {
  TenantMemories::Row memory{};
  double score = 0.0;  // the part of the question's words that it holds, two decimals
};

struct Question {
  TenantId tenant{};
  std::string end_user{};
  std::string_view text;
  std::int64_t most = kResultsDefault;
};

// The `most` best of the end user's memories that are wanted, best first; of equal ones the newest.
// What shares no word is not found.
[[nodiscard]] std::vector<Found> best_matches(
    const Call& call, const Question& question,
    const std::function<bool(const TenantMemory&)>& is_wanted);

}  // namespace fauxplane::memorysync_service
