// How memories are found: by the words that they share with a question.
#pragma once

#include <string_view>
#include <vector>

#include "simulator/domain/tenant_memory.h"

namespace fauxplane::memorysync_service {

inline constexpr std::int64_t kResultsDefault = 5;
inline constexpr std::int64_t kResultsMax = 50;

struct Found {
  TenantMemories::Row memory{};
  double score = 0.0;  // the part of the question's words that it holds, two decimals
};

// The `most` best, best first; of equal ones the newest. What shares no word is not found.
[[nodiscard]] std::vector<Found> best_matches(std::string_view question,
                                              std::vector<TenantMemories::Row> rows,
                                              std::int64_t most);

}  // namespace fauxplane::memorysync_service
