#include "contracts/client/retry.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>
#include <rapidcheck/gtest.h>

namespace memsy {
namespace {

constexpr std::chrono::system_clock::time_point kNow{std::chrono::milliseconds{1'776'254'400'250}};

struct Case {
  const char* name;
  std::string text;
  double seconds;  // -1: not read
};

class ReadDelayTest : public testing::TestWithParam<Case> {};

TEST_P(ReadDelayTest, IsRead) {
  EXPECT_EQ(read_delay(GetParam().text).value_or(Seconds{-1}).count(), GetParam().seconds);
}

INSTANTIATE_TEST_SUITE_P(
    Good, ReadDelayTest,
    testing::Values(Case{"Zero", "0", 0}, Case{"Two", "2", 2}, Case{"LeadingZeros", "007", 7},
                    Case{"Fraction", "1.5", 1.5}, Case{"Tenth", "0.1", 0.1},
                    Case{"Month", "2678400", 2'678'400},
                    Case{"Beyond32Bits", "2147483648", 2'147'483'648.0},
                    Case{"Beyond53Bits", "1000000000000000000", 1e18},
                    Case{"TwentyDigits", "99999999999999999999", 9e18},
                    Case{"FourHundredDigits", std::string(400, '9'), 9e18},
                    Case{"FourHundredZeros", std::string(400, '0'), 0},
                    Case{"TinyFraction", "0." + std::string(400, '0') + "1", 0}),
    [](const auto& row) { return row.param.name; });

INSTANTIATE_TEST_SUITE_P(
    Bad, ReadDelayTest,
    testing::Values(Case{"Empty", "", -1}, Case{"Minus", "-1", -1}, Case{"Plus", "+5", -1},
                    Case{"Exponent", "1e3", -1}, Case{"Hexadecimal", "0x10", -1},
                    Case{"Underscore", "1_0", -1}, Case{"WordsBehind", "120junk", -1},
                    Case{"NotANumber", "nan", -1}, Case{"Infinite", "inf", -1},
                    Case{"List", "1,2", -1}, Case{"Parameter", "1;q=2", -1},
                    Case{"PointAlone", ".", -1}, Case{"PointBefore", ".5", -1},
                    Case{"PointBehind", "5.", -1}, Case{"TwoPoints", "1.2.3", -1},
                    Case{"WideDigits", "\xEF\xBC\x91", -1}, Case{"Blank", " 1", -1}),
    [](const auto& row) { return row.param.name; });

std::optional<Seconds> read(const Headers& headers) {
  return read_retry_after(headers, kNow);
}

TEST(RetryAfterTest, IsADelayOrAFutureDateRoundedUp) {
  EXPECT_EQ(read({{"retry-after", "2"}}), Seconds{2});
  EXPECT_EQ(read({{"Retry-After", "Wed, 15 Apr 2026 12:00:02 GMT"}}), Seconds{2});
  EXPECT_EQ(read({{"Retry-After", "Wednesday, 15-Apr-26 12:00:01 GMT"}}), Seconds{1});
}

TEST(RetryAfterTest, IsAbsentWhenItSaysNothingOfUse) {
  EXPECT_EQ(read({}), std::nullopt);
  EXPECT_EQ(read({{"Retry-After", ""}}), std::nullopt);
  EXPECT_EQ(read({{"Retry-After", "soon"}}), std::nullopt);
  EXPECT_EQ(read({{"Retry-After", "1"}, {"Retry-After", "1"}}), std::nullopt);
  EXPECT_EQ(read({{"Retry-After", "Wed, 15 Apr 2026 12:00:00 GMT"}}), std::nullopt);  // past
}

TEST(RetryTest, Only429IsTriedAgainAndOnlyWhileAttemptsAreLeft) {
  for (int status = 100; status < 600; ++status) {
    EXPECT_EQ(is_retried({.max_retries = 1, .status = status}), status == 429) << status;
  }
  EXPECT_TRUE(is_retried({.number = 2, .max_retries = 3, .status = 429}));
  EXPECT_FALSE(is_retried({.number = 3, .max_retries = 3, .status = 429}));
  EXPECT_FALSE(is_retried({.number = 0, .max_retries = 0, .status = 429}));
}

TEST(RetryTest, WaitsWhatTheServerSaysElseTwiceAsLongEachTime) {
  EXPECT_EQ(wait_before_retry({.number = 5, .retry_after = Seconds{0.25}}), Seconds{0.25});
  EXPECT_EQ(wait_before_retry({.number = 0, .backoff = Seconds{0.5}}), Seconds{0.5});
  EXPECT_EQ(wait_before_retry({.number = 3, .backoff = Seconds{0.5}}), Seconds{4});
  EXPECT_EQ(wait_before_retry({.number = 9, .backoff = Seconds{0}}), Seconds{0});
}

RC_GTEST_PROP(RetryProperty, TheBackoffNeverShrinksAndNeverOverflows, ()) {
  const int number = *rc::gen::inRange(0, 5'000);
  const Seconds backoff{*rc::gen::inRange(1, 10'000) / 1000.0};
  const auto seconds = [&](int attempt) {
    return wait_before_retry({.number = attempt, .backoff = backoff}).count();
  };
  RC_ASSERT(seconds(number) >= backoff.count());
  RC_ASSERT(seconds(number) <= kLongestWait.count());
  RC_ASSERT(seconds(number) <= seconds(number + 1));
}

RC_GTEST_PROP(RetryProperty, ALongerNumberIsNeverAShorterWait, ()) {
  auto digits = *rc::gen::nonEmpty(rc::gen::container<std::string>(rc::gen::inRange('0', ':')));
  const auto seconds = [](const std::string& text) {
    return read_delay(text).value_or(Seconds{-1}).count();
  };
  RC_ASSERT(seconds(digits) >= 0);
  RC_ASSERT(seconds(digits) <= seconds(digits + "0"));
  RC_ASSERT(seconds(digits) <= seconds("1" + digits));
}

}  // namespace
}  // namespace memsy
