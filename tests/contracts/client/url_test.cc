#include "contracts/client/url.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>
#include <rapidcheck/gtest.h>

#include <algorithm>

#include "contracts/client/errors.h"

namespace memsy {
namespace {

std::string decoded(const std::string& text) {
  std::string plain;
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (text[at] != '%') {
      plain += text[at];
      continue;
    }
    plain += static_cast<char>(std::stoi(text.substr(at + 1, 2), nullptr, 16));
    at += 2;
  }
  return plain;
}

TEST(UrlTest, EncodesEverythingThatIsNotUnreserved) {
  EXPECT_EQ(percent_encoded("aZ09-._~"), "aZ09-._~");
  EXPECT_EQ(percent_encoded("a/b?c#d e+f&g=h%"), "a%2Fb%3Fc%23d%20e%2Bf%26g%3Dh%25");
  EXPECT_EQ(percent_encoded("\xE2\x98\x83"), "%E2%98%83");
  EXPECT_EQ(percent_encoded(std::string_view("\0", 1)), "%00");
}

RC_GTEST_PROP(UrlProperty, NothingIsLostAndNothingIsReserved, (const std::string& text)) {
  const std::string encoded = percent_encoded(text);
  RC_ASSERT(decoded(encoded) == text);
  RC_ASSERT(encoded.find_first_of("/?#&=+ ") == std::string::npos);
}

TEST(UrlTest, AnIdIsOneSegment) {
  EXPECT_EQ(path_segment("../me"), "..%2Fme");
  EXPECT_EQ(path_segment("."), "%2E");
  EXPECT_EQ(path_segment(".."), "%2E%2E");
  EXPECT_THROW(path_segment(""), MemsyError);
}

TEST(UrlTest, AQueryHasNamesAndValues) {
  EXPECT_EQ(query_text({}), "");
  EXPECT_EQ(query_text({{"a", "1"}, {"b c", "&="}}), "?a=1&b%20c=%26%3D");
}

}  // namespace
}  // namespace memsy
