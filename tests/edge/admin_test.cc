// Which requests the admin plane knows, and how it refuses the others.
#include "simulator/edge/admin.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>
#include <thread>

#include "tests/support/test_site.h"

namespace fauxplane {
namespace {

using testing::HasSubstr;

TEST(AdminTest, SaysThatItIsWell) {
  TestSite site;
  for (const char* target : {"/_sim/health", "/_sim/ready"}) {
    const auto health = site.get(target);
    EXPECT_EQ(health["status"], "ok");
    EXPECT_EQ(health["version"], FAUXPLANE_VERSION);
    EXPECT_EQ(health["service"], "memsy");
    EXPECT_EQ(health["sessions"], 1);
  }
  ASSERT_EQ(site.post("/_sim/sessions", "").status, 201);
  EXPECT_EQ(site.get("/_sim/health")["sessions"], 2);
}

TEST(AdminTest, RefusesPathsThatItDoesNotHave) {
  TestSite site;
  for (const std::string target :
       {"/_sim", "/_sim/", "/_sim/nothing", "/_sim/health/", "/_sim/Health", "/_sim/sessions/",
        "/_sim/sessions/default/health", "/_sim/sessions/default/", "/_sim/sessions//clock",
        "/_sim/sessions/default/clock/more", "/_sim/clock/"}) {
    EXPECT_EQ(detail_of(site.send("GET", target), 404),
              "the admin plane has no " + target + "; docs/admin.md lists what it has");
  }
  EXPECT_THAT(detail_of(site.send("GET", "/_sim/nothing?x=1"), 404), HasSubstr("no /_sim/nothing;"))
      << "the query is no part of the path";
}

struct WrongMethod {
  const char* method;
  const char* target;
  const char* allowed;
};

TEST(AdminTest, SaysWhichMethodsAPathAllows) {
  TestSite site;
  for (const WrongMethod& row : {WrongMethod{"POST", "/_sim/health", "GET, HEAD"},
                                 {"DELETE", "/_sim/ready", "GET, HEAD"},
                                 {"PUT", "/_sim/sessions", "POST, GET, HEAD"},
                                 {"PATCH", "/_sim/sessions/default", "GET, HEAD, DELETE"},
                                 {"GET", "/_sim/sessions/default/reset", "POST"},
                                 {"HEAD", "/_sim/reset", "POST"},
                                 {"GET", "/_sim/reset", "POST"},
                                 {"PUT", "/_sim/clock", "GET, HEAD, POST"},
                                 {"DELETE", "/_sim/sessions/default/clock", "GET, HEAD, POST"},
                                 {"POST", "/_sim/journal", "GET, HEAD"},
                                 {"POST", "/_sim/journal.har", "GET, HEAD"},
                                 {"POST", "/_sim/verify", "GET, HEAD"},
                                 {"BREW", "/_sim/verify", "GET, HEAD"},
                                 {"OPTIONS", "/_sim/sessions/gone/verify", "GET, HEAD"}}) {
    SCOPED_TRACE(std::string(row.method) + " " + row.target);
    const TestAnswer answer = site.send(row.method, row.target);
    EXPECT_EQ(answer.status, 405);
    EXPECT_EQ(answer.header("Allow"), row.allowed);
    if (row.method == std::string("HEAD")) continue;
    EXPECT_EQ(detail_of(answer, 405), "this path allows " + std::string(row.allowed));
  }
}

TEST(AdminTest, AnswersHeadLikeGetWithoutTheBody) {
  TestSite site;
  for (const std::string target : {"/_sim/health", "/_sim/clock", "/_sim/journal?limit=1"}) {
    const TestAnswer get = site.send("GET", target);
    const TestAnswer head = site.send("HEAD", target);
    EXPECT_EQ(head.status, 200) << target;
    EXPECT_EQ(head.body, "") << target;
    EXPECT_EQ(head.header("Content-Length"), get.header("Content-Length")) << target;
  }
}

struct TokenCase {
  const char* authorization;  // "" for none
  bool enters;
};

TEST(AdminTest, AsksForItsToken) {
  TestSite site;
  site.site().set_admin_token("secret-1");
  for (const TokenCase& row : {TokenCase{"Bearer secret-1", true},
                               {"bearer secret-1", true},
                               {"", false},
                               {"Bearer", false},
                               {"Bearer ", false},
                               {"Bearer secret-", false},
                               {"Bearer secret-2", false},
                               {"Bearer secret-11", false},
                               {"Bearer secret-1secret-1", false},
                               {"Basic secret-1", false},
                               {"secret-1", false}}) {
    SCOPED_TRACE(row.authorization);
    TestRequest request{.key = {}};
    if (*row.authorization != '\0') request.headers = {{"Authorization", row.authorization}};
    for (const char* target : {"/_sim/clock", "/_sim/nothing", "/_sim/sessions/gone"}) {
      const TestAnswer answer = site.send("GET", target, request);
      EXPECT_EQ(answer.status != 401, row.enters) << target;
      if (row.enters) continue;
      EXPECT_THAT(detail_of(answer, 401), HasSubstr("Authorization: Bearer TOKEN"));
      EXPECT_EQ(answer.header("WWW-Authenticate"), "Bearer");
    }
    EXPECT_EQ(site.send("GET", "/_sim/ready", request).status, 200);
    EXPECT_EQ(site.send("GET", "/_sim/health", request).status, 200);
  }
  EXPECT_EQ(site.call("/api/me"), 200) << "the plane asks for its own keys";
}

TEST(AdminTest, RefusesSessionsThatThereAreNot) {
  TestSite site;
  const std::string detail =
      "there is no session \"gone\": it was never made, was deleted, or its time is up; "
      "make one with POST /_sim/sessions";
  struct Known {
    const char* method;
    const char* tail;
  };
  for (const Known& row : {Known{"GET", ""},
                           {"DELETE", ""},
                           {"POST", "/reset"},
                           {"GET", "/clock"},
                           {"POST", "/clock"},
                           {"GET", "/journal"},
                           {"GET", "/journal.har"},
                           {"GET", "/verify"}}) {
    SCOPED_TRACE(std::string(row.method) + " " + row.tail);
    EXPECT_EQ(detail_of(site.send(row.method, "/_sim/sessions/gone" + std::string(row.tail)), 404),
              detail);
  }
  EXPECT_EQ(no_session_text("gone"), detail);
}

TEST(AdminTest, KnowsTheDefaultSessionByShortPathsToo) {
  TestSite site;
  ASSERT_EQ(site.call("/api/me"), 200);
  for (const std::string tail : {"/clock", "/journal", "/journal.har", "/verify"}) {
    EXPECT_EQ(site.get("/_sim" + tail), site.get("/_sim/sessions/default" + tail)) << tail;
  }
  EXPECT_EQ(site.get("/_sim/journal")["total"], 1);
  ASSERT_EQ(site.post("/_sim/reset", "").status, 200);
  EXPECT_EQ(site.get("/_sim/journal")["total"], 0);
}

TEST(AdminTest, EndsTheConnectionWhenAskedTo) {
  TestSite site;
  ASSERT_EQ(site.post("/_sim/sessions", R"({"id": "mine"})").status, 201);
  for (const char* target : {"/_sim/health", "/_sim/nothing", "/_s/gone/api/me"}) {
    EXPECT_TRUE(site.send("GET", target, {.key = {}, .keep_alive = false}).close_after) << target;
  }
  EXPECT_TRUE(
      site.send("DELETE", "/_sim/sessions/mine", {.key = {}, .keep_alive = false}).close_after);
  const TestAnswer kept = site.send("GET", "/_sim/health", {.key = {}, .is_http_1_0 = true});
  EXPECT_FALSE(kept.close_after);
  EXPECT_EQ(kept.header("Connection"), "keep-alive");
}

TEST(AdminTest, LosesNoRequestToASessionThatIsDeletedMeanwhile) {
  TestSite site;
  const auto script = empty_script();
  std::atomic<bool> goes_on{true};
  std::thread other([&] {
    while (goes_on) {
      (void)site.site().sessions().create({.id = "brief", .script = script});
      (void)site.site().sessions().erase("brief");
    }
  });
  for (int round = 0; round < 3'000; ++round) {
    for (const char* tail : {"", "/clock"}) {
      const int status = site.send("GET", "/_sim/sessions/brief" + std::string(tail)).status;
      EXPECT_TRUE(status == 200 || status == 404) << status;
    }
    const int reset = site.post("/_sim/sessions/brief/reset", "").status;
    EXPECT_TRUE(reset == 200 || reset == 404) << reset;
    const int deleted = site.send("DELETE", "/_sim/sessions/brief").status;
    EXPECT_TRUE(deleted == 204 || deleted == 404) << deleted;
  }
  goes_on = false;
  other.join();
}

}  // namespace
}  // namespace fauxplane
