// An ingested event, as the console shows it (memsy.md C11).
#pragma once

#include <optional>
#include <string>

#include "simulator/domain/instant.h"
#include "simulator/domain/strong.h"

namespace fauxplane {

struct Event {
  EventId id{};
  OrgId org{};
  std::string actor{};
  std::string session{};  // the caller's word, not a session of the plane
  std::string kind{};
  std::string content{};
  std::string metadata{};  // a JSON text; empty when there is none
  std::string role{};      // id of the role that its memory is promoted to; empty: none
  std::string team{};      // likewise of a team
  Instant at{};
  Instant ingested_at{};
  friend bool operator==(const Event&, const Event&) = default;
};

}  // namespace fauxplane
