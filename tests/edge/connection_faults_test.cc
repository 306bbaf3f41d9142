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
  Wire wire;
  std::size_t bytes;
  StreamEnd end;
};

std::vector<Seen> endings() {
  using enum Ending;
  const std::size_t size = echoed("/f").size();
  return {
      {"finish inside", {.size = 20, .ending = kFinish}, 20, StreamEnd::kFin},
      {"finish before", {.size = 0, .ending = kFinish}, 0, StreamEnd::kFin},
      {"finish behind the end", {.size = 999, .ending = kFinish}, size, StreamEnd::kFin},
      {"finish after", {.ending = kFinish}, size, StreamEnd::kFin},
      {"half close", {.size = 20, .ending = kHalfClose}, 20, StreamEnd::kFin},
      {"reset before", {.size = 0, .ending = kReset}, 0, StreamEnd::kReset},
      {"reset inside", {.size = 7, .ending = kReset}, 7, StreamEnd::kReset},
      {"reset after", {.ending = kReset}, size, StreamEnd::kReset},
      {"reset at the next", {.ending = kReset, .ends_at_next = true}, size, StreamEnd::kReset},
      {"finish at the next", {.ending = kFinish, .ends_at_next = true}, size, StreamEnd::kFin},
  };
}

// The ways in which the bytes get there; none changes which ones they are.
std::vector<Wire> paces(const Wire& wire) {
  std::vector<Wire> paces(6, wire);
  paces[1].delay = 5ms;
  paces[2].piece_size = 7;
  paces[2].pause = 1ms;
  paces[3].stall_at = 10;
  paces[3].stall = 5ms;
  paces[4].stall_at = 0;
  paces[4].stall = 5ms;
  paces[5].delay = 2ms;
  paces[5].piece_size = 5;
  paces[5].stall_at = 7;
  paces[5].stall = 3ms;
  return paces;
}

TEST(ConnectionTest, BreaksAsTheWireSays) {
  for (const Seen& row : endings()) {
    int pace = 0;
    for (const Wire& wire : paces(row.wire)) {
      SCOPED_TRACE(std::string(row.name) + ", pace " + std::to_string(pace++));
      const TestServer server({}, with_wire(wire));
      RawClient client(server.port());
      // The second is never answered, and does not disturb the end of the first.
      client.send(get("/f") + get("/g"));
      EXPECT_EQ(client.read_to_end(), echoed("/f").substr(0, row.bytes));
      EXPECT_EQ(client.end(), row.end);
      EXPECT_EQ(server.answered(), 1U);
    }
  }
}

TEST(ConnectionTest, KeepsTheConnectionUntilTheNextRequestWhenItEndsThere) {
  const TestServer server({}, with_wire({.ending = Ending::kReset, .ends_at_next = true}));
  RawClient client(server.port());
  client.send(get("/f"));
  EXPECT_EQ(client.read_answer(), echoed("/f"));
  EXPECT_EQ(client.end(), StreamEnd::kOpen);
  client.send("G");
  EXPECT_EQ(client.read_to_end(), "");
  EXPECT_EQ(client.end(), StreamEnd::kReset);
}

TEST(ConnectionTest, StallsWhereTheWireSaysAndGoesOn) {
  const TestServer server({}, with_wire({.stall_at = 10, .stall = 40ms}));
  RawClient client(server.port());
  for (int number = 0; number < 2; ++number) {
    client.send(get("/f"));
    EXPECT_EQ(client.read(10), echoed("/f").substr(0, 10));
    const auto start = std::chrono::steady_clock::now();
    EXPECT_EQ(client.read(echoed("/f").size() - 10), echoed("/f").substr(10));
    EXPECT_GE(elapsed_since(start), 30ms);  // 40, from when the first bytes left
  }
}

TEST(ConnectionTest, DripsInPieces) {
  const std::size_t pieces = (echoed("/f").size() + 9) / 10;
  const TestServer server({}, with_wire({.piece_size = 10, .pause = 4ms}));
  RawClient client(server.port());
  const auto start = std::chrono::steady_clock::now();
  client.send(get("/f"));
  EXPECT_EQ(client.read_answer(), echoed("/f"));
  EXPECT_GE(elapsed_since(start), 4ms * (pieces - 1));
}

TEST(ConnectionTest, StopsWhileAnAnswerStalls) {
  TestServer server({}, with_wire({.stall_at = 10, .stall = std::chrono::hours(1)}));
  RawClient client(server.port());
  client.send(get("/f"));
  EXPECT_EQ(client.read(10), echoed("/f").substr(0, 10));
  server.server().stop(20ms);
  EXPECT_EQ(client.read_to_end(), "");
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
  const TestServer server({}, with_wire({.delay = 30ms}));
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
    if (request.target.ends_with('0')) reply.wire.delay = 10ms;
  });
  RawClient client(server.port());
  std::string requests;
  for (int number = 0; number < 20; ++number) requests += get("/" + std::to_string(number));
  client.send(requests + "GET /20 HT");
  client.send("TP/1.1\r\nHost: x\r\n\r\n");
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
    reply.wire.ending = Ending::kReset;
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
  const TestServer server({}, with_wire({.delay = 20ms}));
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
