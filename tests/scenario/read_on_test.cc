#include "simulator/scenario/read_on.h"

#include <gtest/gtest.h>

#include "tests/scenario/support.h"

namespace fauxplane {
namespace {

std::vector<std::string> routes_of(const On& on) {
  std::vector<std::string> names;
  for (const std::uint16_t route : on.routes) {
    const RouteName& name = words().routes[route];
    names.push_back(std::string(name.method) + " " + std::string(name.prefix) +
                    std::string(name.path));
  }
  return names;
}

On read(const std::string& text) {
  const auto scenario = load_step("on: \"" + text + "\"");
  if (!scenario) throw std::invalid_argument(text_of(scenario.error()));
  return scenario->steps.at(0).on;
}

TEST(ReadOnTest, FindsTheRoutesThatAreMeant) {
  struct Case {
    const char* on;
    std::vector<std::string> routes;
  };
  const Case cases[] = {
      {"GET /me", {"GET /api/me"}},
      {"GET /api/me", {"GET /api/me"}},
      {"GET /health", {"GET /api/health", "GET /v1/health"}},
      {"GET /v1/health", {"GET /v1/health"}},
      {"any /keys", {"GET /api/keys", "POST /api/keys"}},
      {"DELETE any",
       {"DELETE /api/keys/{key_id}", "DELETE /v1/clear/{container_tag}", "DELETE /v1/orgs/{org_id}",
        "DELETE /v1/roles/{role_id}", "DELETE /v1/teams/{team_id}"}},
      {"PATCH any",
       {"PATCH /v1/orgs/{org_id}", "PATCH /v1/roles/{role_id}", "PATCH /v1/teams/{team_id}"}},
      {"DELETE /keys/{key_id}", {"DELETE /api/keys/{key_id}"}},
      {"DELETE /keys/key_ci", {"DELETE /api/keys/{key_id}"}},
      {"any", {}},
      {"any any", {}},
  };
  for (const Case& row : cases) {
    SCOPED_TRACE(row.on);
    EXPECT_EQ(routes_of(read(row.on)), row.routes);
    EXPECT_EQ(read(row.on).text, row.on);
  }
}

TEST(ReadOnTest, TakesValuesFromThePath) {
  using Values = std::vector<std::pair<std::string, std::string>>;
  EXPECT_EQ(read("DELETE /keys/{key_id}").path_values, Values{});
  EXPECT_EQ(read("DELETE /keys/key_ci").path_values, (Values{{"key_id", "key_ci"}}));
  EXPECT_EQ(read("GET /api/keys/key_ci/usage").path_values, (Values{{"key_id", "key_ci"}}));
}

TEST(ReadOnTest, RefusesWhatNamesNoRequests) {
  struct Case {
    const char* on;
    const char* says;
  };
  constexpr Case kCases[] = {
      {"", "names no requests"},
      {"GET", "names no requests"},
      {"GET  /me", "names no requests"},
      {"get /me", "names no requests"},
      {"/me", "names no requests"},
      {"Any", "names no requests"},
      {"GET me", "names no requests"},
      {"GET /me?x=1", "put the query under match"},
      {"GET /mee", "did you mean \\\"GET /me\\\"?"},
      {"GET /me/", "there is no route"},
      {"GET /keys//usage", "there is no route"},
      {"GET /keys/{id}/usage", "there is no route"},
      {"GET /v1/me", "there is no route"},
      {"PUT /me", "this path has GET, not PUT"},
      {"PUT any", "no route has the method PUT"},
  };
  for (const Case& row : kCases) {
    SCOPED_TRACE(row.on);
    std::string says = row.says;
    std::erase(says, '\\');
    const std::string said = step_complaints("on: \"" + std::string(row.on) + "\"");
    EXPECT_NE(said.find(says), std::string::npos) << said;
    EXPECT_TRUE(said.starts_with("x.yaml:3:14: ")) << said;
  }
}

}  // namespace
}  // namespace fauxplane
