// Every metered route of MemorySync: what a good call of it sends, and what it gets over quota
// (memorysync.md 5 and 7.1).
#pragma once

#include <array>
#include <string>

#include "tests/services/memorysync/support.h"

namespace fauxplane {

enum class MeteredKind : std::uint8_t { kAdd, kBatch, kQuery, kTurn, kRecall, kTenantQuery };

struct MeteredRoute {
  const char* target;
  MeteredKind kind;
  std::size_t dimension;
  int status;            // of a call that stores or finds something
  int degraded_status;   // over quota, in silent mode
  const char* degraded;  // likewise, the body
};

inline constexpr const char* kSilentStatus = R"({"status":"ok"})";
inline constexpr const char* kSilentMemories = R"({"memories":[]})";

inline constexpr std::array<MeteredRoute, 10> kMeteredRoutes = {{
    {"/memory/add", MeteredKind::kAdd, 0, 201, 200, kSilentStatus},
    {"/memory/batch", MeteredKind::kBatch, 0, 207, 200, kSilentStatus},
    {"/memory/bulk-add", MeteredKind::kBatch, 0, 207, 200, kSilentStatus},
    {"/memory/query", MeteredKind::kQuery, 1, 200, 200, kSilentMemories},
    {"/memory/retrieve", MeteredKind::kQuery, 1, 200, 200, kSilentMemories},
    {"/memory/search", MeteredKind::kQuery, 1, 200, 200, kSilentMemories},
    {"/memory/search/routed", MeteredKind::kQuery, 1, 200, 200, kSilentMemories},
    {"/v1/memory/add_turn", MeteredKind::kTurn, 0, 201, 201,
     R"({"memory_id":null,"status":"ok","processing_status":"skipped","embed_mode":"none",)"
     R"("already_exists":false,"request_id":null})"},
    {"/v1/memory/recall", MeteredKind::kRecall, 1, 200, 200, R"({"context":"","memories":[]})"},
    {"/v1/memory/query", MeteredKind::kTenantQuery, 1, 200, 200, kSilentMemories},
}};

// The body of a good call; every text of it holds `number`. `size` is the number of items of a
// batch, or the k of a query.
inline std::string metered_body(MeteredKind kind, const std::string& tenant, int number,
                                std::int64_t size = 1) {
  const std::string text = "Note " + std::to_string(number) + " of the team is kept.";
  const std::string owner = R"("tenant_id":")" + tenant + R"(","user_id":"u-1",)";
  switch (kind) {
    case MeteredKind::kAdd:
      return R"({"text":")" + text + R"("})";
    case MeteredKind::kBatch: {
      std::string items;
      for (std::int64_t item = 0; item < size; ++item) {
        items.append(item == 0 ? "" : ",");
        items.append(R"({"text":")" + text + " Item " + std::to_string(item) + R"("})");
      }
      return R"({"items":[)" + items + "]}";
    }
    case MeteredKind::kQuery:
      return R"({"query":"notes of the team","k":)" + std::to_string(size) + "}";
    case MeteredKind::kTurn:
      return "{" + owner + R"("text":")" + text + R"("})";
    case MeteredKind::kRecall:
    case MeteredKind::kTenantQuery:
      return "{" + owner + R"("prompt":"notes of the team","k":)" + std::to_string(size) + "}";
  }
  return {};
}

// Of the key that is handed out, and of the one whose plan is told when it is used up.
inline constexpr const char* kOwnTenant = "org_7";
inline constexpr const char* kStrictSecret = "ms_test_a8000000000000000000000000000008";
inline constexpr const char* kStrictTenant = "default";
inline const OrgId kStrictOrg{"org_evaluation"};

}  // namespace fauxplane
