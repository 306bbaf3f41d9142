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

}  // namespace
}  // namespace fauxplane
