#include <gtest/gtest.h>

#include <algorithm>
#include <set>

#include "tests/support/test_plane.h"

namespace fauxplane {
namespace {

// memsy.md 5: C1 to C13, H1, and the path that billing_not_enabled names.
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
  EXPECT_EQ(
      routes,
      (std::set<std::string>{
          "GET /api/me", "GET /api/health", "GET /api/usage/summary", "GET /api/usage/timeseries",
          "GET /api/billing/summary", "GET /api/billing/invoices", "GET /api/keys",
          "POST /api/keys", "GET /api/keys/{key_id}/usage", "DELETE /api/keys/{key_id}",
          "GET /api/console/events", "POST /api/interest/pro", "POST /api/interest/express",
          "GET /api/interest/pro/status", "GET /v1/health"}));
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

TEST(MemsyServiceTest, StartsEverySettingWithOneOfItsValues) {
  for (const SettingRow& row : memsy().settings) {
    const auto choices = choices_of(row);
    EXPECT_NE(std::find(choices.begin(), choices.end(), row.initial), choices.end()) << row.name;
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
