#include <gtest/gtest.h>

#include "simulator/scenario/read_on.h"
#include "tests/scenario/support.h"

namespace fauxplane {
namespace {

Match read(const std::string& match) {
  const auto scenario = load_step("on: POST /keys, match: " + match);
  if (!scenario) throw std::invalid_argument(text_of(scenario.error()));
  return scenario->steps.at(0).match;
}

TEST(ReadMatchTest, ReadsEveryCondition) {
  const Match match = read(
      "{key: key_free, header: {Accept: text/plain, X-Try: {present: true}}, "
      "query: {page: 2, name: {starts_with: c}}, "
      "body: {/name: ci, /n: 2, /a/0: {b: [1]}, /t: {contains: x}, /z: {absent: true}}}");
  EXPECT_EQ(match.key, KeyId("key_free"));
  const std::vector<ValueMatch> headers = {
      {.name = "Accept", .comparison = Comparison::kEquals, .value = "text/plain"},
      {.name = "X-Try", .comparison = Comparison::kPresent, .value = {}}};
  EXPECT_EQ(match.headers, headers);
  const std::vector<ValueMatch> query = {
      {.name = "page", .comparison = Comparison::kEquals, .value = "2"},
      {.name = "name", .comparison = Comparison::kStartsWith, .value = "c"}};
  EXPECT_EQ(match.query, query);
  const std::vector<ValueMatch> body = {
      {.name = "/name", .comparison = Comparison::kEquals, .value = "ci"},
      {.name = "/n", .comparison = Comparison::kEquals, .value = 2},
      {.name = "/a/0", .comparison = Comparison::kEquals, .value = {{"b", {1}}}},
      {.name = "/t", .comparison = Comparison::kContains, .value = "x"},
      {.name = "/z", .comparison = Comparison::kAbsent, .value = {}}};
  EXPECT_EQ(match.body, body);
}

TEST(ReadMatchTest, AQuotedNumberInABodyIsText) {
  EXPECT_EQ(read("{body: {/n: \"2\"}}").body[0].value, "2");
}

TEST(ReadMatchTest, RefusesWhatCanNotMatch) {
  struct Case {
    const char* match;
    const char* says;
  };
  constexpr Case kCases[] = {
      {"{}", "an empty match says nothing"},
      {"[key]", "match must be a map, not a list"},
      {"{key: key_x}", "there is no key \"key_x\""},
      {"{header: {}, headr: {}}", "unknown key \"headr\" in match; did you mean \"header\"?"},
      {"{header: [a]}", "header must be a map, not a list"},
      {"{header: {\"a b\": c}}", "\"a b\" can not name a header"},
      {"{header: {Accept: a, ACCEPT: b}}", "header \"ACCEPT\" is given twice"},
      {"{header: {Accept: [a]}}", "\"Accept\" must be a text, not a list"},
      {"{header: {Accept: {equals: a}}}", "unknown key \"equals\" in value_match"},
      {"{query: {a: {contains: b, present: true}}}", "write exactly one of contains"},
      {"{query: {a: {}}}", "write exactly one of contains"},
      {"{query: {a: {absent: false}}}", "absent must be true; its opposite is present"},
      {"{body: {name: ci}}", "\"name\" is no JSON pointer"},
      {"{body: {/a~2: ci}}", "\"/a~2\" is no JSON pointer"},
      {"{body: {/a: {contain: b}}}", "did you mean \"contains\"?"},
  };
  for (const Case& row : kCases) {
    SCOPED_TRACE(row.match);
    const std::string said = step_complaints("on: GET /me, match: " + std::string(row.match));
    EXPECT_NE(said.find(row.says), std::string::npos) << said;
  }
}

}  // namespace
}  // namespace fauxplane
