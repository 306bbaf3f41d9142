#include "simulator/services/decimal.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace fauxplane {
namespace {

RC_GTEST_PROP(DecimalProperty, EveryNumberIsWrittenAsToStringWritesIt, (std::int64_t number)) {
  RC_ASSERT(Decimal(number).view() == std::to_string(number));
}

TEST(DecimalTest, HasRoomForTheLongestNumbers) {
  EXPECT_EQ(Decimal(INT64_MIN).view(), "-9223372036854775808");
  EXPECT_EQ(Decimal(INT64_MAX).view(), "9223372036854775807");
}

}  // namespace
}  // namespace fauxplane
