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

// Whatever it is asked for: the answers of one plane to each kind of route.
std::vector<TestAnswer> answers_of_every_kind(const std::string& settings) {
  MemorySyncPlane plane("world: {settings: {" + settings + "}}");
  const TestRequest add = with_key(handed_out_secret(), R"({"text":"I prefer the dark theme."})",
                                   {{"Content-Type", "application/json"}});
  const TestRequest query =
      with_key(handed_out_secret(), R"({"query":"theme"})", {{"Content-Type", "application/json"}});
  const TestRequest prompt =
      with_key(handed_out_secret(), R"({"tenant_id":"org_7","user_id":"u-1","prompt":"theme"})",
               {{"Content-Type", "application/json"}});
  std::vector<TestAnswer> answers;
  answers.push_back(plane.send("POST", "/memory/add", add));
  answers.push_back(plane.send("POST", "/memory/query", query));
  answers.push_back(plane.send("POST", "/v1/memory/recall", prompt));
  answers.push_back(plane.send("POST", "/v1/memory/query", prompt));
  answers.push_back(plane.call("GET", "/memory/export"));
  answers.push_back(plane.call("GET", "/org/projects"));
  answers.push_back(plane.call("POST", "/evaluation/keys", ""));
  return answers;
}

TEST(MemorySyncHealthTest, NothingIsServedWithoutTheDatabase) {
  for (const TestAnswer& answer : answers_of_every_kind("health: db_unhealthy")) {
    EXPECT_EQ(answer.status, 503) << answer.bytes;
  }
  for (const TestAnswer& answer : answers_of_every_kind("health: cache_unhealthy")) {
    EXPECT_EQ(answer.status / 100, 2) << answer.bytes;
  }
}

// memorysync.md 15, O16.
TEST(MemorySyncHealthTest, RetrievalsSayThatTheyAreDegraded) {
  for (const char* state : {"vector_db_unhealthy", "cache_unhealthy"}) {
    const std::string health = std::string("health: ") + state;
    const auto flagged = answers_of_every_kind(health);
    const auto silent = answers_of_every_kind(health + ", degraded_flag: absent");
    for (std::size_t at = 1; at <= 3; ++at) {
      EXPECT_EQ(flagged[at].json()["degraded"], true) << flagged[at].bytes;
      EXPECT_FALSE(silent[at].json().contains("degraded")) << silent[at].bytes;
    }
  }
  for (const TestAnswer& answer : answers_of_every_kind("health: ok")) {
    EXPECT_EQ(answer.body.find("degraded"), std::string::npos) << answer.bytes;
  }
}

}  // namespace
}  // namespace fauxplane
