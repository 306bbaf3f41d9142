#include "simulator/domain/random.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <regex>
#include <set>
#include <string>

namespace fauxplane {
namespace {

// Golden: replay files and documents carry ids that were made from these.
TEST(RandomTest, KeepsItsNumbersFromReleaseToRelease) {
  EXPECT_EQ(random_number(0, "", 0), 0xa6bbc8dcbe30928cU);
  EXPECT_EQ(random_number(7, "key", 1), 0x787843b03724f17dU);
  EXPECT_EQ(random_hex(7, "key", 1, 40), "d71f42730b348787260f3e7a21839039c3ccdd8e");
}

TEST(RandomTest, DigitsPastTheSixteenthFollowFromTheInputsToo) {
  std::set<std::string> tails;
  for (std::uint64_t ordinal = 0; ordinal < 100; ++ordinal) {
    const std::string text = random_hex(7, "key", ordinal, 48);
    tails.insert(text.substr(16, 16));
    tails.insert(text.substr(32, 16));
  }
  EXPECT_EQ(tails.size(), 200U);
}

TEST(RandomTest, FractionsAreSpreadEvenly) {
  constexpr int kDraws = 10'000;
  constexpr int kBins = 10;
  int bins[kBins] = {};
  for (std::uint64_t ordinal = 0; ordinal < kDraws; ++ordinal) {
    ++bins[static_cast<std::size_t>(random_fraction(1, "chance/0", ordinal) * kBins)];
  }
  for (const int count : bins) EXPECT_NEAR(count, kDraws / kBins, 150);
}

TEST(RandomTest, HexDigitsAllOccur) {
  const std::string text = random_hex(1, "key", 1, 2000);
  EXPECT_EQ(std::set<char>(text.begin(), text.end()).size(), 16U);
}

RC_GTEST_PROP(RandomProperty, SameInputsGiveTheSameBytes,
              (Seed seed, const std::string& purpose, std::uint64_t ordinal)) {
  RC_ASSERT(random_number(seed, purpose, ordinal) == random_number(seed, purpose, ordinal));
  RC_ASSERT(random_hex(seed, purpose, ordinal, 40) == random_hex(seed, purpose, ordinal, 40));
}

RC_GTEST_PROP(RandomProperty, AnotherSeedPurposeOrOrdinalGivesAnotherNumber,
              (Seed seed, const std::string& purpose, std::uint64_t ordinal)) {
  const std::uint64_t number = random_number(seed, purpose, ordinal);
  RC_ASSERT(random_number(seed + 1, purpose, ordinal) != number);
  RC_ASSERT(random_number(seed, purpose + "x", ordinal) != number);
  RC_ASSERT(random_number(seed, purpose, ordinal + 1) != number);
}

RC_GTEST_PROP(RandomProperty, FractionIsNeverBelowZeroNorOne,
              (Seed seed, const std::string& purpose, std::uint64_t ordinal)) {
  const double fraction = random_fraction(seed, purpose, ordinal);
  RC_ASSERT(fraction >= 0.0);
  RC_ASSERT(fraction < 1.0);
}

RC_GTEST_PROP(RandomProperty, HexHasTheDigitsAskedForAndALongerOneStartsWithIt,
              (Seed seed, const std::string& purpose, std::uint64_t ordinal)) {
  const auto digits = *rc::gen::inRange<std::size_t>(0, 100);
  const std::string text = random_hex(seed, purpose, ordinal, digits);
  RC_ASSERT(text.size() == digits);
  RC_ASSERT(text.find_first_not_of("0123456789abcdef") == std::string::npos);
  RC_ASSERT(random_hex(seed, purpose, ordinal, digits + 1).substr(0, digits) == text);
}

RC_GTEST_PROP(RandomProperty, UuidHasTheFormOfVersionFourAndIsAnotherForEachOrdinal,
              (Seed seed, std::uint32_t ordinal)) {
  std::array<char, 36> text{};
  write_uuid(seed, "request", ordinal, text);
  const std::string uuid(text.data(), text.size());
  RC_ASSERT(std::regex_match(
      uuid, std::regex("[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}")));
  write_uuid(seed, "request", ordinal + std::uint64_t{1}, text);
  RC_ASSERT(uuid != std::string(text.data(), text.size()));
}

}  // namespace
}  // namespace fauxplane
