// POST /evaluation/keys and GET /evaluation/usage (memorysync.md 4.9).
#include <gtest/gtest.h>

#include "tests/services/memorysync/support.h"
#include "tests/support/domain_gen.h"

namespace fauxplane {
namespace {

constexpr const char* kKeys = "/evaluation/keys";

TEST(EvaluationTest, MakesAKeyThatWorksForAWeek) {
  MemorySyncPlane plane("clock: {start: \"2026-03-02T00:00:00Z\"}\n");
  const TestAnswer made = plane.call("POST", kKeys, "", R"({"agent_caller": "an agent"})");
  EXPECT_EQ(made.status, 201);
  const auto body = made.json();
  EXPECT_EQ(body["expires_at"], "2026-03-09T00:00:00Z");
  EXPECT_EQ(body["limits"], nlohmann::json({{"add", 100}, {"retrieval", 200}, {"storage", 100}}));
  EXPECT_EQ(body["default_user_id"], "eval-user");
  const std::string key = body["api_key"];
  EXPECT_TRUE(key.starts_with("ms_test_")) << key;
  EXPECT_EQ(plane.call("GET", "/evaluation/usage", key).status, 200);
  plane.set_clock(at("2026-03-09"));
  EXPECT_EQ(plane.call("GET", "/evaluation/usage", key).status, 401);
}

TEST(EvaluationTest, TheJournalMasksTheKey) {
  MemorySyncPlane plane;
  const std::string key = plane.call("POST", kKeys, "").json()["api_key"];
  EXPECT_EQ(plane.last_entry().answer.find(key), std::string::npos);
}

TEST(EvaluationTest, EachKeyHasAQuotaOfItsOwn) {
  MemorySyncPlane plane;
  const std::string first = plane.call("POST", kKeys, "").json()["api_key"];
  const std::string second = plane.call("POST", kKeys, "").json()["api_key"];
  EXPECT_NE(first, second);
  const auto identity = plane.world().store().identify(first);
  ASSERT_TRUE(identity);
  plane.world().store().add_usage(identity->org->id, identity->key->id, plane.now(), Dimension{0},
                                  3);
  EXPECT_EQ(plane.call("GET", "/evaluation/usage", first).json()["metrics"][0]["used"], 3);
  EXPECT_EQ(plane.call("GET", "/evaluation/usage", second).json()["metrics"][0]["used"], 0);
}

// 4.9 and 7.2: it uses the shared tenant and a project of its own, and is told when its plan is
// used up.
TEST(EvaluationTest, TheKeyStoresAndIsToldAtTheLimit) {
  MemorySyncPlane plane("world: {plans: {evaluation: {limits: {add_requests: 1}}}}\n");
  const auto made = plane.call("POST", kKeys, "").json();
  const std::string key = made["api_key"];
  const auto add = [&](const std::string& text) {
    return plane.send("POST", "/memory/add",
                      with_key(key, R"({"text":")" + text + R"("})",
                               {{"X-Project-ID", made["project_id"].get<std::string>()}}));
  };
  EXPECT_EQ(add("Team lunch moves to Thursday noon.").status, 201);
  const TestAnswer refused = add("The budget was approved on Monday.");
  EXPECT_EQ(refused.status, 429);
  EXPECT_EQ(refused.json()["detail"]["error"], "limit_exceeded");
  EXPECT_EQ(refused.header("Retry-After"), std::nullopt);
}

struct Case {
  const char* name;
  const char* setting;
};

class RefusedMintTest : public testing::TestWithParam<Case> {};

TEST_P(RefusedMintTest, TellsTheReasonAndTheWait) {
  MemorySyncPlane plane(std::string("world: {settings: {evaluation_keys: ") + GetParam().setting +
                        "}}\n");
  const TestAnswer refused = plane.call("POST", kKeys, "");
  EXPECT_EQ(refused.status, 429);
  EXPECT_EQ(refused.json()["reason"], GetParam().setting);
  EXPECT_EQ(refused.json()["retry_after_seconds"], 60);
  EXPECT_EQ(refused.header("Retry-After"), std::nullopt);
}

INSTANTIATE_TEST_SUITE_P(Table, RefusedMintTest,
                         testing::Values(Case{"PerIp", "per_ip"}, Case{"PerSubnet", "per_subnet"},
                                         Case{"Unavailable", "unavailable"}),
                         [](const auto& row) { return row.param.name; });

TEST(EvaluationTest, AnAddressGetsSoManyKeysAndMoreAfterTheWait) {
  MemorySyncPlane plane;
  for (int call = 0; call < 5; ++call) EXPECT_EQ(plane.call("POST", kKeys, "").status, 201);
  const TestAnswer refused = plane.call("POST", kKeys, "");
  EXPECT_EQ(refused.status, 429);
  EXPECT_EQ(refused.json()["reason"], "per_ip");
  const std::chrono::seconds wait{refused.json()["retry_after_seconds"].get<int>()};
  plane.set_clock(plane.now() + wait);
  EXPECT_EQ(plane.call("POST", kKeys, "").status, 201);
}

TEST(EvaluationTest, ABadBodyMakesNoKey) {
  MemorySyncPlane plane;
  EXPECT_EQ(plane.call("POST", kKeys, "", "[]").status, 422);
  EXPECT_EQ(plane.call("POST", kKeys, "", R"({"agent_caller": 7})").status, 422);
}

}  // namespace
}  // namespace fauxplane
