#include "simulator/edge/problem.h"

#include <gtest/gtest.h>

namespace fauxplane {
namespace {

bool has_line(const Answer& answer, const std::string& line) {
  return ("\r\n" + std::string(answer.headers.lines())).find("\r\n" + line + "\r\n") !=
         std::string::npos;
}

TEST(ProblemTest, HoldsWhatTheRfcAsksFor) {
  const Answer answer = problem({}, 422, "no such thing");
  EXPECT_EQ(answer.status, 422);
  EXPECT_EQ(answer.body,
            "{\n"
            "  \"type\": \"about:blank\",\n"
            "  \"title\": \"Unprocessable Content\",\n"
            "  \"status\": 422,\n"
            "  \"detail\": \"no such thing\"\n"
            "}\n");
  EXPECT_TRUE(has_line(answer, "Content-Type: application/problem+json"));
}

TEST(ProblemTest, PutsFurtherMembersBehindIt) {
  const Answer answer = problem({}, 400, "two flaws", {{"errors", {"one", "two"}}, {"more", 7}});
  const auto body = AdminJson::parse(answer.body);
  EXPECT_EQ(body.dump(),
            R"({"type":"about:blank","title":"Bad Request","status":400,"detail":"two flaws",)"
            R"("errors":["one","two"],"more":7})");
}

TEST(ProblemTest, ReplacesBytesThatAreNoText) {
  const Answer answer = problem({}, 404, "no \xff here");
  EXPECT_EQ(AdminJson::parse(answer.body)["detail"], "no \uFFFD here");
}

TEST(ProblemTest, AnswersJsonThatNobodyKeeps) {
  const Answer answer = admin_json({}, 201, {{"id", "mine"}});
  EXPECT_EQ(answer.status, 201);
  EXPECT_EQ(answer.body, "{\n  \"id\": \"mine\"\n}\n");
  EXPECT_TRUE(has_line(answer, "Content-Type: application/json"));
  EXPECT_TRUE(has_line(answer, "Content-Length: " + std::to_string(answer.body.size())));
  EXPECT_TRUE(has_line(answer, "Cache-Control: no-store"));
}

TEST(ProblemTest, AnnouncesTheEndOfTheConnectionWhenAskedTo) {
  for (const bool is_kept : {true, false}) {
    Request request;
    request.keep_alive = is_kept;
    EXPECT_EQ(admin_json(request, 200, {}).headers.contains("Connection"), !is_kept);
    EXPECT_EQ(has_line(problem(request, 404, ""), "Connection: close"), !is_kept);
    EXPECT_EQ(has_line(admin_no_content(request), "Connection: close"), !is_kept);
  }
}

// RFC 9110 6.6.1 and 8.6.
TEST(ProblemTest, DatesEveryAnswerAndGivesNoLengthToNone) {
  for (const Answer& answer :
       {admin_json({}, 200, {}), problem({}, 404, ""), admin_no_content({})}) {
    EXPECT_TRUE(answer.headers.contains("Date")) << answer.status;
    EXPECT_EQ(answer.headers.contains("Content-Length"), answer.status != 204) << answer.status;
  }
  EXPECT_EQ(admin_no_content({}).status, 204);
  EXPECT_EQ(admin_no_content({}).body, "");
}

}  // namespace
}  // namespace fauxplane
