// The memories of all end users of a world (memorysync.md 4). It owns the rules that a text is not
// stored twice within a day and that a turn is taken in once. Not synchronised: a Store holds its
// lock around every use.
#pragma once

#include <cstdint>
#include <deque>
#include <memory>
#include <span>
#include <string>
#include <unordered_map>
#include <unordered_set>
#include <utility>
#include <vector>

#include "simulator/domain/owned_memories.h"
#include "simulator/domain/tenant_memory.h"

namespace fauxplane {

// How many rows and turns a world remembers; then the oldest leave.
inline constexpr std::size_t kTenantMemoriesMax = 100'000;
inline constexpr std::size_t kTurnsMax = 100'000;

// For so long an identical text counts as recent (memorysync.md 4.1).
inline constexpr Duration kRecentText = std::chrono::hours{24};

class TenantMemories {
 public:
  using Row = std::shared_ptr<const TenantMemory>;

  struct Added {
    Row row{};                  // the new one, or the old one in its place
    bool is_duplicate = false;  // the same text was stored for the same user within kRecentText
  };
  // Gives the memory its id. `memory.created_at` is now.
  Added add(TenantMemory memory, bool deduplicates);

  // nullptr when there is none, or it has expired.
  [[nodiscard]] Row find(std::int64_t id, Instant now) const;
  // Nothing happens when there is no row of this id. REQUIRES: its tenant and end user stay.
  void replace(TenantMemory memory);
  bool erase(std::int64_t id);
  // Those of an end user in a tenant that have not expired, newest first.
  [[nodiscard]] std::vector<Row> of_user(const TenantId& tenant, const std::string& end_user,
                                         Instant now) const;
  // Of these, those that share a word with the question.
  [[nodiscard]] std::vector<WordHit> find_words(const TenantId& tenant, const std::string& end_user,
                                                std::span<const std::string> words,
                                                Instant now) const;
  // Whether the turn is a new one; it is remembered from then on.
  bool take_in_turn(std::string identity);

  [[nodiscard]] std::size_t size() const { return rows_.size(); }

 private:
  struct Recent {
    std::int64_t id = 0;
    Instant at{};
  };
  [[nodiscard]] static std::string owner_of(const TenantId& tenant, const std::string& end_user);
  [[nodiscard]] static std::string text_key(const TenantMemory& memory);

  std::int64_t last_id_ = 0;
  std::unordered_map<std::int64_t, Row> rows_;
  std::deque<std::int64_t> order_;  // ids, ascending
  std::unordered_map<std::string, OwnedMemories> of_owner_;
  std::unordered_map<std::string, Recent> recent_;  // by text_key
  std::unordered_set<std::string> turns_;
  std::deque<std::string> turn_order_;
};

}  // namespace fauxplane
