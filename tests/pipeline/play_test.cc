#include "simulator/pipeline/play.h"

#include <gtest/gtest.h>

#include <set>

#include "tests/support/test_plane.h"

namespace fauxplane {
namespace {

// The statuses of so many calls of GET /me, one behind the other.
std::string statuses_of(TestPlane& plane, int calls) {
  std::string text;
  for (int call = 0; call < calls; ++call) {
    if (call > 0) text += ' ';
    text += std::to_string(plane.send("GET", "/api/me").status);
  }
  return text;
}

struct PlayCase {
  const char* name;
  const char* steps;
  const char* statuses;  // of seven calls
};

class PlayTest : public testing::TestWithParam<PlayCase> {};

TEST_P(PlayTest, GivesEachRequestToTheFirstStepThatTakesIt) {
  TestPlane plane("steps:\n" + std::string(GetParam().steps));
  EXPECT_EQ(statuses_of(plane, 7), GetParam().statuses);
}

INSTANTIATE_TEST_SUITE_P(
    Table, PlayTest,
    testing::Values(
        PlayCase{"Every", "  - {on: GET /me, answer: {status: 218}}",
                 "218 218 218 218 218 218 218"},
        PlayCase{"Times", "  - {on: GET /me, times: 2, answer: {status: 218}}",
                 "218 218 200 200 200 200 200"},
        PlayCase{"InOrder",
                 "  - {on: GET /me, times: 2, answer: {status: 218}}\n  - {on: GET /me, times: 1, "
                 "answer: {status: 219}}",
                 "218 218 219 200 200 200 200"},
        PlayCase{"OtherRoute", "  - {on: GET /keys, answer: {status: 218}}",
                 "200 200 200 200 200 200 200"},
        PlayCase{"Nth", "  - {on: GET /me, nth: 3, answer: {status: 218}}",
                 "200 200 218 200 200 200 200"},
        PlayCase{"NthAndTimes", "  - {on: GET /me, nth: 3, times: 2, answer: {status: 218}}",
                 "200 200 218 218 200 200 200"},
        PlayCase{"NthCountsWhatOthersTake",
                 "  - {on: GET /me, times: 2, answer: {status: 218}}\n  - {on: GET /me, nth: 3, "
                 "answer: {status: 219}}",
                 "218 218 219 200 200 200 200"},
        PlayCase{"NthThatIsTakenByAnother",
                 "  - {on: GET /me, times: 4, answer: {status: 218}}\n  - {on: GET /me, nth: 2, "
                 "answer: {status: 219}}",
                 "218 218 218 218 219 200 200"},
        PlayCase{"Pass", "  - {on: GET /me, sequence: [429, 200, 503]}",
                 "429 200 503 200 200 200 200"},
        PlayCase{"PassToTheNextStep",
                 "  - {on: GET /me, sequence: [429]}\n  - {on: GET /me, answer: {status: 218}}",
                 "429 218 218 218 218 218 218"},
        PlayCase{"Stay", "  - {on: GET /me, sequence: [429, 503], after: stay}",
                 "429 503 503 503 503 503 503"},
        PlayCase{"StayOnTheOwnAnswer", "  - {on: GET /me, sequence: [429, 200], after: stay}",
                 "429 200 200 200 200 200 200"},
        PlayCase{"Loop", "  - {on: GET /me, sequence: [429, 200, 503], after: loop}",
                 "429 200 503 429 200 503 429"},
        PlayCase{"Fail", "  - {on: GET /me, sequence: [429, 200], after: fail}",
                 "429 200 500 500 500 500 500"},
        PlayCase{"Any", "  - {on: any, times: 1, answer: {status: 218}}",
                 "218 200 200 200 200 200 200"},
        PlayCase{"EveryMethod", "  - {on: any /me, times: 1, answer: {status: 218}}",
                 "218 200 200 200 200 200 200"},
        PlayCase{"EveryPath", "  - {on: GET any, times: 1, answer: {status: 218}}",
                 "218 200 200 200 200 200 200"},
        PlayCase{"SureChance", "  - {on: GET /me, chance: 1, answer: {status: 218}}",
                 "218 218 218 218 218 218 218"}),
    [](const auto& row) { return row.param.name; });

TEST(PlayTest, TakesRequestsToUnknownRoutesOnAnyAlone) {
  TestPlane plane(
      "steps: [{on: GET any, answer: {status: 218}}, {on: any, answer: {status: 219}}]");
  EXPECT_EQ(plane.send("GET", "/api/nothing").status, 219);
  EXPECT_EQ(plane.send("PATCH", "/api/me").status, 219);
  EXPECT_EQ(plane.send("GET", "/api/me").status, 218);
}

TEST(PlayTest, LeavesRefusedRequestsToTheirGate) {
  TestPlane plane("steps: [{on: GET /keys, answer: {status: 218}}]");
  EXPECT_EQ(plane.send("GET", "/api/keys", {.key = "msy_bogus"}).status, 401);
  EXPECT_EQ(plane.last_entry().note, "refused by the plane: unauthorized");
  EXPECT_EQ(plane.send("GET", "/api/keys", {.key = kMemberKey}).status, 403);
  EXPECT_EQ(plane.last_entry().note, "refused by the plane: admin_required");
  EXPECT_EQ(plane.world().unmatched(), 0U);
  EXPECT_EQ(plane.world().store().step_count(0).matched, 0U);
}

TEST(PlayTest, LetsStepsWithoutAnAnswerTakeRefusedRequests) {
  TestPlane plane(R"(
clock: {start: "2026-04-30T23:59:50Z"}
world:
  orgs: {org_1: {plan: free, usage: {api_calls: 99}}}
  plans: {free: {limits: {api_calls: 100}}}
steps:
  - {on: GET /me, times: 1, answer: {status: 218}}
  - {on: GET /me, nth: 3, then: {advance_clock: 10s}}
  - {on: GET /me, times: 1, answer: {headers: {Retry-After: soon}}}
)");
  EXPECT_EQ(plane.send("GET", "/api/me").status, 218);  // the last unit of the month
  const TestAnswer refused = plane.send("GET", "/api/me");
  EXPECT_EQ(refused.status, 429);
  EXPECT_EQ(refused.header("Retry-After"), "soon");
  EXPECT_EQ(plane.last_entry().step, 2U);
  EXPECT_EQ(plane.last_entry().note, "refused by the plane: usage_limit_exceeded");
  EXPECT_EQ(statuses_of(plane, 2), "429 200");
  EXPECT_EQ(plane.world().store().step_count(1).uses, 1U);
}

struct FactsCase {
  const char* facts;  // of the script
  const char* dimension;
  int current;
  int limit;
};

TEST(PlayTest, TakesTheFactsOfAUsedUpQuotaFromTheWorld) {
  for (const FactsCase& row : {FactsCase{"", "api_calls", 7, 500},
                               FactsCase{", dimension: search_queries", "search_queries", 3, 40},
                               FactsCase{", current: 9", "api_calls", 9, 500},
                               FactsCase{", limit: 8", "api_calls", 7, 8}}) {
    SCOPED_TRACE(row.facts);
    TestPlane plane(
        "world: {plans: {pro: {limits: {api_calls: 500, search_queries: 40}}}, orgs: {org_1: "
        "{usage: "
        "{api_calls: 7, search_queries: 3}}}}\n"
        "steps: [{on: GET /me, answer: {error: usage_limit_exceeded" +
        std::string(row.facts) + "}}]");
    const TestAnswer answer = plane.send("GET", "/api/me");
    ASSERT_EQ(answer.status, 429);
    const auto detail = answer.json()["detail"];
    EXPECT_EQ(detail["dimension"], row.dimension);
    EXPECT_EQ(detail["current"], row.current);
    EXPECT_EQ(detail["limit"], row.limit);
    EXPECT_EQ(answer.header("X-RateLimit-Limit"), "500");
    EXPECT_EQ(answer.header("X-RateLimit-Remaining"), "493");
  }
}

TEST(PlayTest, DrawsChancesFromTheSeed) {
  constexpr const char* kSteps = "\nsteps: [{on: GET /me, chance: 0.25, answer: {status: 218}}]";
  std::set<std::string> seen;
  for (int seed = 0; seed < 5; ++seed) {
    TestPlane plane("seed: " + std::to_string(seed) + kSteps);
    TestPlane again("seed: " + std::to_string(seed) + kSteps);
    const std::string statuses = statuses_of(plane, 400);
    EXPECT_EQ(statuses_of(again, 400), statuses);
    seen.insert(statuses);
    int taken = 0;
    for (std::size_t at = statuses.find("218"); at != std::string::npos;
         at = statuses.find("218", at + 1)) {
      ++taken;
    }
    EXPECT_GT(taken, 60) << "of 400, 100 are due; the bounds are 4.6 standard deviations away";
    EXPECT_LT(taken, 140);
  }
  EXPECT_EQ(seen.size(), 5U);
}

struct NoteCase {
  const char* steps;
  int calls;
  const char* note;
};

TEST(PlayTest, SaysWhichStepCameClosest) {
  for (const NoteCase& row :
       {NoteCase{"[{on: GET /keys}]", 1, "no step is on GET /api/me"},
        NoteCase{"[{on: GET /me, times: 2}]", 3,
                 "step 1 (line 3) came closest: it is used up: it took 2 of 2"},
        NoteCase{"[{on: GET /me, nth: 3}]", 2,
                 "step 1 (line 3) came closest: it waits for matching request 3, this was 2"},
        NoteCase{"[{on: GET /me, match: {key: key_free}}]", 1,
                 "step 1 (line 3) came closest: it wants key key_free, got key_admin"},
        NoteCase{"[{on: GET /me, match: {key: key_free}}, {on: GET /me, times: 1}]", 2,
                 "step 2 (line 3) came closest: it is used up: it took 1 of 1"},
        NoteCase{"[{on: GET /me, chance: 0.000001}]", 1,
                 "step 1 (line 3) came closest: it let it pass by chance"},
        NoteCase{"[{on: GET /me, sequence: [200], after: fail}]", 2,
                 "step 1 (line 3) is at its end, and says after: fail"}}) {
    SCOPED_TRACE(row.steps);
    TestPlane plane("steps: " + std::string(row.steps));
    static_cast<void>(statuses_of(plane, row.calls));
    EXPECT_EQ(plane.last_entry().note, row.note);
  }
}

TEST(PlayTest, CountsRequestsThatNoStepTook) {
  TestPlane plane("steps: [{on: GET /me, times: 1}]");
  static_cast<void>(statuses_of(plane, 4));
  static_cast<void>(plane.send("GET", "/api/nothing"));
  EXPECT_EQ(plane.world().unmatched(), 4U);
}

TEST(PlayTest, KeepsItsOrderThroughALongScript) {
  std::string yaml = "steps:\n";
  for (int at = 0; at < 300; ++at) {
    yaml += "  - {on: GET /me, times: 1, answer: {status: " + std::to_string(218 + at % 7) + "}}\n";
  }
  yaml += "  - {on: GET /me, nth: 299, answer: {status: 250}}\n";
  TestPlane plane(yaml);
  for (int at = 0; at < 300; ++at) {
    ASSERT_EQ(plane.send("GET", "/api/me").status, 218 + at % 7) << "call " << at + 1;
  }
  EXPECT_EQ(plane.send("GET", "/api/me").status, 250) << "its request came before its turn";
  EXPECT_EQ(plane.send("GET", "/api/me").status, 200);
}

struct AnswerCase {
  const char* answer;
  int status;
  const char* body;
};

TEST(PlayTest, AnswersByNameOrVerbatim) {
  for (const AnswerCase& row :
       {AnswerCase{"{status: 218, body: \"any bytes\"}", 218, "any bytes"},
        AnswerCase{"{status: 218, body: \"\"}", 218, ""},
        AnswerCase{"{status: 218, body: {b: 1, a: [null]}}", 218, R"({"b":1,"a":[null]})"},
        AnswerCase{"{status: 418}", 418, R"({"detail":"I'm a teapot"})"},
        AnswerCase{"{status: 599}", 599, R"({"detail":"Unknown"})"},
        AnswerCase{"{error: not_found, message: \"gone \\\"for\\\" good\"}", 404,
                   R"({"detail":"gone \"for\" good"})"},
        AnswerCase{"{error: key_limit_reached, limit: 3, extra: x}", 403,
                   R"({"detail":{"error":"key_limit_reached",)"
                   R"("message":"The plan allows no more active keys",)"
                   R"("limit":3,"current":10,"extra":"x"}})"},
        AnswerCase{"{error: validation_error, loc: body/events/0/kind, type: enum, message: bad}",
                   422,
                   R"({"detail":[{"loc":["body","events",0,"kind"],"msg":"bad","type":"enum"}]})"},
        AnswerCase{
            "429 retry_after 2s envelope flat", 429,
            R"({"error":"rate_limit_exceeded","message":"Too many requests; slow down"})"}}) {
    SCOPED_TRACE(row.answer);
    TestPlane plane("steps: [{on: GET /me, answer: " + std::string(row.answer) + "}]");
    const TestAnswer answer = plane.send("GET", "/api/me");
    EXPECT_EQ(answer.status, row.status);
    EXPECT_EQ(answer.body, row.body);
  }
}

// Only the store knows what other requests have taken in the meantime.
TEST(PlayStepsTest, RequestFindsTheFirstStepThatOthersHaveLeft) {
  for (const std::uint32_t taken : {0U, 3U, 4U, 5U, 31U, 32U, 39U, 40U}) {
    std::string steps = "steps:\n";
    for (int step = 0; step < 40; ++step) {
      steps +=
          "  - {on: GET /me, times: 1, answer: {status: " + std::to_string(500 + step) + "}}\n";
    }
    TestPlane plane(steps);
    for (std::uint32_t step = 0; step < taken; ++step) {
      const Candidate candidate{.step = step, .uses_max = 1};
      ASSERT_TRUE(plane.world().store().take_step({&candidate, 1}));
    }
    EXPECT_EQ(plane.send("GET", "/api/me").status, taken < 40 ? 500 + static_cast<int>(taken) : 200)
        << taken;
  }
}

}  // namespace
}  // namespace fauxplane
