// How a client reads what the contract leaves open. A dialect relaxes SHOULDs; nothing in it can
// relax a MUST.
#pragma once

#include <cstdint>

#include "simulator/domain/instant.h"

namespace fauxplane::contracts {

// How much of the contract a run asks for; each includes the ones before.
enum class Tier : std::uint8_t { kCore, kRobust, kStrict };

struct Dialect {
  Tier tier = Tier::kStrict;
  // A Retry-After that is an HTTP date may be answered with the backoff (memsy.md 11.5).
  bool date_may_be_backoff = false;
  // A 429 about a quota may be given up at once (open point 2).
  bool quota_may_be_given_up = true;
};

// Time forgiven: clients wake late, and timers may fire a little early.
struct Tolerance {
  Duration early{2};
  Duration late{400};
  bool is_lateness_judged = true;  // false in real time, where the machine may be to blame
};

}  // namespace fauxplane::contracts
