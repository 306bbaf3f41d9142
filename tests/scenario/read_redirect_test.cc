#include "simulator/scenario/read_redirect.h"

#include <gtest/gtest.h>

#include "tests/scenario/support.h"

namespace fauxplane {
namespace {

ScriptedAnswer answer_in(const std::string& yaml) {
  const auto scenario = load_step("on: GET /me, answer: " + yaml);
  if (!scenario) throw std::runtime_error(text_of(scenario.error()));
  return scenario->steps.front().answers.front().value();
}

TEST(ReadRedirectTest, ReadsWhereItLeads) {
  const struct {
    const char* yaml;
    int status;
    Redirect redirect;
  } cases[] = {
      {"{redirect: own}", 302, {.to = Origin::kOwn}},
      {"{redirect: relative}", 302, {.to = std::nullopt}},
      {"{redirect: other_host, status: 301}", 301, {.to = Origin::kOtherHost}},
      {"{redirect: other_port, status: 307}", 307, {.to = Origin::kOtherPort}},
      {"{redirect: {path: \"/api/health?a=1\"}, status: 303}",
       303,
       {.to = Origin::kOwn, .path = "/api/health?a=1"}},
      {"{redirect: {to: relative, path: /x}, status: 308}", 308, {.to = {}, .path = "/x"}},
  };
  for (const auto& row : cases) {
    SCOPED_TRACE(row.yaml);
    const ScriptedAnswer answer = answer_in(row.yaml);
    EXPECT_EQ(answer.status, row.status);
    EXPECT_EQ(answer.redirect, row.redirect);
  }
}

TEST(ReadRedirectTest, ABodyMayComeWithIt) {
  EXPECT_EQ(answer_in("{redirect: own, body: moved}").body, "moved");
}

TEST(ReadRedirectTest, RefusesWhatCannotStandInAHeader) {
  for (const char* const path : {"me", "\"/a b\"", "\"/a\\r\\nX: y\"", "/\xC3\xA9", "\"\""}) {
    const auto scenario =
        load("fauxplane: 1\nsteps: [{on: GET /me, answer: {redirect: {path: " + std::string(path) +
             "}}}]");
    EXPECT_FALSE(scenario) << path;
  }
}

TEST(ReadRedirectTest, KnowsTheStatusesOfRedirects) {
  for (const char* const status : {"301", "302", "303", "307", "308"}) {
    EXPECT_TRUE(is_redirect_status(status)) << status;
  }
  for (const char* const status : {"200", "300", "304", "305", "400", ""}) {
    EXPECT_FALSE(is_redirect_status(status)) << status;
  }
}

}  // namespace
}  // namespace fauxplane
