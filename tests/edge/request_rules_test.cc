#include "simulator/edge/request_rules.h"

#include <gtest/gtest.h>

namespace fauxplane {
namespace {

TEST(WithoutBlanksTest, TakesBlanksAndTabsOffBothEnds) {
  EXPECT_EQ(without_blanks(" \t a b\t "), "a b");
  EXPECT_EQ(without_blanks(" \t "), "");
  EXPECT_EQ(without_blanks("a\n"), "a\n");
}

TEST(BlankLinesTest, AreWhatEndsInALineFeed) {
  EXPECT_EQ(behind_blank_lines("\r\n\n\r\nGET"), "GET");
  EXPECT_EQ(behind_blank_lines("\n"), "");
  EXPECT_EQ(behind_blank_lines("\r\rGET"), "\r\rGET");
  EXPECT_EQ(behind_blank_lines("\r\n\r"), "\r");
  EXPECT_EQ(behind_blank_lines(" \r\n"), " \r\n");
}

TEST(IsTokenTest, TakesWhatAMethodMayHold) {
  for (const char letter : std::string_view("azAZ09!#$%&'*+-.^_`|~")) EXPECT_TRUE(is_token(letter));
  for (const char letter : std::string_view(" \t\r\n\0\"(),/:;<=>?@[\\]{}\x7f\x80", 24)) {
    EXPECT_FALSE(is_token(letter)) << letter;
  }
}

TEST(SentenceTest, TellsWhatIsWrong) {
  EXPECT_EQ(sentence_of(HPE_INVALID_CONTENT_LENGTH), kBadLength);
  EXPECT_EQ(sentence_of(HPE_UNEXPECTED_CONTENT_LENGTH), kTwoLengths);
  EXPECT_EQ(sentence_of(HPE_INVALID_HEADER_TOKEN), kBadHeader);
  EXPECT_EQ(sentence_of(HPE_INVALID_URL), kBadTarget);
  EXPECT_EQ(sentence_of(HPE_INVALID_CONSTANT), kBadRequestLine);
}

TEST(SentenceTest, NamesTheLimit) {
  const ServerLimits limits{
      .body_bytes_max = 11, .head_bytes_max = 22, .target_bytes_max = 33, .headers_max = 44};
  EXPECT_EQ(body_too_long(limits), "The body is longer than 11 bytes.");
  EXPECT_EQ(head_too_long(limits), "Request line and headers are longer than 22 bytes.");
  EXPECT_EQ(target_too_long(limits), "The request target is longer than 33 bytes.");
  EXPECT_EQ(too_many_headers(limits), "The request has more than 44 headers.");
}

}  // namespace
}  // namespace fauxplane
