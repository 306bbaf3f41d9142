#include <gtest/gtest.h>

#include "tests/support/hot_path.h"

namespace fauxplane {
namespace {

using Json = nlohmann::json;

TEST(MemoryStatsTest, AreZeroWithoutMemories) {
  TestPlane plane;
  EXPECT_EQ(plane.get("/v1/console/memories/stats"),
            (Json{{"total", 0},
                  {"total_memories", 0},
                  {"active_memories", 0},
                  {"by_type", Json::object()},
                  {"by_kind", Json::object()},
                  {"by_status", Json::object()},
                  {"avg_confidence", 0.0},
                  {"avg_strength", 0.0},
                  {"top_entities", Json::array()},
                  {"confidence_buckets", Json::array()},
                  {"date_range", {{"earliest", nullptr}, {"latest", nullptr}}}}));
}

TEST(MemoryStatsTest, AddUpWhatTheListShows) {
  TestPlane plane;
  static_cast<void>(
      ingested(plane, {event_with({{"content", "We like Grafana"}, {"ts", "2026-04-01"}}),
                       event_with({{"content", "We must use Grafana"}, {"ts", "2026-04-03"}}),
                       event_with({{"content", "Moved to Oslo"}, {"kind", "app_event"}})}));
  static_cast<void>(ingested(plane, {event_saying("Other org")}, kFreeKey));
  extract_all(plane);
  static_cast<void>(searched(plane, {{"query", "oslo"}}));
  const Json stats = plane.get("/v1/console/memories/stats");
  const Json items = plane.get("/v1/console/memories")["items"];
  double confidence = 0.0;
  for (const Json& item : items) confidence += item["confidence"].get<double>();
  EXPECT_EQ(stats["total"], 3);
  EXPECT_EQ(stats["active_memories"], 3);
  EXPECT_EQ(stats["by_type"], (Json{{"event", 1}, {"norm", 1}, {"preference", 1}}));
  EXPECT_EQ(stats["by_kind"], (Json{{"episodic", 1}, {"procedural", 1}, {"semantic", 1}}));
  EXPECT_EQ(stats["by_status"], (Json{{"active", 3}}));
  EXPECT_NEAR(stats["avg_confidence"].get<double>(), confidence / 3, 0.005);
  EXPECT_NEAR(stats["avg_strength"].get<double>(), 3.1 / 3, 0.005);
  EXPECT_EQ(stats["top_entities"],
            (Json{{{"name", "Grafana"}, {"count", 2}}, {{"name", "Oslo"}, {"count", 1}}}));
  EXPECT_EQ(stats["date_range"],
            (Json{{"earliest", "2026-04-01T00:00:00Z"}, {"latest", "2026-04-15T12:00:00Z"}}));
  int bucketed = 0;
  for (const Json& bucket : stats["confidence_buckets"]) bucketed += bucket["count"].get<int>();
  EXPECT_EQ(bucketed, 3);
}

}  // namespace
}  // namespace fauxplane
