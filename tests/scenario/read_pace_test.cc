#include "simulator/scenario/read_pace.h"

#include <gtest/gtest.h>

#include "tests/scenario/support.h"

namespace fauxplane {
namespace {

YamlValue scalar(const std::string& text) {
  YamlValue value;
  value.kind = YamlValue::Kind::kScalar;
  value.place = {.line = 1, .column = 1};
  value.text = text;
  return value;
}

TEST(ReadPaceTest, ReadsEveryPoint) {
  using enum PointKind;
  const struct {
    const char* text;
    Point point;
  } cases[] = {
      {"before", {.kind = kBefore}},
      {"status_line", {.kind = kStatusLine}},
      {"header", {.kind = kHeader}},
      {"header X-Request-ID", {.kind = kHeader, .header = "X-Request-ID"}},
      {"head", {.kind = kHead}},
      {"body", {.kind = kBody}},
      {"body 0B", {.kind = kBody, .bytes = 0}},
      {"inside", {.kind = kInside}},
      {"1KiB", {.kind = kBytes, .bytes = 1'024}},
      {"after", {.kind = kAfter}},
      {"next", {.kind = kNext}},
  };
  for (const auto& row : cases) {
    SCOPED_TRACE(row.text);
    Findings findings("x.yaml");
    EXPECT_EQ(read_point(scalar(row.text), "reset", findings), row.point);
    EXPECT_TRUE(findings.empty());
  }
}

TEST(ReadPaceTest, RefusesWhatIsNoPoint) {
  for (const char* text : {"", "befor", "header ", "body", "3", "body 3", "1.5B", "-1B", "BODY"}) {
    SCOPED_TRACE(text);
    Findings findings("x.yaml");
    const auto point = read_point(scalar(text), "reset", findings);
    EXPECT_EQ(point.has_value(), std::string(text) == "body");
    EXPECT_EQ(findings.empty(), point.has_value());
  }
}

TEST(ReadPaceTest, ReadsDelaysThatAreFixedOrVary) {
  Findings findings("x.yaml");
  EXPECT_EQ(read_delay(scalar("1.5s"), findings), (Delay{.center = Duration{1'500}}));
  EXPECT_EQ(read_delay(scalar("0ms..1h"), findings),
            (Delay{Distribution::kUniform, Duration{0}, std::chrono::hours{1}, 0}));
  EXPECT_TRUE(findings.empty());
  static_cast<void>(read_delay(scalar("1s.."), findings));
  EXPECT_FALSE(findings.empty());
}

}  // namespace
}  // namespace fauxplane
