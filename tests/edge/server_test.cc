#include "simulator/edge/server.h"

#include <dirent.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <future>
#include <list>
#include <thread>

#include "tests/support/raw_client.h"
#include "tests/support/test_server.h"

namespace fauxplane {
namespace {

using namespace std::chrono_literals;
using Clock = std::chrono::steady_clock;

constexpr const char* kGet = "GET / HTTP/1.1\r\nHost: x\r\n\r\n";

RequestHandler silent_handler() {
  return {.answer = [](const Request&, Reply&) {}, .refuse = [](const Refusal&, Reply&) {}};
}

std::size_t open_files() {
  DIR* const folder = ::opendir("/proc/self/fd");
  std::size_t count = 0;
  while (::readdir(folder) != nullptr) ++count;
  ::closedir(folder);
  return count;
}

TEST(ServerTest, ListensOnAFreePort) {
  const TestServer one;
  const TestServer two;
  EXPECT_NE(one.port(), 0);
  EXPECT_NE(one.port(), two.port());
  EXPECT_TRUE(is_listening(one.port()));
}

TEST(ServerTest, ListensOnIpv6) {
  auto server = Server::start({.host = "::1"}, silent_handler());
  ASSERT_TRUE(server) << server.error().message;
  const RawClient client((*server)->port(), {.host = "::1"});
  EXPECT_TRUE(client.is_connected());
}

TEST(ServerTest, TellsTheAddressOfTheClient) {
  for (const auto& [host, expected] : {std::pair{"127.0.0.1", "127.0.0.1"}, std::pair{"::1", "::1"},
                                       std::pair{"::", "127.0.0.1"}}) {
    RequestHandler handler = silent_handler();
    handler.answer = [](const Request& request, Reply& reply) {
      write_reply(200, request.peer, reply);
    };
    auto server = Server::start({.host = host}, std::move(handler));
    ASSERT_TRUE(server) << server.error().message;
    RawClient client((*server)->port(), {.host = expected});
    client.send(kGet);
    const std::string answer = client.read_answer();
    EXPECT_TRUE(answer.ends_with(std::string("\r\n\r\n") + expected)) << host << '\n' << answer;
  }
}

TEST(ServerTest, SaysWhatToDoAboutAPortInUse) {
  const TestServer first;
  const auto second = Server::start({.port = first.port()}, silent_handler());
  ASSERT_FALSE(second);
  EXPECT_EQ(second.error().code, "cannot_listen");
  EXPECT_EQ(second.error().message, "cannot listen on 127.0.0.1:" + std::to_string(first.port()) +
                                        ": the port is in use; choose another with --port, or "
                                        "--port 0 for any free one");
}

TEST(ServerTest, SaysWhatToDoAboutAnAddressOfAnotherMachine) {
  for (const char* host : {"192.0.2.1", "no-such-host.invalid"}) {
    const auto server = Server::start({.host = host}, silent_handler());
    ASSERT_FALSE(server) << host;
    EXPECT_TRUE(
        server.error().message.starts_with(std::string("cannot listen on ") + host + ":0: "))
        << server.error().message;
    EXPECT_NE(server.error().message.find("--host"), std::string::npos) << server.error().message;
  }
}

TEST(ServerTest, EndsTheConnectionOfAnEmptyReply) {
  auto server = Server::start({}, silent_handler());
  RawClient client((*server)->port());
  client.send(kGet);
  EXPECT_EQ(client.read_to_end(), "");
  EXPECT_EQ(client.end(), StreamEnd::kFin);
}

TEST(ServerTest, ListensNoMoreAfterItStopped) {
  TestServer server;
  server.server().stop(0ms);
  EXPECT_FALSE(is_listening(server.port()));
  server.server().stop(1s);
}

TEST(ServerTest, GivesItsPortBack) {
  std::uint16_t port = 0;
  {
    const TestServer first;
    port = first.port();
    RawClient client(port);
    client.send(kGet);
    EXPECT_EQ(client.read_answer(), text_of_reply(200, "GET / "));
  }
  EXPECT_TRUE(Server::start({.port = port}, silent_handler()));
}

// Pistache itself leaves a few files open per listener, whatever that served.
TEST(ServerTest, ClosesItsConnections) {
  const std::size_t start = open_files();
  { const TestServer unused({}, {}, 2); }
  const std::size_t cost = open_files() - start;
  EXPECT_LE(cost, 5U);
  std::list<RawClient> clients;
  const std::size_t before = open_files();
  {
    TestServer server({}, {}, 2);
    for (int number = 0; number < 50; ++number) {
      RawClient& client = clients.emplace_back(server.port());
      client.send(kGet);
      EXPECT_EQ(client.read_answer(), text_of_reply(200, "GET / "));
      if (number % 3 == 0) client.abort();
      if (number % 3 == 1) client.close();
    }
  }
  clients.clear();
  EXPECT_EQ(open_files(), before + cost);
}

TEST(ServerTest, AnswersWhatHasArrivedWhenItStops) {
  for (int round = 0; round < 5; ++round) {
    TestServer server({}, {}, 2);
    std::list<RawClient> clients;
    for (int number = 0; number < 50; ++number) clients.emplace_back(server.port()).send(kGet);
    server.server().stop(20s);
    for (RawClient& client : clients) {
      ASSERT_EQ(client.read_to_end(), text_of_reply(200, "GET / "));
      ASSERT_EQ(client.end(), StreamEnd::kFin);
    }
  }
}

TEST(ServerTest, RefusesConnectionsWhileItStops) {
  TestServer server({}, with_wire({.delay = std::chrono::hours(1)}));
  RawClient client(server.port());
  client.send(kGet);
  while (server.answered() == 0) std::this_thread::yield();
  auto stopped = std::async(std::launch::async, [&] { server.server().stop(20s); });
  while (is_listening(server.port())) std::this_thread::yield();
  EXPECT_EQ(stopped.wait_for(0s), std::future_status::timeout);
  // Nobody is left to wait for.
  client.abort();
  const auto start = Clock::now();
  stopped.get();
  EXPECT_LT(Clock::now() - start, 10s);
}

TEST(ServerTest, EndsIdleConnectionsAtOnceWhenItStops) {
  ServerLimits limits;
  limits.linger_timeout = std::chrono::hours(1);
  TestServer server(limits);
  RawClient client(server.port());
  client.send(kGet);
  EXPECT_EQ(client.read_answer(), text_of_reply(200, "GET / "));
  auto ended = std::async(std::launch::async, [&] { return client.read_to_end(); });
  const auto start = Clock::now();
  server.server().stop(20s);
  EXPECT_LT(Clock::now() - start, 10s);
  EXPECT_EQ(ended.get(), "");
  EXPECT_EQ(client.end(), StreamEnd::kFin);
}

TEST(ServerTest, WaitsForDelayedAnswersWhenItStops) {
  TestServer server({}, [](const Request&, Reply& reply) {
    write_reply(200, "late", reply);
    reply.wire.delay = 100ms;
  });
  RawClient client(server.port());
  client.send(kGet);
  while (server.answered() == 0) std::this_thread::yield();
  server.server().stop(20s);
  EXPECT_EQ(client.read_to_end(), text_of_reply(200, "late"));
  EXPECT_EQ(client.end(), StreamEnd::kFin);
}

TEST(ServerTest, WaitsNoLongerThanItsGrace) {
  TestServer server({}, [](const Request&, Reply& reply) {
    write_reply(200, "late", reply);
    reply.wire.delay = std::chrono::hours(1);
  });
  RawClient client(server.port());
  client.send(kGet);
  while (server.answered() == 0) std::this_thread::yield();
  const auto start = Clock::now();
  server.server().stop(50ms);
  EXPECT_GE(Clock::now() - start, 50ms);
  EXPECT_LT(Clock::now() - start, 10s);
  EXPECT_EQ(client.read_to_end(), "");
}

// What was answered has arrived; a request that found the stream ended was not answered.
TEST(ServerTest, LosesNoAnswerWhenItStopsUnderLoad) {
  for (int round = 0; round < 10; ++round) {
    TestServer server({}, {}, 2);
    std::atomic<std::size_t> received{0};
    std::vector<std::thread> threads;
    for (int number = 0; number < 8; ++number) {
      threads.emplace_back([&] {
        RawClient client(server.port());
        while (client.send(kGet)) {
          const std::string answer = client.read_answer();
          if (answer.empty()) return;
          EXPECT_EQ(answer, text_of_reply(200, "GET / "));
          ++received;
        }
      });
    }
    while (received < 200) std::this_thread::yield();
    server.server().stop(10s);
    for (std::thread& thread : threads) thread.join();
    EXPECT_EQ(received, server.answered()) << "round " << round;
  }
}

// Connections that come all the time while the server goes.
TEST(ServerTest, StopsWhileConnectionsCome) {
  for (int round = 0; round < 10; ++round) {
    TestServer server({}, {}, 2);
    std::atomic<bool> goes_on{true};
    std::vector<std::thread> threads;
    for (int number = 0; number < 4; ++number) {
      threads.emplace_back([&] {
        while (goes_on && is_listening(server.port())) {
        }
      });
    }
    server.server().stop(Duration{round % 2});
    goes_on = false;
    for (std::thread& thread : threads) thread.join();
    EXPECT_FALSE(is_listening(server.port()));
  }
}

}  // namespace
}  // namespace fauxplane
