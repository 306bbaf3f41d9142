#include "simulator/world/script.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "tests/support/test_plane.h"

namespace fauxplane {
namespace {

std::uint16_t route_of(std::string_view method, std::string_view path) {
  const auto routes = memsy().routes;
  const auto at = std::find_if(routes.begin(), routes.end(), [&](const Route& route) {
    return name_of(route.method) == method && route.path == path;
  });
  return static_cast<std::uint16_t>(at - routes.begin());
}

using Indices = std::vector<std::uint32_t>;
Indices list_of(std::span<const std::uint32_t> indices) {
  return {indices.begin(), indices.end()};
}

TEST(ScriptTest, KnowsTheStepsOfEachRoute) {
  const auto script = script_of(R"(
steps:
  - {on: GET /me, times: 1}
  - {on: GET /keys, times: 1}
  - {on: any, times: 1}
  - {on: GET any, nth: 4}
  - {on: any /keys, nth: 2}
expect:
  - {on: any, calls: 1}
  - {on: GET /me, calls: 1}
)");
  EXPECT_EQ(list_of(script->steps_on(route_of("GET", "/me"))), (Indices{0, 2, 3}));
  EXPECT_EQ(list_of(script->steps_on(route_of("GET", "/keys"))), (Indices{1, 2, 3, 4}));
  EXPECT_EQ(list_of(script->steps_on(route_of("POST", "/keys"))), (Indices{2, 4}));
  EXPECT_EQ(list_of(script->steps_on(route_of("DELETE", "/keys/{key_id}"))), (Indices{2}));
  EXPECT_EQ(list_of(script->steps_on(kNoRoute)), (Indices{2})) << "GET any names known routes";
  EXPECT_EQ(list_of(script->waiting_steps_on(route_of("GET", "/keys"))), (Indices{3, 4}));
  EXPECT_EQ(list_of(script->waiting_steps_on(kNoRoute)), (Indices{}));
  EXPECT_EQ(list_of(script->expectations_on(route_of("GET", "/me"))), (Indices{0, 1}));
  EXPECT_EQ(list_of(script->expectations_on(kNoRoute)), (Indices{0}));
}

TEST(ScriptTest, FindsTheStepsOfARouteAmongTenThousand) {
  auto scenario = std::make_shared<Scenario>();
  scenario->vocabulary = &memsy().vocabulary;
  const auto routes = static_cast<std::uint32_t>(memsy().routes.size());
  for (std::uint32_t at = 0; at < 10'000; ++at) {
    scenario->steps.push_back({.on = {.routes = {static_cast<std::uint16_t>(at % routes)}}});
  }
  const Script script(scenario);
  for (std::uint32_t route = 0; route < routes; ++route) {
    Indices wanted;
    for (std::uint32_t at = route; at < 10'000; at += routes) wanted.push_back(at);
    EXPECT_EQ(list_of(script.steps_on(static_cast<std::uint16_t>(route))), wanted);
  }
  EXPECT_TRUE(script.steps_on(kNoRoute).empty());
}

struct UseCase {
  const char* yaml;  // of the step, behind `on`
  std::uint32_t uses_max;
  // Per use, from the first: the status of its answer, 0 for the plane's own, -1 beyond the end.
  std::vector<int> uses;
};

TEST(ScriptTest, GivesEachUseItsAnswer) {
  const std::vector<UseCase> cases = {
      {"times: 2", 2, {0, 0}},
      {"answer: {status: 418}", UINT32_MAX, {418, 418, 418}},
      {"times: 1, answer: {status: 418}", 1, {418}},
      {"nth: 3, answer: {status: 418}", 1, {418}},
      {"nth: 3, times: 2, answer: {status: 418}", 2, {418, 418}},
      {"sequence: [{status: 418}, pass, {status: 419}]", 3, {418, 0, 419}},
      {"sequence: [{status: 418}, {status: 419}], after: stay", UINT32_MAX, {418, 419, 419, 419}},
      {"sequence: [{status: 418}, pass], after: stay", UINT32_MAX, {418, 0, 0}},
      {"sequence: [{status: 418}, {status: 419}], after: loop", UINT32_MAX, {418, 419, 418, 419}},
      {"sequence: [{status: 418}], after: fail", UINT32_MAX, {418, -1, -1}},
  };
  for (const UseCase& row : cases) {
    SCOPED_TRACE(row.yaml);
    const auto script = script_of("steps: [{on: GET /me, " + std::string(row.yaml) + "}]");
    const Step& step = script->scenario().steps.front();
    EXPECT_EQ(uses_max_of(step), row.uses_max);
    for (std::uint32_t use = 1; use <= row.uses.size(); ++use) {
      const int wanted = row.uses[use - 1];
      EXPECT_EQ(is_beyond_end(step, use), wanted == -1) << "use " << use;
      if (wanted == -1) continue;
      const ScriptedAnswer* answer = answer_of(step, use);
      EXPECT_EQ(answer == nullptr ? 0 : answer->status.value_or(-2), wanted) << "use " << use;
    }
  }
}

}  // namespace
}  // namespace fauxplane
