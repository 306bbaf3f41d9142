// Journal entries as JSON: what the admin plane lists, what a HAR holds, what a verdict points at.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "simulator/edge/problem.h"
#include "simulator/services/query.h"
#include "simulator/world/world.h"

namespace fauxplane {

// A message as the journal kept it, taken apart again.
struct JournalMessage {
  std::string_view first_line;
  std::vector<std::pair<std::string_view, std::string_view>> headers;
  std::string_view body;
};
[[nodiscard]] JournalMessage take_apart(std::string_view bytes, std::size_t head_size);
// Without what stands in front of it.
[[nodiscard]] JournalMessage answer_of(const JournalEntry& entry);

// "GET", "/api/keys?x=1" of a request line.
[[nodiscard]] std::pair<std::string_view, std::string_view> method_and_target(
    std::string_view request_line);

// How many entries one page may have.
inline constexpr std::int64_t kJournalPageDefault = 100;
inline constexpr std::int64_t kJournalPageMax = 1'000;

// Which entries are asked for; all that are stated must hold.
struct JournalFilter {
  std::uint64_t from = 1;  // number of the first entry to look at
  std::int64_t limit = kJournalPageDefault;
  std::optional<std::string> method{};
  std::optional<std::string> path{};  // part of the target
  std::optional<std::int64_t> status{};
  std::optional<std::string> key{};
  std::optional<std::int64_t> step{};  // 1 for the first
  bool unmatched_only = false;
};
[[nodiscard]] Result<JournalFilter> journal_filter(const Query& query);

// One page: {"entries": [...], "total": ..., "evicted": ..., "next": number or null}.
[[nodiscard]] AdminJson journal_page(const World& world, const JournalFilter& filter);

// The whole journal as HAR 1.2.
[[nodiscard]] AdminJson har(const World& world, const std::string& origin);

// {"passed": ..., "expectations": [...]}: wanted, seen, and the requests that show it.
[[nodiscard]] AdminJson verdict_json(World& world);

}  // namespace fauxplane
