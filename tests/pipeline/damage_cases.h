// An answer to damage, and tables of what each damage makes of it.
#pragma once

#include <gtest/gtest.h>

#include <span>
#include <string>
#include <vector>

#include "simulator/pipeline/damage.h"

namespace fauxplane {

inline constexpr const char* kSoundHead =
    "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 20\r\n\r\n";
inline constexpr const char* kSoundBody = "{\"name\":\"abcdefghi\"}";

inline Reply sound_reply() {
  Reply reply;
  reply.bytes = std::string(kSoundHead) + kSoundBody;
  reply.head_size = std::string(kSoundHead).size();
  return reply;
}

// The answer with these damages.
inline Reply damaged(const std::vector<Damage>& damages) {
  Reply reply = sound_reply();
  apply_damages(damages, reply);
  return reply;
}

struct DamageCase {
  Damage damage;
  std::string bytes;  // the whole answer
  bool ends_stream = false;
};

inline std::string name_of(Damage damage) {
  const DamageRow& row = damage_rows()[static_cast<std::size_t>(damage)];
  return std::string(row.fault) + ": " + std::string(row.choice);
}

inline void expect_bytes(std::span<const DamageCase> cases) {
  for (const DamageCase& row : cases) {
    SCOPED_TRACE(name_of(row.damage));
    const Reply reply = damaged({row.damage});
    EXPECT_EQ(reply.bytes, row.bytes);
    EXPECT_EQ(reply.wire.ending, row.ends_stream ? Ending::kFinish : Ending::kKeep);
  }
}

}  // namespace fauxplane
