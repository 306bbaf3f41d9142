#include "contracts/model/shape.h"

#include <gmock/gmock.h>

namespace fauxplane::contracts {
namespace {

using testing::HasSubstr;
using testing::IsEmpty;

TEST(ShapeTest, NamesTheMembersOfAnObject) {
  const auto members = members_of("{a:s! b:[{c:i d:t!}]! e:{f:n}}");
  ASSERT_EQ(members.size(), 3U);
  EXPECT_EQ(members[0].name, "a");
  EXPECT_EQ(members[0].shape, "s");
  EXPECT_TRUE(members[0].is_required);
  EXPECT_EQ(members[1].name, "b");
  EXPECT_EQ(members[1].shape, "[{c:i d:t!}]");
  EXPECT_TRUE(members[1].is_required);
  EXPECT_EQ(members[2].name, "e");
  EXPECT_EQ(members[2].shape, "{f:n}");
  EXPECT_FALSE(members[2].is_required);
  EXPECT_THAT(members_of("{}"), IsEmpty());
}

TEST(ShapeTest, WritesCamelCase) {
  const struct {
    std::string_view name;
    std::string_view camel;
  } cases[] = {{"", ""},
               {"tier", "tier"},
               {"is_active", "isActive"},
               {"is_billing_admin", "isBillingAdmin"},
               {"last4", "last4"},
               {"level_2", "level2"},
               {"open_", "open_"}};
  for (const auto& [name, camel] : cases) {
    SCOPED_TRACE(name);
    EXPECT_EQ(camel_case(name), camel);
  }
}

TEST(ShapeTest, TellsWhatFits) {
  const struct {
    std::string_view shape;
    std::string_view json;
    bool fits;
  } cases[] = {
      {"s", R"("a")", true},
      {"s", "5", false},
      {"s", "null", false},
      {"i", "5", true},
      {"i", "-5", true},
      {"i", "5.5", false},
      {"i", R"("5")", false},
      {"n", "5", true},
      {"n", "5.5", true},
      {"n", R"("5")", false},
      {"b", "false", true},
      {"b", "0", false},
      {"t", "[]", true},
      {"t", R"(["a","b"])", true},
      {"t", R"(["a",1])", false},
      {"t", R"("a")", false},
      {"o", "{}", true},
      {"o", "[]", false},
      {"a", "null", true},
      {"a", "[1]", true},
      {"[i]", "[]", true},
      {"[i]", "[1,2]", true},
      {"[i]", R"([1,"2"])", false},
      {"[i]", "1", false},
      {"{a:i! b:s}", R"({"a":1})", true},
      {"{a:i! b:s}", R"({"a":1,"b":"x","c":[]})", true},
      {"{a:i! b:s}", R"({"a":1,"b":null})", true},
      {"{a:i! b:s}", R"({"a":1,"b":2})", false},
      {"{a:i! b:s}", R"({"b":"x"})", false},
      {"{a:i! b:s}", R"({"a":null})", false},
      {"{a:i! b:s}", "[]", false},
      {"[{a:i!}]", R"([{"a":1},{}])", false},
      {"usage<[o]", R"({"usage":[{}]})", true},
      {"usage<[o]", R"({"usage":[1]})", false},
      {"usage<[o]", "[{}]", false},
      {"usage<[o]", "{}", false},
      {"expressed<b", R"({"expressed":true})", true},
      {"expressed<b", R"({"expressed":1})", false},
  };
  for (const auto& [shape, json, fits] : cases) {
    SCOPED_TRACE(std::string(shape) + " " + std::string(json));
    EXPECT_EQ(fits_shape(shape, Json::parse(json)), fits);
  }
}

TEST(ShapeTest, FindsNoDifferenceInEitherSpelling) {
  const struct {
    std::string_view shape;
    std::string_view wire;
    std::string_view value;
  } cases[] = {
      {"{is_active:b! max_keys:i!}", R"({"is_active":true,"max_keys":4})",
       R"({"is_active":true,"max_keys":4})"},
      {"{is_active:b! max_keys:i!}", R"({"is_active":true,"max_keys":4})",
       R"({"isActive":true,"maxKeys":4,"more":1})"},
      {"{a:n}", R"({"a":1})", R"({"a":1.0})"},
      {"{a:s}", R"({"a":null})", R"({"a":""})"},
      {"{a:s}", "{}", "{}"},
      {"{a:s}", R"({"a":"x","b":"y"})", R"({"a":"x"})"},
      {"[{key_id:s!}]", R"([{"key_id":"k"}])", R"([{"keyId":"k"}])"},
      {"usage<[o]", R"({"usage":[{"a":1}]})", R"([{"a":1}])"},
      {"usage<[o]", R"({"usage":[{"a":1}]})", R"({"usage":[{"a":1}]})"},
      {"expressed<b", R"({"expressed":false})", "false"},
  };
  for (const auto& [shape, wire, value] : cases) {
    SCOPED_TRACE(value);
    EXPECT_THAT(shape_difference(shape, Json::parse(wire), Json::parse(value)), IsEmpty());
  }
}

TEST(ShapeTest, SaysWhereValuesDiffer) {
  const struct {
    std::string_view shape;
    std::string_view wire;
    std::string_view value;
    std::string_view difference;
  } cases[] = {
      {"{tier:s!}", R"({"tier":"free"})", R"({"tier":"pro"})", R"(.tier: "pro", not "free")"},
      {"{tier:s!}", R"({"tier":"free"})", "{}", ".tier is missing"},
      {"{tier:s!}", R"({"tier":"free"})", R"("free")", "is no object"},
      {"{is_on:b}", R"({"is_on":true})", R"({"isOn":false})", ".is_on: false, not true"},
      {"{a:i}", R"({"a":1})", R"({"a":"1"})", R"(.a: "1", not 1)"},
      {"{a:i}", R"({"a":1})", R"({"a":null})", ".a: null, not 1"},
      {"{a:i}", R"({"a":9007199254740991})", R"({"a":9007199254740990})", ".a: "},
      {"{a:[{b:i!}]!}", R"({"a":[{"b":1},{"b":2}]})", R"({"a":[{"b":1},{"b":3}]})",
       ".a[1].b: 3, not 2"},
      {"[{b:i!}]", R"([{"b":1}])", "[]", "has 0 items, the answer 1"},
      {"[{b:i!}]", R"([{"b":1}])", R"({"b":1})", "is no list"},
      {"usage<[o]", R"({"usage":[{"a":1}]})", R"([{"a":2}])", "[0]: "},
      {"expressed<b", R"({"expressed":true})", "false", ": false, not true"},
  };
  for (const auto& [shape, wire, value, difference] : cases) {
    SCOPED_TRACE(std::string(wire) + " " + std::string(value));
    EXPECT_THAT(shape_difference(shape, Json::parse(wire), Json::parse(value)),
                HasSubstr(difference));
  }
}

}  // namespace
}  // namespace fauxplane::contracts
