#include "contracts/client/response_reader.h"

#include <gtest/gtest.h>

namespace memsy {
namespace {

// Reads the lines up to the first that is refused.
std::string read(ResponseReader& reader, const std::vector<std::string>& lines) {
  for (const std::string& line : lines) {
    if (!reader.take_line(line + "\r\n")) return reader.complaint();
  }
  return "";
}

std::string complaint_of(const std::vector<std::string>& lines) {
  ResponseReader reader;
  return read(reader, lines);
}

TEST(ResponseReaderTest, ReadsAHeadAndABody) {
  ResponseReader reader;
  EXPECT_EQ(read(reader, {"HTTP/1.1 200 OK", "X-A: \t b ", "x-c:", "Content-Length: 2"}), "");
  EXPECT_FALSE(reader.has_head());
  EXPECT_EQ(read(reader, {""}), "");
  EXPECT_TRUE(reader.has_head());
  EXPECT_TRUE(reader.take_body("{}"));
  EXPECT_EQ(reader.response(),
            (HttpResponse{.status = 200,
                          .headers = {{"X-A", "b"}, {"x-c", ""}, {"Content-Length", "2"}},
                          .body = "{}"}));
}

TEST(ResponseReaderTest, ReadsOverInterimAnswers) {
  ResponseReader reader;
  EXPECT_EQ(read(reader, {"HTTP/1.1 103 Early Hints", "Link: x", "", "HTTP/1.1 100", "",
                          "HTTP/1.1 204 No Content", ""}),
            "");
  EXPECT_EQ(reader.response(), (HttpResponse{.status = 204, .interim = 2}));
}

TEST(ResponseReaderTest, IgnoresTrailers) {
  ResponseReader reader;
  EXPECT_EQ(read(reader, {"HTTP/1.1 200", "", "X-Usage-ApiCalls: 9", "no colon"}), "");
  EXPECT_TRUE(reader.response().headers.lines().empty());
}

TEST(ResponseReaderTest, UnfoldsHeaders) {
  ResponseReader reader;
  EXPECT_EQ(read(reader, {"HTTP/1.1 200 OK", "X-A: b", "\t c", ""}), "");
  EXPECT_EQ(reader.response().headers.only("x-a"), "b c");
}

TEST(ResponseReaderTest, RefusesMalformedHeads) {
  for (const char* const line :
       {"HTTP/2 200 OK", "HTTP/1.1 2OO OK", "HTTP/1.1 20", "HTTP/1.1 2000", "HTTP/1.1  200",
        "HTTP/1.1", "HTTP/1.1 099 X", "X: y", " folded"}) {
    EXPECT_NE(complaint_of({line}), "") << line;
  }
  for (const char* const line : {"no colon", ": no name", "blank : x", "a\x01: b", " folded"}) {
    EXPECT_NE(complaint_of({"HTTP/1.1 200 OK", line}), "") << line;
  }
  EXPECT_NE(complaint_of({"HTTP/1.1 101 Switching Protocols", ""}), "");
  for (const char* const line : {"HTTP/1.1 200", "HTTP/1.0 200 ", "HTTP/1.1 599 Any words"}) {
    EXPECT_EQ(complaint_of({line}), "") << line;
  }
}

TEST(ResponseReaderTest, RefusesTwoLengths) {
  const std::string length = "Content-Length: 2";
  const std::string chunked = "Transfer-Encoding: chunked";
  const std::string status = "HTTP/1.1 200 OK";
  EXPECT_EQ(complaint_of({status, length, ""}), "");
  EXPECT_EQ(complaint_of({status, "Transfer-Encoding: Chunked", ""}), "");
  EXPECT_NE(complaint_of({status, length, length, ""}), "");
  EXPECT_NE(complaint_of({status, length, chunked, ""}), "");
  EXPECT_NE(complaint_of({status, chunked, chunked, ""}), "");
  EXPECT_NE(complaint_of({status, "Transfer-Encoding: gzip, chunked", ""}), "");
  for (const char* const value : {"", "-2", "+2", "2, 2", "0x2", "two", "99999999999999999999"}) {
    EXPECT_NE(complaint_of({status, std::string("Content-Length: ") + value, ""}), "") << value;
  }
}

TEST(ResponseReaderTest, LengthOfABodyThatIsNeverThereDirtiesTheConnection) {
  for (const char* const line : {"Content-Length: 5", "Transfer-Encoding: chunked"}) {
    ResponseReader reader;
    EXPECT_EQ(read(reader, {"HTTP/1.1 204 No Content", line, ""}), "");
    EXPECT_FALSE(reader.is_connection_clean()) << line;
  }
  ResponseReader reader;
  EXPECT_EQ(read(reader, {"HTTP/1.1 304 Not Modified", "Content-Length: 0", ""}), "");
  EXPECT_TRUE(reader.is_connection_clean());
}

TEST(ResponseReaderTest, RefusesABodyWithoutEnd) {
  ResponseReader reader;
  const std::string part(kBodyBytesMax / 4, 'x');
  for (int count = 0; count < 4; ++count) EXPECT_TRUE(reader.take_body(part));
  EXPECT_FALSE(reader.take_body("x"));
  EXPECT_NE(reader.complaint(), "");
}

}  // namespace
}  // namespace memsy
