#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>

#include "contracts/model/methods.h"
#include "contracts/properties/property.h"
#include "tests/contracts/cases/loading.h"

namespace fauxplane::contracts {
namespace {

constexpr int kFarMoreThanNeeded = 5'000;

Case full_case() {
  return {.client = {.max_retries = 5, .backoff = Duration{250}, .timeout = Duration{30'000}},
          .calls = {{.method = "keys.create",
                     .arguments = {{"name", "\u00e9\u00e9\u00e9\u00e9\u00e9"},
                                   {"scopes", {"read"}},
                                   {"expires_at", "2027-01-01T00:00:00Z"}}},
                    {.method = "me"},
                    {.method = "interest.express",
                     .arguments = {{"email", "kim@mail.example"}, {"name", "Kim"}}}},
          .at_once = true,
          .clock = "{start: now, flow: real}",
          .world = "{orgs: {org_1: {usage: {api_calls: 7}}}}",
          .script = {{.status = 429,
                      .headers = {{"Retry-After", "10"}, {"Date", kAbsent}},
                      .body = R"({"error":"slow_down","message":"m"})",
                      .fault = "{reset: inside}"},
                     {.status = 429, .retry_after = "2s", .then = "{advance_clock: 1d}"},
                     {.status = 307, .redirect = "other_port"}}};
}

constexpr std::size_t kSampleMax = 4'000;  // bytes of a scenario; longer ones only take longer

std::vector<Case> samples() {
  const Hello hello{.capabilities = {"max_retries", "backoff", "timeout", "usage", "close"}};
  std::vector<Case> cases = {full_case()};
  for (const Property& property : all_properties()) {
    Draw draw(rc::Random({11, 0, 0, 0}), 19, hello, true);
    Case drawn = property.draw(draw);
    if (to_yaml(drawn, "", "").size() < kSampleMax) cases.push_back(std::move(drawn));
  }
  return cases;
}

std::string text_of(const Case& value) {
  return to_yaml(value, "", "A case.");
}

TEST(SimplifyTest, EveryCandidateDiffersFromItsOriginAndHasACall) {
  for (const Case& origin : samples()) {
    for (const Case& candidate : simplified(origin)) {
      EXPECT_NE(candidate, origin) << text_of(origin);
      EXPECT_FALSE(candidate.calls.empty());
    }
  }
}

TEST(SimplifyTest, RequiredArgumentsStay) {
  for (const Case& origin : samples()) {
    for (const Case& candidate : simplified(origin)) {
      for (const CheckedCall& call : candidate.calls) {
        const MethodRow* const row = find_method(call.method);
        if (row == nullptr) continue;
        for (const ArgumentRow& argument : row->arguments) {
          if (!argument.is_required) continue;
          EXPECT_TRUE(call.arguments.contains(std::string(argument.name))) << text_of(candidate);
        }
      }
    }
  }
}

TEST(SimplifyTest, EveryCandidateLoads) {
  for (const Case& origin : samples()) {
    const std::vector<Case> candidates = simplified(origin);
    const std::size_t stride = 1 + candidates.size() / 40;
    for (std::size_t at = 0; at < candidates.size(); at += stride) {
      EXPECT_TRUE(loaded(text_of(candidates[at])).check);
    }
  }
}

// A shrink that finds everything failing.
TEST(SimplifyTest, TakingTheFirstOrTheLastCandidateEndsAtOneCall) {
  const Case smallest{.calls = {{.method = "me"}}};
  for (const bool is_first : {true, false}) {
    for (const Case& origin : samples()) {
      Case value = origin;
      int steps = 0;
      for (auto next = simplified(value); !next.empty() && steps < kFarMoreThanNeeded; ++steps) {
        value = is_first ? next.front() : next.back();
        next = simplified(value);
      }
      EXPECT_LT(steps, kFarMoreThanNeeded) << text_of(origin);
      EXPECT_EQ(value, smallest) << text_of(value);
    }
  }
}

RC_GTEST_PROP(SimplifyProperty, TakingAnyCandidateEnds, ()) {
  Case value = full_case();
  int steps = 0;
  for (auto next = simplified(value); !next.empty(); next = simplified(value)) {
    value = next[*rc::gen::inRange<std::size_t>(0, next.size())];
    RC_ASSERT(++steps < 300);
  }
  RC_ASSERT(value == (Case{.calls = {{.method = "me"}}}));
}

TEST(SimplifyTest, TheShortestScriptComesFirst) {
  EXPECT_TRUE(simplified(full_case()).front().script.empty());
}

TEST(SimplifyTest, WhatTheClientIsMetWithCanGo) {
  const Case origin{
      .client = {.api_key = "k"}, .calls = {{.method = "me"}}, .cancel = true, .is_refused = true};
  const std::vector<Case> candidates = simplified(origin);
  for (void (*const change)(Case&) :
       {+[](Case& one) { one.client.api_key.reset(); }, +[](Case& one) { one.cancel = false; },
        +[](Case& one) { one.is_refused = false; }}) {
    Case wanted = origin;
    change(wanted);
    EXPECT_NE(std::find(candidates.begin(), candidates.end(), wanted), candidates.end());
  }
}

TEST(SimplifyTest, EachMemberCanGoByItself) {
  const Case origin = full_case();
  const std::vector<Case> candidates = simplified(origin);
  const struct {
    const char* what;
    void (*change)(Case&);
  } cases[] = {
      {"a step", [](Case& one) { one.script.erase(one.script.begin() + 1); }},
      {"a call", [](Case& one) { one.calls.erase(one.calls.begin()); }},
      {"at once", [](Case& one) { one.at_once = false; }},
      {"the world", [](Case& one) { one.world.clear(); }},
      {"the clock", [](Case& one) { one.clock.clear(); }},
      {"options", [](Case& one) { one.client = {}; }},
      {"the time limit", [](Case& one) { one.client.timeout.reset(); }},
      {"retries", [](Case& one) { one.client.max_retries = 1; }},
      {"an argument", [](Case& one) { one.calls[0].arguments.erase("scopes"); }},
      {"a text", [](Case& one) { one.calls[0].arguments["name"] = "a"; }},
      {"half a text", [](Case& one) { one.calls[0].arguments["name"] = "\u00e9\u00e9\u00e9"; }},
      {"a fault", [](Case& one) { one.script[0].fault.clear(); }},
      {"an effect", [](Case& one) { one.script[1].then.clear(); }},
      {"a header", [](Case& one) { one.script[0].headers.erase(one.script[0].headers.begin()); }},
      {"a header's value", [](Case& one) { one.script[0].headers[0].second = "1"; }},
      {"a body", [](Case& one) { one.script[0].body.reset(); }},
      {"a member of a body", [](Case& one) { one.script[0].body = R"({"message":"m"})"; }},
  };
  for (const auto& one : cases) {
    Case wanted = origin;
    one.change(wanted);
    EXPECT_NE(std::find(candidates.begin(), candidates.end(), wanted), candidates.end())
        << one.what;
  }
}

}  // namespace
}  // namespace fauxplane::contracts
