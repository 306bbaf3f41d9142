// What is stored, skipped and rejected (memorysync.md 4.1, 4.2 and 5).
#include <gtest/gtest.h>

#include "tests/services/memorysync/support.h"

namespace fauxplane {
namespace {

constexpr const char* kText =
    R"({"text":"Team lunch moves to Thursday noon.","tags":["plan","plan"]})";

std::int64_t used(TestPlane& plane, std::size_t dimension) {
  return plane.world().store().usage(OrgId{"org_main"},
                                     plane.world().now(plane.arrival()))[dimension];
}

TestAnswer post(TestPlane& plane, const char* target, const char* body) {
  return plane.send("POST", target, with_key(handed_out_secret(), body));
}

TEST(MemorySyncAddTest, StoresAMemoryToTheByte) {
  TestPlane plane(scenario_of_memorysync(""));
  const TestAnswer answer = post(plane, "/memory/add", kText);
  EXPECT_EQ(answer.status, 201);
  EXPECT_EQ(answer.json()["tags"], nlohmann::json::array({"plan"}));
  EXPECT_EQ(answer.json()["created_at"], "2026-04-15T12:00:00+00:00");
  EXPECT_TRUE(answer.body.starts_with(R"({"id":1,"user_id":)")) << answer.body;
  EXPECT_NE(answer.body.find(R"("metadata":{},"tags":["plan"],"source":null,"event_type":null,)"
                             R"("tier":"hot","importance":0.5,"is_summary":false,)"
                             R"("expires_at":null,"key_points":[],"quality_score":0.8,)"
                             R"("memory_type":"plan"})"),
            std::string::npos)
      << answer.body;
  EXPECT_EQ(used(plane, 0), 1);
  EXPECT_EQ(used(plane, 1), 0);
}

TEST(MemorySyncAddTest, SkipsWhatItKnowsAndWhatSaysNothing) {
  TestPlane plane(scenario_of_memorysync(""));
  EXPECT_EQ(post(plane, "/memory/add", kText).status, 201);
  const TestAnswer again = post(plane, "/memory/add", kText);
  EXPECT_EQ(again.status, 200);
  EXPECT_EQ(again.json()["status"], "skipped");
  EXPECT_EQ(post(plane, "/memory/add", R"({"content":"Hello there, thank you!"})").json()["status"],
            "skipped");
  EXPECT_EQ(used(plane, 0), 3);
}

TEST(MemorySyncAddTest, AWorldMayLetSkippedAddsCostNothing) {
  TestPlane plane(
      scenario_of_memorysync("world: {settings: {duplicate_units: free, low_value_units: free, "
                             "skipped_status: created}}"));
  post(plane, "/memory/add", kText);
  EXPECT_EQ(post(plane, "/memory/add", kText).status, 201);
  EXPECT_EQ(post(plane, "/memory/add", R"({"text":"Hello there, thank you!"})").status, 201);
  EXPECT_EQ(used(plane, 0), 1);
}

struct BadAdd {
  const char* body;
  int status;
  const char* message;
};

TEST(MemorySyncAddTest, RefusesABadBodyAndCountsNothing) {
  TestPlane plane(scenario_of_memorysync(""));
  for (const BadAdd& row :
       {BadAdd{"{}", 422, "text: Field required"},
        BadAdd{R"({"text":"  too short "})", 422, "text: must have at least 10 characters"},
        BadAdd{R"({"text":7})", 422, "text: Input should be a valid string"},
        BadAdd{R"({"text":"long enough text","importance":1.5})", 422,
               "importance: Input should be less than or equal to 1.0"},
        BadAdd{R"({"text":"long enough text","ttl_minutes":0})", 422,
               "ttl_minutes: Input should be greater than or equal to 1"},
        BadAdd{R"({"text":"long enough text","metadata":[]})", 422, "metadata: must be an object"},
        BadAdd{"[", 422, "body: JSON decode error"}}) {
    const TestAnswer answer = post(plane, "/memory/add", row.body);
    EXPECT_EQ(answer.status, row.status) << row.body;
    EXPECT_EQ(answer.json()["error"]["message"], row.message);
    EXPECT_EQ(answer.json()["error"]["code"], "VALIDATION_ERROR");
  }
  EXPECT_EQ(used(plane, 0), 0);
}

TEST(MemorySyncAddTest, ABatchIsOneUnitAndTellsOfEachItem) {
  TestPlane plane(scenario_of_memorysync(""));
  const TestAnswer answer =
      post(plane, "/memory/batch",
           R"({"items":[{"text":"Schema v3 was approved on Monday."},{"text":""},)"
           R"({"text":"Schema v3 was approved on Monday."}]})");
  EXPECT_EQ(answer.status, 207);
  EXPECT_EQ(answer.body,
            R"({"total":3,"created":1,"skipped":1,"rejected":1,"results":[)"
            R"({"index":0,"status":"created","memory_ids":[1],"reason":null},)"
            R"({"index":1,"status":"rejected","memory_ids":[],"reason":"text is empty"},)"
            R"({"index":2,"status":"skipped","memory_ids":[],)"
            R"("reason":"duplicate of a recent memory"}]})");
  EXPECT_EQ(used(plane, 0), 1);
  EXPECT_EQ(post(plane, "/memory/bulk-add", R"({"items":[]})").status, 422);
  std::string many = R"({"items":[)";
  for (int item = 0; item < 51; ++item) many += item == 0 ? "{}" : ",{}";
  EXPECT_EQ(post(plane, "/memory/bulk-add", (many + "]}").c_str()).status, 422);
  EXPECT_EQ(used(plane, 0), 1);
}

}  // namespace
}  // namespace fauxplane
