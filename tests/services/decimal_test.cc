#include "simulator/services/decimal.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace fauxplane {
namespace {

RC_GTEST_PROP(DecimalProperty, EveryNumberIsWrittenAsToStringWritesIt, (std::int64_t number)) {
  std::string text = "x";
  append_decimal(text, number);
  RC_ASSERT(text == "x" + std::to_string(number));
}

TEST(DecimalTest, HasRoomForTheLongestNumbers) {
  std::string text;
  append_decimal(text, INT64_MIN);
  append_decimal(text, INT64_MAX);
  EXPECT_EQ(text, "-92233720368547758089223372036854775807");
}

}  // namespace
}  // namespace fauxplane
