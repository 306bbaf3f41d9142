#include <gtest/gtest.h>

#include "tests/support/test_plane.h"

namespace fauxplane {
namespace {

struct RefusedKeyCase {
  const char* name;
  std::string key;
  HeaderList headers;
  const char* detail;
};

class RefusedKeyTest : public testing::TestWithParam<RefusedKeyCase> {};

TEST_P(RefusedKeyTest, AnswersAsTheApplicationOrAsTheGateway) {
  const TestRequest request{.key = GetParam().key, .headers = GetParam().headers};
  TestPlane application;
  for (const char* target : {"/api/me", "/api/health", "/v1/health", "/api/nothing"}) {
    SCOPED_TRACE(target);
    const TestAnswer answer = application.send("GET", target, request);
    EXPECT_EQ(answer.status, 401);
    EXPECT_EQ(answer.json(), (nlohmann::json{{"detail", GetParam().detail}}));
    for (const auto& [name, value] : answer.headers) {
      EXPECT_FALSE(name.starts_with("X-")) << name;
    }
  }
  TestPlane gateway("world: {settings: {authentication: gateway}}");
  const TestAnswer answer = gateway.send("GET", "/api/me", request);
  EXPECT_EQ(answer.status, 403);
  EXPECT_EQ(answer.body, R"({"message":"Forbidden"})");
  EXPECT_EQ(answer.header("X-RateLimit-Limit"), std::nullopt);
}

INSTANTIATE_TEST_SUITE_P(
    Table, RefusedKeyTest,
    testing::Values(
        RefusedKeyCase{"NoHeader", "", {}, "Missing Authorization header"},
        RefusedKeyCase{"OldHeader", "", {{"x-api-key", kAdminKey}}, "Missing Authorization header"},
        RefusedKeyCase{"Bogus", "msy_bogus", {}, "Invalid API key"},
        RefusedKeyCase{"Truncated", "msy_ad00000000000000000000000000000", {}, "Invalid API key"},
        RefusedKeyCase{"Revoked", kRevokedKey, {}, "Invalid API key"},
        RefusedKeyCase{"Expired", kExpiredKey, {}, "Invalid API key"},
        RefusedKeyCase{"WrongScheme",
                       "",
                       {{"Authorization", std::string("Basic ") + kAdminKey}},
                       "The Authorization header must be: Bearer <key>"},
        RefusedKeyCase{"NoScheme",
                       "",
                       {{"Authorization", kAdminKey}},
                       "The Authorization header must be: Bearer <key>"},
        RefusedKeyCase{"SchemeAlone",
                       "",
                       {{"Authorization", "Bearer"}},
                       "The Authorization header must be: Bearer <key>"},
        RefusedKeyCase{"EmptyHeader",
                       "",
                       {{"Authorization", ""}},
                       "The Authorization header must be: Bearer <key>"},
        RefusedKeyCase{"TwoWords",
                       "",
                       {{"Authorization", std::string("Bearer ") + kAdminKey + " x"}},
                       "Invalid API key"}),
    [](const auto& row) { return row.param.name; });

TEST(AuthenticateTest, TakesTheSchemeInAnyCase) {
  TestPlane plane;
  const std::string value = std::string("bEARER   ") + kAdminKey;
  EXPECT_EQ(plane.send("GET", "/api/me", {.key = "", .headers = {{"authorization", value}}}).status,
            200);
}

}  // namespace
}  // namespace fauxplane
