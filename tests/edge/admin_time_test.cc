// The clock of a session by way of the admin plane.
#include <gtest/gtest.h>

#include "tests/support/test_site.h"

namespace fauxplane {
namespace {

using namespace std::chrono_literals;
using nlohmann::json;

constexpr const char* kClock = "/_sim/clock";
constexpr const char* kStart = "2026-04-15T12:00:00Z";  // of a scenario that says nothing else

json clock_of(const char* instant, const char* flow) {
  return {{"instant", instant}, {"flow", flow}};
}

struct Change {
  const char* body;
  const char* instant;
  const char* flow;
};

TEST(AdminTimeTest, ChangesTheClock) {
  for (const Change& row : {
           Change{"{}", kStart, "frozen"},
           {R"({"set": "2026-05-01T00:00:00Z"})", "2026-05-01T00:00:00Z", "frozen"},
           {R"({"set": "2026-05-01"})", "2026-05-01T00:00:00Z", "frozen"},
           {R"({"set": "2020-02-29T23:59:59Z"})", "2020-02-29T23:59:59Z", "frozen"},
           {R"({"advance": "10s"})", "2026-04-15T12:00:10Z", "frozen"},
           {R"({"advance": "1d12h"})", "2026-04-17T00:00:00Z", "frozen"},
           {R"({"advance": "0s"})", kStart, "frozen"},
           {R"({"flow": "real"})", kStart, "real"},
           {R"({"flow": "60x"})", kStart, "60x"},
           {R"({"flow": "0.5x"})", kStart, "0.5x"},
           {R"({"flow": "1x"})", kStart, "real"},
           {R"({"flow": "real", "advance": "1h", "set": "2026-05-01"})", "2026-05-01T01:00:00Z",
            "real"},
       }) {
    SCOPED_TRACE(row.body);
    TestSite site("seed: 1");
    const TestAnswer answer = site.post(kClock, row.body);
    EXPECT_EQ(answer.status, 200) << answer.bytes;
    EXPECT_EQ(answer.json(), clock_of(row.instant, row.flow));
    EXPECT_EQ(site.get(kClock), clock_of(row.instant, row.flow));
    EXPECT_EQ(site.get("/_sim/sessions/default")["instant"], row.instant);
  }
}

struct BadChange {
  const char* body;
  int status;
  const char* detail;
};

TEST(AdminTimeTest, RefusesChangesThatItCannotMakeAsAWhole) {
  TestSite site("seed: 1");
  for (const BadChange& row : {
           BadChange{"", 400, "the body must be a JSON object: Field required"},
           {"{\"set\"", 400, "the body must be a JSON object: JSON decode error"},
           {"7", 400,
            "the body must be a JSON object: Input should be a valid dictionary or object to "
            "extract fields from"},
           {R"({"add": "10s"})", 422, "unknown member \"add\"; known are set, advance, flow"},
           {R"({"advance": 10})", 422, "\"advance\" must be a string"},
           {R"({"set": null})", 422, "\"set\" must be a string"},
           {R"({"set": "tomorrow"})", 422,
            "\"tomorrow\" is not an instant; write it like \"2026-04-30\" or "
            "\"2026-04-30T23:59:50Z\""},
           {R"({"advance": "-10s"})", 422,
            "\"-10s\" is no duration; write it like 300ms, 2s, 1.5s or 1m30s"},
           {R"({"flow": "fast"})", 422,
            "\"fast\" is no flow; write frozen, real, or a rate up to 1000000x such as 60x"},
           {R"({"flow": "0x"})", 422,
            "\"0x\" is no flow; write frozen, real, or a rate up to 1000000x such as 60x"},
           {R"({"set": "2026-05-01", "advance": "1h", "flow": "fast"})", 422,
            "\"fast\" is no flow; write frozen, real, or a rate up to 1000000x such as 60x"},
       }) {
    EXPECT_EQ(detail_of(site.post(kClock, row.body), row.status), row.detail) << row.body;
    EXPECT_EQ(site.get(kClock), clock_of(kStart, "frozen")) << row.body;
  }
}

TEST(AdminTimeTest, ReadsAClockThatFlows) {
  TestSite site("seed: 1");
  ASSERT_EQ(site.post(kClock, R"({"flow": "60x"})").status, 200);
  site.wait(1min);
  EXPECT_EQ(site.get(kClock), clock_of("2026-04-15T13:00:00Z", "60x"));
  ASSERT_EQ(site.post(kClock, R"({"flow": "real"})").status, 200);
  site.wait(1min);
  EXPECT_EQ(site.get(kClock), clock_of("2026-04-15T13:01:00Z", "real"));
  ASSERT_EQ(site.post(kClock, R"({"flow": "frozen"})").status, 200);
  site.wait(1min);
  EXPECT_EQ(site.get(kClock), clock_of("2026-04-15T13:01:00Z", "frozen"));
}

TEST(AdminTimeTest, LeavesTheClocksOfOtherSessionsAlone) {
  TestSite site("seed: 1");
  ASSERT_EQ(site.post("/_sim/sessions", R"({"id": "mine"})").status, 201);
  ASSERT_EQ(site.post("/_sim/sessions/mine/clock", R"({"advance": "1h"})").status, 200);
  EXPECT_EQ(site.get("/_sim/sessions/mine/clock"), clock_of("2026-04-15T13:00:00Z", "frozen"));
  EXPECT_EQ(site.get(kClock), clock_of(kStart, "frozen"));
}

}  // namespace
}  // namespace fauxplane
