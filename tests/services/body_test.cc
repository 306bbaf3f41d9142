#include "simulator/services/body.h"

#include <gtest/gtest.h>

namespace fauxplane {
namespace {

std::string attribute_of(const Error& error, std::string_view name) {
  for (const Attribute& attribute : error.attributes) {
    if (attribute.name == name) return std::get<std::string>(attribute.value);
  }
  return "none";
}

struct ObjectCase {
  std::string body;
  const char* type;  // of the refusal; "" when it is accepted
};

TEST(BodyTest, IsAJsonObject) {
  const std::string deep(200'000, '[');
  for (const ObjectCase& row :
       {ObjectCase{"{}", ""}, ObjectCase{" {\"a\":1}\r\n", ""},
        ObjectCase{"{\"a\":{\"b\":[]}}", ""}, ObjectCase{"", "missing"},
        ObjectCase{" \t\r\n", "missing"}, ObjectCase{"{", "json_invalid"},
        ObjectCase{"{}{}", "json_invalid"}, ObjectCase{"{'a':1}", "json_invalid"},
        ObjectCase{"{\"a\":1,}", "json_invalid"}, ObjectCase{"{\"a\":\"\xc3\"}", "json_invalid"},
        ObjectCase{deep, "json_invalid"}, ObjectCase{"{\"a\":" + deep, "json_invalid"},
        ObjectCase{std::string("{}\0", 3), "json_invalid"},
        ObjectCase{std::string("{}\0garbage", 10), "json_invalid"},
        ObjectCase{"[]", "model_attributes_type"}, ObjectCase{"1", "model_attributes_type"},
        ObjectCase{"\"{}\"", "model_attributes_type"},
        ObjectCase{"null", "model_attributes_type"}}) {
    SCOPED_TRACE(row.body.substr(0, 40));
    const auto object = parse_object(row.body);
    ASSERT_EQ(object.has_value(), *row.type == '\0');
    if (object) continue;
    EXPECT_EQ(object.error().code, "validation_error");
    EXPECT_EQ(attribute_of(object.error(), "loc"), "body");
    EXPECT_EQ(attribute_of(object.error(), "type"), row.type);
  }
}

struct TypeCase {
  const char* type;  // nullptr: none
  bool is_read;
};

TEST(BodyTest, IsReadWhenItsTypeIsJsonOrNotGiven) {
  for (const TypeCase& row : {TypeCase{nullptr, true},
                              {"application/json", true},
                              {"Application/JSON; charset=utf-8", true},
                              {"application/json;charset=utf-8", true},
                              {"application/vnd.memsy+json", true},
                              {"text/plain", false},
                              {"application/x-www-form-urlencoded", false},
                              {"application/jsonp", false},
                              {"application/+json", false},
                              {"text/json", false},
                              {"", false},
                              {";;;", false}}) {
    SCOPED_TRACE(row.type == nullptr ? "none" : row.type);
    const HeaderView header{.name = "content-type", .value = row.type == nullptr ? "" : row.type};
    Request request;
    if (row.type != nullptr) request.headers = {&header, 1};
    request.body = "{}";
    const auto object = object_of(request);
    ASSERT_EQ(object.has_value(), row.is_read);
    if (!object) {
      EXPECT_EQ(attribute_of(object.error(), "type"), "model_attributes_type");
      EXPECT_EQ(object.error().message,
                "Input should be a JSON object; send it with Content-Type: application/json, not " +
                    std::string(row.type));
    }
    request.body = "";
    EXPECT_EQ(attribute_of(object_of(request).error(), "type"), "missing");
  }
}

struct TextCase {
  const char* member;
  const char* required;  // the text, or the type of the refusal in <>
  const char* optional;
};

TEST(BodyTest, HasTextsThatMustBeThereAndTextsThatMay) {
  for (const TextCase& row :
       {TextCase{R"("a":"b")", "b", "b"}, TextCase{R"("a":"\u0000")", "\0", "\0"},
        TextCase{R"("x":1)", "<missing>", "none"}, TextCase{R"("A":"b")", "<missing>", "none"},
        TextCase{R"("a":null)", "<string_type>", "none"},
        TextCase{R"("a":1)", "<string_type>", "<string_type>"},
        TextCase{R"("a":["b"])", "<string_type>", "<string_type>"},
        TextCase{R"("a":true)", "<string_type>", "<string_type>"},
        TextCase{R"("a":"")", "<string_too_short>", ""},
        TextCase{R"("a":" \t")", "<string_too_short>", " \t"}}) {
    SCOPED_TRACE(row.member);
    const auto body = parse_object("{" + std::string(row.member) + "}");
    ASSERT_TRUE(body);
    const auto required = required_text(*body, "a");
    const auto refusal = [](const Error& error) {
      EXPECT_EQ(attribute_of(error, "loc"), "body/a");
      return "<" + attribute_of(error, "type") + ">";
    };
    EXPECT_STREQ((required ? *required : refusal(required.error())).c_str(), row.required);
    const auto optional = optional_text(*body, "a");
    EXPECT_STREQ((optional ? optional->value_or("none") : refusal(optional.error())).c_str(),
                 row.optional);
  }
}

}  // namespace
}  // namespace fauxplane
