// The tenant surface (memorysync.md 4.6).
#include <gtest/gtest.h>

#include "tests/services/memorysync/support.h"

namespace fauxplane {
namespace {

class MemorySyncTurnsTest : public testing::Test {
 protected:
  MemorySyncTurnsTest() {
    const auto added = plane_.send("POST", "/memory/add",
                                   with_key(key_, R"({"text":"Team lunch is on Thursday."})"));
    EXPECT_EQ(added.status, 201) << added.bytes;
  }
  std::string key_ = handed_out_secret();
  TestPlane plane_{scenario_of_memorysync("")};
};

TEST_F(MemorySyncTurnsTest, TakesATurnInOnceAndRecallsIt) {
  const char* turn =
      R"({"tenant_id":"org_7","user_id":"u-31","text":"I prefer window seats.","role":"user"})";
  const auto send = [&](const char* body) {
    return plane_.send("POST", "/v1/memory/add_turn", with_key(key_, body)).json();
  };
  EXPECT_EQ(send(turn)["processing_status"], "distilling");
  const auto again = send(turn);
  EXPECT_EQ(again["processing_status"], "skipped_replay");
  EXPECT_EQ(again["already_exists"], true);
  EXPECT_EQ(
      send(R"({"tenant_id":"org_7","user_id":"u-31","text":"ai: noted"})")["processing_status"],
      "skipped_non_user_turn");
  EXPECT_EQ(
      send(R"({"tenant_id":"org_7","user_id":"u-31","text":"ok thanks"})")["processing_status"],
      "skipped_low_value");
  const Quantities used =
      plane_.world().store().usage(OrgId{"org_main"}, plane_.world().now(plane_.arrival()));
  EXPECT_EQ(used[0], 4) << "the memory of the fixture, and every turn but the replay";
  const TestAnswer recall = plane_.send(
      "POST", "/v1/memory/recall",
      with_key(key_, R"({"tenant_id":"org_7","user_id":"u-31","prompt":"which seats?"})"));
  EXPECT_EQ(recall.body,
            R"({"context":"- I prefer window seats.","memories":[],"used_fallback":false})");
  EXPECT_EQ(plane_.send("GET", "/v1/memory/org_7/u-31/list", with_key(key_)).json()["total"], 1);
  EXPECT_EQ(plane_.send("GET", "/v1/memory/org_3/u-31/list", with_key(key_)).status, 403);
  EXPECT_EQ(
      plane_.send("POST", "/v1/memory/recall", with_key(key_, R"({"tenant_id":"org_7"})")).body,
      R"({"detail":"user_id: Field required"})");
}

// key_test is pinned to the second project of org_7.
TEST_F(MemorySyncTurnsTest, APinnedKeyStaysInItsProject) {
  constexpr const char* kPinned = "ms_test_a3000000000000000000000000000003";
  const auto send = [&](const char* target, const std::string& key, const std::string& tenant,
                        const std::string& more) {
    return plane_.send(
        "POST", target,
        with_key(key, R"({"tenant_id":")" + tenant + R"(","user_id":"u-1",)" + more));
  };
  const auto turn = [&](const std::string& key, const std::string& tenant, const char* text) {
    return send("/v1/memory/add_turn", key, tenant, R"("text":")" + std::string(text) + R"("})");
  };
  const auto recalled = [&](const std::string& key) {
    return send("/v1/memory/recall", key, "org_7", R"("prompt":"seats lunch tea"})")
        .json()["context"];
  };
  const auto count = [&](const std::string& key) {
    return plane_.send("GET", "/v1/memory/org_7/u-1/list", with_key(key)).json()["total"];
  };
  EXPECT_EQ(turn(kPinned, "org_7", "I prefer window seats.").status, 201);
  EXPECT_EQ(recalled(kPinned), "- I prefer window seats.");
  EXPECT_EQ(count(kPinned), 1);
  EXPECT_EQ(count(key_), 2) << "a key that is not pinned sees every project";
  const auto found =
      plane_.send("POST", "/memory/query", with_key(kPinned, R"({"query":"seats"})"));
  EXPECT_EQ(found.json()["memories"].size(), 1U) << "on both surfaces it is the same project";
  const TestAnswer elsewhere = turn(kPinned, "org_9", "I drink green tea.");
  EXPECT_EQ(elsewhere.status, 403);
  EXPECT_EQ(elsewhere.body, R"({"detail":"The key is pinned to project proj_1111222233334444"})");
}

}  // namespace
}  // namespace fauxplane
