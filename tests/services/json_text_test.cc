#include "simulator/services/json_text.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <nlohmann/json.hpp>

namespace fauxplane {
namespace {

using Json = nlohmann::ordered_json;

std::string dumped(const Json& json) {
  return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

TEST(JsonTextTest, PutsCommasBetweenFieldsAndElementsOnly) {
  JsonText text;
  text.begin_object()
      .field("a", std::int64_t{1})
      .name("list")
      .begin_array()
      .value("x")
      .begin_object()
      .field("b", true)
      .field("c", false)
      .end_object()
      .begin_object()
      .end_object()
      .begin_array()
      .end_array()
      .value(std::int64_t{2})
      .end_array()
      .name("last")
      .null()
      .end_object();
  EXPECT_EQ(text.take(), R"({"a":1,"list":["x",{"b":true,"c":false},{},[],2],"last":null})");
}

TEST(JsonTextTest, AbsentNumbersAreNull) {
  JsonText text;
  text.begin_array()
      .value(std::optional<std::int64_t>())
      .value(std::optional<double>(0.0002))
      .value(std::optional<std::int64_t>(7))
      .end_array();
  EXPECT_EQ(text.take(), "[null,0.0002,7]");
}

RC_GTEST_PROP(JsonTextProperty, AnyBytesAreWrittenAsTheLibraryWritesThem, (std::string bytes)) {
  JsonText text;
  text.begin_object().field("name", bytes).end_object();
  RC_ASSERT(text.take() == R"({"name":)" + dumped(bytes) + "}");
}

RC_GTEST_PROP(JsonTextProperty, AnyNumberIsWrittenAsTheLibraryWritesIt,
              (std::int64_t whole, double real)) {
  JsonText text;
  text.begin_array().value(whole).value(real).end_array();
  RC_ASSERT(text.take() == dumped(Json::array({whole, real})));
}

class EscapeTest : public testing::TestWithParam<int> {};

// The bytes on both sides of what needs escaping.
TEST_P(EscapeTest, OneByteIsWrittenAsTheLibraryWritesIt) {
  const std::string byte(1, static_cast<char>(GetParam()));
  JsonText text;
  text.value(byte);
  EXPECT_EQ(text.take(), dumped(byte));
}

INSTANTIATE_TEST_SUITE_P(Table, EscapeTest, testing::Range(0, 256));

struct TenthsCase {
  std::int64_t number;
  const char* text;
};

class TenthsTest : public testing::TestWithParam<TenthsCase> {};

TEST_P(TenthsTest, AreWrittenExactly) {
  JsonText text;
  text.tenths(GetParam().number);
  EXPECT_EQ(text.take(), GetParam().text);
}

INSTANTIATE_TEST_SUITE_P(Table, TenthsTest,
                         testing::Values(TenthsCase{250, "25.0"}, TenthsCase{0, "0"},
                                         TenthsCase{-1000, "-100.0"}, TenthsCase{-5, "-0.5"},
                                         TenthsCase{7, "0.7"}, TenthsCase{-333, "-33.3"},
                                         TenthsCase{9007199254740991001, "900719925474099100.1"}));

TEST(JsonTextTest, NamesThatNeedEscapingAreEscaped) {
  JsonText text;
  text.begin_object().text_name("a \"b\"").value("c").text_name("d").value(true).end_object();
  EXPECT_EQ(text.take(), dumped(Json({{"a \"b\"", "c"}, {"d", true}})));
}

}  // namespace
}  // namespace fauxplane
