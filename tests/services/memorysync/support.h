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

// The org of that key (fixtures/memorysync_world.yaml).
inline const OrgId kMainOrg{"org_main"};

// A plane of MemorySync without sockets.
class MemorySyncPlane : public TestPlane {
 public:
  // `yaml` is what follows the line of the service.
  explicit MemorySyncPlane(const std::string& yaml = {})
      : TestPlane(scenario_of_memorysync(yaml)) {}

  [[nodiscard]] TestAnswer call(std::string_view method, std::string_view target,
                                const std::string& key = handed_out_secret(),
                                std::string body = {}) {
    return send(method, target, with_key(key, std::move(body)));
  }

  // The JSON of a 200.
  [[nodiscard]] nlohmann::json read(std::string_view target) {
    const TestAnswer answer = call("GET", target);
    EXPECT_EQ(answer.status, 200) << answer.bytes;
    return answer.json();
  }

  void set_clock(Instant now) {
    world().store().set_clock({.anchor = now, .anchored_at = arrival(), .rate = 0.0});
  }
  [[nodiscard]] Instant now() { return world().now(arrival()); }

  // Counts units as an admitted call does.
  void spend(const TenantId& tenant, Dimension dimension, std::int64_t units = 1) {
    world().store().add_usage(kMainOrg, Spender(KeyId{"key_live"}, tenant), now(), dimension,
                              units);
  }
};

}  // namespace fauxplane
