#include <gtest/gtest.h>

#include "tests/support/test_plane.h"

namespace fauxplane {
namespace {

using Json = nlohmann::json;

TEST(UsageTest, SummarisesEveryDimensionOfThePeriod) {
  TestPlane plane(R"(
world:
  plans: {pro: {limits: {llm_tokens: null}}}
  orgs: {org_1: {usage: {api_calls: 40, events_ingested: 30000, memories_stored: 7}}}
)");
  const auto row = [](const char* name, int used, Json limit, Json rate) {
    return Json{{"dimension", name}, {"used", used}, {"limit", limit}, {"overage_rate", rate}};
  };
  EXPECT_EQ(
      plane.get("/api/usage/summary"),
      (Json{{"org_id", "org_1"},
            {"tier", "pro"},
            {"period_start", "2026-04-01"},
            {"period_end", "2026-04-30"},
            {"dimensions",
             {row("api_calls", 41, 500000, 0.0002), row("events_ingested", 30000, 25000, 0.001),
              row("memories_stored", 7, 50000, nullptr), row("llm_tokens", 0, nullptr, nullptr),
              row("search_queries", 0, 100000, 0.0005)}}}));
}

struct PeriodCase {
  const char* now;
  const char* start;
  const char* end;
};

TEST(UsageTest, NamesTheFirstAndTheLastDayOfTheMonth) {
  for (const PeriodCase& row : {PeriodCase{"2026-12-31T23:59:59.999Z", "2026-12-01", "2026-12-31"},
                                PeriodCase{"2027-01-01T00:00:00Z", "2027-01-01", "2027-01-31"},
                                PeriodCase{"2028-02-10T00:00:00Z", "2028-02-01", "2028-02-29"},
                                PeriodCase{"2027-02-10T00:00:00Z", "2027-02-01", "2027-02-28"}}) {
    SCOPED_TRACE(row.now);
    TestPlane plane("clock: {start: \"" + std::string(row.now) + "\"}");
    const Json summary = plane.get("/api/usage/summary");
    EXPECT_EQ(summary["period_start"], row.start);
    EXPECT_EQ(summary["period_end"], row.end);
  }
}

TEST(UsageTest, StartsAnewWithTheMonthExceptForTheGauge) {
  TestPlane plane(R"(
clock: {start: "2026-04-30T23:59:59Z", flow: real}
world: {orgs: {org_1: {usage: {api_calls: 40, search_queries: 5, memories_stored: 7}}}}
)");
  const auto used = [&](std::size_t at) {
    return plane.get("/api/usage/summary")["dimensions"][at]["used"].get<int>();
  };
  EXPECT_EQ(used(0), 41);
  plane.wait(std::chrono::seconds{1});
  EXPECT_EQ(used(0), 1);
  EXPECT_EQ(used(2), 7);
  EXPECT_EQ(used(4), 0);
  EXPECT_EQ(plane.send("GET", "/api/me").header("X-RateLimit-Reset"), "1780272000");
}

TEST(UsageTest, ListsEachDayThatHasBegun) {
  TestPlane plane("clock: {start: \"2026-04-02T10:30:00Z\"}");
  static_cast<void>(plane.get("/api/me"));
  const Json series = plane.get("/api/usage/timeseries?dimension=api_calls");
  EXPECT_EQ(series,
            (Json{{"org_id", "org_1"},
                  {"granularity", "daily"},
                  {"data",
                   {{{"date", "2026-04-01"}, {"dimension", "api_calls"}, {"quantity", 0}},
                    {{"date", "2026-04-02"}, {"dimension", "api_calls"}, {"quantity", 2}}}}}));
}

TEST(UsageTest, ListsEachHourThatHasBegun) {
  TestPlane plane("clock: {start: \"2026-04-01T02:59:59Z\"}");
  const Json series = plane.get("/api/usage/timeseries?granularity=hourly&dimension=api_calls");
  EXPECT_EQ(series["granularity"], "hourly");
  ASSERT_EQ(series["data"].size(), 3U);
  EXPECT_EQ(series["data"][0]["date"], "2026-04-01T00:00:00Z");
  EXPECT_EQ(series["data"][2],
            (Json{{"date", "2026-04-01T02:00:00Z"}, {"dimension", "api_calls"}, {"quantity", 1}}));
}

struct SeriesCase {
  const char* name;
  const char* query;
  std::size_t rows;
  const char* first;  // the first and the last date
  const char* last;
};

class SeriesTest : public testing::TestWithParam<SeriesCase> {};

TEST_P(SeriesTest, CoversTheRangeThatIsAskedFor) {
  TestPlane plane;  // noon of the 15th of April 2026
  const Json data = plane.get(std::string("/api/usage/timeseries") + GetParam().query)["data"];
  ASSERT_EQ(data.size(), GetParam().rows);
  if (data.empty()) return;
  EXPECT_EQ(data.front()["date"], GetParam().first);
  EXPECT_EQ(data.back()["date"], GetParam().last);
}

INSTANTIATE_TEST_SUITE_P(
    Table, SeriesTest,
    testing::Values(
        SeriesCase{"EveryDimension", "", 75, "2026-04-01", "2026-04-15"},
        SeriesCase{"EmptyValues", "?dimension=&period_start=&period_end=", 75, "2026-04-01",
                   "2026-04-15"},
        SeriesCase{"OneDay", "?dimension=api_calls&period_start=2026-04-15&period_end=2026-04-15",
                   1, "2026-04-15", "2026-04-15"},
        SeriesCase{"BothEndsInclusive",
                   "?dimension=llm_tokens&period_start=2026-03-30&period_end=2026-04-02", 4,
                   "2026-03-30", "2026-04-02"},
        SeriesCase{"StartAlone", "?dimension=api_calls&period_start=2026-04-14", 2, "2026-04-14",
                   "2026-04-15"},
        SeriesCase{"EndAlone", "?dimension=api_calls&period_end=2026-04-02", 2, "2026-04-01",
                   "2026-04-02"},
        SeriesCase{"WithTime", "?dimension=api_calls&period_start=2026-04-14T20:00:00Z", 2,
                   "2026-04-14", "2026-04-15"},
        SeriesCase{"Future", "?period_start=2026-05-01", 0, "", ""},
        SeriesCase{"UnknownDimension", "?dimension=nothing", 0, "", ""},
        SeriesCase{
            "HourlyDay",
            "?granularity=hourly&dimension=api_calls&period_start=2026-04-14&period_end=2026-04-14",
            24, "2026-04-14T00:00:00Z", "2026-04-14T23:00:00Z"},
        SeriesCase{"HourlyToday", "?granularity=hourly&dimension=api_calls&period_start=2026-04-15",
                   13, "2026-04-15T00:00:00Z", "2026-04-15T12:00:00Z"},
        SeriesCase{"LongestDaily",
                   "?dimension=api_calls&period_start=2016-04-07&period_end=2026-04-14", 3660,
                   "2016-04-07", "2026-04-14"},
        SeriesCase{"LastYearThereIs",
                   "?dimension=api_calls&period_start=9998-12-31&period_end=9998-12-31", 0, "",
                   ""}),
    [](const auto& row) { return row.param.name; });

struct BadSeriesCase {
  const char* name;
  const char* query;
  const char* parameter;
  const char* type;
};

class BadSeriesTest : public testing::TestWithParam<BadSeriesCase> {};

TEST_P(BadSeriesTest, IsRefusedWithItsPlace) {
  TestPlane plane;
  const TestAnswer answer =
      plane.send("GET", std::string("/api/usage/timeseries?") + GetParam().query);
  ASSERT_EQ(answer.status, 422) << answer.bytes;
  const Json item = answer.json()["detail"][0];
  EXPECT_EQ(item["loc"], (Json{"query", GetParam().parameter}));
  EXPECT_EQ(item["type"], GetParam().type);
}

INSTANTIATE_TEST_SUITE_P(
    Table, BadSeriesTest,
    testing::Values(
        BadSeriesCase{"UnknownGranularity", "granularity=weekly", "granularity", "enum"},
        BadSeriesCase{"GranularityInCapitals", "granularity=Daily", "granularity", "enum"},
        BadSeriesCase{"EmptyGranularity", "granularity=", "granularity", "enum"},
        BadSeriesCase{"WordAsStart", "period_start=april", "period_start", "date_parsing"},
        BadSeriesCase{"ImpossibleStart", "period_start=2026-02-30", "period_start", "date_parsing"},
        BadSeriesCase{"YearZero", "period_start=0000-01-01", "period_start", "date_parsing"},
        BadSeriesCase{"YearTenThousand", "period_end=10000-01-01", "period_end", "date_parsing"},
        BadSeriesCase{"PlusThatBecameABlank", "period_end=2026-04-01T00:00:00+00:00", "period_end",
                      "date_parsing"},
        BadSeriesCase{"EndBeforeStart", "period_start=2026-04-02&period_end=2026-04-01",
                      "period_end", "value_error"},
        BadSeriesCase{"EndBeforeThePeriod", "period_end=2026-03-31", "period_end", "value_error"},
        BadSeriesCase{"TooManyDays", "period_start=2016-04-06&period_end=2026-04-14", "period_end",
                      "value_error"},
        BadSeriesCase{"TooManyHours",
                      "granularity=hourly&period_start=2025-01-01&period_end=2026-04-01",
                      "period_end", "value_error"}),
    [](const auto& row) { return row.param.name; });

}  // namespace
}  // namespace fauxplane
