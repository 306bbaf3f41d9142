#include <gtest/gtest.h>

#include "tests/support/test_plane.h"

namespace fauxplane {
namespace {

TEST(DecorateTest, ReportsEveryDimensionWithItsLimit) {
  TestPlane plane(R"(
world:
  plans: {pro: {limits: {api_calls: 10, events_ingested: 2, memories_stored: 3, llm_tokens: 4,
                        search_queries: null}}}
  orgs: {org_1: {usage: {api_calls: 4, events_ingested: 25001, memories_stored: 5, llm_tokens: 6,
                         search_queries: 7}}}
)");
  const TestAnswer answer = plane.send("GET", "/api/health");
  const HeaderList wanted = {
      {"X-Usage-ApiCalls", "5"},           {"X-Usage-ApiCalls-Limit", "10"},
      {"X-Usage-EventsIngested", "25001"}, {"X-Usage-EventsIngested-Limit", "2"},
      {"X-Usage-MemoriesStored", "5"},     {"X-Usage-MemoriesStored-Limit", "3"},
      {"X-Usage-LlmTokens", "6"},          {"X-Usage-LlmTokens-Limit", "4"},
      {"X-Usage-SearchQueries", "7"},      {"X-Plan", "pro"},
      {"X-RateLimit-Limit", "10"},         {"X-RateLimit-Remaining", "5"},
      {"X-RateLimit-Reset", "1777593600"}};
  HeaderList seen;
  for (const auto& header : answer.headers) {
    if (header.first.starts_with("X-")) seen.push_back(header);
  }
  EXPECT_EQ(seen, wanted);
}

TEST(DecorateTest, NeverReportsLessThanNothingRemaining) {
  TestPlane plane(R"(
world: {plans: {pro: {limits: {api_calls: 10}}}, orgs: {org_1: {usage: {api_calls: 25}}}}
)");
  const TestAnswer refused = plane.send("GET", "/api/me");
  EXPECT_EQ(refused.status, 429);
  EXPECT_EQ(refused.header("X-RateLimit-Remaining"), "0");
  EXPECT_EQ(refused.header("X-Usage-ApiCalls"), std::nullopt);
  const TestAnswer health = plane.send("GET", "/api/health");
  EXPECT_EQ(health.header("X-Usage-ApiCalls"), "26");
  EXPECT_EQ(health.header("X-RateLimit-Remaining"), "0");
}

TEST(DecorateTest, HasNoNumbersForAnUnlimitedPlan) {
  TestPlane plane("world: {plans: {pro: {limits: {api_calls: null}}}}");
  const TestAnswer answer = plane.send("GET", "/api/me");
  EXPECT_EQ(answer.header("X-Usage-ApiCalls"), "1");
  EXPECT_EQ(answer.header("X-Usage-ApiCalls-Limit"), std::nullopt);
  EXPECT_EQ(answer.header("X-RateLimit-Limit"), std::nullopt);
  EXPECT_EQ(answer.header("X-RateLimit-Remaining"), std::nullopt);
  EXPECT_EQ(answer.header("X-RateLimit-Reset"), "1777593600");
}

struct AppearanceCase {
  const char* name;
  const char* steps;
  int status;
  bool has_usage;
  bool has_triple;
};

class AppearanceTest : public testing::TestWithParam<AppearanceCase> {};

TEST_P(AppearanceTest, FollowsTheKindOfAnswer) {
  TestPlane plane("steps: [{on: GET /me, answer: " + std::string(GetParam().steps) + "}]");
  const TestAnswer answer = plane.send("GET", "/api/me");
  ASSERT_EQ(answer.status, GetParam().status);
  EXPECT_EQ(answer.header("X-Usage-ApiCalls").has_value(), GetParam().has_usage);
  EXPECT_EQ(answer.header("X-Plan").has_value(), GetParam().has_usage);
  for (const char* name : {"X-RateLimit-Limit", "X-RateLimit-Remaining", "X-RateLimit-Reset"}) {
    EXPECT_EQ(answer.header(name).has_value(), GetParam().has_triple) << name;
  }
}

// memsy.md 9.1
INSTANTIATE_TEST_SUITE_P(
    Table, AppearanceTest,
    testing::Values(AppearanceCase{"Success", "{status: 200, body: {}}", 200, true, true},
                    AppearanceCase{"Created", "{status: 201, body: {}}", 201, true, true},
                    AppearanceCase{"NoContent", "{status: 204}", 204, true, true},
                    AppearanceCase{"BadRequest", "\"400\"", 400, false, true},
                    AppearanceCase{"Unauthorized", "\"401\"", 401, false, false},
                    AppearanceCase{"Forbidden", "\"403\"", 403, false, true},
                    AppearanceCase{"ForbiddenByGateway", "{error: forbidden}", 403, false, false},
                    AppearanceCase{"NotFound", "\"404\"", 404, false, true},
                    AppearanceCase{"Conflict", "\"409\"", 409, false, true},
                    AppearanceCase{"Invalid", "\"422\"", 422, false, true},
                    AppearanceCase{"RateLimit", "\"429\"", 429, false, true},
                    AppearanceCase{"RateLimitByGateway", "429 envelope gateway", 429, false, false},
                    AppearanceCase{"Failure", "\"500\"", 500, false, false},
                    AppearanceCase{"Proxy", "\"502\"", 502, false, false},
                    AppearanceCase{"Unavailable", "\"503\"", 503, false, false}),
    [](const auto& row) { return row.param.name; });

}  // namespace
}  // namespace fauxplane
