// Every key that a scenario may use, in one table: the parser knows no other, scenarios/schema.json
// is written from it, and docs/scenarios.md lists it.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

namespace fauxplane {

// The kinds of maps in a scenario.
enum class MapKind : std::uint8_t {
  kScenario,
  kTls,
  kClock,
  kWorld,
  kPlan,
  kPrice,
  kOrg,
  kSeats,
  kPaymentMethod,
  kUpcomingInvoice,
  kInvoice,
  kMember,
  kKey,
  kTenant,
  kProject,
  kRateLimits,
  kTierLimits,
  kEvent,
  kExtraction,
  kStep,
  kMatch,
  kValueMatch,
  kAnswer,
  kRedirect,
  kRetryAfter,
  kFault,
  kDelay,
  kStall,
  kDrip,
  kEffects,
  kSetUsage,
  kSetLimit,
  kSetPlan,
  kSetRole,
  kExpectation,
  kCheck,
  kCheckClient,
};

struct MapRow {
  MapKind map;
  std::string_view name;  // "step": what messages and the schema call such a map
  bool is_open;           // further keys are allowed: dimensions, or facts of an error
};

struct KeyRow {
  MapKind map;
  std::string_view key;
  bool is_required;
  std::string_view takes;   // for people: "a duration: 300ms, 2s"
  std::string_view schema;  // a JSON Schema of its value
  std::string_view says;
};

[[nodiscard]] std::span<const MapRow> map_rows();
[[nodiscard]] const MapRow& map_row(MapKind map);

// Rows of one map stand together, in the order in which files usually have them.
[[nodiscard]] std::span<const KeyRow> key_rows();
[[nodiscard]] std::vector<std::string_view> keys_of(MapKind map);

}  // namespace fauxplane
