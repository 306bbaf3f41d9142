#include <gtest/gtest.h>

#include "tests/support/test_plane.h"

namespace fauxplane {
namespace {

using Json = nlohmann::json;

TEST(InterestTest, IsExpressedUnderEitherPathAndForTheOrgAlone) {
  for (const char* target : {"/api/interest/pro", "/api/interest/express"}) {
    SCOPED_TRACE(target);
    TestPlane plane;
    EXPECT_EQ(plane.get("/api/interest/pro/status"), (Json{{"expressed", false}}));
    const TestRequest request{.key = kFreeKey, .body = R"({"email":"a@x","name":"A"})"};
    for (int time = 0; time < 2; ++time) {
      const TestAnswer answer = plane.send("POST", target, request);
      EXPECT_EQ(answer.status, 200);
      const Json body = answer.json();
      EXPECT_EQ(body.size(), 1U);
      EXPECT_TRUE(body["message"].is_string());
    }
    EXPECT_EQ(plane.get("/api/interest/pro/status", kFreeKey), (Json{{"expressed", true}}));
    EXPECT_EQ(plane.get("/api/interest/pro/status"), (Json{{"expressed", false}}));
  }
}

struct BodyCase {
  const char* name;
  const char* body;
  int status;
  Json loc;
};

class InterestBodyTest : public testing::TestWithParam<BodyCase> {};

TEST_P(InterestBodyTest, IsChecked) {
  TestPlane plane;
  const TestAnswer answer = plane.send("POST", "/api/interest/pro", {.body = GetParam().body});
  ASSERT_EQ(answer.status, GetParam().status) << answer.bytes;
  if (answer.status == 422) {
    EXPECT_EQ(answer.json()["detail"][0]["loc"], GetParam().loc);
  }
  EXPECT_EQ(plane.get("/api/interest/pro/status")["expressed"], answer.status == 200);
}

INSTANTIATE_TEST_SUITE_P(
    Table, InterestBodyTest,
    testing::Values(
        BodyCase{"Whole",
                 R"({"email":"a","name":"b","company":"c","use_case":"d","notes":"e"})",
                 200,
                 {}},
        BodyCase{"NullsAndUnknownFields",
                 R"({"email":"a","name":"b","notes":null,"x":{"y":[1]}})",
                 200,
                 {}},
        BodyCase{"NoEmail", R"({"name":"b"})", 422, {"body", "email"}},
        BodyCase{"NullEmail", R"({"email":null,"name":"b"})", 422, {"body", "email"}},
        BodyCase{"BlankEmail", R"({"email":" ","name":"b"})", 422, {"body", "email"}},
        BodyCase{"NoName", R"({"email":"a"})", 422, {"body", "name"}},
        BodyCase{"NumberAsName", R"({"email":"a","name":7})", 422, {"body", "name"}},
        BodyCase{
            "NumberAsCompany", R"({"email":"a","name":"b","company":1})", 422, {"body", "company"}},
        BodyCase{"ListAsUseCase",
                 R"({"email":"a","name":"b","use_case":[]})",
                 422,
                 {"body", "use_case"}},
        BodyCase{"ObjectAsNotes", R"({"email":"a","name":"b","notes":{}})", 422, {"body", "notes"}},
        BodyCase{"NoBody", "", 422, {"body"}}, BodyCase{"NotJson", "email=a", 422, {"body"}},
        BodyCase{"List", "[]", 422, {"body"}}),
    [](const auto& row) { return row.param.name; });

}  // namespace
}  // namespace fauxplane
