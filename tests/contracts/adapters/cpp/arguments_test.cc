#include "contracts/adapters/cpp/arguments.h"

#include <gtest/gtest.h>

namespace adapter_kit {
namespace {

using Json = nlohmann::json;

TEST(ArgumentsTest, AbsentAndNullAreLeftToTheSdk) {
  const Arguments none(Json(nullptr));
  EXPECT_EQ(none.text("a"), std::nullopt);
  const Arguments some(Json{{"a", nullptr}, {"b", "x"}, {"c", 5}, {"d", {"x", "y"}}});
  EXPECT_EQ(some.text("a"), std::nullopt);
  EXPECT_FALSE(some.has("a"));
  EXPECT_TRUE(some.has("b"));
  EXPECT_EQ(some.required("b"), "x");
  EXPECT_EQ(some.integer("c"), 5);
  EXPECT_EQ(some.texts("d"), (std::vector<std::string>{"x", "y"}));
}

TEST(ArgumentsTest, HaveTheTypesThatTheCallerAsksFor) {
  const Arguments some(Json{{"a", 1.5}, {"b", true}, {"c", {1, "int:9007199254740993"}}});
  EXPECT_EQ(some.number("a"), 1.5);
  EXPECT_EQ(some.flag("b"), true);
  EXPECT_EQ(some.integers("c"), (std::vector<std::int64_t>{1, 9'007'199'254'740'993}));
  EXPECT_EQ(some.list("c").size(), 2U);
  EXPECT_EQ(some.without({"a", "c", "x"}), Json({{"b", true}}));
  EXPECT_EQ(some.number("x"), std::nullopt);
  EXPECT_EQ(some.flag("x"), std::nullopt);
  EXPECT_TRUE(some.list("x").empty());
}

TEST(ArgumentsTest, LargeIntegersComeAsText) {
  EXPECT_EQ(Arguments(Json{{"a", "int:9007199254740993"}}).integer("a"), 9'007'199'254'740'993);
  EXPECT_THROW(static_cast<void>(Arguments(Json{{"a", "int:9x"}}).integer("a")), AdapterBug);
}

TEST(ArgumentsTest, AWrongOneIsABugOfTheAdapter) {
  const Arguments wrong(Json{{"a", 5}, {"b", "5"}, {"c", {1}}, {"d", 1.5}});
  EXPECT_THROW(static_cast<void>(wrong.text("a")), AdapterBug);
  EXPECT_THROW(static_cast<void>(wrong.integer("b")), AdapterBug);
  EXPECT_THROW(static_cast<void>(wrong.integer("d")), AdapterBug);
  EXPECT_THROW(static_cast<void>(wrong.texts("c")), AdapterBug);
  EXPECT_THROW(static_cast<void>(wrong.number("b")), AdapterBug);
  EXPECT_THROW(static_cast<void>(wrong.flag("a")), AdapterBug);
  EXPECT_THROW(static_cast<void>(wrong.list("a")), AdapterBug);
  EXPECT_THROW(static_cast<void>(Arguments(Json{{"c", {1.5}}}).integers("c")), AdapterBug);
  EXPECT_THROW(static_cast<void>(wrong.required_integer("missing")), AdapterBug);
  EXPECT_THROW(static_cast<void>(wrong.required("missing")), AdapterBug);
  EXPECT_THROW(Arguments(Json::array()), AdapterBug);
}

}  // namespace
}  // namespace adapter_kit
