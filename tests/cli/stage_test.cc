#include "simulator/cli/stage.h"

#include <gtest/gtest.h>

#include "simulator/cli/command_line.h"

namespace fauxplane {
namespace {

TEST(StageTest, OriginIsAnAddressThatAClientOnThisMachineCanUse) {
  EXPECT_EQ(origin_of("127.0.0.1", 8080), "http://127.0.0.1:8080");
  EXPECT_EQ(origin_of("::1", 8080), "http://[::1]:8080");
  EXPECT_EQ(origin_of("localhost", 1), "http://localhost:1");
  EXPECT_EQ(origin_of("0.0.0.0", 65'535), "http://127.0.0.1:65535");
  EXPECT_EQ(origin_of("::", 1), "http://[::1]:1");
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
  EXPECT_EQ(addresses.control_url, addresses.url + "/api");
  EXPECT_EQ(addresses.api_key.substr(0, 4), "msy_");
}

TEST(StageTest, ASeedReplacesThatOfTheScenario) {
  const auto stage = Stage::open({.scenario = "quota/boundary", .seed = 4711});
  ASSERT_TRUE(stage);
  EXPECT_EQ((*stage)->script().scenario().seed, 4711U);
  EXPECT_EQ((*stage)->world()->scenario().seed, 4711U);
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
