#include "simulator/edge/site.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/support/test_site.h"

namespace fauxplane {
namespace {

using testing::HasSubstr;

TEST(SiteTest, KnowsWhatItServes) {
  TestSite site("seed: 11");
  EXPECT_EQ(site.site().origin(), kOrigin);
  EXPECT_EQ(site.site().default_script()->scenario().seed, 11U);
  EXPECT_EQ(site.site().sessions().find(kDefaultSession, site.arrival())->script(),
            site.site().default_script());
}

struct Place {
  const char* id;
  const char* url;
};

TEST(SiteTest, TellsTheAddressesOfASession) {
  TestSite site;
  ASSERT_EQ(site.post("/_sim/sessions", R"({"id": "mine"})").status, 201);
  for (const Place& row : {Place{"default", "http://plane.example:8080"},
                           {"mine", "http://plane.example:8080/_s/mine"}}) {
    const auto world = site.site().sessions().find(row.id, site.arrival());
    const Addresses addresses = site.site().addresses_of(*world);
    EXPECT_EQ(addresses.url, row.url);
    EXPECT_EQ(addresses.client_url("control_url"), row.url + std::string("/api"));
    EXPECT_EQ(addresses.client_url("base_url"), row.url + std::string("/v1"));
    EXPECT_EQ(addresses.api_key, kAdminKey);
  }
}

TEST(SiteTest, HandsOutNoKeyWhenTheWorldHasNone) {
  TestSite site;
  const World world("empty", empty_script(), site.arrival(), SystemClock::real_now());
  EXPECT_EQ(site.site().addresses_of(world).api_key, "");
}

constexpr const char* kLeadsAway =
    "steps: [{on: GET /me, answer: {redirect: other_port, status: 307}}]";

TEST(SiteTest, OpensTheOtherPortOnce) {
  TestSite site(kLeadsAway);
  int opened = 0;
  site.site().set_other_port([&opened]() -> Result<std::uint16_t> {
    ++opened;
    return 9090;
  });
  ASSERT_TRUE(site.site().prepare(*site.site().default_script()));
  ASSERT_TRUE(site.site().prepare(*site.site().default_script()));
  ASSERT_TRUE(site.site().prepare(*empty_script()));
  EXPECT_EQ(opened, 1);
  const TestAnswer answer = site.send("GET", "/api/me?a=1", {});
  EXPECT_EQ(answer.status, 307);
  EXPECT_EQ(answer.header("Location"), "http://plane.example:9090/api/me?a=1");
}

TEST(SiteTest, SaysSoWhenThereIsNoOtherPort) {
  TestSite site;
  const std::string yaml = std::string("# Leads away.\nfauxplane: 1\n") + kLeadsAway;
  const nlohmann::json body = {{"scenario", yaml}};
  EXPECT_THAT(detail_of(site.post("/_sim/sessions", body.dump()), 503), HasSubstr("no other port"));
}

TEST(SiteTest, RedirectsStayInTheSession) {
  TestSite site;
  const std::string yaml =
      "# Leads away.\nfauxplane: 1\nsteps: [{on: GET /me, sequence: [{redirect: own}, {redirect: "
      "relative}, "
      "{redirect: other_host}, {redirect: {path: /api/health}}]}]";
  const nlohmann::json body = {{"id", "mine"}, {"scenario", yaml}};
  ASSERT_EQ(site.post("/_sim/sessions", body.dump()).status, 201);
  for (const char* const location :
       {"http://plane.example:8080/_s/mine/api/me?a=1", "/_s/mine/api/me?a=1",
        "http://localhost:8080/_s/mine/api/me?a=1",
        "http://plane.example:8080/_s/mine/api/health"}) {
    const TestAnswer answer = site.send("GET", "/_s/mine/api/me?a=1", {});
    EXPECT_EQ(answer.status, 302);
    EXPECT_EQ(answer.header("Location"), location);
  }
}

struct Target {
  const char* target;
  int status;
  const char* counted_by;  // the session whose journal grows; empty: none
};

TEST(SiteTest, GivesEveryRequestToWhomItConcerns) {
  for (const Target& row : {Target{"/api/me", 200, "default"},
                            {"/api/me?x=/_sim/health", 200, "default"},
                            {"/", 404, "default"},
                            {"/_simple", 404, "default"},
                            {"/_s", 404, "default"},
                            {"/_session/mine/api/me", 404, "default"},
                            {"/_s/default/api/me", 200, "default"},
                            {"/_s/mine/api/me", 200, "mine"},
                            {"/_s/mine/api/me?limit=1", 200, "mine"},
                            {"/_s/mine/_sim/health", 404, "mine"},
                            {"/_s/mine/_s/default/api/me", 404, "mine"},
                            {"/_s/mine", 404, "mine"},
                            {"/_s/mine/", 404, "mine"},
                            {"/_s/mine2/api/me", 404, "default"},
                            {"/_s/", 404, "default"},
                            {"/_s//api/me", 404, "default"},
                            {"/_sim/health", 200, ""},
                            {"/_sim/api/me", 404, ""}}) {
    SCOPED_TRACE(row.target);
    TestSite site;
    ASSERT_EQ(site.post("/_sim/sessions", R"({"id": "mine"})").status, 201);
    EXPECT_EQ(site.call(row.target), row.status);
    for (const std::string id : {"default", "mine"}) {
      EXPECT_EQ(site.get("/_sim/sessions/" + id)["requests"], id == row.counted_by ? 1 : 0) << id;
    }
  }
}

TEST(SiteTest, JournalsTheTargetAsItWasSent) {
  TestSite site;
  ASSERT_EQ(site.post("/_sim/sessions", R"({"id": "mine"})").status, 201);
  ASSERT_EQ(site.call("/_s/mine/api/me?limit=1"), 200);
  const auto entry = site.get("/_sim/sessions/mine/journal")["entries"][0];
  EXPECT_EQ(entry["target"], "/_s/mine/api/me?limit=1");
  EXPECT_EQ(entry["route"], "GET /api/me");
}

TEST(SiteTest, SaysWhyASessionIsNotThere) {
  TestSite site;
  const TestAnswer answer = site.send("GET", "/_s/gone/api/me", {.key = kAdminKey});
  EXPECT_EQ(answer.status, 404);
  EXPECT_EQ(answer.header("Content-Type"), "application/json");
  EXPECT_THAT(answer.json()["detail"].get<std::string>(), HasSubstr("no session \"gone\""));
  const auto entry = site.get("/_sim/journal")["entries"][0];
  EXPECT_EQ(entry["status"], 404);
  EXPECT_EQ(entry["target"], "/_s/gone/api/me");
  EXPECT_EQ(entry["note"], "there is no such session");
}

TEST(SiteTest, SendsNoBodyToHead) {
  TestSite site;
  for (const char* target : {"/_sim/nothing", "/_s/gone/api/me", "/api/me"}) {
    const TestAnswer answer = site.send("HEAD", target, {.key = kAdminKey});
    EXPECT_EQ(answer.body, "") << target;
    EXPECT_NE(answer.header("Content-Length"), "0") << target;
  }
}

struct Unreadable {
  std::string received;
  const char* journaled_by;
};

TEST(SiteTest, JournalsARequestThatCannotBeReadWhereItWasGoing) {
  for (const Unreadable& row : {Unreadable{"POST /_s/mine/api/keys HTTP/1.1\r\nA b", "mine"},
                                {"POST /_s/mine?a HTTP/1.1\n", "mine"},
                                {"GET http://h/_s/mine/ HTTP/1.1\r\n", "mine"},
                                {"GET /_s/mine/", "mine"},
                                {"GET /_s/mine/" + std::string(5'000, 'a'), "mine"},
                                {"GET /%5Fs/%6dine/api HTTP/1.1\r\n", "mine"},
                                {"GET /_s/mine?" + std::string(5'000, 'a'), "mine"},
                                {"GET /_s/mine", "default"},
                                {"GET /_s/gone/ HTTP/1.1\r\n", "default"},
                                {"/_s/mine/\r\n", "default"},
                                {"\r\n", "default"},
                                {"", "default"}}) {
    SCOPED_TRACE(row.received);
    TestSite site;
    ASSERT_EQ(site.post("/_sim/sessions", R"({"id": "mine"})").status, 201);
    Reply reply;
    site.site().refuse(
        {.status = 400, .message = "no", .received = row.received, .arrival = site.arrival()},
        reply);
    EXPECT_EQ(site.get("/_sim/sessions/" + std::string(row.journaled_by))["requests"], 1);
  }
}

// A key of somebody's real service, which nothing but its header tells from other texts.
TEST(SiteTest, JournalsNoKeyOfARequestThatCannotBeRead) {
  for (const std::string headers :
       {"Authorization: Bearer sk-real-4c81f7d20ba9\r\n",
        "authorization:sk-real-4c81f7d20ba9 \t\r\nX: y\r\n",
        "Authorization: Bearer sk-real-4c81f7d20ba9\nAuthorization: Bearer x\n",
        "Authorization: Bearer\r\n sk-real-4c81f7d20ba9\r\n",
        "Authorization: Bearer sk-real-4c81f7d20ba9",
        "Authorization : Bearer sk-real-4c81f7d20ba9\r\n",
        "Authorization\t: Bearer sk-real-4c81f7d20ba9\r\n",
        "Authorization: Bearer\rsk-real-4c81f7d20ba9\r\n",
        "X: y\r\n Authorization: Bearer sk-real-4c81f7d20ba9\r\n",
        "Authorization Bearer sk-real-4c81f7d20ba9\r\n",
        ": Authorization: Bearer sk-real-4c81f7d20ba9\r\n",
        "\x01"
        "Authorization: Bearer sk-real-4c81f7d20ba9\r\n",
        "Authorization: Bearer sk-real-4c81f7d20ba9 x\r\n",
        "Authorization: Bearer sk-real-4c81f7d20ba9, Basic abc\r\n",
        "X-API-Key: sk-real-4c81f7d20ba9\r\n"}) {
    SCOPED_TRACE(headers);
    TestSite site;
    Reply reply;
    site.site().refuse({.status = 400,
                        .message = "no",
                        .received = "GET /sk-real-4c81f7d20ba9 HTTP/1.1\r\n" + headers,
                        .arrival = site.arrival()},
                       reply);
    const std::string journal = site.get("/_sim/journal").dump();
    EXPECT_EQ(journal.find("4c81f7d20ba9"), std::string::npos) << journal;
    EXPECT_NE(journal.find("sk-real-****"), std::string::npos) << journal;
  }
}

TEST(SiteTest, AFailedHandshakeIsInTheJournalAndNoRequest) {
  TestSite site("expect: [{on: any, calls: 0}, no unmatched request]");
  site.site().handshake_failed(
      {.reason = "the client left", .arrival = site.arrival(), .connection = 9});
  const auto entry = site.get("/_sim/journal")["entries"][0];
  EXPECT_EQ(entry["note"], "TLS handshake failed: the client left");
  EXPECT_EQ(entry["connection"], 9);
  EXPECT_EQ(entry["status"], 0);
  EXPECT_EQ(entry["end"], "closed");
  EXPECT_EQ(site.get("/_sim/journal?unmatched=true")["entries"].size(), 0U);
  const auto verdict = site.get("/_sim/sessions/default/verify");
  EXPECT_EQ(verdict["passed"], true);
  EXPECT_EQ(verdict["requests"], 0);
  EXPECT_EQ(verdict["failed_handshakes"], 1);
}

// RFC 9110 9.3.2.
TEST(SiteTest, ARefusedHeadGetsNoBody) {
  for (const bool is_head : {true, false}) {
    TestSite site;
    Reply reply;
    const std::string received =
        std::string(is_head ? "HEAD" : "GET") + " /api/me HTTP/1.1\r\n\r\n";
    site.site().refuse(
        {.status = 400, .message = "no Host", .received = received, .arrival = site.arrival()},
        reply);
    EXPECT_THAT(reply.bytes, HasSubstr("\r\nContent-Length: 20\r\n"));
    EXPECT_EQ(reply.bytes.ends_with("\r\n\r\n"), is_head) << reply.bytes;
  }
}

TEST(SiteTest, JournalsARequestThatCannotBeReadInTheDefaultSession) {
  TestSite site;
  Reply reply;
  site.site().refuse({.status = 431,
                      .message = "the head is longer than 32 KiB",
                      .received = "GET /api/me HTTP/1.1\r\nX-Key: msy_ad000000000000",
                      .arrival = site.arrival(),
                      .connection = 5,
                      .on_connection = 2},
                     reply);
  EXPECT_TRUE(reply.bytes.starts_with("HTTP/1.1 431 Request Header Fields Too Large\r\n"));
  EXPECT_THAT(reply.bytes, HasSubstr("the head is longer than 32 KiB"));
  EXPECT_THAT(reply.bytes, HasSubstr("\r\nConnection: close\r\n"));
  EXPECT_TRUE(reply.close_after);
  const auto entry = site.get("/_sim/journal")["entries"][0];
  EXPECT_EQ(entry["status"], 431);
  EXPECT_EQ(entry["method"], "GET");
  EXPECT_EQ(entry["connection"], 5);
  EXPECT_EQ(entry["on_connection"], 2);
  EXPECT_EQ(entry["end"], "closed");
  EXPECT_EQ(entry["note"], "could not be read");
  EXPECT_EQ(entry["request"]["headers"].dump(), R"([["X-Key","msy_ad00**********"]])");
}

}  // namespace
}  // namespace fauxplane
