// What becomes of an answer that is delayed, broken or not taken, seen by the client.
#include <gtest/gtest.h>

#include <vector>

#include "simulator/edge/connection.h"
#include "tests/support/raw_client.h"
#include "tests/support/test_server.h"

namespace fauxplane {
namespace {

using namespace std::chrono_literals;

std::chrono::milliseconds elapsed_since(std::chrono::steady_clock::time_point start) {
  return std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::steady_clock::now() -
                                                               start);
}

ServerLimits short_limits() {
  ServerLimits limits;
  limits.idle_timeout = 60ms;
  limits.linger_timeout = 60ms;
  return limits;
}

struct Seen {
  const char* name;
  Fault fault;
  std::size_t bytes;
  StreamEnd end;
};

std::vector<Seen> faults() {
  using enum BreakPoint;
  const std::size_t size = echoed("/f").size();
  return {
      {"cut", {.cut_after = 20}, 20, StreamEnd::kFin},
      {"cut of nothing", {.cut_after = 0}, 0, StreamEnd::kFin},
      {"cut behind the end", {.cut_after = 999}, size, StreamEnd::kFin},
      {"reset before", {.reset = kBefore}, 0, StreamEnd::kReset},
      {"reset inside", {.reset = kInside}, size / 2, StreamEnd::kReset},
      {"reset inside, at a place", {.cut_after = 7, .reset = kInside}, 7, StreamEnd::kReset},
      {"reset after", {.reset = kAfter}, size, StreamEnd::kReset},
      {"close before", {.close = kBefore}, 0, StreamEnd::kFin},
      {"close inside", {.close = kInside}, size / 2, StreamEnd::kFin},
      {"close after", {.close = kAfter}, size, StreamEnd::kFin},
  };
}

TEST(ConnectionTest, BreaksAsTheFaultSays) {
  for (const Seen& row : faults()) {
    for (const Duration delay : {0ms, 5ms}) {
      SCOPED_TRACE(std::string(row.name) + (delay > 0ms ? ", delayed" : ""));
      Fault fault = row.fault;
      fault.delay = delay;
      const TestServer server({}, with_fault(fault));
      RawClient client(server.port());
      // The second is never answered, and does not disturb the end of the first.
      client.send(get("/f") + get("/g"));
      EXPECT_EQ(client.read_to_end(), echoed("/f").substr(0, row.bytes));
      EXPECT_EQ(client.end(), row.end);
      EXPECT_EQ(server.answered(), 1U);
    }
  }
}

TEST(ConnectionTest, EndsAfterAnAnswerThatSaysSo) {
  const TestServer server({}, [](const Request&, Reply& reply) {
    write_reply(200, "bye", reply);
    reply.close_after = true;
  });
  RawClient client(server.port());
  client.send(get("/"));
  EXPECT_EQ(client.read_to_end(), text_of_reply(200, "bye"));
  EXPECT_EQ(client.end(), StreamEnd::kFin);
}

TEST(ConnectionTest, DelaysAnAnswerByTheTimeOfTheFault) {
  const TestServer server({}, with_fault({.delay = 30ms}));
  RawClient client(server.port());
  for (int number = 0; number < 5; ++number) {
    const auto start = std::chrono::steady_clock::now();
    client.send(get("/d"));
    EXPECT_EQ(client.read_answer(), echoed("/d"));
    EXPECT_GE(elapsed_since(start), 30ms);
    // A busy machine is late; a second late is broken.
    EXPECT_LT(elapsed_since(start), 1'000ms);
  }
}

TEST(ConnectionTest, AnswersBehindADelayedAnswerInOrder) {
  const TestServer server({}, [](const Request& request, Reply& reply) {
    write_reply(200, std::string("GET ").append(request.target).append(" "), reply);
    if (request.target.ends_with('0')) reply.fault.delay = 10ms;
  });
  RawClient client(server.port());
  std::string requests;
  for (int number = 0; number < 20; ++number) requests += get("/" + std::to_string(number));
  client.send(requests + "GET /20 HT");
  client.send("TP/1.1\r\n\r\n");
  for (int number = 0; number <= 20; ++number) {
    EXPECT_EQ(client.read_answer(), echoed("/" + std::to_string(number)));
  }
}

TEST(ConnectionTest, SendsABigAnswerToASlowReader) {
  const std::string body(5U << 20U, 'x');
  const TestServer server({}, [&](const Request& request, Reply& reply) {
    write_reply(200, request.target == "/big" ? body : "small", reply);
  });
  RawClient slow(server.port(), {.receive_buffer = 8192});
  slow.send(get("/big") + get("/small"));
  // Meanwhile the worker serves others.
  RawClient other(server.port());
  other.send(get("/small"));
  EXPECT_EQ(other.read_answer(), text_of_reply(200, "small"));
  EXPECT_TRUE(slow.read_answer() == text_of_reply(200, body));
  EXPECT_EQ(slow.read_answer(), text_of_reply(200, "small"));
}

TEST(ConnectionTest, ResetsAfterABigAnswerHasArrived) {
  const std::string body(2U << 20U, 'x');
  const TestServer server({}, [&](const Request&, Reply& reply) {
    write_reply(200, body, reply);
    reply.fault.reset = BreakPoint::kAfter;
  });
  RawClient slow(server.port(), {.receive_buffer = 8192});
  slow.send(get("/"));
  EXPECT_TRUE(slow.read_to_end() == text_of_reply(200, body));
  EXPECT_EQ(slow.end(), StreamEnd::kReset);
}

TEST(ConnectionTest, ResetsWhoDoesNotTakeItsAnswer) {
  ServerLimits limits = short_limits();
  limits.answer_timeout = 60ms;
  const std::string body(16U << 20U, 'x');
  TestServer server(limits, [&](const Request&, Reply& reply) { write_reply(200, body, reply); });
  RawClient client(server.port(), {.receive_buffer = 8192});
  client.send(get("/"));
  // Only the connections that are open keep stop() waiting.
  const auto start = std::chrono::steady_clock::now();
  server.server().stop(20s);
  EXPECT_LT(elapsed_since(start), 10s);
  EXPECT_LT(client.read_to_end().size(), body.size());
  EXPECT_EQ(client.end(), StreamEnd::kReset);
}

TEST(ConnectionTest, OutlivesClientsThatGoWhileTheirAnswerIsDelayed) {
  const TestServer server({}, with_fault({.delay = 20ms}));
  for (int number = 0; number < 10; ++number) {
    RawClient client(server.port());
    client.send(get("/gone"));
    if (number % 2 == 0) {
      client.close();
    } else {
      client.abort();
    }
  }
  RawClient client(server.port());
  client.send(get("/here"));
  EXPECT_EQ(client.read_answer(), echoed("/here"));
}

}  // namespace
}  // namespace fauxplane
