#include "simulator/scenario/read_expectation.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "tests/scenario/support.h"

namespace fauxplane {
namespace {

TEST(ReadExpectationTest, ReadsCounts) {
  struct Case {
    const char* text;
    CountRange range;
  };
  const Case cases[] = {{"3", {3, 3}},      {"0", {0, 0}},    {">= 2", {2, {}}}, {">=2", {2, {}}},
                        {"> 1", {2, {}}},   {"<= 4", {0, 4}}, {"< 5", {0, 4}},   {"2..4", {2, 4}},
                        {"2 .. 4", {2, 4}}, {" 3 ", {3, 3}}};
  for (const Case& row : cases) EXPECT_EQ(parse_count_range(row.text), row.range) << row.text;
  for (const char* text : {"", "many", "-1", "1.5", "< 0", "4..2", "..", "2..", ">= ", ">= 1..2",
                           "> 18446744073709551615", "99999999999999999999", "=> 2"}) {
    EXPECT_FALSE(parse_count_range(text)) << text;
  }
}

TEST(ReadExpectationTest, ReadsGaps) {
  struct Case {
    const char* text;
    GapRange range;
  };
  const Case cases[] = {{">= 2s", {Duration(2'000), {}}},
                        {">=500ms", {Duration(500), {}}},
                        {"<= 5s", {Duration(0), Duration(5'000)}},
                        {"2s..2.5s", {Duration(2'000), Duration(2'500)}},
                        {"2s .. 1m", {Duration(2'000), Duration(60'000)}}};
  for (const Case& row : cases) EXPECT_EQ(parse_gap_range(row.text), row.range) << row.text;
  for (const char* text : {"", "2s", "> 2s", ">= 2", "3s..2s", "2s..", "..2s", ">= -1s"}) {
    EXPECT_FALSE(parse_gap_range(text)) << text;
  }
}

RC_GTEST_PROP(ReadExpectationProperty, ARangeThatWasReadIsInOrder, ()) {
  const auto text = *rc::gen::container<std::string>(rc::gen::elementOf(std::string("0129.<>= s")));
  if (const auto count = parse_count_range(text); count && count->most) {
    RC_ASSERT(count->least <= *count->most);
  }
  if (const auto gap = parse_gap_range(text); gap && gap->most) RC_ASSERT(gap->least <= *gap->most);
}

TEST(ReadExpectationTest, ReadsMapsAndSentences) {
  const auto scenario = load_part(
      "expect:\n"
      "- {on: GET /me, match: {key: key_free}, calls: 3, gaps: [\">= 2s\", 1s..2s], "
      "statuses: [429, 429, 200]}\n"
      "- every step used\n"
      "- no unmatched request\n");
  ASSERT_TRUE(scenario) << text_of(scenario.error());
  EXPECT_TRUE(scenario->expects_every_step_used);
  EXPECT_TRUE(scenario->expects_no_unmatched_request);
  ASSERT_EQ(scenario->expectations.size(), 1U);
  const Expectation& expectation = scenario->expectations[0];
  EXPECT_EQ(expectation.place, (Place{4, 3}));
  EXPECT_EQ(expectation.on.text, "GET /me");
  EXPECT_EQ(expectation.match.key, KeyId("key_free"));
  EXPECT_EQ(expectation.calls, (CountRange{3, 3}));
  EXPECT_EQ(expectation.gaps.size(), 2U);
  EXPECT_EQ(expectation.statuses, (std::vector<int>{429, 429, 200}));
}

TEST(ReadExpectationTest, EachSentenceStandsForItself) {
  const auto used = load_part("expect: [every step used]\n");
  EXPECT_TRUE(used->expects_every_step_used);
  EXPECT_FALSE(used->expects_no_unmatched_request);
  const auto unmatched = load_part("expect: [no unmatched request]\n");
  EXPECT_FALSE(unmatched->expects_every_step_used);
  EXPECT_TRUE(unmatched->expects_no_unmatched_request);
}

TEST(ReadExpectationTest, RefusesWhatCanNotComeTrue) {
  struct Case {
    const char* expectation;
    const char* says;
  };
  constexpr Case kCases[] = {
      {"every steps used", "did you mean \"every step used\"?"},
      {"[GET /me]", "expectation must be a map, not a list"},
      {"{calls: 1}", "expectation needs \"on\""},
      {"{on: GET /me}", "an expectation needs calls, gaps or statuses"},
      {"{on: GET /me, calls: [1]}", "calls must be a text, not a list"},
      {"{on: GET /me, calls: x}", "calls: \"x\" is no count"},
      {"{on: GET /me, gaps: 2s}", "gaps must be a list"},
      {"{on: GET /me, gaps: [2s]}", "gap: \"2s\" is no gap"},
      {"{on: GET /me, gaps: []}", "an empty list asks nothing; leave gaps out"},
      {"{on: GET /me, statuses: []}", "an empty list asks nothing; leave statuses out"},
      {"{on: GET /me, statuses: [99]}", "a status must be a whole number from 100 to 599"},
      {"{on: GET /me, calls: 0, gaps: [\">= 1s\"]}",
       "gaps lists 1, but 0 calls have only 0 between them"},
      {"{on: GET /me, calls: 2, gaps: [\">= 1s\", \">= 1s\"]}",
       "gaps lists 2, but 2 calls have only 1 between them"},
      {"{on: GET /me, statuses: [200], gaps: [\">= 1s\"]}",
       "gaps lists 1, but 1 calls have only 0 between them"},
      {"{on: GET /me, calls: \">= 2\", statuses: [200]}", "1 of them do not fit calls: >= 2"},
      {"{on: GET /me, calls: \"<= 1\", statuses: [200, 200]}", "2 of them do not fit calls: <= 1"},
      {"{on: GET /mee, calls: 1}", "did you mean \"GET /me\"?"},
  };
  for (const Case& row : kCases) {
    SCOPED_TRACE(row.expectation);
    const std::string said = complaints("expect:\n- " + std::string(row.expectation) + "\n");
    EXPECT_NE(said.find(row.says), std::string::npos) << said;
  }
}

TEST(ReadExpectationTest, RemembersAtMostAThousand) {
  for (const char* list : {"statuses", "gaps"}) {
    const std::string item = list == std::string("gaps") ? ",1s..2s" : ",200";
    std::string items = item.substr(1);
    for (int count = 1; count < 1'000; ++count) items += item;
    const std::string start = "expect: [{on: GET /me, " + std::string(list) + ": [";
    EXPECT_EQ(complaints(start + items + "]}]\n"), "");
    EXPECT_NE(complaints(start + items + item + "]}]\n").find(" holds at most 1000"),
              std::string::npos);
  }
}

}  // namespace
}  // namespace fauxplane
