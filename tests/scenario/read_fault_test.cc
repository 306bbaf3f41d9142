#include <gtest/gtest.h>

#include "simulator/scenario/read_step.h"
#include "tests/scenario/support.h"

namespace fauxplane {
namespace {

TEST(ReadFaultTest, ReadsEveryFault) {
  using enum PointKind;
  struct Case {
    const char* yaml;
    Fault fault;
  };
  const Case cases[] = {
      {"{delay: 250ms}", {.delay = {.center = Duration(250)}}},
      {"{delay: 1h}", {.delay = {.center = std::chrono::hours{1}}}},
      {"{delay: 100ms..1s}", {.delay = {Distribution::kUniform, Duration(100), Duration(1'000)}}},
      {"{delay: {normal: 2s, deviation: 50ms}}",
       {.delay = {Distribution::kNormal, Duration(2'000), Duration(50)}}},
      {"{delay: {lognormal: 2s, sigma: 0.5}}",
       {.delay = {Distribution::kLognormal, Duration(2'000), Duration(0), 0.5}}},
      {"{stall: body}", {.stall = Stall{{.kind = kBody}, std::chrono::hours{1}}}},
      {"{stall: {at: 20B, lasts: 5s}}",
       {.stall = Stall{{.kind = kBytes, .bytes = 20}, Duration(5'000)}}},
      {"{drip: {bytes: 1B, every: 10ms}}", {.drip = Drip{1, Duration(10)}}},
      {"{cut_after: 20B}", {.cut_after = 20}},
      {"{cut_after: 0B, commit: after}", {.cut_after = 0, .commit = Commit::kAfter}},
      {"{cut_after: 1KiB, reset: inside}", {.cut_after = 1'024, .reset = Point{.kind = kInside}}},
      {"{reset: before, commit: after}",
       {.reset = Point{.kind = kBefore}, .commit = Commit::kAfter}},
      {"{reset: body 0B}", {.reset = Point{.kind = kBody, .bytes = 0}}},
      {"{reset: after, commit: before}", {.reset = Point{.kind = kAfter}}},
      {"{close: header}", {.close = Point{.kind = kHeader}}},
      {"{close: header Retry-After}", {.close = Point{.kind = kHeader, .header = "Retry-After"}}},
      {"{close: status_line, delay: 2s}",
       {.delay = {.center = Duration(2'000)}, .close = Point{.kind = kStatusLine}}},
      {"{half_close: 1KiB}", {.half_close = Point{.kind = kBytes, .bytes = 1'024}}},
      {"{reset: next}", {.reset = Point{.kind = kNext}}},
      {"{early: true, reset: before}", {.reset = Point{.kind = kBefore}, .is_early = true}},
      {"{status_line: [http_1_0, no_reason], header: [many, lower_case]}",
       {.damages = {Damage::kHeaderMany, Damage::kHeaderLowerCase, Damage::kStatusNoReason,
                    Damage::kStatusHttp10}}},
      {"{status_line: [no_reason, letters], body: [truncated, gzip]}",
       {.damages = {Damage::kBodyTruncated, Damage::kBodyGzip, Damage::kStatusNoReason,
                    Damage::kStatusLetters}}},
      {"{half_close: 0B, commit: after}",
       {.half_close = Point{.kind = kBytes, .bytes = 0}, .commit = Commit::kAfter}},
      {"{interim: 103}", {.damages = {Damage::kInterim103}}},
      {"{interim: [103, 100], body: gzip}",
       {.damages = {Damage::kBodyGzip, Damage::kInterim100, Damage::kInterim103}}},
  };
  for (const Case& row : cases) {
    SCOPED_TRACE(row.yaml);
    const auto scenario = load_step("on: POST /keys, fault: " + std::string(row.yaml));
    ASSERT_TRUE(scenario) << text_of(scenario.error());
    EXPECT_EQ(scenario->steps[0].fault, row.fault);
  }
}

TEST(ReadFaultTest, PointsAtTheFaultThatHasToGo) {
  struct Case {
    const char* yaml;
    const char* says;
  };
  constexpr Case kCases[] = {
      {"{}", "33: an empty fault says nothing"},
      {"[delay]", "33: fault must be a map, not a list"},
      {"{delay: 2}", "41: delay: \"2\" needs a unit"},
      {"{delay: 3601s}", "41: delay is at most 1h"},
      {"{cut_after: 20}", "45: cut_after: \"20\" is no number of bytes"},
      {"{reset: never}", "41: there is no point for reset \"never\"; known are before"},
      {"{close: insid}", "41: there is no point for close \"insid\"; did you mean \"inside\"?"},
      {"{reset: before, commit: inside}", "57: there is no point for commit"},
      {"{reset: before, close: before}", "56: reset and close both end the connection"},
      {"{cut_after: 1B, close: inside}", "56: cut_after ends the stream by itself"},
      {"{cut_after: 1B, reset: after}", "56: cut_after says where reset: inside strikes"},
      {"{reset: inside, commit: after}", "57: commit: after says that nothing was done"},
      {"{cut_after: 1B, commit: after}", "57: commit: after says that nothing was done"},
      {"{delay: 2s..1s}", "41: delay: \"2s..1s\" ends before it begins"},
      {"{delay: 1s..2h}", "41: delay is at most 1h"},
      {"{delay: {}}", "41: a delay has one distribution"},
      {"{delay: {normal: 1s}}", "41: normal needs a deviation"},
      {"{delay: {lognormal: 1s}}", "41: lognormal needs a sigma"},
      {"{delay: {lognormal: 1s, sigma: 11}}", "64: sigma must be above 0 and at most 10"},
      {"{delay: {normal: 1s, deviation: 1s, sigma: 1}}", "76: sigma is for lognormal"},
      {"{stall: next}", "41: stall has no point next"},
      {"{stall: {lasts: 5s}}", "41: stall needs \"at\": a point"},
      {"{drip: {bytes: 0B, every: 1s}}", "48: bytes: a piece has at least 1B"},
      {"{drip: 1B}", "40: drip must be a map"},
      {"{reset: body 3}", "41: reset: \"3\" is no number of bytes"},
      {"{close: after, half_close: after}", "60: close and half_close both end the stream"},
      {"{body: gzipp}", "40: there is no choice for body \"gzipp\"; did you mean \"gzip\"?"},
      {"{interim: [103, 103]}", "49: \"103\" stands twice"},
      {"{interim: []}", "43: an empty list damages nothing"},
      {"{chunks: [sound, cut]}", "42: chunks: sound and chunks: cut both say where the body ends"},
      {"{content_length: short, chunks: sound}",
       "65: content_length: short and chunks: sound both say where the body ends"},
      {"{body: [invalid_utf8, empty]}",
       "40: body: invalid_utf8 and body: empty both write the body"},
      {"{status_line: [letters, four_digits]}", "47: status_line: letters and status_line: four"},
      {"{body: [gzip, gzip_cut]}", "40: body: gzip and body: gzip_cut both say how the body is"},
      {"{header: [lower_case, upper_case]}", "42: header: lower_case and header: upper_case both"},
      {"{line_ends: [lf, cr]}", "45: line_ends: lf and line_ends: cr both end the lines"},
      {"{status_line: [http_2, no_version]}", "47: status_line: http_2 and status_line: no_versi"},
      {"{garbage: instead, interim: 103}", "43: interim: 103 and garbage: instead do not go"},
      {"{garbage: [after, instead]}", "43: garbage: after and garbage: instead do not go"},
      {"{close: body 0B, commit: after}", "58: commit: after says that nothing was done"},
      {"{close: header a:b}", "41: close: \"a:b\" is no name of a header"},
      {"{close: header  Date}", "41: close: \" Date\" is no name of a header"},
      {"{early: false}", "41: early is true or left out"},
      {"{delay: 1s, commit: after}", "53: commit is about a wire that breaks"},
  };
  for (const Case& row : kCases) {
    SCOPED_TRACE(row.yaml);
    const std::string said = step_complaints("on: POST /keys, fault: " + std::string(row.yaml));
    EXPECT_TRUE(said.starts_with("x.yaml:3:" + std::string(row.says))) << said;
  }
}

}  // namespace
}  // namespace fauxplane
