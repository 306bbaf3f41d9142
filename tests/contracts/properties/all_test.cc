#include <gtest/gtest.h>

#include <algorithm>
#include <set>

#include "contracts/properties/property.h"
#include "tests/contracts/cases/loading.h"

namespace fauxplane::contracts {
namespace {

constexpr int kCases = 50;

Hello everything(std::string_view service = kMemsy) {
  return {.service = std::string(service.empty() ? kMemsy : service),
          .capabilities = {"max_retries", "backoff", "timeout", "project", "usage", "close",
                           "concurrent", "cancel"}};
}

Case drawn_by(const Property& property, std::uint64_t seed, int size, const Hello& hello,
              bool is_virtual = true) {
  Draw draw(rc::Random({seed, 0, 0, static_cast<std::uint64_t>(size)}), size, hello, is_virtual);
  Case drawn = property.draw(draw);
  drawn.service = hello.service;
  return drawn;
}

std::set<std::string_view> names_of_concerns() {
  std::set<std::string_view> names;
  for (int at = 0; at <= static_cast<int>(Concern::kAdapterBug); ++at) {
    names.insert(name_of(static_cast<Concern>(at)));
  }
  return names;
}

Property row_of(std::vector<std::string_view> owns) {
  Property property{.id = "X", .requirement = "", .source = "", .domain = ""};
  property.owns = std::move(owns);
  return property;
}

// One evidence for each name that classes_in() has.
std::vector<Evidence> evidences_of_every_class() {
  const auto exchange = [](int status) { return Exchange{.answer = {.status = status}}; };
  Exchange broken = exchange(200);
  broken.answer.effect = Effect::kBroken;
  Exchange stalled = exchange(200);
  stalled.answer.effect = Effect::kStalled;
  Exchange elsewhere = exchange(200);
  elsewhere.is_at_other_origin = true;
  const CallReport value{.is_value = true};
  return {
      {.calls = {{.report = value, .exchanges = {exchange(429), exchange(200)}}}},
      {.calls = {{.exchanges = {exchange(429), exchange(429)}}}, .options = {.max_retries = 1}},
      {.calls = {{.exchanges = {broken}}, {.exchanges = {stalled}}}},
      {.calls = {{.exchanges = {exchange(302), elsewhere}}}},
      {.calls = {{.report = {.is_value = true, .usage = Json::object()}}}},
  };
}

TEST(AllTest, EveryRowIsWhole) {
  std::set<std::string_view> ids;
  for (const Property& property : all_properties()) {
    SCOPED_TRACE(property.id);
    EXPECT_TRUE(ids.insert(property.id).second) << "twice";
    EXPECT_TRUE(property.requirement.ends_with('.')) << property.requirement;
    EXPECT_FALSE(property.source.empty());
    EXPECT_FALSE(property.domain.empty());
    EXPECT_NE(property.draw, nullptr);
    EXPECT_FALSE(property.owns.empty());
    EXPECT_GE(property.weight, 1);
  }
}

TEST(AllTest, WhatARowOwnsAreConcerns) {
  const auto known = names_of_concerns();
  for (const Property& property : all_properties()) {
    for (const std::string_view own : property.owns) {
      EXPECT_TRUE(known.contains(own.substr(0, own.find('/')))) << property.id << ": " << own;
    }
  }
}

TEST(AllTest, WhatARowReachesCanBeReached) {
  std::set<std::string_view> known;
  for (const Evidence& evidence : evidences_of_every_class()) {
    for (const std::string_view name : classes_in(evidence)) known.insert(name);
  }
  for (const Property& property : all_properties()) {
    for (const std::string_view wanted : property.reaches) {
      EXPECT_TRUE(known.contains(wanted)) << property.id << ": " << wanted;
    }
  }
}

TEST(AllTest, WhatARowNeedsIsACapability) {
  const Hello hello = everything();
  for (const Property& property : all_properties()) {
    for (const std::string_view need : property.needs) {
      EXPECT_TRUE(hello.can(std::string(need))) << property.id << ": " << need;
    }
  }
}

// A finding that nobody owns would never be told.
TEST(AllTest, EveryConcernButThatOfTheAdapterHasAnOwner) {
  for (const std::string_view name : names_of_concerns()) {
    if (name == "adapter_bug") continue;
    EXPECT_TRUE(std::any_of(all_properties().begin(), all_properties().end(),
                            [&](const Property& property) {
                              return std::any_of(property.owns.begin(), property.owns.end(),
                                                 [&](std::string_view own) {
                                                   return own.substr(0, own.find('/')) == name;
                                                 });
                            }))
        << name;
  }
}

class PropertyTest : public testing::TestWithParam<std::string_view> {};

TEST_P(PropertyTest, EveryCaseLoadsAsItWasDrawn) {
  const Property& property = *find_property(GetParam());
  const Hello full = everything(property.service);
  const Hello bare{.service = full.service};
  for (int size = 0; size < kCases; ++size) {
    const bool is_virtual = size % 2 == 0 || property.needs_virtual_time;
    const bool is_full = size % 5 != 4 || !property.needs.empty();
    const Case drawn = drawn_by(property, 7, size, is_full ? full : bare, is_virtual);
    const std::string yaml = to_yaml(drawn, property.id, property.requirement);
    const Scenario scenario = loaded(yaml);
    ASSERT_TRUE(scenario.check) << yaml;
    EXPECT_EQ(scenario.check->property, property.id);
    EXPECT_EQ(scenario.check->client, drawn.client) << yaml;
    EXPECT_EQ(scenario.check->calls, drawn.calls) << yaml;
    EXPECT_FALSE(drawn.calls.empty());
    EXPECT_EQ(scenario.check->at_once, drawn.at_once);
    EXPECT_EQ(scenario.check->cancel, drawn.cancel);
    EXPECT_EQ(scenario.connections.are_refused, drawn.is_refused);
    ASSERT_EQ(scenario.steps.size(), drawn.script.size());
    for (std::size_t at = 0; at < drawn.script.size(); ++at) {
      const auto& answer = scenario.steps[at].answers.at(0);
      if (!drawn.script[at].body) continue;
      ASSERT_TRUE(answer) << yaml;
      EXPECT_EQ(answer->status, drawn.script[at].status);
      EXPECT_EQ(answer->body, drawn.script[at].body) << yaml;
    }
  }
}

std::vector<std::string_view> every_id() {
  std::vector<std::string_view> ids;
  for (const Property& property : all_properties()) ids.push_back(property.id);
  return ids;
}

INSTANTIATE_TEST_SUITE_P(Of, PropertyTest, testing::ValuesIn(every_id()),
                         [](const auto& param) { return std::string(param.param); });

TEST(AllTest, TheSameSeedMakesTheSameCases) {
  for (const Property& property : all_properties()) {
    const Hello hello = everything(property.service);
    for (int size = 0; size < kCases; size += 7) {
      EXPECT_EQ(drawn_by(property, 3, size, hello), drawn_by(property, 3, size, hello))
          << property.id;
    }
  }
}

TEST(AllTest, IdsIgnoreCase) {
  ASSERT_NE(find_property("mp10"), nullptr);
  EXPECT_EQ(find_property("mp10")->id, "MP10");
  EXPECT_EQ(find_property("MP99"), nullptr);
  EXPECT_EQ(find_property(""), nullptr);
}

TEST(AllTest, AConcernIsOwnedAsAWholeOrByItsSign) {
  const Finding finding{.concern = Concern::kAttempts, .sign = "too_many"};
  EXPECT_TRUE(owns(row_of({"attempts"}), finding));
  EXPECT_TRUE(owns(row_of({"kind", "attempts/too_many"}), finding));
  EXPECT_FALSE(owns(row_of({"attempts/gave_up"}), finding));
  EXPECT_FALSE(owns(row_of({"same_attempts", "attempts/too"}), finding));
  EXPECT_EQ(signature_of(row_of({}), finding), "X/attempts/too_many");
}

TEST(AllTest, ClassesAreToldOfWhatHappened) {
  const auto evidences = evidences_of_every_class();
  const auto classes_of = [&](std::size_t at) {
    const auto classes = classes_in(evidences[at]);
    return std::set<std::string_view>(classes.begin(), classes.end());
  };
  using Names = std::set<std::string_view>;
  EXPECT_EQ(classes_of(0), (Names{"value", "value_after_retry", "retried", "rate_limited"}));
  EXPECT_EQ(classes_of(1), (Names{"error", "retried", "exhausted", "rate_limited"}));
  EXPECT_EQ(classes_of(2), (Names{"error", "broken", "stalled", "many_calls"}));
  EXPECT_EQ(classes_of(3), (Names{"error", "retried", "redirected", "other_origin"}));
  EXPECT_EQ(classes_of(4), (Names{"value", "usage"}));
}

TEST(AllTest, LevelsAndTiersHaveNames) {
  EXPECT_EQ(name_of(Level::kMust), "MUST");
  EXPECT_EQ(name_of(Level::kShould), "SHOULD");
  EXPECT_EQ(name_of(Level::kInfo), "INFO");
  EXPECT_EQ(name_of(Tier::kCore), "core");
  EXPECT_EQ(name_of(Tier::kRobust), "robust");
  EXPECT_EQ(name_of(Tier::kStrict), "strict");
}

}  // namespace
}  // namespace fauxplane::contracts
