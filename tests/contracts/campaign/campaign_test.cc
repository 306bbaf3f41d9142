// Campaigns against the reference client, in real time, and against mutants of it.
#include "contracts/campaign/campaign.h"

#include <gtest/gtest.h>

#include <csignal>
#include <fstream>

#include "contracts/model/methods.h"
#include "contracts/report/report.h"
#include "tests/contracts/campaign/clients.h"

namespace fauxplane::contracts {
namespace {

constexpr const char* kTooMany = "B1/attempts/too_many";
// Shows kTooMany: two requests instead of one.
constexpr const char* kPinned =
    "# One attempt, and one too many.\n"
    "fauxplane: 1\n"
    "check: {property: B1, client: {max_retries: 0}, calls: [me]}\n"
    "steps: [{on: any, times: 1, answer: 429 retry_after 0s}]\n";

class CampaignTest : public testing::Test {
 protected:
  void SetUp() override { std::signal(SIGPIPE, SIG_IGN); }

  static CampaignOptions options(std::vector<std::string> only, const std::string& mutant = {}) {
    return {.client = reference_client(mutant),
            .only = std::move(only),
            .cases = 10,
            .shrinks_max = 60};
  }
  static CampaignResult run(const CampaignOptions& options) {
    auto result = run_campaign(options, {}, {});
    if (result) return *std::move(result);
    ADD_FAILURE() << result.error().message;
    return {};
  }
  // With one expectation.
  static CampaignResult run_expecting(Expectation expectation, const std::string& mutant,
                                      std::vector<std::string> only = {"B1"}) {
    CampaignOptions campaign = options(std::move(only), mutant);
    expectation.reason = "known";
    campaign.expectations = {std::move(expectation)};
    return run(campaign);
  }
  // The path of a file with that text.
  static std::string pinned_file(const std::string& text) {
    const auto* const test = testing::UnitTest::GetInstance()->current_test_info();
    std::string path = testing::TempDir() + "campaign_" + test->name() + ".yaml";
    std::ofstream(path, std::ios::binary) << text;
    return path;
  }
};

TEST_F(CampaignTest, TheReferenceClientIsGreen) {
  std::size_t told = 0;
  std::string begun;
  const auto result = run_campaign(
      options({"B1", "A2"}), [&](const CampaignResult& client) { begun = client.hello.sdk; },
      [&](const PropertyResult&, std::size_t done, std::size_t of) {
        EXPECT_EQ(done, ++told);
        EXPECT_EQ(of, 2U);
      });
  ASSERT_TRUE(result) << result.error().message;
  EXPECT_EQ(told, 2U);
  EXPECT_EQ(begun, "memsy-cpp");
  EXPECT_FALSE(result->is_virtual);
  ASSERT_EQ(result->properties.size(), 2U);
  for (const PropertyResult& one : result->properties) {
    EXPECT_EQ(one.outcome, Outcome::kPassed) << console_text(*result);
    EXPECT_EQ(one.cases, 10 * one.property->weight);
  }
  EXPECT_FALSE(has_violations(*result)) << console_text(*result);
}

TEST_F(CampaignTest, SeveralJobsTryEveryPropertyOnce) {
  CampaignOptions campaign = options({"A2", "A4", "A6", "B6"});
  campaign.jobs = 2;
  campaign.cases = 3;
  const CampaignResult result = run(campaign);
  ASSERT_EQ(result.properties.size(), 4U);
  for (const PropertyResult& one : result.properties) {
    ASSERT_NE(one.property, nullptr);
    EXPECT_GE(one.cases, 3 * one.property->weight);
  }
}

TEST_F(CampaignTest, AMutantIsFoundAndItsScenarioShowsItAgain) {
  const CampaignResult result = run(options({"B1"}, "one_attempt_too_many"));
  ASSERT_EQ(result.properties.size(), 1U);
  const PropertyResult& found = result.properties[0];
  EXPECT_EQ(found.outcome, Outcome::kFailed);
  ASSERT_FALSE(found.failures.empty());
  const Failure& failure = found.failures[0];
  EXPECT_EQ(failure.signature, kTooMany);
  EXPECT_TRUE(has_violations(result));

  auto bench = Bench::open({.client = reference_client("one_attempt_too_many")});
  ASSERT_TRUE(bench) << bench.error().message;
  const auto evidence = (*bench)->run(failure.scenario);
  ASSERT_TRUE(evidence) << evidence.error().message;
  const auto again = judge(*found.property, *evidence, {});
  ASSERT_FALSE(again.empty()) << failure.scenario;
  EXPECT_EQ(signature_of(*found.property, again.front()), failure.signature);
}

TEST_F(CampaignTest, TheSameSeedGivesTheSameReport) {
  const auto text = [] {
    CampaignResult result = run(options({"B1"}, "one_attempt_too_many"));
    result.seconds = 0;
    for (PropertyResult& one : result.properties) one.seconds = 0;
    return console_text(result) + json_text(result) + junit_text(result);
  };
  const std::string first = text();
  EXPECT_NE(first.find("FAIL B1"), std::string::npos);
  EXPECT_EQ(text(), first);
}

TEST_F(CampaignTest, TheSameNumbersMakeTheSameCaseAndOthersAnother) {
  const Property& property = *find_property("B1");
  const Hello hello{.capabilities = {"max_retries", "backoff"}};
  const auto drawn = [&](std::uint64_t seed, int number, int attempt = 0) {
    return drawn_case(property, {seed, number, attempt}, hello, true);
  };
  int by_seed = 0;
  int by_number = 0;
  int by_attempt = 0;
  for (int number = 5; number < 25; ++number) {
    EXPECT_EQ(drawn(3, number), drawn(3, number));
    by_seed += drawn(3, number) != drawn(4, number) ? 1 : 0;
    by_number += drawn(3, number) != drawn(3, number + 1) ? 1 : 0;
    by_attempt += drawn(3, number) != drawn(3, number, 1) ? 1 : 0;
  }
  EXPECT_GT(by_seed, 10);
  EXPECT_GT(by_number, 10);
  EXPECT_GT(by_attempt, 10);
}

TEST_F(CampaignTest, SomeCasesOfMemorySyncAreInAProject) {
  const Property& property = *find_property("SK1");
  int in_project = 0;
  for (int number = 0; number < 40; ++number) {
    const Hello hello{.service = "memorysync", .capabilities = {"project"}};
    const Case drawn = drawn_case(property, {.number = number}, hello, true);
    in_project += drawn.world.starts_with("{projects: ") ? 1 : 0;
  }
  EXPECT_GT(in_project, 3);
  EXPECT_LT(in_project, 20);
}

TEST_F(CampaignTest, TheTierAndTheIdsChooseTheProperties) {
  const auto ids_of = [](CampaignOptions campaign) {
    // Every case is left out: which ones there were is all that is asked for.
    campaign.client = python_client("pass");
    campaign.cases = 1;
    campaign.expectations = {{.signature = "none/*", .reason = "known"}};
    for (const MethodRow& row : method_rows()) {
      campaign.expectations[0].prune.push_back({"method", std::string(row.name)});
    }
    std::vector<std::string> ids;
    for (const PropertyResult& one : run(campaign).properties) ids.emplace_back(one.property->id);
    return ids;
  };
  EXPECT_EQ(ids_of({.only = {"c5", "B1"}}), (std::vector<std::string>{"B1", "C5"}));
  EXPECT_EQ(ids_of({.tier = Tier::kCore, .only = {"D3"}}), (std::vector<std::string>{"D3"}));
  std::vector<std::string> core;
  for (const Property& property : all_properties()) {
    if (property.tier == Tier::kCore && is_about(property, kMemsy)) core.emplace_back(property.id);
  }
  EXPECT_EQ(ids_of({.tier = Tier::kCore}), core);
}

TEST_F(CampaignTest, WhatAClientDoesNotClaimIsSkipped) {
  CampaignOptions campaign;
  campaign.client.words = {
      "sh", "-c",
      "read hello; echo '{\"v\":1,\"id\":1,\"ok\":{\"sdk\":\"x\",\"caps\":[]}}'; exec cat >&2"};
  for (const Property& property : all_properties()) {
    if (!property.needs.empty()) campaign.only.emplace_back(property.id);
  }
  ASSERT_FALSE(campaign.only.empty());
  const CampaignResult result = run(campaign);
  EXPECT_EQ(result.properties.size(), campaign.only.size());
  for (const PropertyResult& one : result.properties) {
    EXPECT_EQ(one.outcome, Outcome::kSkipped);
    EXPECT_TRUE(one.reason.starts_with("the client does not claim \"")) << one.reason;
  }
}

TEST_F(CampaignTest, WhatAProfileIsWithoutIsSkipped) {
  CampaignOptions campaign = options({"E1", "B3"});
  campaign.profile.without = {"usage", "max_retries"};
  const CampaignResult result = run(campaign);
  ASSERT_EQ(result.properties.size(), 2U);
  for (const PropertyResult& one : result.properties) {
    EXPECT_EQ(one.outcome, Outcome::kSkipped);
    EXPECT_TRUE(one.reason.starts_with("the profile says without \"")) << one.reason;
  }
}

TEST_F(CampaignTest, DaysAreNotWaitedInRealTime) {
  const CampaignResult result = run(options({"C7"}));
  ASSERT_EQ(result.properties.size(), 1U);
  EXPECT_EQ(result.properties[0].outcome, Outcome::kSkipped);
  EXPECT_EQ(result.properties[0].reason, "it would wait for days without virtual time");
}

TEST_F(CampaignTest, AnExpectedFindingIsNoViolation) {
  const CampaignResult result = run_expecting({.signature = kTooMany}, "one_attempt_too_many");
  EXPECT_EQ(result.properties.at(0).expected, (std::vector<std::string>{kTooMany}));
  EXPECT_EQ(result.properties.at(0).outcome, Outcome::kPassed) << console_text(result);
  EXPECT_TRUE(result.stale.empty());
  EXPECT_FALSE(has_violations(result));
}

TEST_F(CampaignTest, AnExpectationThatIsSeenNoMoreIsStale) {
  const CampaignResult result = run_expecting({.signature = kTooMany}, "");
  ASSERT_EQ(result.stale.size(), 1U);
  EXPECT_EQ(result.stale[0].expectation.signature, kTooMany);
  EXPECT_EQ(result.stale[0].trouble, "");
  EXPECT_TRUE(has_violations(result));
}

TEST_F(CampaignTest, AnExpectationIsNotStaleWhenNobodyLooked) {
  EXPECT_TRUE(run_expecting({.signature = kTooMany}, "", {"B6"}).stale.empty());
  EXPECT_TRUE(run_expecting({.signature = kTooMany, .versions = "<0.1"}, "").stale.empty());
}

TEST_F(CampaignTest, APinnedScenarioDecidesWhetherAnExpectationIsStale) {
  const std::string pinned = pinned_file(kPinned);
  // Also when its property is not tried.
  EXPECT_TRUE(
      run_expecting({.signature = kTooMany, .pinned = pinned}, "one_attempt_too_many", {"B6"})
          .stale.empty());
  const CampaignResult mended =
      run_expecting({.signature = kTooMany, .pinned = pinned}, "", {"B6"});
  ASSERT_EQ(mended.stale.size(), 1U);
  EXPECT_EQ(mended.stale[0].trouble, "");
}

TEST_F(CampaignTest, APinnedScenarioThatCannotBePlayedIsTold) {
  const struct {
    const char* text;
    const char* trouble;
  } cases[] = {{"# A scenario.\nfauxplane: 1\nchek: {calls: [me]}\n", "unknown key \"chek\""},
               {"# A scenario.\nfauxplane: 1\n", "has no `check:`"}};
  for (const auto& one : cases) {
    const CampaignResult result = run_expecting(
        {.signature = kTooMany, .pinned = pinned_file(one.text)}, "one_attempt_too_many");
    ASSERT_EQ(result.stale.size(), 1U) << one.text;
    EXPECT_NE(result.stale[0].trouble.find(one.trouble), std::string::npos)
        << result.stale[0].trouble;
    EXPECT_TRUE(has_violations(result));
  }
}

TEST_F(CampaignTest, AnAdapterThatSpeaksWronglyIsBroken) {
  CampaignOptions campaign = options({"A1"});
  campaign.client.words = {
      "sh", "-c", "read hello; echo '{\"v\":1,\"id\":1,\"ok\":{}}'; read open; echo '{'; cat"};
  const CampaignResult result = run(campaign);
  ASSERT_EQ(result.properties.size(), 1U);
  EXPECT_EQ(result.properties[0].outcome, Outcome::kBroken);
  EXPECT_EQ(result.properties[0].reason, "a line on stdout is no message, it is no JSON: \"{\"");
  EXPECT_TRUE(is_adapter_broken(result));
}

TEST_F(CampaignTest, AClientThatDoesNotStartIsTold) {
  CampaignOptions campaign = options({"B1"});
  campaign.client.words = {"no-such-client"};
  const auto result = run_campaign(campaign, {}, {});
  ASSERT_FALSE(result);
  EXPECT_EQ(result.error().message, "there is no command \"no-such-client\"");
}

TEST_F(CampaignTest, OnlyTheFindingsOfThePropertyAreItsOwn) {
  Evidence evidence;
  evidence.calls.push_back({.call = {.method = "me"}, .report = {.trouble = Trouble::kCrash}});
  EXPECT_EQ(judge(*find_property("A1"), evidence, {}).size(), 1U);
  EXPECT_TRUE(judge(*find_property("B1"), evidence, {}).empty());
}

// A machine may be late; only virtual time tells whether the client is.
TEST_F(CampaignTest, LatenessIsJudgedInVirtualTimeOnly) {
  Evidence evidence;
  evidence.calls.push_back({.call = {.method = "me"},
                            .report = {.returned = Arrival{std::chrono::hours{1}}},
                            .exchanges = {{.headers = {}, .answer = {.status = 429}}}});
  evidence.options.max_retries = 0;
  EXPECT_TRUE(judge(*find_property("B7"), evidence, {}).empty());
  evidence.is_virtual = true;
  EXPECT_EQ(judge(*find_property("B7"), evidence, {}).size(), 1U);
}

}  // namespace
}  // namespace fauxplane::contracts
