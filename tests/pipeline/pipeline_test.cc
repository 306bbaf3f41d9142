#include "simulator/pipeline/pipeline.h"

#include <gtest/gtest.h>

#include "simulator/pipeline/finish.h"
#include "tests/support/test_plane.h"

namespace fauxplane {
namespace {

TEST(PipelineTest, AnswersWithAllItsHeadersInTheirOrder) {
  TestPlane plane;
  const TestAnswer answer = plane.send("GET", "/api/me");
  EXPECT_EQ(answer.status, 200);
  std::vector<std::string> names;
  for (const auto& [name, value] : answer.headers) names.push_back(name);
  EXPECT_EQ(names, (std::vector<std::string>{
                       "Content-Type", "Date", "X-Usage-ApiCalls", "X-Usage-ApiCalls-Limit",
                       "X-Usage-EventsIngested", "X-Usage-EventsIngested-Limit",
                       "X-Usage-MemoriesStored", "X-Usage-MemoriesStored-Limit",
                       "X-Usage-LlmTokens", "X-Usage-LlmTokens-Limit", "X-Usage-SearchQueries",
                       "X-Usage-SearchQueries-Limit", "X-Plan", "X-RateLimit-Limit",
                       "X-RateLimit-Remaining", "X-RateLimit-Reset", "Content-Length"}));
  EXPECT_EQ(answer.header("Date"), "Wed, 15 Apr 2026 12:00:00 GMT");
  EXPECT_EQ(answer.header("Content-Type"), "application/json");
  EXPECT_EQ(answer.header("X-Usage-ApiCalls"), "1");
  EXPECT_EQ(answer.header("X-Plan"), "pro");
  EXPECT_EQ(answer.header("X-RateLimit-Remaining"), "499999");
  EXPECT_EQ(answer.header("X-RateLimit-Reset"), "1777593600");
}

TEST(PipelineTest, HeadHasTheHeadOfItsErrorAndNoBody) {
  TestPlane plane;
  const TestAnswer answer = plane.send("HEAD", "/api/me");
  EXPECT_EQ(answer.header("Content-Length"), "31");
  EXPECT_EQ(answer.body, "");
}

TEST(PipelineTest, ClosesWhenTheRequestAsksForIt) {
  TestPlane plane;
  const TestAnswer kept = plane.send("GET", "/api/me");
  EXPECT_EQ(kept.header("Connection"), std::nullopt);
  EXPECT_FALSE(kept.close_after);
  const TestAnswer closed = plane.send("GET", "/api/me", {.keep_alive = false});
  EXPECT_EQ(closed.header("Connection"), "close");
  EXPECT_TRUE(closed.close_after);
  EXPECT_EQ(plane.last_entry().end, WireEnd::kClosed);
}

// RFC 9112 9.3: whoever speaks HTTP/1.0 takes the connection for closed unless it is told.
TEST(PipelineTest, TellsAnOldClientThatTheConnectionStays) {
  TestPlane plane;
  const TestAnswer kept = plane.send("GET", "/api/me", {.is_http_1_0 = true});
  EXPECT_EQ(kept.header("Connection"), "keep-alive");
  EXPECT_FALSE(kept.close_after);
  const TestAnswer closed =
      plane.send("GET", "/api/me", {.keep_alive = false, .is_http_1_0 = true});
  EXPECT_EQ(closed.header("Connection"), "close");
}

TEST(PipelineTest, AnswersAnUnreadableRequestAndJournalsIt) {
  TestPlane plane;
  Request request;
  request.head = "GET /\r\n";
  request.keep_alive = false;
  Reply reply;
  reply.wire.delay = Duration{5};  // of the request before
  answer_unreadable(plane.world(), request, {.status = 431, .message = "too long"}, reply);
  EXPECT_TRUE(reply.bytes.starts_with("HTTP/1.1 431 Request Header Fields Too Large\r\n"));
  EXPECT_TRUE(reply.bytes.ends_with("\r\n\r\n{\"detail\":\"too long\"}")) << reply.bytes;
  EXPECT_TRUE(reply.close_after);
  EXPECT_EQ(reply.wire, Wire{});
  EXPECT_EQ(plane.last_entry().note, "could not be read");
  EXPECT_EQ(plane.last_entry().status, 431);
  EXPECT_EQ(plane.last_entry().request, "GET /\r\n");
}

TEST(PipelineTest, CountsNothingForAnswersThatAreNoSuccess) {
  TestPlane plane(R"(
steps:
  - {on: GET /usage/summary, sequence: [500, 429, 404, 422, 403]}
)");
  for (int call = 0; call < 5; ++call) {
    EXPECT_NE(plane.send("GET", "/api/usage/summary").status, 200);
  }
  EXPECT_EQ(plane.send("GET", "/api/usage/summary").header("X-Usage-ApiCalls"), "1");
}

}  // namespace
}  // namespace fauxplane
