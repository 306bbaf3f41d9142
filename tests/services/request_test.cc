#include "simulator/services/request.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <vector>

namespace fauxplane {
namespace {

TEST(RequestTest, MethodsAreReadAndNamedAsTheyAreSpelled) {
  struct Case {
    const char* text;
    Method method;
  };
  for (const Case& row :
       {Case{"GET", Method::kGet}, Case{"HEAD", Method::kHead}, Case{"POST", Method::kPost},
        Case{"PUT", Method::kPut}, Case{"PATCH", Method::kPatch}, Case{"DELETE", Method::kDelete},
        Case{"OPTIONS", Method::kOptions}}) {
    SCOPED_TRACE(row.text);
    EXPECT_EQ(method_of(row.text), row.method);
    EXPECT_EQ(name_of(row.method), row.text);
  }
}

TEST(RequestTest, MethodsAreCaseSensitiveAndWhole) {
  for (const char* text : {"", "get", "Get", "GETS", "GE", " GET", "TRACE", "PROPFIND", "?"}) {
    SCOPED_TRACE(text);
    EXPECT_EQ(method_of(text), Method::kOther);
  }
  EXPECT_EQ(name_of(Method::kOther), "?");
}

TEST(RequestTest, FindsHeadersWhateverTheirCase) {
  const std::vector<HeaderView> headers = {{"X-Api-Key", "msy_a"}, {"content-TYPE", "text/plain"}};
  Request request;
  request.headers = headers;
  EXPECT_EQ(find_header(request, "x-api-key"), "msy_a");
  EXPECT_EQ(find_header(request, "Content-Type"), "text/plain");
  EXPECT_EQ(find_header(request, "X-Api"), std::nullopt);
  EXPECT_EQ(find_header(request, "X-Api-Key "), std::nullopt);
  EXPECT_EQ(find_header(request, ""), std::nullopt);
}

TEST(RequestTest, LastOfSeveralHeadersCounts) {
  const std::vector<HeaderView> headers = {{"A", "first"}, {"B", "other"}, {"a", "last"}};
  Request request;
  request.headers = headers;
  EXPECT_EQ(find_header(request, "A"), "last");
}

TEST(RequestTest, EmptyHeaderIsNotAMissingOne) {
  const std::vector<HeaderView> headers = {{"Accept", ""}};
  Request request;
  EXPECT_EQ(find_header(request, "Accept"), std::nullopt);
  request.headers = headers;
  EXPECT_EQ(find_header(request, "Accept"), "");
}

TEST(RequestTest, IgnoresTheCaseOfLettersOnly) {
  EXPECT_TRUE(equal_ignoring_case("", ""));
  EXPECT_TRUE(equal_ignoring_case("Retry-After", "rETRY-aFTER"));
  EXPECT_FALSE(equal_ignoring_case("Retry-After", "Retry-Afte"));
  EXPECT_FALSE(equal_ignoring_case("Retry-After", "Retry_After"));
  // Neighbours of the letters in ASCII that differ by the same bit as upper and lower case.
  EXPECT_FALSE(equal_ignoring_case("@", "`"));
  EXPECT_FALSE(equal_ignoring_case("[", "{"));
  EXPECT_FALSE(equal_ignoring_case("\xc4", "\xe4"));
}

struct Encoded {
  const char* name;
  std::string text;
  std::string decoded;
};

class PercentDecodedTest : public testing::TestWithParam<Encoded> {};

TEST_P(PercentDecodedTest, IsWhatTheTextStandsFor) {
  EXPECT_EQ(percent_decoded(GetParam().text), GetParam().decoded);
}

INSTANTIATE_TEST_SUITE_P(
    Table, PercentDecodedTest,
    testing::Values(
        Encoded{"Empty", "", ""}, Encoded{"Plain", "key_a", "key_a"},
        Encoded{"Slash", "a%2Fb", "a/b"}, Encoded{"LowerCaseDigits", "a%2fb", "a/b"},
        Encoded{"AtTheEnd", "a%20", "a "}, Encoded{"Alone", "%41", "A"},
        Encoded{"Several", "%41%42%43", "ABC"}, Encoded{"Percent", "%25", "%"},
        Encoded{"DecodedOnce", "%2541", "%41"}, Encoded{"HighByte", "%E2%82%AC", "\xE2\x82\xAC"},
        Encoded{"ZeroByte", "a%00b", std::string("a\0b", 3)}, Encoded{"PlusIsAPlus", "a+b", "a+b"},
        Encoded{"PercentAtTheEnd", "100%", "100%"}, Encoded{"OneDigit", "100%4", "100%4"},
        Encoded{"NoDigits", "%zz", "%zz"}, Encoded{"HalfADigitPair", "%4z", "%4z"},
        Encoded{"PercentBeforeAPair", "%%41", "%A"}, Encoded{"SignIsNoDigit", "%-1%+1", "%-1%+1"}),
    [](const auto& row) { return row.param.name; });

RC_GTEST_PROP(RequestProperty, AnyBytesCanBeEncodedAndComeBack, (const std::string& bytes)) {
  constexpr std::string_view kDigits = "0123456789ABCDEF";
  std::string encoded;
  for (const char letter : bytes) {
    const auto byte = static_cast<unsigned char>(letter);
    encoded += '%';
    encoded += kDigits[byte >> 4U];
    encoded += kDigits[byte & 15U];
  }
  RC_ASSERT(percent_decoded(encoded) == bytes);
}

RC_GTEST_PROP(RequestProperty, DecodingNeverMakesATextLonger, ()) {
  const auto text = *rc::gen::container<std::string>(rc::gen::elementOf(std::string("%%%0aFfz+ ")));
  RC_ASSERT(percent_decoded(text).size() <= text.size());
}

}  // namespace
}  // namespace fauxplane
