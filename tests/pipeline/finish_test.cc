#include "simulator/pipeline/finish.h"

#include <gtest/gtest.h>

#include "tests/support/test_plane.h"

namespace fauxplane {
namespace {

std::string step(const std::string& answer) {
  return "steps: [{on: GET /me, answer: " + answer + "}]";
}

TEST(FinishTest, LaysScriptedHeadersOverTheAnswer) {
  TestPlane plane(step(R"({headers: {
    x-ratelimit-remaining: "0", X-Usage-ApiCalls: [a, "", b], X-Plan: null,
    X-New: "1, 2", Date: today}})"));
  const TestAnswer answer = plane.send("GET", "/api/me");
  EXPECT_EQ(answer.status, 200);
  EXPECT_EQ(answer.headers_named("X-RateLimit-Remaining"), (std::vector<std::string>{"0"}));
  EXPECT_EQ(answer.headers_named("X-Usage-ApiCalls"), (std::vector<std::string>{"a", "", "b"}));
  EXPECT_EQ(answer.headers_named("X-Plan"), (std::vector<std::string>{}));
  EXPECT_EQ(answer.header("X-New"), "1, 2");
  EXPECT_EQ(answer.header("Date"), "today");
  EXPECT_EQ(answer.header("X-Usage-ApiCalls-Limit"), "500000") << "a longer name is another header";
  EXPECT_EQ(answer.json()["email"], "admin@example.com") << "the body is the plane's own";
  EXPECT_NE(answer.bytes.find("\r\nx-ratelimit-remaining: 0\r\n"), std::string::npos)
      << "the script's spelling";
}

TEST(FinishTest, SendsALengthThatIsWrongWhenTheScriptSaysSo) {
  TestPlane plane(step("{status: 200, headers: {Content-Length: 3}, body: \"{}\"}"));
  plane.expect_sound_framing(false);
  const TestAnswer answer = plane.send("GET", "/api/me");
  EXPECT_EQ(answer.headers_named("Content-Length"), (std::vector<std::string>{"3"}));
  EXPECT_EQ(answer.body, "{}");
}

TEST(FinishTest, HasNoBodyAndNoLengthWhereHttpHasNone) {
  for (const char* status : {"204", "304"}) {
    TestPlane plane(step("{status: " + std::string(status) + "}"));
    const TestAnswer answer = plane.send("GET", "/api/me");
    EXPECT_EQ(std::to_string(answer.status), status);
    EXPECT_EQ(answer.body, "");
  }
}

TEST(FinishTest, AnswersHeadLikeGetWithoutTheBody) {
  TestPlane plane("steps: [{on: any, answer: {status: 200, body: \"[1]\"}}]");
  const TestAnswer head = plane.send("HEAD", "/api/me");
  EXPECT_EQ(head.status, 200);
  EXPECT_EQ(head.header("Content-Length"), "3");
  EXPECT_EQ(plane.last_entry().answer, head.bytes);
}

TEST(FinishTest, DamagesNoBodyWhereHttpHasNone) {
  TestPlane plane("steps: [{on: any, answer: {status: 200, body: hello}, fault: {chunks: sound}}]");
  plane.expect_sound_framing(false);
  const TestAnswer head = plane.send("HEAD", "/api/me");
  EXPECT_EQ(head.header("Transfer-Encoding"), "chunked");
  EXPECT_EQ(head.header("Content-Length"), std::nullopt);
  EXPECT_TRUE(head.bytes.ends_with("\r\n\r\n") && !head.bytes.ends_with("0\r\n\r\n")) << head.bytes;
  TestPlane bodiless("steps: [{on: any, answer: {status: 204}, fault: {chunks: sound}}]");
  EXPECT_EQ(bodiless.send("GET", "/api/me").header("Transfer-Encoding"), std::nullopt);
}

TEST(FinishTest, ClosesWhenTheScriptAnnouncesIt) {
  TestPlane plane(step("{headers: {connection: Close}}"));
  EXPECT_TRUE(plane.send("GET", "/api/me").close_after);
  TestPlane kept(step("{headers: {Connection: keep-alive}}"));
  EXPECT_FALSE(kept.send("GET", "/api/me").close_after);
}

TEST(FinishTest, CarriesTheFaultOfTheStepAndOfNoOther) {
  TestPlane plane("steps: [{on: GET /me, times: 1, fault: {delay: 300ms, cut_after: 20B}}]");
  const TestAnswer broken = plane.send("GET", "/api/me");
  EXPECT_EQ(broken.wire.delay, Duration{300});
  EXPECT_EQ(broken.wire.size, 20U);
  EXPECT_EQ(broken.status, 200);
  EXPECT_EQ(plane.send("GET", "/api/me").wire, Wire{});
}

TEST(FinishTest, ForgetsTheFaultOfTheReplyItReuses) {
  TestPlane plane;
  Reply reply;
  reply.wire.ending = Ending::kReset;
  reply.bytes = "left over";
  Request request;
  request.method = Method::kGet;
  request.path = "/api/me";
  answer(plane.world(), request, reply);
  EXPECT_EQ(reply.wire, Wire{});
  EXPECT_TRUE(reply.bytes.starts_with("HTTP/1.1 401 Unauthorized\r\n"));
}

struct CommitCase {
  const char* fault;
  int keys;  // active afterwards
  int calls;
};

TEST(FinishTest, DoesTheWorkUnlessTheWireBrokeFirst) {
  for (const CommitCase& row :
       {CommitCase{"{reset: before}", 5, 2}, CommitCase{"{reset: before, commit: before}", 5, 2},
        CommitCase{"{close: before, commit: after}", 4, 1},
        CommitCase{"{cut_after: 0B, commit: after}", 4, 1}}) {
    SCOPED_TRACE(row.fault);
    TestPlane plane("steps: [{on: POST /keys, fault: " + std::string(row.fault) + "}]");
    static_cast<void>(plane.send("POST", "/api/keys", {.body = R"({"name":"a"})"}));
    EXPECT_EQ(plane.last_entry().bytes_sent, 0U);
    const TestAnswer list = plane.send("GET", "/api/keys");
    EXPECT_EQ(list.json()["active_count"], row.keys);
    EXPECT_EQ(list.header("X-Usage-ApiCalls"), std::to_string(row.calls));
  }
}

// The answer of the script, over work that was done: it costs nothing, and what it holds stays.
TEST(FinishTest, SaysSomethingElseOfWorkThatWasDone) {
  TestPlane plane(
      "steps:\n"
      "  - {on: POST /keys, answer: {status: 500, commit: before}}\n"
      "  - {on: POST /ingest, answer: {error: internal_error, commit: before}}\n"
      "  - {on: GET /me, answer: {status: 200, body: {a: 1}, commit: before}}\n");
  EXPECT_EQ(plane.send("POST", "/api/keys", {.body = R"({"name":"a"})"}).status, 500);
  EXPECT_EQ(plane.send("POST", "/api/keys", {.body = "[]"}).status, 500) << "no work was done";
  const TestAnswer list = plane.send("GET", "/api/keys");
  EXPECT_EQ(list.json()["active_count"], 5);
  EXPECT_EQ(list.header("X-Usage-ApiCalls"), "1");
  const char* events =
      R"({"events":[{"actor_id":"a","session_id":"s","kind":"app_event","content":"once"}]})";
  EXPECT_EQ(plane.send("POST", "/v1/ingest", {.body = events}).status, 500);
  Store& store = plane.world().store();
  store.set_clock(advanced(store.clock(), std::chrono::seconds{60}, plane.arrival()));
  const TestAnswer verbatim = plane.send("GET", "/api/me");
  EXPECT_EQ(verbatim.body, R"({"a":1})");
  const Quantities used = store.usage(OrgId{"org_1"}, plane.world().now(plane.arrival()));
  EXPECT_EQ(used[1], 0) << "events";
  EXPECT_EQ(used[2], 1) << "memories";
  EXPECT_EQ(used[0], 2) << "calls: the list, and the success of the script";
}

TEST(FinishTest, PutsRetryAfterInItsPlace) {
  TestPlane plane(step("{error: rate_limit_exceeded, retry_after: 1.5s, headers: {X-A: b}}"));
  EXPECT_EQ(plane.send("GET", "/api/me").header("Retry-After"), "1.5");
  TestPlane twice(
      step("{error: rate_limit_exceeded, retry_after: 2s, headers: {retry-after: [3, 4]}}"));
  EXPECT_EQ(twice.send("GET", "/api/me").headers_named("Retry-After"),
            (std::vector<std::string>{"3", "4"}))
      << "headers have the last word";
}

}  // namespace
}  // namespace fauxplane
