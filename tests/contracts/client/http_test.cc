#include "contracts/client/http.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace memsy {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

TEST(HeadersTest, NamesHaveNoCaseAndLinesKeepTheirOrder) {
  const Headers headers{{"X-Plan", "a"}, {"Other", "b"}, {"x-plan", "c"}};
  EXPECT_THAT(headers.values("X-PLAN"), ElementsAre("a", "c"));
  EXPECT_THAT(headers.values("X-Pla"), IsEmpty());
  EXPECT_THAT(headers.values("X-Plan-"), IsEmpty());
}

TEST(HeadersTest, OnlyIsTheOneLineOfThatName) {
  const Headers headers{{"Once", "a"}, {"Twice", "b"}, {"twice", "b"}};
  EXPECT_EQ(headers.only("once"), "a");
  EXPECT_EQ(headers.only("Twice"), std::nullopt);
  EXPECT_EQ(headers.only("Never"), std::nullopt);
}

TEST(HeadersTest, ALineCanGoOn) {
  Headers headers;
  EXPECT_FALSE(headers.extend_last("b"));
  headers.add({"A", "a"});
  EXPECT_TRUE(headers.extend_last("b"));
  EXPECT_EQ(headers.only("a"), "a b");
}

TEST(FailureKindTest, EveryKindHasWordsOfItsOwn) {
  std::vector<std::string_view> seen;
  for (const FailureKind kind :
       {FailureKind::kConnect, FailureKind::kTls, FailureKind::kTimeout, FailureKind::kClosed,
        FailureKind::kTruncated, FailureKind::kMalformed, FailureKind::kCancelled}) {
    EXPECT_THAT(seen, testing::Not(testing::Contains(words_of(kind))));
    seen.push_back(words_of(kind));
  }
}

}  // namespace
}  // namespace memsy
