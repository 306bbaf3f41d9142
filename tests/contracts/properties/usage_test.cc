#include <gtest/gtest.h>

#include "tests/contracts/properties/evidence_of.h"

namespace fauxplane::contracts {
namespace {

Signs signs_in(const Evidence& evidence) {
  std::vector<Finding> findings;
  find_in_headers(evidence.calls[0], evidence, findings);
  return signs_of(findings);
}

// A call whose answer counts 5 calls, and whose client gives that usage.
Evidence counted(const Json& usage, const Json& rate_limit = {}) {
  Evidence evidence =
      one_call({asked(200, kMeBody, {{"X-Usage-ApiCalls", "5"}})}, gave(Json::parse(kMeBody)));
  evidence.gives_usage = true;
  evidence.calls[0].report.usage = usage;
  evidence.calls[0].report.rate_limit = rate_limit;
  return evidence;
}

TEST(UsageTest, UsageIsThatOfTheHeaders) {
  EXPECT_EQ(signs_in(counted({{"api_calls", 5}})), Signs{});
  EXPECT_EQ(signs_in(counted({{"apiCalls", 5}})), Signs{});
  EXPECT_EQ(signs_in(counted({{"api_calls", 6}})), Signs{"usage/differs"});
  EXPECT_EQ(signs_in(counted({{"api_calls", "5"}})), Signs{"usage/differs"});
  EXPECT_EQ(signs_in(counted({{"api_calls", 5}, {"plan", "free"}})), Signs{"usage/differs"});
}

TEST(UsageTest, ItIsThatOfTheLastAnswer) {
  Evidence evidence = counted({{"api_calls", 5}});
  auto& exchanges = evidence.calls[0].exchanges;
  exchanges.insert(exchanges.begin(), asked(429, "", {{"X-Usage-ApiCalls", "4"}}));
  EXPECT_EQ(signs_in(evidence), Signs{});
  std::swap(exchanges[0], exchanges[1]);
  EXPECT_EQ(signs_in(evidence), Signs{"usage/differs"});
}

// A finding of its own where it is a SHOULD.
TEST(UsageTest, AClientThatGivesItGivesItWithEveryObject) {
  Evidence evidence = counted({});
  EXPECT_EQ(signs_in(evidence), Signs{"usage/missing"});
  evidence.calls[0].call.method = "health";
  EXPECT_EQ(signs_in(evidence), Signs{"usage/differs"});
  evidence.gives_usage = false;
  EXPECT_EQ(signs_in(evidence), Signs{});
  Evidence list = counted({});
  list.calls[0].report.value = Json::array();
  EXPECT_EQ(signs_in(list), Signs{});
  Evidence uncounted = counted({});
  uncounted.calls[0].exchanges[0].answer.headers.clear();
  EXPECT_EQ(signs_in(uncounted), Signs{});
}

TEST(UsageTest, ErrorsAndBrokenAnswersAreNotJudged) {
  Evidence failed = counted({{"api_calls", 6}});
  failed.calls[0].report.is_value = false;
  EXPECT_EQ(signs_in(failed), Signs{});
  Evidence broken = counted({{"api_calls", 6}});
  broken.calls[0].exchanges[0].answer.effect = Effect::kBroken;
  EXPECT_EQ(signs_in(broken), Signs{});
  Evidence nothing = counted({{"api_calls", 6}});
  nothing.calls[0].exchanges.clear();
  EXPECT_EQ(signs_in(nothing), Signs{});
}

TEST(UsageTest, TheRateLimitIsJudgedToo) {
  Evidence evidence = counted({{"api_calls", 5}}, {{"limit", 500}, {"remaining", 7}});
  auto& headers = evidence.calls[0].exchanges[0].answer.headers;
  headers.emplace_back("X-RateLimit-Limit", "500");
  headers.emplace_back("X-RateLimit-Remaining", "7");
  EXPECT_EQ(signs_in(evidence), Signs{});
  headers.back().second = "8";
  EXPECT_EQ(signs_in(evidence), Signs{"usage/differs"});
}

}  // namespace
}  // namespace fauxplane::contracts
