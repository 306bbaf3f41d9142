// Calls of the hot path, for tests that need events and memories.
#pragma once

#include <string>
#include <vector>

#include "tests/support/test_plane.h"

namespace fauxplane {

// An event as POST /ingest takes it, with the given members over those of an ordinary one.
[[nodiscard]] inline nlohmann::json event_with(const nlohmann::json& members) {
  nlohmann::json event = {{"actor_id", "user_7"},
                          {"session_id", "s-1"},
                          {"kind", "user_message"},
                          {"content", "I prefer the dark theme."}};
  if (members.is_object()) event.update(members);
  return event;
}

[[nodiscard]] inline nlohmann::json event_saying(const std::string& content) {
  return event_with({{"content", content}});
}

[[nodiscard]] inline TestAnswer post(TestPlane& plane, const std::string& path,
                                     const nlohmann::json& body,
                                     const std::string& key = kAdminKey) {
  return plane.send("POST", "/v1" + path, {.key = key, .body = body.dump()});
}

// One event, or a list of them.
[[nodiscard]] inline TestAnswer ingest(TestPlane& plane, const nlohmann::json& events,
                                       const std::string& key = kAdminKey) {
  const bool is_one = events.is_object();
  return post(plane, "/ingest", {{"events", is_one ? nlohmann::json::array({events}) : events}},
              key);
}

// The ids of a batch that must be taken.
[[nodiscard]] inline std::vector<std::string> ingested(TestPlane& plane,
                                                       const nlohmann::json& events,
                                                       const std::string& key = kAdminKey) {
  const TestAnswer answer = ingest(plane, events, key);
  EXPECT_EQ(answer.status, 200) << answer.bytes;
  return answer.json().value("event_ids", std::vector<std::string>());
}

[[nodiscard]] inline nlohmann::json searched(TestPlane& plane, const nlohmann::json& body,
                                             const std::string& key = kAdminKey) {
  const TestAnswer answer = post(plane, "/search", body, key);
  EXPECT_EQ(answer.status, 200) << answer.bytes;
  return answer.json()["results"];
}

inline void move_clock(TestPlane& plane, Duration by) {
  Store& store = plane.world().store();
  store.set_clock(advanced(store.clock(), by, plane.arrival()));
}

// Long enough for every extraction of the default world.
inline void extract_all(TestPlane& plane) {
  move_clock(plane, std::chrono::seconds{1});
}

[[nodiscard]] inline std::int64_t usage_of(TestPlane& plane, std::size_t dimension,
                                           const char* org = "org_1") {
  return plane.world().store().usage(OrgId{org}, plane.world().now(plane.arrival()))[dimension];
}

}  // namespace fauxplane
