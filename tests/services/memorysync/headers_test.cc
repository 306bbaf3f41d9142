// X-Request-ID and X-Trace-ID (memorysync.md 2.2 and S13).
#include <gtest/gtest.h>

#include <set>

#include "tests/services/memorysync/support.h"

namespace fauxplane {
namespace {

TEST(MemorySyncHeadersTest, StampsEveryAnswerAndRepeatsTheIdInErrors) {
  TestPlane plane(
      scenario_of_memorysync("steps: [{on: GET /health, nth: 2, answer: {error: conflict}}]"));
  std::set<std::string> ids;
  for (const char* target : {"/health", "/health", "/nowhere", "/health"}) {
    const TestAnswer answer = plane.send("GET", target, {.key = {}});
    const auto id = answer.header("X-Request-ID");
    ASSERT_TRUE(id);
    EXPECT_TRUE(ids.insert(*id).second);
    EXPECT_TRUE(ids.insert(answer.header("X-Trace-ID").value_or("")).second);
    if (answer.status < 400) continue;
    EXPECT_EQ(answer.json()["request_id"], *id);
  }
}

TEST(MemorySyncHeadersTest, StampsWhatCouldNotBeRead) {
  TestPlane plane(scenario_of_memorysync(""));
  const auto answerer = [&](const Request& request, Reply& reply) {
    answer_unreadable(plane.world(), request, {.status = 431, .message = "too long"}, reply);
  };
  const TestAnswer answer = ask(answerer, "GET", "/health", {}, plane.arrival());
  EXPECT_EQ(answer.json()["error"]["code"], "BAD_REQUEST");
  EXPECT_EQ(answer.json()["request_id"], answer.header("X-Request-ID").value_or(""));
}

TEST(MemorySyncHeadersTest, AProxyStampsNothing) {
  TestPlane plane(scenario_of_memorysync("steps: [{on: GET /health, answer: bad_gateway}]"));
  const TestAnswer answer = plane.send("GET", "/health", {.key = {}});
  EXPECT_FALSE(answer.header("X-Request-ID"));
  EXPECT_FALSE(answer.header("X-Trace-ID"));
}

TEST(MemorySyncHeadersTest, FollowFromTheSeed) {
  const auto first_id = [](const char* seed) {
    TestPlane plane(scenario_of_memorysync(seed));
    return plane.send("GET", "/health", {.key = {}}).header("X-Request-ID").value_or("");
  };
  EXPECT_EQ(first_id("seed: 7"), first_id("seed: 7"));
  EXPECT_NE(first_id("seed: 7"), first_id("seed: 8"));
}

TEST(MemorySyncHeadersTest, TheJournalMasksBothCredentials) {
  TestPlane plane(scenario_of_memorysync(""));
  static_cast<void>(plane.send(
      "GET", "/health",
      {.key = "some-other-token", .headers = {{"X-API-Key", "ms_live_0123456789abcdef"}}}));
  const std::string request = plane.last_entry().request;
  EXPECT_EQ(request.find("some-other-token"), std::string::npos) << request;
  EXPECT_EQ(request.find("0123456789abcdef"), std::string::npos) << request;
}

}  // namespace
}  // namespace fauxplane
