#include "simulator/services/query.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace fauxplane {
namespace {

using Values = std::vector<std::pair<std::string, std::string>>;

struct ReadCase {
  const char* encoded;
  Values values;
};

TEST(QueryTest, DecodesNamesAndValues) {
  for (const ReadCase& row :
       {ReadCase{"", {}}, ReadCase{"a=1", {{"a", "1"}}},
        ReadCase{"a=1&b=2", {{"a", "1"}, {"b", "2"}}},
        ReadCase{"b=2&a=1&b=3", {{"b", "2"}, {"a", "1"}, {"b", "3"}}}, ReadCase{"a", {{"a", ""}}},
        ReadCase{"a=", {{"a", ""}}}, ReadCase{"=1", {{"", "1"}}}, ReadCase{"&&a=1&", {{"a", "1"}}},
        ReadCase{"a=b=c", {{"a", "b=c"}}}, ReadCase{"a+b=c+d", {{"a b", "c d"}}},
        ReadCase{"a%2Bb=%26%3D", {{"a+b", "&="}}}, ReadCase{"a=%zz%", {{"a", "%zz%"}}},
        ReadCase{"a=%00", {{"a", std::string(1, '\0')}}}}) {
    EXPECT_EQ(Query(row.encoded).values(), row.values) << row.encoded;
  }
}

TEST(QueryTest, FindsTheLastOfRepeatedNames) {
  const Query query("a=1&b=2&a=3&A=4");
  EXPECT_EQ(*query.find("a"), "3");
  EXPECT_EQ(*query.find("b"), "2");
  EXPECT_EQ(*query.find("A"), "4");
  EXPECT_EQ(query.find("c"), nullptr);
}

RC_GTEST_PROP(QueryProperty, ReadsBackWhatWasEncoded, ()) {
  const auto values = *rc::gen::container<Values>(
      rc::gen::pair(rc::gen::arbitrary<std::string>(), rc::gen::arbitrary<std::string>()));
  const auto encode = [](const std::string& text) {
    constexpr std::string_view kDigits = "0123456789ABCDEF";
    std::string encoded;
    for (const char letter : text) {
      const auto byte = static_cast<unsigned char>(letter);
      encoded += '%';
      encoded += kDigits[byte >> 4U];
      encoded += kDigits[byte & 15U];
    }
    return encoded;
  };
  std::string encoded;
  for (const auto& [name, value] : values) encoded += encode(name) + "=" + encode(value) + "&";
  RC_ASSERT(Query(encoded).values() == values);
}

struct IntegerCase {
  const char* encoded;
  std::int64_t number;  // when it is accepted
  const char* type;     // of the refusal; "" when it is accepted
};

TEST(QueryTest, ReadsIntegersWithinTheirBounds) {
  for (const IntegerCase& row :
       {IntegerCase{"", 7, ""}, IntegerCase{"n=1", 1, ""}, IntegerCase{"n=10", 10, ""},
        IntegerCase{"n=0005", 5, ""}, IntegerCase{"n=0", 0, "greater_than_equal"},
        IntegerCase{"n=-3", 0, "greater_than_equal"}, IntegerCase{"n=11", 0, "less_than_equal"},
        IntegerCase{"n=", 0, "int_parsing"}, IntegerCase{"n=%2B5", 0, "int_parsing"},
        IntegerCase{"n=+5", 0, "int_parsing"}, IntegerCase{"n=5+", 0, "int_parsing"},
        IntegerCase{"n=1.0", 0, "int_parsing"}, IntegerCase{"n=1e1", 0, "int_parsing"},
        IntegerCase{"n=0x5", 0, "int_parsing"}, IntegerCase{"n=1_0", 0, "int_parsing"},
        IntegerCase{"n=9223372036854775808", 0, "int_parsing"}}) {
    SCOPED_TRACE(row.encoded);
    const auto number =
        Query(row.encoded).integer({.name = "n", .initial = 7, .least = 1, .most = 10});
    ASSERT_EQ(number.has_value(), *row.type == '\0');
    if (number) {
      EXPECT_EQ(*number, row.number);
    } else {
      EXPECT_EQ(number.error(), validation_error("query/n", number.error().message, row.type));
    }
  }
}

TEST(QueryTest, ChoosesTheFirstUnlessAnotherIsNamed) {
  EXPECT_EQ(Query("").choice("n", {"a", "b"}), "a");
  EXPECT_EQ(Query("n=b").choice("n", {"a", "b"}), "b");
  const auto refused = Query("n=c").choice("n", {"a", "b"});
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error(), validation_error("query/n", "Input should be 'a' or 'b'", "enum"));
}

TEST(QueryTest, NamesThePlaceOfWhatIsWrong) {
  const Error error = validation_error("query/n", "no");
  EXPECT_EQ(error.code, "validation_error");
  EXPECT_EQ(error.message, "no");
  EXPECT_EQ(error.attributes,
            (std::vector<Attribute>{{"loc", "query/n"}, {"type", "value_error"}}));
}

}  // namespace
}  // namespace fauxplane
