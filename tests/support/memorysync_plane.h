// A plane of MemorySync without sockets: a world over the service's default one, and requests with
// a key in X-API-Key.
#pragma once

#include <string>

#include "simulator/services/memorysync/memorysync.h"
#include "tests/support/test_plane.h"

namespace fauxplane {

// Raw key of the default world (fixtures/memorysync_world.yaml), and its org.
inline constexpr const char* kLiveKey = "ms_live_11ve0000000000000000000000000001";
inline const OrgId kMainOrg{"org_main"};

// A request with that key; an empty one sends none.
[[nodiscard]] inline TestRequest with_key(const std::string& key, std::string body = {}) {
  TestRequest request{.key = {}, .body = std::move(body)};
  if (!key.empty()) request.headers.emplace_back("X-API-Key", key);
  return request;
}

class MemorySyncPlane : public TestPlane {
 public:
  // `yaml` is what follows the line of the service.
  explicit MemorySyncPlane(const std::string& yaml = {})
      : TestPlane("service: memorysync\n" + yaml) {}

  [[nodiscard]] TestAnswer call(std::string_view method, std::string_view target,
                                const std::string& key = kLiveKey, std::string body = {}) {
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
