#include "contracts/campaign/plane.h"

#include <gtest/gtest.h>

#include "tests/support/raw_client.h"

namespace fauxplane::contracts {
namespace {

class PlaneTest : public testing::Test {
 protected:
  void SetUp() override {
    auto plane = Plane::open(nullptr);
    ASSERT_TRUE(plane) << plane.error().message;
    plane_ = *std::move(plane);
  }

  std::shared_ptr<World> begin(const std::string& steps, const std::string& more = {}) {
    const auto script = plane_->scripts().from_text(
        "# A case.\nfauxplane: 1\n" + more + "steps: " + steps + "\n", "case");
    if (!script) {
      ADD_FAILURE() << to_text(script.error().front());
      return nullptr;
    }
    auto world = plane_->begin(*script);
    if (world) return *std::move(world);
    ADD_FAILURE() << world.error().message;
    return nullptr;
  }

  // "http://127.0.0.1:41233/_s/t1/api" taken apart.
  static std::uint16_t port_of(const Addresses& addresses) {
    const std::size_t colon = addresses.client_url("control_url").rfind(':');
    return static_cast<std::uint16_t>(
        std::stoi(addresses.client_url("control_url").substr(colon + 1)));
  }
  static std::string path_of(const Addresses& addresses) {
    return addresses.client_url("control_url")
        .substr(addresses.client_url("control_url").find("/_s/"));
  }

  std::string get(const World& world, const std::string& path) {
    const Addresses addresses = plane_->addresses_of(world).value();
    RawClient client(port_of(addresses));
    EXPECT_TRUE(client.send("GET " + path_of(addresses) + path +
                            " HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer " +
                            addresses.api_key + "\r\nX-Mine: 1\r\n\r\n"));
    return client.read_answer();
  }

  std::unique_ptr<Plane> plane_;
};

TEST_F(PlaneTest, RequestAndAnswerAreKeptAsTheyWere) {
  const auto world = begin("[{on: any, times: 1, answer: {status: 418, body: short}}]");
  const std::string answer = get(*world, "/me?x=%41");
  const std::vector<Exchange> exchanges = plane_->take();
  ASSERT_EQ(exchanges.size(), 1U);
  const Exchange& exchange = exchanges[0];
  EXPECT_EQ(exchange.method, "GET");
  EXPECT_EQ(exchange.target, "/api/me?x=%41");
  EXPECT_EQ(exchange.headers.at(2), (std::pair<std::string, std::string>("X-Mine", "1")));
  EXPECT_EQ(exchange.headers.at(1).second,
            "Bearer " + plane_->addresses_of(*world).value().api_key);
  EXPECT_EQ(exchange.step, 0U);
  EXPECT_EQ(exchange.answer.status, 418);
  EXPECT_EQ(exchange.answer.body, "short");
  EXPECT_NE(answer.find("\r\n\r\nshort"), std::string::npos) << answer;
  EXPECT_EQ(exchange.answer.effect, Effect::kWhole);
  EXPECT_GE(exchange.left, exchange.arrival);
  EXPECT_EQ(exchange.unreadable, "");
  EXPECT_FALSE(exchange.is_at_other_origin);
  EXPECT_TRUE(plane_->take().empty()) << "they are taken";
}

TEST_F(PlaneTest, AnAnswerThatIsDamagedHasTheEffectOfItsFault) {
  const auto world = begin("[{on: any, times: 1, fault: {close: body}}]");
  static_cast<void>(get(*world, "/me"));
  const std::vector<Exchange> exchanges = plane_->take();
  ASSERT_EQ(exchanges.size(), 1U);
  EXPECT_EQ(exchanges[0].answer.effect, Effect::kBroken);
}

// /me has a body of some hundred bytes.
TEST_F(PlaneTest, AConnectionThatEndsUntoldIsNamed) {
  for (const auto& [fault, ends_untold] :
       {std::pair("{close: after}", true), std::pair("{close: body 9999B}", true),
        std::pair("{close: body 5B}", false),
        std::pair("{drip: {bytes: 64B, every: 1ms}}", false)}) {
    SCOPED_TRACE(fault);
    const auto world = begin("[{on: any, times: 1, fault: " + std::string(fault) + "}]");
    static_cast<void>(get(*world, "/me"));
    const std::vector<Exchange> exchanges = plane_->take();
    ASSERT_EQ(exchanges.size(), 1U);
    EXPECT_EQ(exchanges[0].ends_untold, ends_untold);
  }
}

TEST_F(PlaneTest, AStepThatIsUsedUpIsNotNamed) {
  const auto world = begin("[{on: any, times: 1, answer: 404}]");
  static_cast<void>(get(*world, "/me"));
  static_cast<void>(get(*world, "/me"));
  const std::vector<Exchange> exchanges = plane_->take();
  ASSERT_EQ(exchanges.size(), 2U);
  EXPECT_EQ(exchanges[0].step, 0U);
  EXPECT_EQ(exchanges[1].step, UINT32_MAX);
  EXPECT_EQ(exchanges[1].answer.status, 200);
  EXPECT_NE(exchanges[0].connection, exchanges[1].connection);
}

TEST_F(PlaneTest, ARequestThatCannotBeReadIsKeptWithTheReason) {
  const auto world = begin("[]");
  RawClient client(port_of(plane_->addresses_of(*world).value()));
  EXPECT_TRUE(client.send("GET /me HTTP/1.1\r\nno colon\r\n\r\n"));
  static_cast<void>(client.read_to_end());
  const std::vector<Exchange> exchanges = plane_->take();
  ASSERT_EQ(exchanges.size(), 1U);
  EXPECT_NE(exchanges[0].unreadable, "");
  EXPECT_EQ(exchanges[0].answer.status, 400);
}

TEST_F(PlaneTest, ARequestAtAnotherPortIsAtAnotherOrigin) {
  const auto world = begin("[{on: any, times: 1, answer: {status: 302, redirect: other_port}}]");
  const std::string answer = get(*world, "/me");
  const std::size_t start = answer.find("Location: http://127.0.0.1:");
  ASSERT_NE(start, std::string::npos) << answer;
  const std::string location = answer.substr(start + 17, answer.find('\r', start) - start - 17);
  const std::size_t path = location.find('/');
  RawClient client(static_cast<std::uint16_t>(std::stoi(location.substr(location.find(':') + 1))));
  EXPECT_TRUE(client.send("GET " + location.substr(path) + " HTTP/1.1\r\nHost: a\r\n\r\n"));
  static_cast<void>(client.read_answer());
  const std::vector<Exchange> exchanges = plane_->take();
  ASSERT_EQ(exchanges.size(), 2U);
  EXPECT_FALSE(exchanges[0].is_at_other_origin);
  EXPECT_TRUE(exchanges[1].is_at_other_origin);
}

TEST_F(PlaneTest, NobodyListensWhereConnectionsAreRefused) {
  const auto world = begin("[]", "connections: refused\n");
  EXPECT_FALSE(is_listening(port_of(plane_->addresses_of(*world).value())));
  plane_->end(*world);
  const auto next = begin("[]");
  EXPECT_TRUE(is_listening(port_of(plane_->addresses_of(*next).value())));
}

TEST_F(PlaneTest, WhatWouldBeTakenIsCounted) {
  const auto world = begin("[]");
  EXPECT_EQ(plane_->exchange_count(), 0U);
  static_cast<void>(get(*world, "/me"));
  EXPECT_EQ(plane_->exchange_count(), 1U);
  static_cast<void>(plane_->take());
  EXPECT_EQ(plane_->exchange_count(), 0U);
}

TEST_F(PlaneTest, TheKeyHasNoPartThatStandsElsewhere) {
  const auto world = begin("[]");
  const std::string key = plane_->addresses_of(*world).value().api_key;
  EXPECT_GT(key.size(), 20U);
  EXPECT_EQ(get(*world, "/keys").find(key.substr(4, 8)), std::string::npos);
}

TEST_F(PlaneTest, WhatComesForASessionThatIsOverIsStillSeen) {
  const auto world = begin("[{on: any, times: 1, answer: 418}]");
  plane_->end(*world);
  static_cast<void>(get(*world, "/me"));
  const std::vector<Exchange> exchanges = plane_->take();
  ASSERT_EQ(exchanges.size(), 1U);
  EXPECT_EQ(exchanges[0].step, UINT32_MAX);
}

TEST_F(PlaneTest, ABeginningForgetsWhatWasSeenBefore) {
  const auto first = begin("[]");
  static_cast<void>(get(*first, "/me"));
  const auto second = begin("[]");
  EXPECT_TRUE(plane_->take().empty());
  EXPECT_NE(first->id(), second->id());
}

}  // namespace
}  // namespace fauxplane::contracts
