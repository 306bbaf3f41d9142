// Memories one by one, and who sees them (memorysync.md 4.5 and 3).
#include <gtest/gtest.h>

#include "tests/services/memorysync/support.h"

namespace fauxplane {
namespace {

class MemorySyncRowsTest : public testing::Test {
 protected:
  MemorySyncRowsTest() {
    const auto added = plane_.send("POST", "/memory/add",
                                   with_key(key_, R"({"text":"Team lunch is on Thursday."})"));
    EXPECT_EQ(added.status, 201) << added.bytes;
  }
  std::string key_ = handed_out_secret();
  TestPlane plane_{scenario_of_memorysync("")};
};

TEST_F(MemorySyncRowsTest, ShowsAMemoryToItsUserAlone) {
  EXPECT_EQ(plane_.send("GET", "/memory/1", with_key(key_)).json()["id"], 1);
  EXPECT_EQ(plane_.send("GET", "/memory/2", with_key(key_)).status, 404);
  EXPECT_EQ(plane_.send("GET", "/memory/one", with_key(key_)).status, 404);
  TestRequest other = with_key(key_);
  other.headers[1].second = "u-2";
  EXPECT_EQ(plane_.send("GET", "/memory/1", other).status, 404);
  EXPECT_EQ(plane_.send("GET", "/memory/1", with_key(key_, "", {{"X-Tenant-ID", "org_9"}})).status,
            404);
}

TEST_F(MemorySyncRowsTest, ChangesOnlyWhatTheBodyNames) {
  const auto changed =
      plane_.send("PATCH", "/memory/1", with_key(key_, R"({"tags":["a"]})")).json();
  EXPECT_EQ(changed["tags"], nlohmann::json::array({"a"}));
  EXPECT_EQ(changed["text"], "Team lunch is on Thursday.");
  EXPECT_EQ(plane_.send("PATCH", "/memory/1", with_key(key_, R"({"importance":2})")).status, 422);
  EXPECT_EQ(plane_.send("PATCH", "/memory/9", with_key(key_, "{}")).status, 404);
}

TEST_F(MemorySyncRowsTest, ForgetsByABodyOnDelete) {
  const TestAnswer answer =
      plane_.send("DELETE", "/memory/forget", with_key(key_, R"({"memory_ids":[1,7]})"));
  EXPECT_EQ(answer.body, R"({"deleted":1,"deleted_ids":[1]})");
  EXPECT_EQ(plane_.send("GET", "/memory/1", with_key(key_)).status, 404);
  EXPECT_EQ(
      plane_.send("DELETE", "/memory/forget", with_key(key_, R"({"memory_ids":["m_1"]})")).status,
      422);
}

TEST_F(MemorySyncRowsTest, ExportsAndNeverPurges) {
  EXPECT_EQ(plane_.send("GET", "/memory/export", with_key(key_)).json()["memories"].size(), 1U);
  EXPECT_EQ(plane_.send("DELETE", "/memory/user/purge", with_key(key_)).status, 403);
}

}  // namespace
}  // namespace fauxplane
