// Memories as the service writes and reads them (memorysync.md 4.1).
#pragma once

#include <nlohmann/json.hpp>
#include <string>

#include "simulator/domain/tenant_memory.h"
#include "simulator/services/fields.h"
#include "simulator/services/json_text.h"
#include "simulator/services/service.h"

namespace fauxplane::memorysync_service {

// "2026-03-02T09:15:00+00:00".
[[nodiscard]] std::string offset_text(Instant instant);

// "m_42", the spelling of the tenant surface.
[[nodiscard]] std::string tenant_surface_id(std::int64_t id);

// The whole memory object.
void write_memory(JsonText& text, const TenantMemory& memory);

// The number by which the service knows an end user.
[[nodiscard]] std::int64_t user_number(std::string_view end_user);

inline constexpr std::size_t kTextPointsMin = 10;
inline constexpr std::size_t kTextPointsMax = 100'000;  // memorysync.md 15, O19
inline constexpr std::size_t kLabelPointsMax = 256;
inline constexpr std::size_t kTagsMax = 100;

// What a body says of a memory that is to be stored or changed; nullopt is left alone.
struct MemoryFields {
  std::optional<std::string> text{};
  std::optional<std::string> source{};
  std::optional<std::string> event_type{};
  std::optional<std::string> session{};
  std::optional<std::string> metadata{};
  std::optional<std::vector<std::string>> tags{};
  std::optional<double> importance{};
  std::optional<std::chrono::minutes> time_to_live{};
};

// `text`, or its alias `content`; a text of less than kTextPointsMin is not valid. The rest is read
// as the names say; what else there is, is ignored.
[[nodiscard]] Result<MemoryFields> read_memory_fields(const nlohmann::json& object,
                                                      std::string_view place);

// Lays the fields over the memory.
void apply_fields(MemoryFields fields, TenantMemory& memory, Instant now);

// A new memory of the call's tenant, project, environment and end user.
[[nodiscard]] TenantMemory memory_for(const Call& call);

// True when it is absent or null.
[[nodiscard]] Result<bool> read_deduplicate(const nlohmann::json& object);

}  // namespace fauxplane::memorysync_service
