#include "simulator/cli/stage.h"

#include <gtest/gtest.h>

#include "simulator/cli/command_line.h"
#include "tests/cli/http_get.h"

namespace fauxplane {
namespace {

TEST(StageTest, OriginIsAnAddressThatAClientOnThisMachineCanUse) {
  EXPECT_EQ(origin_of("127.0.0.1", 8080), "http://127.0.0.1:8080");
  EXPECT_EQ(origin_of("::1", 8080), "http://[::1]:8080");
  EXPECT_EQ(origin_of("localhost", 1), "http://localhost:1");
  EXPECT_EQ(origin_of("0.0.0.0", 65'535), "http://127.0.0.1:65535");
  EXPECT_EQ(origin_of("::", 1), "http://[::1]:1");
  EXPECT_EQ(origin_of("127.0.0.1", 8443, true), "https://127.0.0.1:8443");
}

TEST(StageTest, KnowsWhichHostsOthersCanReach) {
  for (const char* const host : {"127.0.0.1", "127.1.2.3", "::1", "localhost"}) {
    EXPECT_TRUE(is_loopback(host)) << host;
  }
  for (const char* const host : {"0.0.0.0", "::", "192.168.1.2", "example.com"}) {
    EXPECT_FALSE(is_loopback(host)) << host;
  }
}

TEST(StageTest, OpensOnAFreePortAndKnowsItsAddresses) {
  const auto stage = Stage::open({.scenario = "quota/boundary"});
  ASSERT_TRUE(stage);
  const Addresses addresses = (*stage)->addresses();
  EXPECT_EQ(addresses.url.find("http://127.0.0.1:"), 0U);
  EXPECT_NE(addresses.url, "http://127.0.0.1:0");
  EXPECT_EQ(addresses.client_url("control_url"), addresses.url + "/api");
  EXPECT_EQ(addresses.api_key.substr(0, 4), "msy_");
}

TEST(StageTest, ASeedReplacesThatOfTheScenario) {
  const auto stage = Stage::open({.scenario = "quota/boundary", .seed = 4711});
  ASSERT_TRUE(stage);
  EXPECT_EQ((*stage)->script().scenario().seed, 4711U);
  EXPECT_EQ((*stage)->world()->scenario().seed, 4711U);
}

int port_of(const std::string& url) {
  return std::stoi(url.substr(url.rfind(':') + 1));
}

// Where the answer to POST /api/keys of a session sends the client.
std::string location_of(Stage& stage, const std::string& prefix) {
  const Addresses addresses = stage.addresses();
  const std::string answer = exchange_bytes(
      port_of(addresses.url),
      "POST " + prefix + "/api/keys HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\n" +
          "Authorization: Bearer " + addresses.api_key + "\r\nConnection: close\r\n\r\n");
  const std::size_t at = answer.find("Location: ");
  if (at == std::string::npos) return answer;
  return answer.substr(at + 10, answer.find('\r', at) - at - 10);
}

TEST(StageTest, OpensTheOtherPortWhenAScriptSendsClientsThere) {
  const auto stage = Stage::open({.scenario = "wire/redirect_other_port"});
  ASSERT_TRUE(stage);
  const std::string location = location_of(**stage, "");
  ASSERT_TRUE(location.ends_with("/api/keys")) << location;
  const std::string origin = location.substr(0, location.rfind("/api"));
  EXPECT_NE(origin, (*stage)->addresses().url);
  const std::string answer = http_get(port_of(origin), "/api/me", (*stage)->addresses().api_key);
  EXPECT_NE(answer.find("member_admin"), std::string::npos) << answer;
  const auto entries = (*stage)->world()->store().read_journal(0, 2);
  ASSERT_EQ(entries.size(), 2U);
  EXPECT_NE(entries[0].connection, entries[1].connection);
}

TEST(StageTest, SessionsThatComeLaterGetTheOtherPortToo) {
  const auto stage = Stage::open({});
  ASSERT_TRUE(stage);
  const int port = port_of((*stage)->addresses().url);
  const std::string body = R"({"id": "a", "name": "wire/redirect_other_port"})";
  const std::string made = exchange_bytes(
      port, "POST /_sim/sessions HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Length: " +
                std::to_string(body.size()) + "\r\n\r\n" + body);
  ASSERT_NE(made.find("HTTP/1.1 201"), std::string::npos) << made;
  const std::string location = location_of(**stage, "/_s/a");
  EXPECT_TRUE(location.ends_with("/_s/a/api/keys")) << location;
  EXPECT_NE(port_of(location.substr(0, location.find("/_s/"))), port);
}

TEST(StageTest, SaysWhyItCannotListen) {
  const auto first = Stage::open({});
  ASSERT_TRUE(first);
  const std::string url = (*first)->addresses().url;
  const auto port = static_cast<std::uint16_t>(std::stoi(url.substr(url.rfind(':') + 1)));
  const auto second = Stage::open({.server = {.port = port}});
  ASSERT_FALSE(second);
  EXPECT_EQ(second.error().status, kCouldNot);
  ASSERT_EQ(second.error().complaints.size(), 1U);
  EXPECT_NE(second.error().complaints.front().find(std::to_string(port)), std::string::npos);
}

}  // namespace
}  // namespace fauxplane
