// What whoever observes the wire is told, and what it does to the time of arrival.
#include <gmock/gmock.h>

#include <condition_variable>
#include <mutex>
#include <optional>

#include "simulator/edge/server.h"
#include "tests/support/raw_client.h"
#include "tests/support/test_server.h"

namespace fauxplane {
namespace {

using namespace std::chrono_literals;

class Observer : public WireObserver {
 public:
  [[nodiscard]] std::chrono::nanoseconds time_offset() override { return 48h; }
  void listening(std::uint16_t port) override { port_ = port; }
  void looked_after(int /*socket*/, Debt debt) override {
    const std::scoped_lock lock(mutex_);
    debt_ = debt;
    changed_.notify_all();
  }
  void closing(int /*socket*/) override {
    const std::scoped_lock lock(mutex_);
    is_closed_ = true;
    changed_.notify_all();
  }

  [[nodiscard]] bool comes_to(Debt debt) {
    std::unique_lock lock(mutex_);
    return changed_.wait_for(lock, kClientDeadline, [&] { return debt_ == debt; });
  }
  [[nodiscard]] bool sees_the_end() {
    std::unique_lock lock(mutex_);
    return changed_.wait_for(lock, kClientDeadline, [&] { return is_closed_; });
  }
  [[nodiscard]] std::uint16_t port() const { return port_; }

 private:
  std::mutex mutex_;
  std::condition_variable changed_;
  std::optional<Debt> debt_{};
  bool is_closed_ = false;
  std::uint16_t port_ = 0;
};

class WireObserverTest : public testing::Test {
 protected:
  void start(const Wire& wire, std::size_t body_size = 1) {
    ServerOptions options;
    options.observer = &observer_;
    auto server =
        Server::start(options, {.answer =
                                    [this, wire, body_size](const Request& request, Reply& reply) {
                                      arrival_ = request.arrival;
                                      write_reply(200, std::string(body_size, 'x'), reply);
                                      reply.wire = wire;
                                    },
                                .refuse =
                                    [this](const Refusal& refusal, Reply& reply) {
                                      arrival_ = refusal.arrival;
                                      write_reply(refusal.status, refusal.message, reply);
                                    }});
    ASSERT_TRUE(server);
    server_ = *std::move(server);
  }
  [[nodiscard]] std::uint16_t port() const { return server_->port(); }
  [[nodiscard]] Arrival arrival() const { return arrival_; }
  [[nodiscard]] Observer& observer() { return observer_; }

 private:
  Observer observer_;
  Arrival arrival_{};
  std::unique_ptr<Server> server_{};
};

TEST_F(WireObserverTest, KnowsThePort) {
  start({});
  EXPECT_EQ(observer().port(), port());
}

TEST_F(WireObserverTest, RequestsArriveAtItsTime) {
  const Arrival before = std::chrono::steady_clock::now();
  start({});
  RawClient client(port());
  client.send(get("/"));
  EXPECT_EQ(client.read_answer(), text_of_reply(200, "x"));
  EXPECT_GE(arrival(), before + 48h);
  EXPECT_LE(arrival(), std::chrono::steady_clock::now() + 48h);
}

TEST_F(WireObserverTest, RefusalsArriveAtItsTime) {
  const Arrival before = std::chrono::steady_clock::now();
  start({});
  RawClient client(port());
  client.send("nonsense\r\n\r\n");
  EXPECT_NE(client.read_answer(), "");
  EXPECT_GE(arrival(), before + 48h);
}

TEST_F(WireObserverTest, NothingIsOwedBeforeARequestAndAfterItsAnswer) {
  start({});
  RawClient client(port());
  client.send("GET / HT");
  EXPECT_TRUE(observer().comes_to(Debt::kNone));
  client.send("TP/1.1\r\nHost: x\r\n\r\n");
  EXPECT_EQ(client.read_answer(), text_of_reply(200, "x"));
  EXPECT_TRUE(observer().comes_to(Debt::kNone));
}

TEST_F(WireObserverTest, DelayedAnswersAreOwed) {
  start({.delay = 1h});
  RawClient client(port());
  client.send(get("/"));
  EXPECT_TRUE(observer().comes_to(Debt::kAnswer));
}

TEST_F(WireObserverTest, DrippingAnswersAreOwed) {
  start({.piece_size = 1, .pause = 1h});
  RawClient client(port());
  client.send(get("/"));
  EXPECT_TRUE(observer().comes_to(Debt::kAnswer));
}

TEST_F(WireObserverTest, StalledAnswersAreNot) {
  start({.stall_at = 5, .stall = 1h});
  RawClient client(port());
  client.send(get("/"));
  EXPECT_TRUE(observer().comes_to(Debt::kStalled));
}

TEST_F(WireObserverTest, AnswersBehindAStallAreOwedAgain) {
  start({.stall_at = 5, .stall = 10ms, .piece_size = 8, .pause = 1h});
  RawClient client(port());
  client.send(get("/"));
  EXPECT_TRUE(observer().comes_to(Debt::kStalled));
  EXPECT_TRUE(observer().comes_to(Debt::kAnswer));
}

TEST_F(WireObserverTest, AnswersThatTheClientDoesNotReadAreBlocked) {
  start({}, 32U << 20U);
  RawClient client(port(), {.receive_buffer = 4096});
  client.send(get("/"));
  EXPECT_TRUE(observer().comes_to(Debt::kBlocked));
}

TEST_F(WireObserverTest, SeesTheEnd) {
  start({});
  RawClient client(port());
  client.send(get("/"));
  EXPECT_EQ(client.read_answer(), text_of_reply(200, "x"));
  client.close();
  EXPECT_TRUE(observer().sees_the_end());
}

}  // namespace
}  // namespace fauxplane
