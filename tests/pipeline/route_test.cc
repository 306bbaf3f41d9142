#include "simulator/pipeline/route.h"

#include <gtest/gtest.h>

#include "tests/support/test_plane.h"

namespace fauxplane {
namespace {

struct PathCase {
  const char* name;
  const char* method;
  std::string target;
  int status;
  const char* allow;  // nullptr: no such header
};

class PathTest : public testing::TestWithParam<PathCase> {};

TEST_P(PathTest, Answers) {
  TestPlane plane;
  const TestAnswer answer = plane.send(GetParam().method, GetParam().target);
  EXPECT_EQ(answer.status, GetParam().status) << answer.bytes;
  EXPECT_EQ(answer.header("Allow").value_or("none"),
            GetParam().allow == nullptr ? "none" : GetParam().allow);
  if (answer.status == 404 || answer.status == 405) {
    EXPECT_EQ(plane.send("GET", "/api/me").header("X-Usage-ApiCalls"), "1") << "it was counted";
  }
}

INSTANTIATE_TEST_SUITE_P(
    Table, PathTest,
    testing::Values(
        PathCase{"Plain", "GET", "/api/me", 200, nullptr},
        PathCase{"WithQuery", "GET", "/api/me?anything=1&x", 200, nullptr},
        PathCase{"HotHealth", "GET", "/v1/health", 200, nullptr},
        PathCase{"Head", "HEAD", "/api/me", 405, "GET"},
        PathCase{"Options", "OPTIONS", "/api/keys", 405, "GET, POST"},
        PathCase{"UnknownMethod", "BREW", "/api/me", 405, "GET"},
        PathCase{"WrongMethodOnParameter", "GET", "/api/keys/key_admin", 405, "DELETE"},
        PathCase{"WrongMethodOnOneSegment", "GET", "/api/keys/a%2Fusage", 405, "DELETE"},
        PathCase{"PutOnUsage", "PUT", "/api/keys/key_admin/usage", 405, "GET"},
        PathCase{"Unknown", "GET", "/api/nothing", 404, nullptr},
        PathCase{"Root", "GET", "/", 404, nullptr}, PathCase{"Empty", "GET", "", 404, nullptr},
        PathCase{"PrefixAlone", "GET", "/api", 404, nullptr},
        PathCase{"PrefixAsPartOfAWord", "GET", "/apime", 404, nullptr},
        PathCase{"WrongPlane", "GET", "/v1/me", 404, nullptr},
        PathCase{"TrailingSlash", "GET", "/api/me/", 404, nullptr},
        PathCase{"DoubledSlash", "GET", "/api//me", 404, nullptr},
        PathCase{"EmptySegment", "GET", "/api/keys//usage", 404, nullptr},
        PathCase{"EmptyLastSegment", "DELETE", "/api/keys/", 404, nullptr},
        PathCase{"WrongCase", "GET", "/api/ME", 404, nullptr},
        PathCase{"NoSuchKey", "DELETE", "/api/keys/nobody", 404, nullptr},
        PathCase{"VeryLong", "GET", "/api/" + std::string(100'000, 'a'), 404, nullptr},
        PathCase{"VeryLongKey", "DELETE", "/api/keys/" + std::string(100'000, 'a'), 404, nullptr}),
    [](const auto& row) { return row.param.name; });

TEST(RouteTest, TakesAPercentEncodedKeyIdAsOneSegment) {
  TestPlane plane(R"(
world: {keys: {"a/b c": {member: member_admin}}}
)");
  EXPECT_EQ(plane.send("GET", "/api/keys/a%2Fb%20c/usage").status, 200);
  EXPECT_EQ(plane.send("GET", "/api/keys/a/b%20c/usage").status, 404);
  EXPECT_EQ(plane.send("DELETE", "/api/keys/a%2fb%20c").status, 204);
  EXPECT_EQ(plane.send("DELETE", "/api/keys/a%2Fb%20c").status, 404);
}

}  // namespace
}  // namespace fauxplane
