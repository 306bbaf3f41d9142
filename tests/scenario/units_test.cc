#include "simulator/scenario/units.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace fauxplane {
namespace {

TEST(UnitsTest, ReadsDurations) {
  struct Case {
    const char* text;
    std::int64_t milliseconds;
  };
  constexpr Case kCases[] = {{"0s", 0},
                             {"300ms", 300},
                             {"2s", 2'000},
                             {"1.5s", 1'500},
                             {"0.25s", 250},
                             {"1m30s", 90'000},
                             {"24h", 86'400'000},
                             {"30d", 2'592'000'000},
                             {"1h2m3s4ms", 3'723'004},
                             {".5s", 500},
                             {"36525d", 3'155'760'000'000}};
  for (const Case& row : kCases) {
    SCOPED_TRACE(row.text);
    const auto duration = parse_duration(row.text);
    ASSERT_TRUE(duration) << duration.error().message;
    EXPECT_EQ(duration->count(), row.milliseconds);
  }
}

TEST(UnitsTest, RefusesWhatIsNoDuration) {
  struct Case {
    const char* text;
    const char* says;
  };
  constexpr Case kCases[] = {{"", "\"\" is no duration"},
                             {"soon", "\"soon\" is no duration"},
                             {"-2s", "\"-2s\" is no duration"},
                             {"+2s", "\"+2s\" is no duration"},
                             {"1.2.3s", "\"1.2.3s\" is no duration"},
                             {".s", "\".s\" is no duration"},
                             {" 2s", "\" 2s\" is no duration"},
                             {"1e3s", "unknown unit"},
                             {"2", "needs a unit; write \"2s\""},
                             {"1m30", "needs a unit; write \"1m30s\""},
                             {"2min", "\"2min\" has an unknown unit; known are ms, s, m, h, d"},
                             {"2S", "unknown unit"},
                             {"2 s", "without a blank"},
                             {"2s ", "unknown unit"},
                             {"36525d1ms", "longer than 100 years"},
                             {"99999999999999999999d", "longer than 100 years"}};
  for (const Case& row : kCases) {
    SCOPED_TRACE(row.text);
    const auto duration = parse_duration(row.text);
    ASSERT_FALSE(duration);
    EXPECT_NE(duration.error().message.find(row.says), std::string::npos)
        << duration.error().message;
  }
}

TEST(UnitsTest, AMessageStaysShortHoweverLongTheText) {
  const auto duration = parse_duration(std::string(100'000, '0'));
  ASSERT_FALSE(duration);
  EXPECT_LT(duration.error().message.size(), 300U);
}

TEST(UnitsTest, WritesDurationsInTheShortestUnit) {
  struct Case {
    std::int64_t milliseconds;
    const char* text;
  };
  constexpr Case kCases[] = {{0, "0s"},         {1, "1ms"},      {999, "999ms"},
                             {1'000, "1s"},     {1'500, "1.5s"}, {1'050, "1.05s"},
                             {1'001, "1.001s"}, {90'000, "90s"}, {86'400'000, "86400s"}};
  for (const Case& row : kCases) EXPECT_EQ(duration_text(Duration(row.milliseconds)), row.text);
}

RC_GTEST_PROP(UnitsProperty, ADurationThatWasWrittenReadsAsItself, ()) {
  const Duration duration(*rc::gen::inRange<std::int64_t>(0, kDurationMax.count() + 1));
  const auto read = parse_duration(duration_text(duration));
  RC_ASSERT(read.has_value());
  RC_ASSERT(*read == duration);
}

RC_GTEST_PROP(UnitsProperty, NoTextGivesANegativeOrOverlongDuration, ()) {
  const auto text =
      *rc::gen::container<std::string>(rc::gen::elementOf(std::string("0159.msdh-+ ")));
  const auto read = parse_duration(text);
  if (read) {
    RC_ASSERT(*read >= Duration{0} && *read <= kDurationMax);
  } else {
    RC_ASSERT(!read.error().message.empty());
  }
}

TEST(UnitsTest, ReadsFlows) {
  EXPECT_EQ(parse_flow("frozen"), 0.0);
  EXPECT_EQ(parse_flow("real"), 1.0);
  EXPECT_EQ(parse_flow("60x"), 60.0);
  EXPECT_EQ(parse_flow("0.5x"), 0.5);
  for (const char* text : {"", "x", "60", "0x", "-1x", "2000000x", "60xx", "Frozen", "60 x"}) {
    const auto flow = parse_flow(text);
    ASSERT_FALSE(flow) << text;
    EXPECT_NE(flow.error().message.find("write frozen, real, or a rate"), std::string::npos);
  }
}

TEST(UnitsTest, ReadsBytes) {
  EXPECT_EQ(parse_bytes("0B"), 0U);
  EXPECT_EQ(parse_bytes("20B"), 20U);
  EXPECT_EQ(parse_bytes("4KiB"), 4'096U);
  EXPECT_EQ(parse_bytes("1.5KiB"), 1'536U);
  EXPECT_EQ(parse_bytes("1024MiB"), 1'073'741'824U);
  for (const char* text : {"", "20", "-1B", "0.5B", "1025MiB", "20 B", "20KB", "1KiB1B", "B"}) {
    EXPECT_FALSE(parse_bytes(text)) << text;
  }
}

}  // namespace
}  // namespace fauxplane
