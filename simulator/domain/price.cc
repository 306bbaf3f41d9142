#include "simulator/domain/price.h"

#include <utility>

namespace fauxplane {
namespace {

std::pair<Instant, std::int64_t> order_of(const PriceVersion& version) {
  return {version.effective_at, version.number};
}

}  // namespace

const PriceVersion* price_of(std::span<const PriceVersion> versions, const BillingPeriod& cycle) {
  const PriceVersion* in_force = nullptr;
  for (const PriceVersion& version : versions) {
    if (version.effective_at > cycle.start) continue;
    if (in_force == nullptr || order_of(*in_force) < order_of(version)) in_force = &version;
  }
  return in_force;
}

const PriceVersion* next_price(std::span<const PriceVersion> versions, const BillingPeriod& cycle) {
  const PriceVersion* next = nullptr;
  for (const PriceVersion& version : versions) {
    if (version.effective_at <= cycle.start) continue;
    const bool is_sooner = next == nullptr || version.effective_at < next->effective_at;
    const bool is_later_version = next != nullptr && version.effective_at == next->effective_at &&
                                  version.number > next->number;
    if (is_sooner || is_later_version) next = &version;
  }
  return next;
}

}  // namespace fauxplane
