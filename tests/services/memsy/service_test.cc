#include <gtest/gtest.h>

#include <algorithm>
#include <set>

#include "tests/support/test_plane.h"

namespace fauxplane {
namespace {

// memsy.md 5: H1 to H26, C1 to C13, and the path that billing_not_enabled names.
TEST(MemsyServiceTest, HasTheEndpointsOfTheContract) {
  std::set<std::string> routes;
  for (const Route& route : memsy().routes) {
    EXPECT_TRUE(routes
                    .insert(std::string(name_of(route.method)) + " " + std::string(route.prefix) +
                            std::string(route.path))
                    .second);
    EXPECT_NE(route.handler, nullptr);
    EXPECT_FALSE(route.says.empty());
  }
  EXPECT_EQ(routes, (std::set<std::string>{"GET /api/me",
                                           "GET /api/health",
                                           "GET /api/usage/summary",
                                           "GET /api/usage/timeseries",
                                           "GET /api/billing/summary",
                                           "GET /api/billing/invoices",
                                           "GET /api/keys",
                                           "POST /api/keys",
                                           "GET /api/keys/{key_id}/usage",
                                           "DELETE /api/keys/{key_id}",
                                           "GET /api/console/events",
                                           "POST /api/interest/pro",
                                           "POST /api/interest/express",
                                           "GET /api/interest/pro/status",
                                           "GET /v1/health",
                                           "POST /v1/ingest",
                                           "POST /v1/search",
                                           "POST /v1/status",
                                           "DELETE /v1/clear/{container_tag}",
                                           "GET /v1/orgs",
                                           "POST /v1/orgs",
                                           "GET /v1/orgs/{org_id}",
                                           "PATCH /v1/orgs/{org_id}",
                                           "POST /v1/orgs/{org_id}/regenerate-prompt",
                                           "DELETE /v1/orgs/{org_id}",
                                           "GET /v1/roles",
                                           "POST /v1/roles",
                                           "GET /v1/roles/{role_id}",
                                           "PATCH /v1/roles/{role_id}",
                                           "POST /v1/roles/{role_id}/regenerate-prompt",
                                           "DELETE /v1/roles/{role_id}",
                                           "GET /v1/teams",
                                           "POST /v1/teams",
                                           "GET /v1/teams/{team_id}",
                                           "PATCH /v1/teams/{team_id}",
                                           "POST /v1/teams/{team_id}/regenerate-prompt",
                                           "DELETE /v1/teams/{team_id}",
                                           "GET /v1/console/memories",
                                           "GET /v1/console/memories/stats",
                                           "GET /v1/console/memories/{memory_id}"}));
}

TEST(MemsyServiceTest, OffersEveryEnvelopeAsASetting) {
  const SettingRow& row = memsy().settings[1];
  ASSERT_EQ(row.name, "envelope");
  const auto choices = choices_of(row);
  ASSERT_EQ(choices.size(), memsy().envelopes.size() + 1);
  EXPECT_EQ(choices.front(), "default");
  for (std::size_t at = 0; at < memsy().envelopes.size(); ++at) {
    EXPECT_EQ(choices[at + 1], memsy().envelopes[at].name);
  }
}

TEST(MemsyServiceTest, NamesItsUsageHeadersAfterTheStems) {
  TestPlane plane;
  const TestAnswer answer = plane.send("GET", "/api/me");
  for (const DimensionRow& row : memsy().dimensions) {
    const std::string name = "X-Usage-" + std::string(row.header_stem);
    EXPECT_TRUE(answer.header(name)) << name;
    EXPECT_TRUE(answer.header(name + "-Limit")) << name;
  }
}

TEST(MemsyServiceTest, WritesEveryErrorInTheChosenEnvelope) {
  TestPlane plane("world: {settings: {envelope: flat}}");
  EXPECT_EQ(plane.send("GET", "/api/nothing").body, R"({"message":"Not Found"})");
  EXPECT_EQ(plane.send("GET", "/api/me", {.key = ""}).body,
            R"({"message":"Missing Authorization header"})");
  EXPECT_EQ(plane.send("GET", "/api/keys", {.key = kMemberKey}).body,
            R"({"error":"admin_required","message":"Only org admins may do this"})");
}

}  // namespace
}  // namespace fauxplane
