#include "simulator/edge/chunk_reader.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <vector>

namespace fauxplane {
namespace {

using Outcome = ChunkReader::Outcome;

constexpr std::size_t kSizeMax = 20;

struct Case {
  const char* name;
  std::string bytes;
  Outcome outcome;
  std::string body;
  std::string rest;
};

const std::vector<Case>& cases() {
  using enum Outcome;
  static const std::vector<Case> kCases = {
      {"nothing", "0\r\n\r\n", kComplete, "", ""},
      {"one", "3\r\nabc\r\n0\r\n\r\n", kComplete, "abc", ""},
      {"two", "3\r\nabc\r\n1\r\nd\r\n0\r\n\r\nGET", kComplete, "abcd", "GET"},
      {"line ends inside", "4\r\n\r\n\r\n\r\n0\r\n\r\n", kComplete, "\r\n\r\n", ""},
      {"letters as digits", "00A\r\n0123456789\r\na\r\n0123456789\r\n0\r\n\r\n", kComplete,
       "01234567890123456789", ""},
      {"extensions", "1;a=b\r\nx\r\n0 ; c\r\n\r\n", kComplete, "x", ""},
      {"extension behind blanks", "1; a = b ; c\r\nx\r\n0\r\n\r\n", kComplete, "x", ""},
      {"quoted extension", "1;a=\";\\\"\"\r\nx\r\n0\r\n\r\n", kComplete, "x", ""},
      {"trailers", "0\r\nA: b\r\nC: d\r\n\r\n\r\n", kComplete, "", "\r\n"},
      {"unfinished", "3\r\nab", kMore, "ab", ""},
      {"too long", "15\r\n", kTooLong, "", "\r\n"},
      {"too long together", "14\r\n01234567890123456789\r\n1\r\n", kTooLong, "01234567890123456789",
       "\r\n"},
      {"far too long", "FFFFFFFFFFFFFFFF", kTooLong, "", "FFFFFFFFFFFFFF"},
      {"too many digits", "00000000000000000", kBroken, "", ""},
      {"no size", "\r\n", kBroken, "", "\n"},
      {"no digit", "g\r\n", kBroken, "", "\r\n"},
      {"a sign", "-1\r\n", kBroken, "", "1\r\n"},
      {"a prefix", "0x1\r\n", kBroken, "", "1\r\n"},
      {"no line feed", "1\rx", kBroken, "", ""},
      {"no carriage return", "1\nx", kBroken, "", "x"},
      {"more data than said", "1\r\nab\r\n", kBroken, "a", "\r\n"},
      {"data ends without a line feed", "1\r\na\rb", kBroken, "a", ""},
      {"extension without a name", "1;\r\nx", kBroken, "", "\nx"},
      {"second extension without a name", "1;a;=b", kBroken, "", "b"},
      {"extension in braces", "1;{}", kBroken, "", "}"},
      {"extension beyond letters", "1;a=\xff", kBroken, "", ""},
      {"control in an extension", "1;\x01", kBroken, "", ""},
      {"control in a trailer", std::string("0\r\nA: \0", 7), kBroken, "", ""},
      {"trailer without a line feed", "0\r\nA: b\rB", kBroken, "", ""},
      {"end without a line feed", "0\r\n\rA", kBroken, "", ""},
      {"blanks behind a size", "1 \r\nx", kBroken, "", "\nx"},
      {"word behind a size", "1 a", kBroken, "", ""},
      {"quote that is not closed", "1;a=\"\r\nx", kBroken, "", "\nx"},
      {"quote that is not closed for a backslash", "1;a=\"\\\"\r\nx", kBroken, "", "\nx"},
      {"trailer without a colon", "0\r\nA\r\n\r\n", kBroken, "", "\n\r\n"},
      {"trailer without a name", "0\r\n: b\r\n\r\n", kBroken, "", " b\r\n\r\n"},
      {"folded trailer", "0\r\nA: b\r\n c\r\n\r\n", kBroken, "", "c\r\n\r\n"},
      {"blank before the colon of a trailer", "0\r\nA : b", kBroken, "", ": b"},
      {"endless extension", "1;" + std::string(20'000, 'a'), kBroken, "", std::string(3'616, 'a')},
  };
  return kCases;
}

TEST(ChunkReaderTest, ReadsAndRefuses) {
  for (const Case& row : cases()) {
    SCOPED_TRACE(row.name);
    ChunkReader reader;
    std::string body;
    std::string_view rest = row.bytes;
    EXPECT_EQ(reader.read(rest, kSizeMax, body), row.outcome);
    EXPECT_EQ(body, row.body);
    EXPECT_EQ(rest, row.rest);
  }
}

TEST(ChunkReaderTest, ReadsTheSameByteByByte) {
  for (const Case& row : cases()) {
    SCOPED_TRACE(row.name);
    ChunkReader reader;
    std::string body;
    Outcome outcome = Outcome::kMore;
    std::size_t at = 0;
    for (; at < row.bytes.size() && outcome == Outcome::kMore; ++at) {
      std::string_view byte = std::string_view(row.bytes).substr(at, 1);
      outcome = reader.read(byte, kSizeMax, body);
    }
    EXPECT_EQ(outcome, row.outcome);
    EXPECT_EQ(body, row.body);
    EXPECT_EQ(row.bytes.substr(at), row.rest);
  }
}

RC_GTEST_PROP(ChunkReaderProperty, GivesBackWhatWasCutIntoChunks,
              (const std::vector<std::string>& pieces, const std::string& rest)) {
  std::string body;
  std::string bytes;
  for (const std::string& piece : pieces) {
    if (piece.empty()) continue;
    char size[17] = {};
    std::snprintf(size, sizeof size, "%zx", piece.size());
    body += piece;
    bytes += std::string(size) + "\r\n" + piece + "\r\n";
  }
  bytes += "0\r\n\r\n" + rest;
  ChunkReader reader;
  std::string decoded;
  std::string_view left = bytes;
  RC_ASSERT(reader.read(left, body.size(), decoded) == Outcome::kComplete);
  RC_ASSERT(decoded == body);
  RC_ASSERT(left == rest);
}

}  // namespace
}  // namespace fauxplane
