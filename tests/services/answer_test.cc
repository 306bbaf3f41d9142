#include "simulator/services/answer.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <vector>

#include "simulator/services/request.h"

namespace fauxplane {
namespace {

TEST(HeaderBlockTest, KeepsLinesInTheOrderTheyWereAdded) {
  HeaderBlock headers;
  headers.add("B", "2");
  headers.add("A", "1");
  headers.add("B", "3");
  EXPECT_EQ(headers.lines(), "B: 2\r\nA: 1\r\nB: 3\r\n");
}

TEST(HeaderBlockTest, WritesNumbersInDecimal) {
  HeaderBlock headers;
  headers.add("Zero", std::int64_t{0});
  headers.add("Least", INT64_MIN);
  headers.add("Most", INT64_MAX);
  EXPECT_EQ(headers.lines(),
            "Zero: 0\r\nLeast: -9223372036854775808\r\nMost: 9223372036854775807\r\n");
}

TEST(HeaderBlockTest, KeepsValuesAsTheyAre) {
  HeaderBlock headers;
  headers.add("Empty", "");
  headers.add("Raw", " a: b \xff");
  EXPECT_EQ(headers.lines(), "Empty: \r\nRaw:  a: b \xff\r\n");
}

struct Removal {
  const char* name;
  std::vector<const char*> headers;
  const char* removed;
  const char* lines;
};

class RemovalTest : public testing::TestWithParam<Removal> {};

TEST_P(RemovalTest, TakesOutEveryLineOfThatNameAndNoOther) {
  HeaderBlock headers;
  for (const char* name : GetParam().headers) headers.add(name, "x");
  headers.remove(GetParam().removed);
  EXPECT_EQ(headers.lines(), GetParam().lines);
  EXPECT_FALSE(headers.contains(GetParam().removed));
}

INSTANTIATE_TEST_SUITE_P(
    Table, RemovalTest,
    testing::Values(Removal{"FromNothing", {}, "A", ""}, Removal{"Only", {"A"}, "A", ""},
                    Removal{"First", {"A", "B"}, "A", "B: x\r\n"},
                    Removal{"Last", {"A", "B"}, "B", "A: x\r\n"},
                    Removal{"OtherCase", {"Retry-After", "B"}, "retry-after", "B: x\r\n"},
                    Removal{"Neighbours", {"A", "a", "B"}, "A", "B: x\r\n"},
                    Removal{"Apart", {"A", "B", "A", "C", "A"}, "a", "B: x\r\nC: x\r\n"},
                    Removal{"NotThere", {"A"}, "B", "A: x\r\n"},
                    Removal{"LongerNameStays", {"X-Plan-B"}, "X-Plan", "X-Plan-B: x\r\n"},
                    Removal{"ShorterNameStays", {"X"}, "X-Plan", "X: x\r\n"}),
    [](const auto& row) { return row.param.name; });

TEST(HeaderBlockTest, ValueThatLooksLikeANameIsNotOne) {
  HeaderBlock headers;
  headers.add("Vary", "X-Plan: 1");
  EXPECT_FALSE(headers.contains("X-Plan"));
  EXPECT_FALSE(headers.contains(" X-Plan"));
  EXPECT_TRUE(headers.contains("vary"));
}

TEST(AnswerTest, NamesTheStatusesOfTheContract) {
  struct Case {
    int status;
    const char* reason;
  };
  for (const Case& row :
       {Case{100, "Continue"}, Case{200, "OK"}, Case{201, "Created"}, Case{204, "No Content"},
        Case{400, "Bad Request"}, Case{401, "Unauthorized"}, Case{402, "Payment Required"},
        Case{403, "Forbidden"}, Case{404, "Not Found"}, Case{409, "Conflict"},
        Case{422, "Unprocessable Content"}, Case{429, "Too Many Requests"},
        Case{500, "Internal Server Error"}, Case{502, "Bad Gateway"},
        Case{503, "Service Unavailable"}, Case{504, "Gateway Timeout"},
        Case{505, "HTTP Version Not Supported"}}) {
    SCOPED_TRACE(row.status);
    EXPECT_EQ(reason_of(row.status), row.reason);
  }
}

TEST(AnswerTest, StatusWithoutANameIsUnknown) {
  for (const int status : {-1, 0, 99, 104, 199, 299, 418 + 1, 499, 506, 529, 599, 999}) {
    SCOPED_TRACE(status);
    EXPECT_EQ(reason_of(status), "Unknown");
  }
}

// The table is searched by halves: a row out of order would be found by nobody.
TEST(AnswerTest, EveryStatusOfTheTableIsFound) {
  int named = 0;
  for (int status = 0; status < 1000; ++status) {
    if (reason_of(status) != "Unknown") ++named;
  }
  EXPECT_EQ(named, 46);
}

TEST(AnswerTest, JsonAnswersHaveTheirType) {
  const Answer answer = json_answer(201, R"({"id":1})");
  EXPECT_EQ(answer.status, 201);
  EXPECT_EQ(answer.headers.lines(), "Content-Type: application/json\r\n");
  EXPECT_EQ(answer.body, R"({"id":1})");
  EXPECT_FALSE(answer.is_from_gateway);
}

TEST(AnswerTest, IsWrittenAsOneMessage) {
  Reply reply;
  write_answer(json_answer(429, "{}"), true, reply);
  EXPECT_EQ(reply.bytes,
            "HTTP/1.1 429 Too Many Requests\r\nContent-Type: application/json\r\n\r\n{}");
  EXPECT_EQ(reply.bytes.substr(reply.head_size), "{}");
}

TEST(AnswerTest, HeadOfAnAnswerHasNoBody) {
  Reply reply;
  write_answer(json_answer(200, "{}"), false, reply);
  EXPECT_EQ(reply.bytes, "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n\r\n");
  EXPECT_EQ(reply.head_size, reply.bytes.size());
}

TEST(AnswerTest, ReusedReplyKeepsNothingOfTheAnswerBefore) {
  Reply reply;
  write_answer(json_answer(500, std::string(5000, 'x')), true, reply);
  write_answer(Answer{.status = 204}, true, reply);
  EXPECT_EQ(reply.bytes, "HTTP/1.1 204 No Content\r\n\r\n");
}

// RFC 9112 9.3: silence means that it stays, and to HTTP/1.0 that it ends.
TEST(AnswerTest, SaysOfTheConnectionWhatTheClientDoesNotExpect) {
  const struct {
    bool keep_alive;
    bool is_http_1_0;
    std::string lines;
  } cases[] = {{true, false, ""},
               {true, true, "Connection: keep-alive\r\n"},
               {false, false, "Connection: close\r\n"},
               {false, true, "Connection: close\r\n"}};
  for (const auto& [keep_alive, is_http_1_0, lines] : cases) {
    Request request;
    request.keep_alive = keep_alive;
    request.is_http_1_0 = is_http_1_0;
    HeaderBlock headers;
    add_connection(request, headers);
    EXPECT_EQ(headers.lines(), lines);
  }
}

RC_GTEST_PROP(AnswerProperty, BodyStartsWhereTheHeadEnds, (const std::string& body)) {
  const int status = *rc::gen::inRange(100, 1000);
  Reply reply;
  write_answer(json_answer(status, body), true, reply);
  RC_ASSERT(reply.bytes.substr(reply.head_size) == body);
  RC_ASSERT(reply.bytes.substr(0, 12) == "HTTP/1.1 " + std::to_string(status));
  RC_ASSERT(reply.bytes.find("\r\n\r\n") + 4 == reply.head_size);
}

}  // namespace
}  // namespace fauxplane
