// What a service meters. Each service has its own table of dimensions; here they are indices into
// it, so that counting is array arithmetic.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>

namespace fauxplane {

// The most dimensions any service may meter.
inline constexpr std::size_t kDimensionsMax = 8;

// Index into the dimension table of the service.
enum class Dimension : std::uint8_t {};

[[nodiscard]] constexpr std::size_t index_of(Dimension dimension) {
  return static_cast<std::size_t>(dimension);
}

enum class DimensionKind : std::uint8_t {
  kCounter,  // returns to 0 when the billing period turns
  kGauge,    // stands until something changes it
};

// A row of a service's dimension table.
struct DimensionRow {
  std::string_view name;         // as bodies and scenarios spell it: "api_calls"
  std::string_view header_stem;  // as headers spell it: "ApiCalls"
  DimensionKind kind = DimensionKind::kCounter;
};

// Units per dimension.
using Quantities = std::array<std::int64_t, kDimensionsMax>;

// Limits per dimension; nullopt is unlimited.
using Limits = std::array<std::optional<std::int64_t>, kDimensionsMax>;

}  // namespace fauxplane
