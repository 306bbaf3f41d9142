#include "simulator/scenario/read_check.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/scenario/support.h"

namespace fauxplane {
namespace {

using testing::HasSubstr;

TEST(ReadCheckTest, ReadsClientAndCalls) {
  const auto scenario = load_part(
      "check:\n"
      "  property: B1\n"
      "  client: {max_retries: 2, backoff: 100ms, timeout: 30s}\n"
      "  calls: [me, {keys.create: {name: ci, scopes: [read]}}, {health: ~}]\n"
      "  at_once: true\n  cancel: true\n");
  ASSERT_TRUE(scenario) << text_of(scenario.error());
  const Check& check = *scenario->check;
  EXPECT_EQ(check.property, "B1");
  EXPECT_EQ(
      check.client,
      (ClientOptions{.max_retries = 2, .backoff = Duration{100}, .timeout = Duration{30'000}}));
  EXPECT_TRUE(check.at_once);
  EXPECT_TRUE(check.cancel);
  const nlohmann::json arguments = {{"name", "ci"}, {"scopes", {"read"}}};
  ASSERT_EQ(check.calls.size(), 3U);
  EXPECT_EQ(check.calls[0], (CheckedCall{.method = "me"}));
  EXPECT_EQ(check.calls[1], (CheckedCall{.method = "keys.create", .arguments = arguments}));
  EXPECT_EQ(check.calls[2], (CheckedCall{.method = "health"}));
}

TEST(ReadCheckTest, WhatIsNotGivenIsTheClientsOwn) {
  const auto scenario = load_part("check: {calls: []}");
  ASSERT_TRUE(scenario) << text_of(scenario.error());
  EXPECT_EQ(scenario->check->client, ClientOptions{});
  EXPECT_FALSE(load_part("steps: []")->check);
}

TEST(ReadCheckTest, RefusesWhatIsNoCall) {
  EXPECT_THAT(complaints("check: {calls: [{me: {}, health: {}}]}"), HasSubstr("one method"));
  EXPECT_THAT(complaints("check: {calls: [{me: 3}]}"), HasSubstr("me must be a map"));
  EXPECT_THAT(complaints("check: {calls: [[me]]}"), HasSubstr("a call must be a text"));
  EXPECT_THAT(complaints("check: {calls: [], client: {max_retries: -1}}"),
              HasSubstr("max_retries"));
}

}  // namespace
}  // namespace fauxplane
