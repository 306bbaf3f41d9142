// What is particular to one client: names of its errors, and how it reads what the contract leaves
// open. A profile relaxes SHOULDs; nothing in it can relax a MUST.
#pragma once

#include <set>
#include <string>

#include "contracts/model/dialect.h"
#include "contracts/properties/naming.h"

namespace fauxplane::contracts {

struct Profile {
  Naming naming{};
  bool date_may_be_backoff = false;
  bool quota_may_be_given_up = true;
  std::set<std::string> without{};  // capabilities that are not to be tested

  [[nodiscard]] Dialect dialect(Tier tier) const {
    return {.tier = tier,
            .date_may_be_backoff = date_may_be_backoff,
            .quota_may_be_given_up = quota_may_be_given_up};
  }
};

}  // namespace fauxplane::contracts
