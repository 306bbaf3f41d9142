// What tests of MemorySync share: a plane of it, and requests with its headers.
#pragma once

#include "simulator/services/memorysync/memorysync.h"
#include "tests/support/test_plane.h"

namespace fauxplane {

inline std::string scenario_of_memorysync(std::string_view yaml) {
  return "service: memorysync\n" + std::string(yaml);
}

// The raw key that the default world hands out.
inline std::string handed_out_secret() {
  const WorldSeed& world = default_world(memorysync());
  for (const ApiKey& key : world.keys) {
    if (key.id == world.handed_out) return key.secret;
  }
  return {};
}

// X-API-Key and X-End-User-ID before `headers`.
inline TestRequest with_key(const std::string& key, std::string body = {},
                            const HeaderList& headers = {}) {
  TestRequest request{.key = {}, .headers = {{"X-API-Key", key}, {"X-End-User-ID", "u-1"}}};
  request.headers.insert(request.headers.end(), headers.begin(), headers.end());
  request.body = std::move(body);
  return request;
}

}  // namespace fauxplane
