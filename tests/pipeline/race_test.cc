// Many threads at once: no interleaving passes a limit, and nothing is counted twice or lost.
#include <gtest/gtest.h>

#include <atomic>
#include <mutex>
#include <set>

#include "tests/support/racing.h"

namespace fauxplane {
namespace {

HeaderList headers_of_admin() {
  return {{"Authorization", std::string("Bearer ") + kAdminKey}};
}

TEST(RaceTest, GivesTheLastUnitToExactlyOne) {
  TestPlane plane("world: {plans: {pro: {limits: {api_calls: 100}}}}");
  Store& store = plane.world().store();
  std::atomic<int> admitted{0};
  std::atomic<int> refused{0};
  int wrong_rounds = 0;
  const auto now = plane.world().now(plane.arrival());
  const auto between = [&](int round) {
    if (round > 0 && (admitted.exchange(0) != 1 || store.usage(OrgId{"org_1"}, now)[0] != 100)) {
      ++wrong_rounds;
    }
    store.set_usage(OrgId{"org_1"}, now, Dimension{0}, 99);
  };
  const Sender sender(plane, headers_of_admin());
  run_rounds(kRaceRounds, between, [&](int, int) {
    const std::string_view bytes = sender.send(Method::kGet, "/api/me");
    if (bytes.starts_with("HTTP/1.1 200 ")) ++admitted;
    if (bytes.starts_with("HTTP/1.1 429 ")) ++refused;
  });
  EXPECT_EQ(wrong_rounds, 0);
  EXPECT_EQ(refused, (kRaceThreads - 1) * kRaceRounds);
  EXPECT_EQ(store.journal_size().appended,
            static_cast<std::uint64_t>(kRaceThreads) * static_cast<std::uint64_t>(kRaceRounds));
}

TEST(RaceTest, MakesNoMoreKeysThanThePlanAllows) {
  TestPlane plane;
  std::atomic<int> made{0};
  run_rounds(
      1, [](int) {},
      [&](int, int) {
        if (plane.send("POST", "/api/keys", {.body = R"({"name":"a"})"}).status == 200) ++made;
      });
  EXPECT_EQ(made, 6) << "of ten, four are there";
  EXPECT_EQ(plane.get("/api/keys")["active_count"], 10);
}

struct QuotaRace {
  const char* name;
  const char* path;
  const char* limit;  // of the plan
  std::size_t dimension;
  std::int64_t most;
  int passes;  // of the threads of one round
};

class QuotaRaceTest : public testing::TestWithParam<QuotaRace> {};

// Every round begins with an unused plan, so that counters start at 0; what is held
// for extraction is what the round before has left, and has become memories by then.
TEST_P(QuotaRaceTest, IsNeverPassed) {
  const QuotaRace& row = GetParam();
  TestPlane plane("world: {plans: {pro: {limits: {" + std::string(row.limit) + "}}}}");
  Store& store = plane.world().store();
  std::atomic<int> admitted{0};
  std::atomic<int> number{0};
  int wrong_rounds = 0;
  const auto now = [&] { return plane.world().now(plane.arrival()); };
  const auto between = [&](int round) {
    store.set_clock(advanced(store.clock(), std::chrono::seconds{2}, plane.arrival()));
    store.extract_due(now());
    if (round > 0) {
      if (admitted.exchange(0) != row.passes) ++wrong_rounds;
      if (store.usage(OrgId{"org_1"}, now())[row.dimension] != row.most) ++wrong_rounds;
    }
    store.set_usage(OrgId{"org_1"}, now(), Dimension{static_cast<std::uint8_t>(row.dimension)}, 0);
  };
  const Sender sender(plane, headers_of_admin());
  run_rounds(kRaceRounds, between, [&](int, int) {
    const std::string text = std::to_string(number.fetch_add(1) + 1'000'000);
    const std::string body =
        R"({"query":"a","events":[)"
        R"({"actor_id":"a","session_id":"s","kind":"app_event","content":")" +
        text + R"("},{"actor_id":"b","session_id":"s","kind":"app_event","content":")" + text +
        R"("}]})";
    if (is_success(sender.send(Method::kPost, row.path, body))) ++admitted;
  });
  EXPECT_EQ(wrong_rounds, 0);
}

// A batch has two events of 7 digits, which take 22 tokens each.
INSTANTIATE_TEST_SUITE_P(
    Table, QuotaRaceTest,
    testing::Values(QuotaRace{"Events", "/v1/ingest", "events_ingested: 7", 1, 6, 3},
                    QuotaRace{"Memories", "/v1/ingest", "memories_stored: 5, events_ingested: ~", 2,
                              4, 2},
                    QuotaRace{"Tokens", "/v1/ingest",
                              "llm_tokens: 100, events_ingested: ~, memories_stored: ~", 3, 88, 2},
                    QuotaRace{"Searches", "/v1/search", "search_queries: 3", 4, 3, 3}),
    [](const auto& row) { return row.param.name; });

TEST(RaceTest, StoresAnEventOnceHoweverOftenItComes) {
  TestPlane plane;
  std::mutex mutex;
  std::set<std::string> ids;
  run_rounds(
      4, [](int) {},
      [&](int, int) {
        const TestAnswer answer =
            plane.send("POST", "/v1/ingest",
                       {.body = R"({"events":[{"actor_id":"a","session_id":"s","kind":"app_event",)"
                                R"("content":"once"}]})"});
        const std::lock_guard lock(mutex);
        ids.insert(answer.json()["event_ids"][0]);
      });
  EXPECT_EQ(ids.size(), 1U);
  EXPECT_EQ(plane.world().store().usage(OrgId{"org_1"}, plane.world().now(plane.arrival()))[1], 1);
}

TEST(RaceTest, DeletesAKeyOnce) {
  TestPlane plane;
  std::atomic<int> deleted{0};
  run_rounds(
      1, [](int) {},
      [&](int, int) {
        if (plane.send("DELETE", "/api/keys/key_member").status == 204) ++deleted;
      });
  EXPECT_EQ(deleted, 1);
}

TEST(RaceTest, UsesAStepAsOftenAsItSays) {
  TestPlane plane("steps: [{on: GET /me, times: 100, answer: {status: 218}}]");
  std::atomic<int> taken{0};
  run_rounds(
      4, [](int) {},
      [&](int, int) {
        if (plane.send("GET", "/api/me").status == 218) ++taken;
      });
  EXPECT_EQ(taken, 100);
  EXPECT_EQ(plane.world().unmatched(), static_cast<std::uint64_t>(4 * kRaceThreads - 100));
}

}  // namespace
}  // namespace fauxplane
