#include "simulator/services/fields.h"

#include <gtest/gtest.h>

namespace fauxplane {
namespace {

using Json = nlohmann::json;

struct Wrong {
  std::string place;
  std::string type;
  friend bool operator==(const Wrong&, const Wrong&) = default;
};

// What the error says of its place and its type.
template <class Value>
Wrong wrong_in(const Result<Value>& result) {
  if (result) return {"nothing is wrong", ""};
  EXPECT_EQ(result.error().code, "validation_error");
  EXPECT_FALSE(result.error().message.empty());
  return {std::get<std::string>(result.error().attributes.at(0).value),
          std::get<std::string>(result.error().attributes.at(1).value)};
}

TEST(FieldsTest, NamesThePlaceOfAMissingText) {
  const Json object = {{"null", nullptr}, {"number", 1}, {"blank", " \u3000"}};
  const Fields fields(object, "body/events/3");
  EXPECT_EQ(wrong_in(fields.text({.name = "none"})), (Wrong{"body/events/3/none", "missing"}));
  EXPECT_EQ(wrong_in(fields.text({.name = "null"})), (Wrong{"body/events/3/null", "value_error"}));
  EXPECT_EQ(wrong_in(fields.text({.name = "number"})),
            (Wrong{"body/events/3/number", "string_type"}));
  EXPECT_EQ(wrong_in(fields.text({.name = "blank"})),
            (Wrong{"body/events/3/blank", "string_too_short"}));
}

TEST(FieldsTest, CountsCodePoints) {
  const Json object = {{"text", "\u65e5\u672c\u8a9e"}};
  const Fields fields(object, "body");
  EXPECT_EQ(fields.text({.name = "text", .most = 3}).value(), "\u65e5\u672c\u8a9e");
  EXPECT_EQ(wrong_in(fields.text({.name = "text", .most = 2})),
            (Wrong{"body/text", "string_too_long"}));
  EXPECT_EQ(wrong_in(fields.optional_text({.name = "text", .most = 2})),
            (Wrong{"body/text", "string_too_long"}));
}

TEST(FieldsTest, TakesNulCharactersOut) {
  const Json object = {{"text", std::string("a\0b\0", 4)}, {"nul", std::string(1, '\0')}};
  const Fields fields(object, "body");
  EXPECT_EQ(fields.text({.name = "text"}).value(), "ab");
  EXPECT_EQ(wrong_in(fields.text({.name = "nul"})), (Wrong{"body/nul", "string_too_short"}));
}

TEST(FieldsTest, TakesBlankAndNullForAbsentWhereTextIsOptional) {
  const Json object = {{"null", nullptr}, {"blank", "  "}, {"text", " a "}, {"number", 1}};
  const Fields fields(object, "body");
  EXPECT_EQ(fields.optional_text({.name = "none"}).value(), "");
  EXPECT_EQ(fields.optional_text({.name = "null"}).value(), "");
  EXPECT_EQ(fields.optional_text({.name = "blank"}).value(), "");
  EXPECT_EQ(fields.optional_text({.name = "text"}).value(), " a ") << "as it was sent";
  EXPECT_EQ(wrong_in(fields.optional_text({.name = "number"})),
            (Wrong{"body/number", "string_type"}));
}

TEST(FieldsTest, ReadsLists) {
  const Json object = {{"list", {"a", "b"}}, {"mixed", {"a", 1}}, {"text", "a"}, {"null", nullptr}};
  const Fields fields(object, "body");
  EXPECT_EQ(fields.texts({.name = "list", .most = 2}).value(),
            (std::vector<std::string>{"a", "b"}));
  EXPECT_TRUE(fields.texts({.name = "none"}).value().empty());
  EXPECT_TRUE(fields.texts({.name = "null"}).value().empty());
  EXPECT_EQ(wrong_in(fields.texts({.name = "none", .is_required = true})),
            (Wrong{"body/none", "missing"}));
  EXPECT_EQ(wrong_in(fields.texts({.name = "null", .is_required = true})),
            (Wrong{"body/null", "value_error"}));
  EXPECT_EQ(wrong_in(fields.texts({.name = "list", .most = 1})), (Wrong{"body/list", "too_long"}));
  EXPECT_EQ(wrong_in(fields.texts({.name = "mixed"})), (Wrong{"body/mixed/1", "string_type"}));
  EXPECT_EQ(wrong_in(fields.texts({.name = "text"})), (Wrong{"body/text", "list_type"}));
}

TEST(FieldsTest, ReadsIntegersWithinTheirBounds) {
  const Json object = {{"one", 1},    {"zero", 0},    {"huge", UINT64_MAX}, {"half", 1.5},
                       {"text", "1"}, {"true", true}, {"least", INT64_MIN}};
  const Fields fields(object, "body");
  const auto read = [&](const char* name) {
    return fields.integer({.name = name, .initial = 7, .least = 1, .most = 100});
  };
  EXPECT_EQ(read("none").value(), 7);
  EXPECT_EQ(read("one").value(), 1);
  EXPECT_EQ(wrong_in(read("zero")), (Wrong{"body/zero", "greater_than_equal"}));
  EXPECT_EQ(wrong_in(read("least")), (Wrong{"body/least", "greater_than_equal"}));
  EXPECT_EQ(wrong_in(read("huge")), (Wrong{"body/huge", "less_than_equal"}));
  for (const char* name : {"half", "text", "true"}) {
    EXPECT_EQ(wrong_in(read(name)).type, "int_type") << name;
  }
}

TEST(FieldsTest, ReadsNumbersAndBooleans) {
  const Json object = {{"half", 0.5},   {"one", 1},    {"two", 2},
                       {"minus", -0.1}, {"text", "1"}, {"true", true}};
  const Fields fields(object, "body");
  EXPECT_EQ(fields.number({.name = "half"}).value(), 0.5);
  EXPECT_EQ(fields.number({.name = "one"}).value(), 1.0);
  EXPECT_EQ(wrong_in(fields.number({.name = "two"})), (Wrong{"body/two", "less_than_equal"}));
  EXPECT_EQ(wrong_in(fields.number({.name = "minus"})),
            (Wrong{"body/minus", "greater_than_equal"}));
  EXPECT_EQ(wrong_in(fields.number({.name = "text"})), (Wrong{"body/text", "float_type"}));
  EXPECT_EQ(fields.boolean("true").value(), true);
  EXPECT_EQ(fields.boolean("none").value(), false);
  EXPECT_EQ(wrong_in(fields.boolean("one")), (Wrong{"body/one", "bool_type"}));
}

}  // namespace
}  // namespace fauxplane
