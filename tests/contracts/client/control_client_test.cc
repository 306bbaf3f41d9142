#include "contracts/client/control_client.h"

#include <gtest/gtest.h>

#include "tests/contracts/client/fake_plane.h"

namespace memsy {
namespace {

struct Case {
  const char* name;
  void (*call)(const ControlClient&);
  const char* method;
  const char* target;
  const char* body;  // nullptr: none
};

class RequestTest : public testing::TestWithParam<Case> {};

TEST_P(RequestTest, IsTheOneOfTheContract) {
  FakePlane plane{.answers = {refusal(500)}};
  EXPECT_THROW(GetParam().call(plane.client()), MemsyAPIError);
  ASSERT_EQ(plane.requests.size(), 1U);
  const HttpRequest& request = plane.requests.front();
  EXPECT_EQ(request.method, GetParam().method);
  EXPECT_EQ(request.url, std::string("http://plane.example/api") + GetParam().target);
  EXPECT_EQ(request.body.value_or("(none)"),
            GetParam().body == nullptr ? "(none)" : GetParam().body);
  EXPECT_EQ(request.headers.only("Authorization"), "Bearer msy_1f");
  EXPECT_EQ(request.headers.only("Content-Type").has_value(), request.body.has_value());
  EXPECT_EQ(request.timeout, std::chrono::seconds{30});
}

INSTANTIATE_TEST_SUITE_P(
    Each, RequestTest,
    testing::Values(
        Case{"Health", [](const ControlClient& to) { static_cast<void>(to.health()); }, "GET",
             "/health", nullptr},
        Case{"Me", [](const ControlClient& to) { static_cast<void>(to.me()); }, "GET", "/me",
             nullptr},
        Case{"UsageSummary",
             [](const ControlClient& to) { static_cast<void>(to.usage().summary()); }, "GET",
             "/usage/summary", nullptr},
        Case{"Timeseries",
             [](const ControlClient& to) { static_cast<void>(to.usage().timeseries()); }, "GET",
             "/usage/timeseries?granularity=daily", nullptr},
        Case{"TimeseriesOfAll",
             [](const ControlClient& to) {
               static_cast<void>(to.usage().timeseries({.dimension = "a&b",
                                                        .granularity = "hourly",
                                                        .period_start = "2027-02-01",
                                                        .period_end = "2027-02-02"}));
             },
             "GET",
             "/usage/timeseries?granularity=hourly&dimension=a%26b&period_start=2027-02-01&"
             "period_end=2027-02-02",
             nullptr},
        Case{"BillingSummary",
             [](const ControlClient& to) { static_cast<void>(to.billing().summary()); }, "GET",
             "/billing/summary", nullptr},
        Case{"Invoices",
             [](const ControlClient& to) { static_cast<void>(to.billing().invoices()); }, "GET",
             "/billing/invoices", nullptr},
        Case{"Keys", [](const ControlClient& to) { static_cast<void>(to.keys().list()); }, "GET",
             "/keys", nullptr},
        Case{"CreateKey",
             [](const ControlClient& to) { static_cast<void>(to.keys().create({.name = "ci"})); },
             "POST", "/keys", R"({"name":"ci","scopes":["read","write"]})"},
        Case{"CreateKeyThatExpires",
             [](const ControlClient& to) {
               static_cast<void>(
                   to.keys().create({.name = "\xE2\x98\x83", .scopes = {}, .expires_at = "e"}));
             },
             "POST", "/keys", "{\"expires_at\":\"e\",\"name\":\"\xE2\x98\x83\",\"scopes\":[]}"},
        Case{"KeyUsage", [](const ControlClient& to) { static_cast<void>(to.keys().usage("a/b")); },
             "GET", "/keys/a%2Fb/usage", nullptr},
        Case{"DeleteKey", [](const ControlClient& to) { to.keys().remove(".."); }, "DELETE",
             "/keys/%2E%2E", nullptr},
        Case{"Events", [](const ControlClient& to) { static_cast<void>(to.events().list()); },
             "GET", "/console/events?sort=ts_desc&limit=50&offset=0", nullptr},
        Case{"EventsOfAll",
             [](const ControlClient& to) {
               static_cast<void>(to.events().list({.actor_id = "a b",
                                                   .session_id = "s",
                                                   .kind = "k",
                                                   .sort = "ts_asc",
                                                   .limit = 2,
                                                   .offset = 4}));
             },
             "GET",
             "/console/events?sort=ts_asc&limit=2&offset=4&actor_id=a%20b&session_id=s&kind=k",
             nullptr},
        Case{"Interest",
             [](const ControlClient& to) { to.interest().express({.email = "e", .name = "n"}); },
             "POST", "/interest/pro", R"({"email":"e","name":"n"})"},
        Case{"InterestStatus",
             [](const ControlClient& to) { static_cast<void>(to.interest().status()); }, "GET",
             "/interest/pro/status", nullptr}),
    [](const auto& row) { return row.param.name; });

TEST(ControlClientTest, ValuesComeWithWhatTheirHeadersSay) {
  FakePlane plane{.answers = {{.status = 200,
                               .headers = {{"X-RateLimit-Limit", "5"}, {"X-Plan", "pro"}},
                               .body = R"({"usage":[{"a":1}]})"}}};
  const auto answer = plane.client().keys().usage("k");
  EXPECT_EQ(answer.value, (std::vector<nlohmann::json>{{{"a", 1}}}));
  EXPECT_EQ(answer.usage, Usage{.plan = "pro"});
  EXPECT_EQ(answer.rate_limit, RateLimit{.limit = 5});
}

TEST(ControlClientTest, DeletingGivesNothingWhateverTheBody) {
  FakePlane plane{.answers = {{.status = 204, .headers = {{"X-Plan", "pro"}}, .body = ""},
                              {.status = 200, .body = "<html>"}}};
  EXPECT_EQ(plane.client().keys().remove("k").usage, Usage{.plan = "pro"});
  EXPECT_NO_THROW(plane.client().keys().remove("k"));
}

TEST(ControlClientTest, ArgumentsThatCannotBeSentAreRefusedFirst) {
  FakePlane plane;
  EXPECT_THROW(static_cast<void>(plane.client().keys().create({.name = "\xFF"})), MemsyError);
  EXPECT_THROW(plane.client().keys().remove(""), MemsyError);
  EXPECT_TRUE(plane.requests.empty());
}

TEST(ControlClientTest, OptionsAreCheckedWhenItIsMade) {
  EXPECT_THROW(ControlClient({.base_url = "http://a", .api_key = "a\nb"}), MemsyError);
}

}  // namespace
}  // namespace memsy
