// What http://www.softwareishard.com/blog/har-12-spec/ asks of a HAR.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "simulator/edge/journal_view.h"
#include "tests/support/test_site.h"

namespace fauxplane {
namespace {

using testing::HasSubstr;

using nlohmann::json;

json named(const std::string& name, const std::string& value) {
  return {{"name", name}, {"value", value}};
}

json har_of(TestSite& site) {
  return site.get("/_sim/journal.har")["log"];
}

// Which of the members that must be there are not.
std::string missing_in(const json& object, const std::vector<std::string>& members) {
  std::string missing;
  for (const std::string& member : members) {
    if (!object.contains(member)) missing += member + " ";
  }
  return missing;
}

TEST(HarTest, SaysWhoWroteIt) {
  TestSite site;
  EXPECT_EQ(har_of(site),
            (json{{"version", "1.2"},
                  {"creator", {{"name", "fauxplane"}, {"version", FAUXPLANE_VERSION}}},
                  {"entries", json::array()}}));
}

TEST(HarTest, HasEveryMemberThatMustBeThere) {
  TestSite site;
  ASSERT_EQ(site.call("/api/me"), 200);
  ASSERT_EQ(site.send("DELETE", "/api/keys/key_member", {}).status, 204);
  ASSERT_EQ(site.send("HEAD", "/api/me", {.key = ""}).status, 401);
  const json har = har_of(site);
  ASSERT_EQ(har["entries"].size(), 3U);
  for (const json& entry : har["entries"]) {
    EXPECT_EQ(
        missing_in(entry, {"startedDateTime", "time", "request", "response", "cache", "timings"}),
        "");
    ASSERT_EQ(missing_in(entry["request"], {"method", "url", "httpVersion", "cookies", "headers",
                                            "queryString", "headersSize", "bodySize"}),
              "");
    EXPECT_EQ(
        missing_in(entry["response"], {"status", "statusText", "httpVersion", "cookies", "headers",
                                       "content", "redirectURL", "headersSize", "bodySize"}),
        "");
    ASSERT_EQ(missing_in(entry["response"]["content"], {"size", "mimeType"}), "");
    ASSERT_EQ(missing_in(entry["timings"], {"send", "wait", "receive"}), "");
    EXPECT_TRUE(entry["time"].is_number());
    EXPECT_TRUE(entry["cache"].is_object());
    EXPECT_TRUE(entry["connection"].is_string());
    EXPECT_TRUE(entry["request"]["cookies"].is_array());
    EXPECT_TRUE(entry["response"]["headers"].is_array());
  }
}

TEST(HarTest, HoldsTheRequestWithItsKeyMasked) {
  TestSite site;
  const std::string body = R"({"name": "a"})";
  const TestAnswer answer =
      site.send("POST", "/api/keys?a=b%20c&a=&d",
                {.headers = {{"content-type", "application/json"}}, .body = body});
  ASSERT_EQ(answer.status, 200) << answer.bytes;
  const json entry = har_of(site)["entries"][0];
  EXPECT_EQ(entry["startedDateTime"], "2026-04-15T12:00:00Z");
  EXPECT_EQ(entry["connection"], "1");
  json request = entry["request"];
  EXPECT_GT(request["headersSize"], 100);
  request.erase("headersSize");
  EXPECT_EQ(
      request,
      (json{{"method", "POST"},
            {"url", "http://plane.example:8080/api/keys?a=b%20c&a=&d"},
            {"httpVersion", "HTTP/1.1"},
            {"cookies", json::array()},
            {"headers",
             json::array({named("Host", "plane.example"),
                          named("Authorization", "Bearer msy_ad00****************************"),
                          named("content-type", "application/json")})},
            {"queryString", json::array({named("a", "b c"), named("a", ""), named("d", "")})},
            {"postData", {{"mimeType", "application/json"}, {"text", body}}},
            {"bodySize", body.size()}}));
  const std::string secret = answer.json()["raw_key"];
  EXPECT_EQ(entry.dump().find(secret), std::string::npos) << "the key that was made is masked";
}

TEST(HarTest, HoldsTheAnswer) {
  TestSite site(
      "steps: [{on: GET /me, answer: {status: 307, body: hot, headers: {Location: /elsewhere, "
      "Content-Type: text/plain}}}]");
  const TestAnswer answer = site.send("GET", "/api/me", {});
  ASSERT_EQ(answer.status, 307);
  const json entry = har_of(site)["entries"][0];
  EXPECT_FALSE(entry["request"].contains("postData")) << "there was no body";
  EXPECT_EQ(entry["request"]["queryString"], json::array());
  json response = entry["response"];
  json headers = json::array();
  for (const auto& [name, value] : answer.headers) headers.push_back(named(name, value));
  EXPECT_EQ(response, (json{{"status", 307},
                            {"statusText", "Temporary Redirect"},
                            {"httpVersion", "HTTP/1.1"},
                            {"cookies", json::array()},
                            {"headers", headers},
                            {"content", {{"size", 3}, {"mimeType", "text/plain"}, {"text", "hot"}}},
                            {"redirectURL", "/elsewhere"},
                            {"headersSize", answer.bytes.size() - 3},
                            {"bodySize", 3}}));
}

TEST(HarTest, SaysHowMuchOfAnAnswerWasSent) {
  TestSite site(
      "steps: [{on: GET /me, times: 1, answer: {status: 200, body: hello}, fault: {close: body "
      "2B}},"
      " {on: GET /me, times: 1, answer: {status: 200, body: hello}, fault: {close: 20B, interim: "
      "103}}]");
  for (int number = 0; number < 3; ++number) ASSERT_EQ(site.call("/api/me"), 200);
  const json entries = har_of(site)["entries"];
  EXPECT_EQ(entries[0]["response"]["bodySize"], 2);
  EXPECT_THAT(std::string(entries[0]["response"]["comment"]), HasSubstr("bytes were sent"));
  EXPECT_EQ(entries[1]["response"]["bodySize"], 0);
  EXPECT_THAT(std::string(entries[1]["response"]["comment"]), HasSubstr("only the first 20 of "));
  EXPECT_EQ(entries[1]["response"]["headersSize"], entries[0]["response"]["headersSize"]);
  EXPECT_FALSE(entries[2]["response"].contains("comment"));
}

TEST(HarTest, HasTheTimesThatTheScriptWants) {
  TestSite site(
      "steps: [{on: GET /me, times: 1, fault: {delay: 250ms, stall: {at: head, lasts: 2s}}}]");
  ASSERT_EQ(site.call("/api/me"), 200);
  ASSERT_EQ(site.call("/api/me"), 200);
  const json entries = har_of(site)["entries"];
  EXPECT_EQ(entries[0]["timings"], (json{{"send", 0}, {"wait", 250}, {"receive", 2000}}));
  EXPECT_EQ(entries[0]["time"], 2250);
  EXPECT_EQ(entries[1]["timings"], (json{{"send", 0}, {"wait", 0}, {"receive", 0}}));
  EXPECT_EQ(entries[1]["time"], 0);
}

TEST(HarTest, SaysWhatNoStepTookAndWhichRequestsCameWhere) {
  TestSite site("steps: [{on: GET /keys}]");
  ASSERT_EQ(site.call("/api/me"), 200);
  ASSERT_EQ(site.call("/api/keys"), 200);
  const json entries = har_of(site)["entries"];
  ASSERT_EQ(entries.size(), 2U);
  EXPECT_NE(entries[0]["comment"], "");
  EXPECT_EQ(entries[1]["comment"], "");
}

TEST(HarTest, HoldsTheWholeJournalOfTheSession) {
  TestSite site;
  ASSERT_EQ(site.post("/_sim/sessions", R"({"id": "mine"})").status, 201);
  for (int number = 0; number < 300; ++number) ASSERT_EQ(site.call("/_s/mine/api/me"), 200);
  const json har = site.get("/_sim/sessions/mine/journal.har")["log"];
  ASSERT_EQ(har["entries"].size(), 300U);
  EXPECT_EQ(har["entries"][299]["request"]["url"], "http://plane.example:8080/_s/mine/api/me");
  EXPECT_EQ(har_of(site)["entries"].size(), 0U);
}

TEST(HarTest, IsTextWhateverTheBytesWere) {
  TestSite site;
  (void)site.send("POST", "/api/keys", {.body = "\xff\xfe"});
  EXPECT_EQ(har_of(site)["entries"][0]["request"]["postData"]["text"], "\uFFFD\uFFFD");
}

}  // namespace
}  // namespace fauxplane
