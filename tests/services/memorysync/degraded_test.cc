// Over quota: the silent answers to the byte, and 429 for strict keys (memorysync.md 7; S3 to S6).
#include <gtest/gtest.h>

#include <array>
#include <atomic>
#include <barrier>
#include <thread>

#include "tests/services/memorysync/support.h"

namespace fauxplane {
namespace {

struct MeteredRoute {
  const char* target;
  const char* body;
  std::size_t dimension;
  int status;
  const char* degraded;
};

constexpr const char* kTurn =
    R"({"tenant_id":"org_7","user_id":"u-1","text":"I prefer window seats."})";
constexpr const char* kPrompt = R"({"tenant_id":"org_7","user_id":"u-1","prompt":"which seat?"})";
constexpr const char* kQuestion = R"({"query":"when is lunch"})";

constexpr std::array<MeteredRoute, 10> kMeteredRoutes = {{
    {"/memory/add", R"({"text":"Team lunch is on Thursday."})", 0, 200, R"({"status":"ok"})"},
    {"/memory/batch", R"({"items":[{"text":"Team lunch is on Friday."}]})", 0, 200,
     R"({"status":"ok"})"},
    {"/memory/bulk-add", R"({"items":[{"text":"Team lunch is on Monday."}]})", 0, 200,
     R"({"status":"ok"})"},
    {"/memory/query", kQuestion, 1, 200, R"({"memories":[]})"},
    {"/memory/retrieve", kQuestion, 1, 200, R"({"memories":[]})"},
    {"/memory/search", kQuestion, 1, 200, R"({"memories":[]})"},
    {"/memory/search/routed", kQuestion, 1, 200, R"({"memories":[]})"},
    {"/v1/memory/add_turn", kTurn, 0, 201,
     R"({"memory_id":null,"status":"ok","processing_status":"skipped","embed_mode":"none",)"
     R"("already_exists":false,"request_id":null})"},
    {"/v1/memory/recall", kPrompt, 1, 200, R"({"context":"","memories":[]})"},
    {"/v1/memory/query", kPrompt, 1, 200, R"({"memories":[]})"},
}};

constexpr const char* kOfOne =
    "world: {plans: {pro: {limits: {add_requests: 1, retrieval_requests: 1}}}}";

Quantities used(TestPlane& plane, const char* org = "org_main") {
  return plane.world().store().usage(OrgId{org}, plane.world().now(plane.arrival()));
}

TEST(MemorySyncDegradedTest, TheCallAfterTheLastIsAnsweredToTheByteAndCountsNothing) {
  for (const MeteredRoute& row : kMeteredRoutes) {
    SCOPED_TRACE(row.target);
    TestPlane plane(scenario_of_memorysync(kOfOne));
    const TestRequest request = with_key(handed_out_secret(), row.body);
    const TestAnswer within = plane.send("POST", row.target, request);
    EXPECT_LT(within.status, 300);
    EXPECT_EQ(used(plane)[row.dimension], 1);
    EXPECT_EQ(used(plane)[1 - row.dimension], 0) << "the metrics are independent";
    for (int round = 0; round < 2; ++round) {
      const TestAnswer over = plane.send("POST", row.target, request);
      EXPECT_EQ(over.status, row.status);
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
    EXPECT_LT(plane.send("POST", row.target, with_key(key, row.body)).status, 300);
  }
  const TestAnswer found =
      plane.send("POST", "/memory/query", with_key(key, R"({"query":"team lunch window seats"})"));
  EXPECT_EQ(found.json()["memories"].size(), 0U);
}

TEST(MemorySyncDegradedTest, AStrictKeyIsTold) {
  TestPlane plane(scenario_of_memorysync(
      "world: {plans: {evaluation: {limits: {add_requests: 0, retrieval_requests: 0}}}}"));
  for (const MeteredRoute& row : kMeteredRoutes) {
    std::string body = row.body;
    if (const std::size_t at = body.find("org_7"); at != std::string::npos) {
      body.replace(at, 5, "default");
    }
    const TestAnswer answer =
        plane.send("POST", row.target, with_key("ms_test_a8000000000000000000000000000008", body));
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

// S2: exactly as many as there is room for, whoever comes first.
TEST(MemorySyncRaceTest, AdmitsExactlyWhatHasRoom) {
  constexpr int kThreads = 64;
#ifdef __SANITIZE_THREAD__
  constexpr int kRounds = 100;
#else
  constexpr int kRounds = 1'000;
#endif
  constexpr std::int64_t kLimit = 100;
  TestPlane plane(scenario_of_memorysync(
      "world: {settings: {rate_limits: \"off\"}, "
      "plans: {pro: {limits: {add_requests: 100, retrieval_requests: 100}}}}"));
  const std::string secret = handed_out_secret();
  const std::array<HeaderView, 2> headers = {
      {{.name = "X-API-Key", .value = secret}, {.name = "X-End-User-ID", .value = "u-1"}}};
  Request request;
  request.method = Method::kPost;
  request.headers = headers;
  request.arrival = plane.arrival();
  std::atomic<std::int64_t> admitted{0};
  int wrong_rounds = 0;
  int round = 0;
  std::int64_t room = 0;
  const auto begin_round = [&] {
    const MeteredRoute& row = kMeteredRoutes[round % 2 == 0 ? 1 : 3];
    request.path = row.target;
    request.body = row.body;
    room = round % 80;
    plane.world().store().set_usage(OrgId{"org_main"}, plane.world().now(plane.arrival()),
                                    Dimension{static_cast<std::uint8_t>(row.dimension)},
                                    kLimit - room);
  };
  const auto turn = [&]() noexcept {
    const std::size_t dimension = kMeteredRoutes[round % 2 == 0 ? 1 : 3].dimension;
    const std::int64_t wanted = std::min<std::int64_t>(kThreads, room);
    if (admitted.exchange(0) != wanted || used(plane)[dimension] != kLimit - room + wanted) {
      ++wrong_rounds;
    }
    if (++round < kRounds) begin_round();
  };
  begin_round();
  std::barrier gate(kThreads, turn);
  std::vector<std::thread> threads;
  for (int thread = 0; thread < kThreads; ++thread) {
    threads.emplace_back([&] {
      Reply reply;
      for (int at = 0; at < kRounds; ++at) {
        reply.clear();
        answer(plane.world(), request, reply);
        const bool is_degraded = reply.bytes.ends_with(R"({"status":"ok"})") ||
                                 reply.bytes.ends_with(R"({"memories":[]})");
        if (!is_degraded) ++admitted;
        gate.arrive_and_wait();
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(wrong_rounds, 0);
}

}  // namespace
}  // namespace fauxplane
