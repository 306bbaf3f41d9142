// Sessions by way of the admin plane: how they are made, read, begun anew and ended.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>

#include "tests/support/test_site.h"

namespace fauxplane {
namespace {

using nlohmann::json;
using testing::ElementsAre;
using testing::HasSubstr;

constexpr const char* kSessions = "/_sim/sessions";
constexpr const char* kScenario =
    "# A client reads once.\nfauxplane: 1\nseed: 7\nclock: {start: \"2026-05-01T00:00:00Z\"}\n"
    "expect: [{on: GET /me, calls: 1}]\n";

std::string made_of(const char* scenario) {
  return json{{"scenario", scenario}}.dump();
}

TEST(AdminSessionsTest, AnswersTheFieldsOfANewSession) {
  TestSite site;
  const TestAnswer answer =
      site.post(kSessions, json{{"scenario", kScenario}, {"id", "mine"}}.dump());
  ASSERT_EQ(answer.status, 201) << answer.bytes;
  EXPECT_EQ(answer.header("Content-Type"), "application/json");
  EXPECT_EQ(answer.header("Location"), "/_sim/sessions/mine");
  json session = answer.json();
  const Instant created = parse_instant(session["created_at"].get<std::string>()).value();
  const Instant expires = parse_instant(session["expires_at"].get<std::string>()).value();
  EXPECT_EQ(expires - created, kSessionTimeToLive);
  EXPECT_LE(created, SystemClock::real_now());
  session.erase("created_at");
  session.erase("expires_at");
  EXPECT_EQ(session, (json{{"id", "mine"},
                           {"url", "http://plane.example:8080/_s/mine"},
                           {"control_url", "http://plane.example:8080/_s/mine/api"},
                           {"base_url", "http://plane.example:8080/_s/mine/v1"},
                           {"api_key", kAdminKey},
                           {"scenario", "scenario"},
                           {"sentence", "A client reads once."},
                           {"seed", 7},
                           {"instant", "2026-05-01T00:00:00Z"},
                           {"requests", 0},
                           {"service", "memsy"}}));
  EXPECT_EQ(site.call("/_s/mine/api/me"), 200);
}

TEST(AdminSessionsTest, PlaysTheScriptOfTheServerWhenNoneIsGiven) {
  TestSite site("# What the server plays.\nfauxplane: 1\nseed: 11\n");
  std::set<std::string> ids;
  for (const char* body : {"", "{}", " { } "}) {
    const TestAnswer answer = site.post(kSessions, body);
    ASSERT_EQ(answer.status, 201) << answer.bytes;
    EXPECT_EQ(answer.json()["sentence"], "What the server plays.");
    const std::string id = answer.json()["id"];
    EXPECT_EQ(answer.header("Location"), "/_sim/sessions/" + id);
    ids.insert(id);
  }
  EXPECT_EQ(ids.size(), 3U) << "each has an id of its own";
}

TEST(AdminSessionsTest, PlaysAScenarioOfTheLibrary) {
  TestSite site;
  const json session = site.post(kSessions, R"({"name": "quota/boundary"})").json();
  EXPECT_EQ(session["scenario"], "scenarios/quota/boundary.yaml");
  EXPECT_THAT(session["sentence"].get<std::string>(), HasSubstr("last call that the quota allows"));
}

TEST(AdminSessionsTest, LivesAsLongAsAskedFor) {
  TestSite site;
  for (const auto& [text, wanted] :
       std::vector<std::pair<std::string, Duration>>{{"1ms", Duration{1}},
                                                     {"10m", std::chrono::minutes{10}},
                                                     {"168h", kSessionTimeToLiveMax}}) {
    const TestAnswer answer = site.post(kSessions, json{{"time_to_live", text}}.dump());
    ASSERT_EQ(answer.status, 201) << answer.bytes;
    const json session = answer.json();
    const auto created = parse_instant(session["created_at"].get<std::string>());
    const auto expires = parse_instant(session["expires_at"].get<std::string>());
    ASSERT_TRUE(created && expires) << session;
    EXPECT_EQ(*expires - *created, wanted) << text;
  }
}

struct BadBody {
  std::string body;
  int status;
  std::string detail;
};

TEST(AdminSessionsTest, RefusesBodiesThatAreNoRequestForOne) {
  TestSite site;
  const std::string unknown = "; known are scenario, name, service, id, time_to_live";
  const std::string bad_id = "a session id has at most 64 letters, digits, _ and -";
  const std::string bad_time = "time_to_live must be more than 0s and at most 168h";
  const std::string no_object =
      "the body must be a JSON object: Input should be a valid dictionary or object to extract "
      "fields from";
  for (const BadBody& row : std::vector<BadBody>{
           {"{", 400, "the body must be a JSON object: JSON decode error"},
           {" ", 400, "the body must be a JSON object: Field required"},
           {"[]", 400, no_object},
           {"\"mine\"", 400, no_object},
           {R"({"nam": "quota/boundary"})", 422, "unknown member \"nam\"" + unknown},
           {R"({"ID": "mine"})", 422, "unknown member \"ID\"" + unknown},
           {R"({"id": 7})", 422, "\"id\" must be a string"},
           {R"({"name": null})", 422, "\"name\" must be a string"},
           {R"({"scenario": {"fauxplane": 1}})", 422, "\"scenario\" must be a string"},
           {R"({"time_to_live": 60})", 422, "\"time_to_live\" must be a string"},
           {R"({"name": "quota/boundary", "scenario": ""})", 422,
            "give either a scenario as YAML text, or the name of one, not both"},
           {R"({"id": "a b"})", 422, bad_id},
           {R"({"id": "a/b"})", 422, bad_id},
           {R"({"id": ")" + std::string(65, 'a') + "\"}", 422, bad_id},
           {R"({"time_to_live": "0s"})", 422, bad_time},
           {R"({"time_to_live": "168h1ms"})", 422, bad_time},
           {R"({"time_to_live": "long"})", 422,
            "\"long\" is no duration; write it like 300ms, 2s, 1.5s or 1m30s"},
           {R"({"time_to_live": "60"})", 422, "\"60\" needs a unit; write \"60s\" or \"60ms\""}}) {
    EXPECT_EQ(detail_of(site.post(kSessions, row.body), row.status), row.detail) << row.body;
  }
  EXPECT_EQ(site.get(kSessions)["sessions"].size(), 1U) << "nothing was made";
}

TEST(AdminSessionsTest, RefusesAScenarioWithTls) {
  TestSite site;
  const auto answer = site.post("/_sim/sessions", R"({"name": "wire/tls_expired"})");
  EXPECT_THAT(detail_of(answer, 422), HasSubstr("fauxplane serve or exec"));
  TestSite own("tls: {}");
  EXPECT_EQ(own.post("/_sim/sessions", "{}").status, 201);
}

TEST(AdminSessionsTest, NamesTheNearestScenarioForAMisspeltOne) {
  TestSite site;
  const TestAnswer answer = site.post(kSessions, R"({"name": "quota/bounary"})");
  const std::string detail =
      "quota/bounary: there is no scenario of this name; did you mean \"quota/boundary\"?";
  EXPECT_EQ(detail_of(answer, 422), detail);
  EXPECT_EQ(answer.json()["errors"], json::array({detail}));
  EXPECT_EQ(detail_of(site.post(kSessions, R"({"name": "nothing like it"})"), 422),
            "nothing like it: there is no scenario of this name; `fauxplane scenarios` lists them");
}

TEST(AdminSessionsTest, ListsAllFindingsOfABrokenScenario) {
  TestSite site;
  const TestAnswer answer = site.post(
      kSessions, made_of("# Two flaws.\nfauxplane: 1\nsteps:\n  - {on: GET /me, tims: 2}\n"
                         "  - {on: GET /nothing}\n"));
  const std::string detail = detail_of(answer, 422);
  EXPECT_THAT(detail, testing::StartsWith("scenario:4:19: unknown key \"tims\" in step"));
  EXPECT_THAT(detail, HasSubstr("did you mean \"times\"?"));
  EXPECT_THAT(answer.json()["errors"].get<std::vector<std::string>>(),
              ElementsAre(detail, testing::StartsWith("scenario:5:")));
  EXPECT_THAT(detail_of(site.post(kSessions, made_of("a: [")), 422),
              testing::StartsWith("scenario:"));
}

TEST(AdminSessionsTest, RefusesAnIdThatIsTaken) {
  TestSite site;
  ASSERT_EQ(site.post(kSessions, R"({"id": "mine"})").status, 201);
  for (const std::string id : {"mine", "default"}) {
    EXPECT_EQ(detail_of(site.post(kSessions, json{{"id", id}}.dump()), 409),
              "there is a session \"" + id + "\" already; delete it first or leave the id out");
  }
}

TEST(AdminSessionsTest, ReadsOneAndListsAll) {
  TestSite site;
  const json made = site.post(kSessions, R"({"id": "mine"})").json();
  EXPECT_EQ(site.get("/_sim/sessions/mine"), made);
  const json initial = site.get("/_sim/sessions/default");
  EXPECT_EQ(initial["url"], kOrigin);
  EXPECT_EQ(initial["expires_at"], nullptr) << "it never ends";
  EXPECT_EQ(site.get(kSessions)["sessions"], json::array({initial, made}));
  EXPECT_EQ(site.call("/_s/mine/api/me"), 200);
  EXPECT_EQ(site.get("/_sim/sessions/mine")["requests"], 1);
  EXPECT_EQ(site.get("/_sim/sessions/default")["requests"], 0);
}

TEST(AdminSessionsTest, BeginsAWorldAnew) {
  TestSite site;
  const json made =
      site.post(kSessions, json{{"scenario", kScenario}, {"id", "mine"}}.dump()).json();
  ASSERT_EQ(site.call("/_s/mine/api/me"), 200);
  ASSERT_EQ(site.post("/_sim/sessions/mine/clock", R"({"advance": "1h"})").status, 200);
  ASSERT_NE(site.get("/_sim/sessions/mine"), made);
  const TestAnswer answer = site.post("/_sim/sessions/mine/reset", "");
  EXPECT_EQ(answer.status, 200);
  EXPECT_EQ(answer.json(), made);
  EXPECT_EQ(site.get("/_sim/sessions/mine"), made);
  EXPECT_EQ(site.get("/_sim/sessions/mine/verify")["passed"], false);
}

TEST(AdminSessionsTest, EndsASession) {
  TestSite site;
  ASSERT_EQ(site.post(kSessions, R"({"id": "mine"})").status, 201);
  const TestAnswer answer = site.send("DELETE", "/_sim/sessions/mine");
  EXPECT_EQ(answer.status, 204);
  EXPECT_EQ(answer.body, "");
  EXPECT_THAT(detail_of(site.send("DELETE", "/_sim/sessions/mine"), 404),
              HasSubstr("there is no session \"mine\""));
  EXPECT_EQ(site.call("/_s/mine/api/me"), 404);
  EXPECT_EQ(site.post(kSessions, R"({"id": "mine"})").status, 201) << "the id is free again";
  EXPECT_EQ(detail_of(site.send("DELETE", "/_sim/sessions/default"), 409),
            "the default session stays; reset it instead");
}

TEST(AdminSessionsTest, ForgetsSessionsWhoseTimeIsUp) {
  TestSite site;
  ASSERT_EQ(site.post(kSessions, R"({"id": "brief", "time_to_live": "2h"})").status, 201);
  ASSERT_EQ(site.post(kSessions, R"({"id": "long", "time_to_live": "4h"})").status, 201);
  site.wait(std::chrono::hours{1});
  EXPECT_EQ(site.get(kSessions)["sessions"].size(), 3U);
  EXPECT_EQ(site.call("/_s/brief/api/me"), 200);
  site.wait(std::chrono::hours{2});
  EXPECT_THAT(detail_of(site.send("GET", "/_sim/sessions/brief"), 404), HasSubstr("time is up"));
  EXPECT_EQ(site.call("/_s/brief/api/me"), 404);
  const json sessions = site.get(kSessions)["sessions"];
  ASSERT_EQ(sessions.size(), 2U);
  EXPECT_EQ(sessions[1]["id"], "long");
}

TEST(AdminSessionsTest, RefusesOneMoreThanThereMayBe) {
  TestSite site;
  const auto script = empty_script();
  for (std::size_t at = 0; at < kSessionsMax; ++at) {
    ASSERT_TRUE(site.site().sessions().create({.id = std::to_string(at), .script = script}));
  }
  EXPECT_EQ(detail_of(site.post(kSessions, ""), 429),
            "there are 100000 sessions; delete one with DELETE /_sim/sessions/{id}");
  ASSERT_EQ(site.send("DELETE", "/_sim/sessions/7").status, 204);
  EXPECT_EQ(site.post(kSessions, "").status, 201);
}

}  // namespace
}  // namespace fauxplane
