// A plan: what an org may spend and how many of each thing it may have. Numbers are world data; the
// services publish none.
#pragma once

#include <array>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "simulator/domain/dimension.h"
#include "simulator/domain/price.h"
#include "simulator/domain/strong.h"

namespace fauxplane {

struct Plan {
  PlanId id{};
  Limits limits{};
  std::array<std::optional<double>, kDimensionsMax> overage_rates{};  // currency per unit
  std::int64_t max_keys = 10;
  std::int64_t max_orgs = 5;
  std::set<std::string> features{};  // e.g. "reranking"
  std::vector<PriceVersion> prices{};
  std::string currency = "USD";
  friend bool operator==(const Plan&, const Plan&) = default;
};

}  // namespace fauxplane
