#include "simulator/edge/request_rules.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <vector>

namespace fauxplane {
namespace {

struct Target {
  const char* target;
  const char* path;
  const char* query;
};

TEST(SplitTargetTest, FindsPathAndQuery) {
  const std::vector<Target> cases = {
      {"/", "/", ""},
      {"/a/b", "/a/b", ""},
      {"/a?b=c", "/a", "b=c"},
      {"/a?b?c", "/a", "b?c"},
      {"/a?", "/a", ""},
      {"/?b", "/", "b"},
      {"/a://b?c", "/a://b", "c"},
      {"*", "*", ""},
      {"http://host", "/", ""},
      {"http://host/", "/", ""},
      {"http://host:80/a?b", "/a", "b"},
      {"http://host?b", "/", "b"},
      {"http://host?b/c", "/", "b/c"},
  };
  for (const Target& row : cases) {
    SCOPED_TRACE(row.target);
    Request request;
    request.target = row.target;
    split_target(request);
    EXPECT_EQ(request.path, row.path);
    EXPECT_EQ(request.query, row.query);
  }
}

RC_GTEST_PROP(SplitTargetProperty, LosesNothingOfAPath, (const std::string& tail)) {
  const std::string target = "/" + tail;
  Request request;
  request.target = target;
  split_target(request);
  std::string joined(request.path);
  if (joined.size() < target.size()) joined.append("?").append(request.query);
  RC_ASSERT(joined == target);
}

TEST(WithoutBlanksTest, TakesBlanksAndTabsOffBothEnds) {
  EXPECT_EQ(without_blanks(" \t a b\t "), "a b");
  EXPECT_EQ(without_blanks(" \t "), "");
  EXPECT_EQ(without_blanks("a\n"), "a\n");
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
