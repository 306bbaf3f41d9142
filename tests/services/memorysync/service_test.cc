#include <gtest/gtest.h>

#include <algorithm>

#include "tests/services/memorysync/support.h"

namespace fauxplane {
namespace {

TEST(MemorySyncServiceTest, MetersTwoThings) {
  ASSERT_EQ(memorysync().dimensions.size(), 2U);
  EXPECT_EQ(memorysync().dimensions[0].name, "add_requests");
  EXPECT_EQ(memorysync().dimensions[1].name, "retrieval_requests");
}

TEST(MemorySyncServiceTest, StartsEverySettingWithOneOfItsValues) {
  for (const SettingRow& row : memorysync().settings) {
    const auto choices = choices_of(row);
    EXPECT_NE(std::find(choices.begin(), choices.end(), row.initial), choices.end()) << row.name;
  }
}

TEST(MemorySyncServiceTest, OffersEveryEnvelopeAsASetting) {
  const auto choices = choices_of(memorysync().settings.front());
  ASSERT_EQ(choices.size(), memorysync().envelopes.size() + 1);
  for (std::size_t at = 0; at < memorysync().envelopes.size(); ++at) {
    EXPECT_EQ(choices[at + 1], memorysync().envelopes[at].name);
  }
}

TEST(MemorySyncServiceTest, GivesEveryErrorTheChosenEnvelope) {
  TestPlane plane(scenario_of_memorysync("world: {settings: {envelope: flat}}"));
  const TestAnswer answer = plane.send("GET", "/v1/nowhere", {.key = {}});
  EXPECT_EQ(answer.json()["error"], "UNAUTHORIZED");
  EXPECT_EQ(answer.json()["request_id"], answer.header("X-Request-ID").value_or(""));
}

}  // namespace
}  // namespace fauxplane
