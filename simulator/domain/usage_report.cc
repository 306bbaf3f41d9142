#include "simulator/domain/usage_report.h"

#include <cassert>

namespace fauxplane {

std::optional<std::int64_t> trend_tenths(std::int64_t previous, std::int64_t used) {
  assert(0 <= previous && previous <= kReportedMax);
  assert(0 <= used && used <= kReportedMax);
  if (previous == 0) return used == 0 ? std::optional<std::int64_t>(0) : std::nullopt;
  constexpr std::int64_t kTenthsOfAll = 1000;
  // 1000 * 2^53 fits in 63 bits.
  const std::int64_t scaled = kTenthsOfAll * (used >= previous ? used - previous : previous - used);
  const std::int64_t rest = scaled % previous;
  const std::int64_t rounded = scaled / previous + (rest >= previous - rest ? 1 : 0);
  return used >= previous ? rounded : -rounded;
}

}  // namespace fauxplane
