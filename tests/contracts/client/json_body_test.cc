#include "contracts/client/json_body.h"

#include <gtest/gtest.h>

#include "contracts/client/errors.h"

namespace memsy {
namespace {

TEST(ParseJsonTest, RefusesWhatIsNoJson) {
  for (const char* const text : {"", "{", "<html>", "NaN", "{\"a\":1,}", "\"\xFF\"", "1 2"}) {
    EXPECT_EQ(parse_json(text), std::nullopt) << text;
  }
  EXPECT_EQ(parse_json("null"), nlohmann::json());
  EXPECT_EQ(parse_json("\"\\u00e4\""), nlohmann::json("\xC3\xA4"));
}

std::string nested(std::size_t depth) {
  return std::string(depth, '[') + std::string(depth, ']');
}

TEST(ParseJsonTest, RefusesWhatIsNestedTooDeep) {
  EXPECT_TRUE(parse_json(nested(kJsonDepthMax)));
  EXPECT_FALSE(parse_json(nested(kJsonDepthMax + 1)));
  EXPECT_FALSE(parse_json(nested(1'000'000)));
  // Brackets in texts, and beside each other, are not deep.
  EXPECT_TRUE(parse_json("\"\\\"" + std::string(1'000, '[') + "\""));
  std::string beside = "[[]";
  for (int index = 0; index < 1'000; ++index) beside += ",[{}]";
  EXPECT_TRUE(parse_json(beside + "]"));
}

TEST(IntegerOfTest, TakesWholeNumbersOf64Bits) {
  EXPECT_EQ(integer_of(*parse_json("-9223372036854775808")), INT64_MIN);
  EXPECT_EQ(integer_of(*parse_json("9223372036854775807")), INT64_MAX);
  for (const char* const text : {"9223372036854775808", "5.0", "\"5\"", "true", "null", "1e3"}) {
    EXPECT_EQ(integer_of(*parse_json(text)), std::nullopt) << text;
  }
}

TEST(WriteJsonTest, RefusesTextThatIsNotUtf8) {
  EXPECT_EQ(write_json({{"a", "\xC3\xA4"}}), "{\"a\":\"\xC3\xA4\"}");
  EXPECT_THROW(write_json({{"a", "\xFF"}}), MemsyError);
}

}  // namespace
}  // namespace memsy
