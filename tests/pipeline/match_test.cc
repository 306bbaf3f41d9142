#include "simulator/pipeline/match.h"

#include <gtest/gtest.h>

#include "tests/support/test_plane.h"

namespace fauxplane {
namespace {

struct MatchCase {
  const char* name;
  const char* match;
  const char* query;
  HeaderList headers;
  std::string body;
  bool fits;
  const char* note;  // part of the near miss; "" when it fits
};

class MatchTest : public testing::TestWithParam<MatchCase> {};

TEST_P(MatchTest, TakesTheRequestOrSaysWhyNot) {
  const MatchCase& row = GetParam();
  TestPlane plane("steps: [{on: POST /keys, match: {" + std::string(row.match) +
                  "}, answer: {status: 218}}]");
  const TestAnswer answer = plane.send("POST", "/api/keys" + std::string(row.query),
                                       {.headers = row.headers, .body = row.body});
  EXPECT_EQ(answer.status == 218, row.fits) << answer.bytes;
  const std::string note = plane.last_entry().note;
  EXPECT_EQ(note.empty(), row.fits) << note;
  EXPECT_NE(note.find(row.note), std::string::npos) << note;
}

INSTANTIATE_TEST_SUITE_P(
    Table, MatchTest,
    testing::Values(
        MatchCase{"Key", "key: key_admin", "", {}, "", true, ""},
        MatchCase{
            "OtherKey", "key: key_free", "", {}, "", false, "wants key key_free, got key_admin"},
        MatchCase{"Header", "header: {X-A: b}", "", {{"x-a", "b"}}, "", true, ""},
        MatchCase{"OtherHeader",
                  "header: {X-A: b}",
                  "",
                  {{"x-a", "c"}},
                  "",
                  false,
                  R"(wants header X-A to be "b", got "c")"},
        MatchCase{"NoHeader",
                  "header: {X-A: b}",
                  "",
                  {},
                  "",
                  false,
                  R"(wants header X-A to be "b", got none)"},
        MatchCase{"LastHeader", "header: {X-A: b}", "", {{"X-A", "c"}, {"X-A", "b"}}, "", true, ""},
        MatchCase{"NumberAsHeader", "header: {X-A: 7}", "", {{"X-A", "7"}}, "", true, ""},
        MatchCase{"HeaderContains",
                  "header: {X-A: {contains: ell}}",
                  "",
                  {{"X-A", "hello"}},
                  "",
                  true,
                  ""},
        MatchCase{"HeaderStarts",
                  "header: {X-A: {starts_with: ell}}",
                  "",
                  {{"X-A", "hello"}},
                  "",
                  false,
                  "to start with"},
        MatchCase{
            "HeaderPresent", "header: {X-A: {present: true}}", "", {{"X-A", ""}}, "", true, ""},
        MatchCase{"HeaderAbsent",
                  "header: {X-A: {absent: true}}",
                  "",
                  {{"X-A", "b"}},
                  "",
                  false,
                  "to be absent"},
        MatchCase{"HeaderThatIsNoUtf8",
                  "header: {X-A: b}",
                  "",
                  {{"X-A", "\xff"}},
                  "",
                  false,
                  "wants header X-A"},
        MatchCase{"OwnOrigin", "origin: own", "", {{"Host", "127.0.0.1:1"}}, "", true, ""},
        MatchCase{"OtherOrigin",
                  "origin: other_port",
                  "",
                  {},
                  "",
                  false,
                  "wants origin other_port, got own"},
        MatchCase{"Query", "query: {a: \"b c\"}", "?a=b+c", {}, "", true, ""},
        MatchCase{
            "QueryEncoded", "query: {\"a[]\": \"\\u00e4\"}", "?a%5B%5D=%C3%A4", {}, "", true, ""},
        MatchCase{"LastQuery", "query: {a: 2}", "?a=1&a=2", {}, "", true, ""},
        MatchCase{"OtherQuery",
                  "query: {a: 2}",
                  "?a=2&a=1",
                  {},
                  "",
                  false,
                  R"(wants query a to be "2", got "1")"},
        MatchCase{"NoQuery",
                  "query: {a: {present: true}}",
                  "",
                  {},
                  "",
                  false,
                  "wants query a to be there"},
        MatchCase{"Body", "body: {/name: ci}", "", {}, R"({"name":"ci"})", true, ""},
        MatchCase{"BodyDeep",
                  "body: {/a/1/b: [1, {c: null}]}",
                  "",
                  {},
                  R"({"a":[0,{"b":[1,{"c":null}]}]})",
                  true,
                  ""},
        MatchCase{"BodyNumber", "body: {/n: 1}", "", {}, R"({"n":1})", true, ""},
        MatchCase{"BodyNumberIsNoText",
                  "body: {/n: \"1\"}",
                  "",
                  {},
                  R"({"n":1})",
                  false,
                  "wants body /n"},
        MatchCase{
            "BodyContains", "body: {/n: {contains: b}}", "", {}, R"({"n":["abc"]})", true, ""},
        MatchCase{"BodyAbsent", "body: {/n: {absent: true}}", "", {}, R"({"m":1})", true, ""},
        MatchCase{
            "BodyNullIsPresent", "body: {/n: {present: true}}", "", {}, R"({"n":null})", true, ""},
        MatchCase{"WholeBody", "body: {\"\": {present: true}}", "", {}, "[]", true, ""},
        MatchCase{"NoJson", "body: {/n: 1}", "", {}, "n=1", false, "got none"},
        MatchCase{
            "IndexBehindTheEnd", "body: {/a/5: 1}", "", {}, R"({"a":[1]})", false, "got none"},
        MatchCase{"IndexThatIsNone", "body: {/a/x: 1}", "", {}, R"({"a":[1]})", false, "got none"},
        MatchCase{"IndexNoNumberHolds",
                  "body: {/a/99999999999999999999999999: 1}",
                  "",
                  {},
                  R"({"a":[1]})",
                  false,
                  "got none"},
        MatchCase{"IndexWithZeros", "body: {/a/00: 1}", "", {}, R"({"a":[1]})", false, "got none"},
        MatchCase{"EveryCondition",
                  "key: key_admin, header: {X-A: b}, query: {a: 1}, body: {/n: 1}",
                  "?a=1",
                  {{"X-A", "b"}},
                  R"({"n":1})",
                  true,
                  ""},
        MatchCase{"OneOfSeveralFails",
                  "key: key_admin, header: {X-A: b}, query: {a: 1}, body: {/n: 1}",
                  "?a=1",
                  {{"X-A", "b"}},
                  R"({"n":2})",
                  false,
                  "wants body /n to be 1, got 2"}),
    [](const auto& row) { return row.param.name; });

TEST(MatchTest, ComparesPathValuesDecoded) {
  TestPlane plane("steps: [{on: DELETE /keys/a b, answer: {status: 218}}]");
  EXPECT_EQ(plane.send("DELETE", "/api/keys/a%20b").status, 218);
  EXPECT_EQ(plane.send("DELETE", "/api/keys/a%2520b").status, 404);
  EXPECT_NE(plane.last_entry().note.find(R"(wants key_id "a b" in the path, got "a%20b")"),
            std::string::npos)
      << plane.last_entry().note;
}

}  // namespace
}  // namespace fauxplane
