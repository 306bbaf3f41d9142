#include <gtest/gtest.h>

#include "tests/services/memorysync/support.h"

namespace fauxplane {
namespace {

struct HealthCase {
  const char* setting;
  int status;
  const char* body;
};

TEST(MemorySyncHealthTest, SaysWhatTheSettingSays) {
  for (const HealthCase& row :
       {HealthCase{"ok", 200,
                   R"({"status":"ok","db":"healthy","vector_db":"healthy","cache":"healthy"})"},
        HealthCase{"vector_db_unhealthy", 200,
                   R"({"status":"degraded","db":"healthy","vector_db":"unhealthy",)"
                   R"("cache":"healthy"})"},
        HealthCase{"cache_unhealthy", 200,
                   R"({"status":"degraded","db":"healthy","vector_db":"healthy",)"
                   R"("cache":"unhealthy"})"},
        HealthCase{"db_unhealthy", 503,
                   R"({"status":"degraded","db":"unhealthy","vector_db":"healthy",)"
                   R"("cache":"healthy"})"}}) {
    TestPlane plane(
        scenario_of_memorysync("world: {settings: {health: " + std::string(row.setting) + "}}"));
    const TestAnswer answer = plane.send("GET", "/health", {.key = {}});
    EXPECT_EQ(answer.status, row.status);
    EXPECT_EQ(answer.body, row.body);
  }
}

}  // namespace
}  // namespace fauxplane
