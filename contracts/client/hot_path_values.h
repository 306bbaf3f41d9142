// What the hot path answers (memsy.md H2 to H4 and H24 to H26), one struct for each object.
#pragma once

#include <cstdint>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <vector>

namespace memsy {

struct IngestedEvents {
  std::vector<std::string> event_ids{};  // in the order of the events
};

struct FoundMemory {
  std::string id{};
  std::string content{};
  double score = 0;                          // higher is closer, within one answer
  std::optional<nlohmann::json> metadata{};  // object
};

struct FoundMemories {
  std::vector<FoundMemory> results{};  // best first
};

// How far the extraction of events is; the lists have no id in common.
struct ExtractionStatus {
  std::vector<std::string> completed_ids{};
  std::vector<std::string> failed_ids{};
  std::vector<std::string> pending_ids{};
  std::int64_t total = 0;
  std::optional<nlohmann::json> statuses{};  // object: id to state
  std::optional<std::vector<std::string>> unknown_ids{};
};

struct MemoryScope {
  std::string level{};  // org, role, team or actor
  std::optional<std::string> actor_id{};
  std::optional<std::string> team_id{};
  std::optional<std::string> role_id{};
};

struct Memory {
  std::string memory_id{};
  std::string org_id{};
  MemoryScope scope{};
  std::string type{};
  std::string kind{};
  std::string memory_kind{};
  std::string status{};
  std::string text{};
  double confidence = 0;  // 0 to 1
  double strength = 0;    // 0 to 5
  double decay_half_life_days = 0;
  std::int64_t recall_count = 0;
  bool pinned = false;
  std::vector<std::string> tags{};
  std::vector<std::string> source_event_ids{};
  std::vector<std::string> source_urls{};
  std::vector<nlohmann::json> entity_refs{};  // objects: text to text
  std::optional<std::string> summary{};
  std::optional<nlohmann::json> payload{};  // object
  std::optional<std::string> last_recalled_at{};
  std::optional<std::string> effective_from{};
  std::optional<std::string> effective_to{};
  std::optional<std::string> observed_at{};
  std::optional<std::string> created_at{};
  std::optional<std::string> updated_at{};
};

struct MemoryPage {
  std::vector<Memory> items{};
  std::int64_t total = 0;
  std::int64_t limit = 0;
  std::int64_t offset = 0;
};

struct MemoryStats {
  std::int64_t total = 0;
  std::int64_t total_memories = 0;
  std::int64_t active_memories = 0;
  double avg_confidence = 0;
  double avg_strength = 0;
  nlohmann::json by_type{};  // objects: name to number of memories
  nlohmann::json by_kind{};
  nlohmann::json by_status{};
  std::vector<nlohmann::json> top_entities{};                       // objects
  std::optional<std::vector<nlohmann::json>> confidence_buckets{};  // objects
  std::optional<nlohmann::json> date_range{};                       // object: text to text or null
};

}  // namespace memsy
