#include "simulator/edge/worker.h"

#include <gtest/gtest.h>

#include <atomic>
#include <future>
#include <list>
#include <thread>
#include <vector>

#include "tests/support/raw_client.h"
#include "tests/support/test_server.h"

namespace fauxplane {
namespace {

using namespace std::chrono_literals;
using Clock = std::chrono::steady_clock;

constexpr const char* kGet = "GET / HTTP/1.1\r\nHost: x\r\n\r\n";

TEST(WorkerTest, DelaysManyAnswersAtOnce) {
  constexpr int kClients = 1'000;
  const TestServer server({}, [](const Request&, Reply& reply) {
    write_reply(200, "late", reply);
    reply.wire.delay = 200ms;
  });
  std::list<RawClient> clients;
  for (int number = 0; number < kClients; ++number) clients.emplace_back(server.port());
  const auto start = Clock::now();
  for (RawClient& client : clients) client.send(kGet);
  for (RawClient& client : clients) {
    ASSERT_EQ(client.read_answer(), text_of_reply(200, "late"));
  }
  // One after the other they would take 200 s; on an idle machine it is 0.23 s.
  EXPECT_LT(Clock::now() - start, 5s);
}

TEST(WorkerTest, ServesFiveHundredConnections) {
  for (const int threads : {1, 2}) {
    const TestServer server({}, {}, threads);
    std::list<RawClient> clients;
    for (int number = 0; number < 500; ++number) clients.emplace_back(server.port());
    for (int round = 0; round < 3; ++round) {
      for (RawClient& client : clients) client.send(kGet);
      for (RawClient& client : clients) {
        ASSERT_EQ(client.read_answer(), text_of_reply(200, "GET / "));
      }
    }
  }
}

// The first of a long round do not wait for the last: a worker sends after so many.
TEST(WorkerTest, SendsInTheMiddleOfALongRound) {
  std::promise<void> all_asked;
  std::promise<void> first_came;
  std::atomic<bool> is_in_time{false};
  const TestServer server({}, [&](const Request& request, Reply& reply) {
    if (request.target == "/hold") all_asked.get_future().wait();
    if (request.target == "/last") {
      is_in_time = first_came.get_future().wait_for(kClientDeadline) == std::future_status::ready;
    }
    write_reply(200, request.target, reply);
  });
  std::list<RawClient> clients;
  for (int number = 0; number < 40; ++number) {
    clients.emplace_back(server.port()).send(get("/warm"));
    ASSERT_EQ(clients.back().read_answer(), text_of_reply(200, "/warm"));
  }
  RawClient holder(server.port());
  holder.send(get("/hold"));
  while (server.answered() == clients.size()) std::this_thread::yield();
  for (RawClient& client : clients) client.send(get(&client == &clients.back() ? "/last" : "/"));
  all_asked.set_value();
  EXPECT_EQ(clients.front().read_answer(), text_of_reply(200, "/"));
  first_came.set_value();
  for (RawClient& client : clients) {
    if (&client == &clients.front()) continue;
    const char* const path = &client == &clients.back() ? "/last" : "/";
    EXPECT_EQ(client.read_answer(), text_of_reply(200, path));
  }
  EXPECT_TRUE(is_in_time);
}

TEST(WorkerTest, TurnsAwayWhoIsTooMany) {
  ServerLimits limits;
  limits.connections_max = 2;
  const TestServer server(limits);
  std::list<RawClient> clients;
  for (int number = 0; number < 2; ++number) {
    RawClient& client = clients.emplace_back(server.port());
    client.send(kGet);
    EXPECT_EQ(client.read_answer(), text_of_reply(200, "GET / "));
  }
  RawClient third(server.port());
  EXPECT_TRUE(third.read_to_end().starts_with("HTTP/1.1 503 "));
  EXPECT_EQ(third.end(), StreamEnd::kFin);
  third.close();
  // The others are served on, and a place that is left is given again.
  clients.back().send(kGet);
  EXPECT_EQ(clients.back().read_answer(), text_of_reply(200, "GET / "));
  clients.clear();
  const auto start = Clock::now();
  std::string answer;
  while (!answer.starts_with("HTTP/1.1 200") && Clock::now() - start < kClientDeadline) {
    RawClient next(server.port());
    next.send("GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
    answer = next.read_to_end();
  }
  EXPECT_EQ(answer, text_of_reply(200, "GET / "));
}

// Those that come while the worker is busy are met all at once.
TEST(WorkerTest, TurnsAwayTheLastOfABurst) {
  ServerLimits limits;
  limits.connections_max = 2;
  std::promise<void> release;
  const std::shared_future<void> released = release.get_future().share();
  const TestServer server(limits, [&](const Request&, Reply& reply) {
    released.wait();
    write_reply(200, "", reply);
  });
  std::list<RawClient> clients;
  clients.emplace_back(server.port()).send(kGet);
  while (server.answered() == 0) std::this_thread::yield();
  for (int number = 0; number < 3; ++number) clients.emplace_back(server.port()).send(kGet);
  release.set_value();
  std::string statuses;
  for (RawClient& client : clients) statuses += client.read_answer().substr(9, 4);
  EXPECT_EQ(statuses, "200 200 503 503 ");
}

}  // namespace
}  // namespace fauxplane
