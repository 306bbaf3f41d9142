#include "simulator/services/text_writer.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <vector>

namespace fauxplane {
namespace {

RC_GTEST_PROP(TextWriterProperty, WhatIsWrittenStandsInItsOrder,
              (const std::vector<std::string>& names, const std::string& value)) {
  TextWriter writer;
  std::string expected;
  for (const std::string& name : names) {
    writer.write(std::string_view(name), std::string_view(": "), std::string_view(value));
    expected += name + ": " + value;
    RC_ASSERT(writer.view() == expected);
  }
  RC_ASSERT(writer.take() == expected);
  RC_ASSERT(writer.view().empty());
}

TEST(TextWriterTest, HasRoomForTextsOfAnyLength) {
  const std::string longest(5000, 'x');
  TextWriter writer;
  writer.write(std::string_view("a"), std::string_view(longest));
  writer.write(std::string_view("b"));
  EXPECT_EQ(writer.view(), "a" + longest + "b");
}

TEST(TextWriterTest, TakesOutAndGoesOnBehind) {
  TextWriter writer;
  writer.write(std::string_view("one, two"));
  writer.erase(3, 1);
  writer.write(std::string_view(", three"));
  EXPECT_EQ(writer.view(), "one two, three");
}

TEST(TextWriterTest, OneThatWasMovedFromBeginsAnew) {
  TextWriter writer;
  writer.write(std::string_view("one"));
  TextWriter other = std::move(writer);
  writer.write(std::string_view("two"));  // NOLINT(bugprone-use-after-move)
  EXPECT_EQ(other.view(), "one");
  EXPECT_EQ(writer.view(), "two");
  other = std::move(writer);
  EXPECT_EQ(other.view(), "two");
}

}  // namespace
}  // namespace fauxplane
