// Over quota: the silent answers to the byte, and 429 for strict keys (memorysync.md 7; S3 to S6).
#include <gtest/gtest.h>

#include "tests/services/memorysync/metered_routes.h"

namespace fauxplane {
namespace {

constexpr const char* kOfOne =
    "world: {plans: {pro: {limits: {add_requests: 1, retrieval_requests: 1}}}}";

Quantities used(TestPlane& plane, const char* org = "org_main") {
  return plane.world().store().usage(OrgId{org}, plane.world().now(plane.arrival()));
}

TEST(MemorySyncDegradedTest, TheCallAfterTheLastIsAnsweredToTheByteAndCountsNothing) {
  for (const MeteredRoute& row : kMeteredRoutes) {
    SCOPED_TRACE(row.target);
    TestPlane plane(scenario_of_memorysync(kOfOne));
    const TestRequest request =
        with_key(handed_out_secret(), metered_body(row.kind, kOwnTenant, 1));
    const TestAnswer within = plane.send("POST", row.target, request);
    EXPECT_LT(within.status, 300);
    EXPECT_EQ(used(plane)[row.dimension], 1);
    EXPECT_EQ(used(plane)[1 - row.dimension], 0) << "the metrics are independent";
    for (int round = 0; round < 2; ++round) {
      const TestAnswer over = plane.send("POST", row.target, request);
      EXPECT_EQ(over.status, row.degraded_status);
      EXPECT_EQ(over.body, row.degraded);
      EXPECT_TRUE(over.header("X-Request-ID"));
      EXPECT_FALSE(over.header("Retry-After"));
      EXPECT_EQ(plane.last_entry().note, "degraded: the plan has no room");
    }
    EXPECT_EQ(used(plane)[row.dimension], 1);
  }
}

TEST(MemorySyncDegradedTest, StoresNothingThatALaterQueryWouldFind) {
  TestPlane plane(scenario_of_memorysync("world: {plans: {pro: {limits: {add_requests: 0}}}}"));
  const std::string key = handed_out_secret();
  for (const std::size_t add : {0U, 1U, 7U}) {
    const MeteredRoute& row = kMeteredRoutes.at(add);
    const std::string body = metered_body(row.kind, kOwnTenant, 1);
    EXPECT_LT(plane.send("POST", row.target, with_key(key, body)).status, 300);
  }
  const TestAnswer found =
      plane.send("POST", "/memory/query", with_key(key, R"({"query":"notes of the team"})"));
  EXPECT_EQ(found.json()["memories"].size(), 0U);
}

TEST(MemorySyncDegradedTest, AStrictKeyIsTold) {
  TestPlane plane(scenario_of_memorysync(
      "world: {plans: {evaluation: {limits: {add_requests: 0, retrieval_requests: 0}}}}"));
  for (const MeteredRoute& row : kMeteredRoutes) {
    const TestAnswer answer = plane.send(
        "POST", row.target, with_key(kStrictSecret, metered_body(row.kind, kStrictTenant, 1)));
    EXPECT_EQ(answer.status, 429) << row.target;
    EXPECT_EQ(answer.body,
              R"({"detail":{"error":"limit_exceeded","message":"Monthly limit reached."}})");
    EXPECT_FALSE(answer.header("Retry-After"));
  }
  EXPECT_EQ(used(plane, "org_evaluation"), Quantities{});
}

TEST(MemorySyncDegradedTest, ABadCallOverQuotaIsRefusedOrSilentAsTheWorldChooses) {
  const std::string none = "world: {plans: {pro: {limits: {add_requests: 0}}}";
  TestPlane strict(scenario_of_memorysync(none + "}"));
  TestPlane silent(scenario_of_memorysync(none + ", settings: {over_quota_refusal: silent}}"));
  const TestRequest bad = with_key(handed_out_secret(), "{}");
  EXPECT_EQ(strict.send("POST", "/memory/add", bad).status, 422);
  EXPECT_EQ(silent.send("POST", "/memory/add", bad).body, R"({"status":"ok"})");
  EXPECT_EQ(silent.send("POST", "/memory/query", bad).status, 422) << "there is room";
  EXPECT_EQ(used(silent), Quantities{});
}

// O10: item by item, where the world says so; what could not be read has no items.
TEST(MemorySyncDegradedTest, ABatchMaySayThatEveryItemWasSkipped) {
  const std::string world =
      "world: {plans: {pro: {limits: {add_requests: 0}}}, settings: {silent_batch: skipped, "
      "over_quota_refusal: silent}}";
  TestPlane plane(scenario_of_memorysync(world));
  const std::string key = handed_out_secret();
  const TestAnswer answer = plane.send(
      "POST", "/memory/batch", with_key(key, metered_body(MeteredKind::kBatch, kOwnTenant, 1, 2)));
  EXPECT_EQ(answer.status, 207);
  EXPECT_EQ(answer.body, R"({"total":2,"created":0,"skipped":2,"rejected":0,"results":[)"
                         R"({"index":0,"status":"skipped","memory_ids":[],"reason":null},)"
                         R"({"index":1,"status":"skipped","memory_ids":[],"reason":null}]})");
  const TestAnswer unread = plane.send("POST", "/memory/batch", with_key(key, "[]"));
  EXPECT_EQ(unread.status, 200);
  EXPECT_EQ(unread.body, kSilentStatus);
  EXPECT_EQ(used(plane), Quantities{});
}

}  // namespace
}  // namespace fauxplane
