#include <gtest/gtest.h>

#include "tests/support/test_plane.h"

namespace fauxplane {
namespace {

using Json = nlohmann::json;

constexpr std::string_view kIdStem = "01JRX0A1B2C3D4E5F6G7H8J9K";

// The last digits of the ids, in the order in which they came.
std::string order_of(const Json& page) {
  std::string order;
  for (const Json& item : page["items"]) {
    order += item["event_id"].get<std::string>().substr(kIdStem.size());
  }
  return order;
}

TEST(EventsTest, ShowsEveryFieldOfAnEvent) {
  TestPlane plane;
  const Json page = plane.get("/api/console/events?limit=1&offset=4");
  EXPECT_EQ(page, (Json{{"items",
                         {{{"event_id", "01JRX0A1B2C3D4E5F6G7H8J9K1"},
                           {"org_id", "org_1"},
                           {"actor_id", "user_1"},
                           {"session_id", "s-1"},
                           {"kind", "user_message"},
                           {"content", "Please use the dark theme."},
                           {"ts", "2026-04-02T09:30:00Z"},
                           {"metadata", {{"source", "chat"}}},
                           {"ingested_at", "2026-04-02T09:30:01Z"}}}},
                        {"total", 5},
                        {"limit", 1},
                        {"offset", 4}}));
}

TEST(EventsTest, LeavesOutWhatAnEventDoesNotHave) {
  TestPlane plane(R"(
world:
  events:
    - {id: e1, org: org_1, actor_id: a, kind: app_event, content: "x",
       ts: "2026-04-01T00:00:00.250Z"}
)");
  const Json item = plane.get("/api/console/events")["items"][0];
  EXPECT_FALSE(item.contains("session_id"));
  EXPECT_FALSE(item.contains("metadata"));
  EXPECT_EQ(item["ts"], "2026-04-01T00:00:00.250Z");
  EXPECT_EQ(item["ingested_at"], item["ts"]);
}

struct QueryCase {
  const char* name;
  const char* query;
  const char* order;
  int total;
  int limit = 50;
  int offset = 0;
};

class EventsQueryTest : public testing::TestWithParam<QueryCase> {};

TEST_P(EventsQueryTest, SelectsSortsAndPages) {
  TestPlane plane;
  const Json page = plane.get(std::string("/api/console/events") + GetParam().query);
  EXPECT_EQ(order_of(page), GetParam().order);
  EXPECT_EQ(page["total"], GetParam().total);
  EXPECT_EQ(page["limit"], GetParam().limit);
  EXPECT_EQ(page["offset"], GetParam().offset);
}

INSTANTIATE_TEST_SUITE_P(
    Table, EventsQueryTest,
    testing::Values(
        QueryCase{"Default", "", "54321", 5}, QueryCase{"Descending", "?sort=ts_desc", "54321", 5},
        QueryCase{"Ascending", "?sort=ts_asc", "12345", 5},
        QueryCase{"Actor", "?actor_id=user_1", "521", 3},
        QueryCase{"ActorIsExact", "?actor_id=user_", "", 0},
        QueryCase{"ActorOfAnotherOrg", "?actor_id=user_9", "", 0},
        QueryCase{"ActorEncoded", "?actor%5Fid=user%5f1", "521", 3},
        QueryCase{"Session", "?session_id=s-2", "3", 1},
        QueryCase{"Kind", "?kind=user_message", "51", 2},
        QueryCase{"All", "?actor_id=user_1&session_id=s-1&kind=user_message&sort=ts_asc", "1", 1},
        QueryCase{"EmptyFilters", "?actor_id=&session_id=&kind=", "54321", 5},
        QueryCase{"LastOneWins", "?actor_id=user_1&actor_id=user_2", "43", 2},
        QueryCase{"UnknownParameter", "?unknown=1", "54321", 5},
        QueryCase{"Page", "?limit=2&offset=1", "43", 5, 2, 1},
        QueryCase{"LastPage", "?limit=2&offset=4", "1", 5, 2, 4},
        QueryCase{"PageBehindTheEnd", "?limit=2&offset=5", "", 5, 2, 5},
        QueryCase{"MostAtOnce", "?limit=200", "54321", 5, 200, 0},
        QueryCase{"PageOfAFilter", "?actor_id=user_1&limit=1&offset=1", "2", 3, 1, 1}),
    [](const auto& row) { return row.param.name; });

TEST(EventsTest, TakesAnOffsetAsLargeAsNumbersGo) {
  TestPlane plane;
  const Json page = plane.get("/api/console/events?offset=9223372036854775807");
  EXPECT_EQ(page["items"], Json::array());
  EXPECT_EQ(page["offset"], INT64_MAX);
}

struct BadQueryCase {
  const char* name;
  const char* query;
  const char* parameter;
  const char* type;
};

class EventsBadQueryTest : public testing::TestWithParam<BadQueryCase> {};

TEST_P(EventsBadQueryTest, IsRefusedWithItsPlace) {
  TestPlane plane;
  const TestAnswer answer =
      plane.send("GET", std::string("/api/console/events?") + GetParam().query);
  ASSERT_EQ(answer.status, 422) << answer.bytes;
  const Json body = answer.json();
  ASSERT_EQ(body.size(), 1U);
  ASSERT_EQ(body["detail"].size(), 1U);
  EXPECT_EQ(body["detail"][0]["loc"], (Json{"query", GetParam().parameter}));
  EXPECT_EQ(body["detail"][0]["type"], GetParam().type);
  EXPECT_TRUE(body["detail"][0]["msg"].is_string());
  EXPECT_EQ(body["detail"][0].size(), 3U);
}

INSTANTIATE_TEST_SUITE_P(
    Table, EventsBadQueryTest,
    testing::Values(BadQueryCase{"UnknownSort", "sort=ts", "sort", "enum"},
                    BadQueryCase{"SortInCapitals", "sort=TS_DESC", "sort", "enum"},
                    BadQueryCase{"EmptySort", "sort=", "sort", "enum"},
                    BadQueryCase{"UnknownKind", "kind=message", "kind", "enum"},
                    BadQueryCase{"KindInCapitals", "kind=User_Message", "kind", "enum"},
                    BadQueryCase{"NoRoom", "limit=0", "limit", "greater_than_equal"},
                    BadQueryCase{"NegativeLimit", "limit=-1", "limit", "greater_than_equal"},
                    BadQueryCase{"TooMany", "limit=201", "limit", "less_than_equal"},
                    BadQueryCase{"WordAsLimit", "limit=ten", "limit", "int_parsing"},
                    BadQueryCase{"EmptyLimit", "limit=", "limit", "int_parsing"},
                    BadQueryCase{"FractionAsLimit", "limit=1.5", "limit", "int_parsing"},
                    BadQueryCase{"SignedLimit", "limit=%2B5", "limit", "int_parsing"},
                    BadQueryCase{"LimitWithTail", "limit=5x", "limit", "int_parsing"},
                    BadQueryCase{"HugeLimit", "limit=99999999999999999999", "limit", "int_parsing"},
                    BadQueryCase{"NegativeOffset", "offset=-1", "offset", "greater_than_equal"},
                    BadQueryCase{"WordAsOffset", "offset=x", "offset", "int_parsing"},
                    BadQueryCase{"LastOneWins", "limit=5&limit=x", "limit", "int_parsing"}),
    [](const auto& row) { return row.param.name; });

TEST(EventsTest, WalksPagesWithoutRepeatingOrSkippingEqualTimes) {
  std::string yaml = "world:\n  events:\n";
  for (int at = 0; at < 9; ++at) {
    yaml +=
        "    - {id: e" + std::to_string((at * 4) % 9) +
        ", org: org_1, actor_id: a, kind: app_event, content: x, ts: \"2026-04-01T00:00:00Z\"}\n";
  }
  TestPlane plane(yaml);
  for (const std::string sort : {"ts_asc", "ts_desc"}) {
    std::string seen;
    for (int offset = 0; offset < 9; offset += 2) {
      const Json page = plane.get("/api/console/events?limit=2&sort=" + sort +
                                  "&offset=" + std::to_string(offset));
      for (const Json& item : page["items"]) seen += item["event_id"].get<std::string>().substr(1);
    }
    EXPECT_EQ(seen, sort == "ts_asc" ? "012345678" : "876543210");
  }
}

}  // namespace
}  // namespace fauxplane
