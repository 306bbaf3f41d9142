// What a question finds (memorysync.md 4.3).
#include <gtest/gtest.h>

#include "tests/services/memorysync/support.h"

namespace fauxplane {
namespace {

class MemorySyncQueryTest : public testing::Test {
 protected:
  MemorySyncQueryTest() {
    const auto added = plane_.send("POST", "/memory/add",
                                   with_key(key_, R"({"text":"Team lunch is on Thursday."})"));
    EXPECT_EQ(added.status, 201) << added.bytes;
  }
  std::string key_ = handed_out_secret();
  TestPlane plane_{scenario_of_memorysync("")};
};

TEST_F(MemorySyncQueryTest, FindsByWordsAndClampsK) {
  for (const char* body : {R"({"query":"when is lunch","k":0})", R"({"query":"lunch","k":9000})"}) {
    const auto found = plane_.send("POST", "/memory/query", with_key(key_, body)).json();
    ASSERT_EQ(found["memories"].size(), 1U) << body;
    EXPECT_EQ(found["memories"][0]["id"], 1);
  }
  const TestAnswer backwards = plane_.send(
      "POST", "/memory/query",
      with_key(key_, R"({"query":"x","filters":{"since":"2026-02-02","until":"2026-01-01"}})"));
  EXPECT_EQ(backwards.status, 400);
  EXPECT_EQ(backwards.json()["error"], "ValidationError");
}

TEST_F(MemorySyncQueryTest, ARoutedSearchTakesAnIntent) {
  const auto status = [&](const char* target, const char* body) {
    return plane_.send("POST", target, with_key(key_, body)).status;
  };
  const char* known = R"({"query":"lunch","force_intent":"hybrid"})";
  const char* unknown = R"({"query":"lunch","force_intent":"vague"})";
  EXPECT_EQ(status("/memory/search/routed", known), 200);
  EXPECT_EQ(status("/memory/search/routed", unknown), 422);
  EXPECT_EQ(status("/memory/search", unknown), 200) << "no other route has it";
}

TEST_F(MemorySyncQueryTest, ARoutedSearchMayRefuseToLookForSecrets) {
  const char* body = R"({"query":"What are the Passwords of the team?"})";
  const auto send = [&](TestPlane& plane, const char* target, const char* sent) {
    return plane.send("POST", target, with_key(key_, sent));
  };
  EXPECT_EQ(send(plane_, "/memory/search/routed", body).status, 200);
  TestPlane refusing(scenario_of_memorysync("world: {settings: {sensitive_queries: refused}}"));
  const TestAnswer refused = send(refusing, "/memory/search/routed", body);
  EXPECT_EQ(refused.status, 403);
  EXPECT_EQ(refused.json()["error"]["code"], "FORBIDDEN");
  EXPECT_EQ(send(refusing, "/memory/search", body).status, 200);
  EXPECT_EQ(send(refusing, "/memory/search/routed", R"({"query":"lunch"})").status, 200);
  const Quantities used =
      refusing.world().store().usage(kMainOrg, refusing.world().now(refusing.arrival()));
  EXPECT_EQ(used[1], 2) << "the refusal is no unit";
}

}  // namespace
}  // namespace fauxplane
