#include "simulator/edge/journal_view.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "tests/support/test_site.h"

namespace fauxplane {
namespace {

using nlohmann::json;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::Pair;

std::vector<std::uint64_t> numbers_of(const json& page) {
  std::vector<std::uint64_t> numbers;
  for (const json& entry : page["entries"]) numbers.push_back(entry["number"]);
  return numbers;
}

TEST(JournalViewTest, TakesAMessageApart) {
  const std::string head =
      "POST /api/keys?x=1 HTTP/1.1\r\nHost: a:80\r\nX-A:\t b: c \r\nEmpty:\r\n\r\n";
  const std::string bytes = head + "{\"a\": 1}\r\n";
  const JournalMessage message = take_apart(bytes, head.size());
  EXPECT_EQ(message.first_line, "POST /api/keys?x=1 HTTP/1.1");
  EXPECT_THAT(message.headers,
              ElementsAre(Pair("Host", "a:80"), Pair("X-A", "b: c "), Pair("Empty", "")));
  EXPECT_EQ(message.body, "{\"a\": 1}\r\n");
}

TEST(JournalViewTest, TakesBrokenMessagesApart) {
  EXPECT_EQ(take_apart("", 0).first_line, "");
  EXPECT_EQ(take_apart("GET", 3).first_line, "GET");
  EXPECT_EQ(take_apart("GET /\nA: b\n\nbody", 12).body, "body") << "bare line feeds";
  EXPECT_THAT(take_apart("GET /\nA: b\n", 11).headers, ElementsAre(Pair("A", "b")));
  EXPECT_THAT(take_apart("GET /\r\nno colon", 15).headers, ElementsAre(Pair("no colon", "")));
  EXPECT_THAT(take_apart("GET /\rA: b\rC: d\r\r", 16).headers,
              ElementsAre(Pair("A", "b"), Pair("C", "d")));
  EXPECT_EQ(take_apart("GET /", 99).body, "") << "a head that was cut";
}

RC_GTEST_PROP(JournalViewPropertyTest, TakesAnyBytesApart, (const std::string& bytes)) {
  const auto size = *rc::gen::inRange<std::size_t>(0, bytes.size() + 3);
  const JournalMessage message = take_apart(bytes, size);
  RC_ASSERT(message.body == bytes.substr(std::min(size, bytes.size())));
  const auto [method, target] = method_and_target(message.first_line);
  RC_ASSERT(bytes.starts_with(method));
  RC_ASSERT(target.find(' ') == std::string_view::npos);
}

TEST(JournalViewTest, SplitsARequestLine) {
  EXPECT_THAT(method_and_target("GET /api/keys?x=1 HTTP/1.1"), Pair("GET", "/api/keys?x=1"));
  EXPECT_THAT(method_and_target("GET /api"), Pair("GET", "/api"));
  EXPECT_THAT(method_and_target("GET "), Pair("GET", ""));
  EXPECT_THAT(method_and_target("GET"), Pair("GET", ""));
  EXPECT_THAT(method_and_target(""), Pair("", ""));
}

TEST(JournalViewTest, ShowsARequestAndItsAnswer) {
  TestSite site("steps: [{on: GET /keys, nth: 2, answer: {status: 218, body: hot}}]");
  ASSERT_EQ(site.call("/api/keys"), 200);
  site.wait(std::chrono::milliseconds{1500});
  const TestAnswer answer =
      site.send("GET", "/api/keys?a=b", {.headers = {{"X-A", "b"}}, .body = "hello"});
  const json page = site.get("/_sim/journal");
  EXPECT_EQ(page["total"], 2);
  EXPECT_EQ(page["evicted"], 0);
  EXPECT_EQ(page["next"], nullptr);
  ASSERT_EQ(page["entries"].size(), 2U);
  EXPECT_EQ(page["entries"][0]["step"], nullptr);
  EXPECT_NE(page["entries"][0]["note"], "") << "why the step did not fit";
  json entry = page["entries"][1];
  const double earlier = page["entries"][0]["arrival_ms"];
  EXPECT_NEAR(entry["arrival_ms"].get<double>() - earlier, 1500, 0.01);
  entry.erase("arrival_ms");
  json headers = json::array();
  for (const auto& [name, value] : answer.headers) headers.push_back(json::array({name, value}));
  EXPECT_EQ(
      entry,
      (json{{"number", 2},
            {"instant", "2026-04-15T12:00:00Z"},
            {"connection", 1},
            {"on_connection", 1},
            {"method", "GET"},
            {"target", "/api/keys?a=b"},
            {"route", "GET /api/keys"},
            {"key", "key_admin"},
            {"step", {{"number", 1}, {"use", 1}}},
            {"status", 218},
            {"end", "kept"},
            {"bytes_sent", answer.bytes.size()},
            {"note", ""},
            {"request",
             {{"headers", json::array({json::array({"Host", "plane.example"}),
                                       json::array({"Authorization",
                                                    "Bearer msy_ad00****************************"}),
                                       json::array({"X-A", "b"})})},
              {"body", "hello"}}},
            {"answer", {{"headers", headers}, {"body", "hot"}}}}));
}

TEST(JournalViewTest, ShowsARequestWithoutARoute) {
  TestSite site;
  ASSERT_EQ(site.call("/api/nothing", "msy_bogus"), 401);
  const json entry = site.get("/_sim/journal")["entries"][0];
  EXPECT_EQ(entry["route"], nullptr);
  EXPECT_EQ(entry["key"], "");
  EXPECT_EQ(entry["status"], 401);
}

TEST(JournalViewTest, ShowsTheAnswerWithoutWhatStandsBeforeIt) {
  for (const char* const fault : {"interim: [100, 101]", "garbage: before", "interim: many"}) {
    SCOPED_TRACE(fault);
    TestSite site("steps: [{on: GET /me, fault: {" + std::string(fault) + "}}]");
    ASSERT_EQ(site.call("/api/me"), 200);
    const json answer = site.get("/_sim/journal")["entries"][0]["answer"];
    EXPECT_EQ(answer["headers"][0][0], "Content-Type");
    EXPECT_EQ(json::parse(std::string(answer["body"]))["email"], "admin@example.com");
  }
}

TEST(JournalViewTest, NamesTheEndOfEveryExchange) {
  constexpr const char* kEnds[] = {"kept", "closed", "cut", "reset"};
  TestPlane plane;
  for (std::uint8_t end = 0; end < std::size(kEnds); ++end) {
    JournalEntry entry{.end = static_cast<WireEnd>(end)};
    plane.world().store().append_journal(entry);
  }
  const AdminJson page = journal_page(plane.world(), {});
  for (std::size_t at = 0; at < std::size(kEnds); ++at) {
    EXPECT_EQ(page["entries"][at]["end"], kEnds[at]);
  }
}

struct Filtered {
  const char* query;
  std::vector<std::uint64_t> numbers;
};

TEST(JournalViewTest, KeepsWhatIsAskedFor) {
  TestSite site("steps: [{on: GET /keys, times: 1, answer: {status: 218}}, {on: GET /health}]");
  ASSERT_EQ(site.call("/api/me"), 200);                                                 // 1
  ASSERT_EQ(site.call("/api/keys"), 218);                                               // 2
  ASSERT_EQ(site.call("/api/keys?x=1", kReadOnlyKey), 200);                             // 3
  ASSERT_EQ(site.send("POST", "/api/keys", {.body = R"({"name": "a"})"}).status, 200);  // 4
  ASSERT_EQ(site.call("/v1/health"), 200);                                              // 5
  ASSERT_EQ(site.call("/api/me", ""), 401);                                             // 6
  for (const Filtered& row : std::vector<Filtered>{{"", {1, 2, 3, 4, 5, 6}},
                                                   {"method=POST", {4}},
                                                   {"method=post", {}},
                                                   {"method=GET", {1, 2, 3, 5, 6}},
                                                   {"path=/keys", {2, 3, 4}},
                                                   {"path=keys%3Fx=1", {3}},
                                                   {"path=HTTP", {}},
                                                   {"status=200", {1, 3, 4, 5}},
                                                   {"status=20", {}},
                                                   {"key=key_read_only", {3}},
                                                   {"key=", {6}},
                                                   {"step=1", {2}},
                                                   {"step=2", {5}},
                                                   {"step=0", {}},
                                                   {"step=4294967296", {}},
                                                   {"unmatched=true", {1, 3, 4, 6}},
                                                   {"unmatched=false", {1, 2, 3, 4, 5, 6}},
                                                   {"unmatched=true&step=1", {}},
                                                   {"path=/keys&status=200", {3, 4}},
                                                   {"method=GET&path=/me&key=key_admin", {1}},
                                                   {"from=4", {4, 5, 6}},
                                                   {"from=6&limit=1", {6}},
                                                   {"from=7", {}},
                                                   {"from=9223372036854775807", {}}}) {
    const json page = site.get("/_sim/journal?" + std::string(row.query));
    EXPECT_EQ(numbers_of(page), row.numbers) << row.query;
    EXPECT_EQ(page["next"], nullptr) << row.query;
    EXPECT_EQ(page["total"], 6) << row.query;
  }
}

struct Page {
  const char* query;
  std::vector<std::uint64_t> numbers;
  json next;
};

TEST(JournalViewTest, SaysWhereToGoOn) {
  TestSite site;
  for (const char* target : {"/api/me", "/api/keys", "/api/me", "/api/keys", "/api/me"}) {
    ASSERT_EQ(site.call(target), 200);
  }
  for (const Page& row : std::vector<Page>{{"limit=2", {1, 2}, 3},
                                           {"limit=2&from=3", {3, 4}, 5},
                                           {"limit=2&from=5", {5}, nullptr},
                                           {"limit=5", {1, 2, 3, 4, 5}, nullptr},
                                           {"limit=4", {1, 2, 3, 4}, 5},
                                           {"limit=1&path=/me", {1}, 3},
                                           {"limit=2&path=/me", {1, 3}, 5},
                                           {"limit=3&path=/me", {1, 3, 5}, nullptr},
                                           {"limit=2&path=/keys", {2, 4}, nullptr}}) {
    const json page = site.get("/_sim/journal?" + std::string(row.query));
    EXPECT_EQ(numbers_of(page), row.numbers) << row.query;
    EXPECT_EQ(page["next"], row.next) << row.query;
  }
}

TEST(JournalViewTest, ReadsAJournalOfManyPortionsAndOneThatLetGo) {
  TestPlane plane;
  for (int number = 1; number <= 10'300; ++number) {
    JournalEntry entry{.status = number % 2 == 0 ? 200 : 429};
    plane.world().store().append_journal(entry);
  }
  AdminJson page = journal_page(plane.world(), {});
  EXPECT_EQ(page["total"], 10'300);
  EXPECT_EQ(page["evicted"], 300);
  EXPECT_EQ(page["entries"].size(), 100U);
  EXPECT_EQ(page["entries"][0]["number"], 301);
  EXPECT_EQ(page["next"], 401);
  page = journal_page(plane.world(), {.limit = 1'000, .status = 200});
  EXPECT_EQ(page["entries"].size(), 1'000U);
  EXPECT_EQ(page["entries"][999]["number"], 2'300);
  EXPECT_EQ(page["next"], 2'302);
}

struct BadFilter {
  const char* query;
  const char* detail;
};

TEST(JournalViewTest, NamesTheParameterThatItRefuses) {
  TestSite site;
  for (const BadFilter& row :
       {BadFilter{"limit=0", "query/limit: Input should be greater than or equal to 1"},
        {"limit=1001", "query/limit: Input should be less than or equal to 1000"},
        {"limit=ten", "query/limit: Input should be a valid integer"},
        {"limit=", "query/limit: Input should be a valid integer"},
        {"from=0", "query/from: Input should be greater than or equal to 1"},
        {"from=-1", "query/from: Input should be greater than or equal to 1"},
        {"from=9223372036854775808", "query/from: Input should be a valid integer"},
        {"status=OK", "query/status: Input should be a valid integer"},
        {"step=1.5", "query/step: Input should be a valid integer"},
        {"methd=GET",
         "query/methd: there is no such filter; did you mean \"method\"?; known are from, limit, "
         "method, path, status, key, step, unmatched"},
        {"page=2",
         "query/page: there is no such filter; known are from, limit, method, path, status, key, "
         "step, unmatched"},
        {"unmatched=yes", "query/unmatched: Input should be 'false' or 'true'"}}) {
    EXPECT_EQ(detail_of(site.send("GET", "/_sim/journal?" + std::string(row.query)), 422),
              row.detail)
        << row.query;
  }
  EXPECT_THAT(numbers_of(site.get("/_sim/journal?limit=1000&from=1")), IsEmpty());
}

TEST(JournalViewTest, LooksForNothingByDefault) {
  const JournalFilter filter = journal_filter(Query("")).value();
  EXPECT_EQ(filter.from, 1U);
  EXPECT_EQ(filter.limit, 100);
  EXPECT_FALSE(filter.method || filter.path || filter.status || filter.key || filter.step);
  EXPECT_FALSE(filter.unmatched_only);
}

}  // namespace
}  // namespace fauxplane
