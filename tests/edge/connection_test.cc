#include "simulator/edge/connection.h"

#include <gtest/gtest.h>

#include <vector>

#include "tests/support/raw_client.h"
#include "tests/support/test_server.h"

namespace fauxplane {
namespace {

using namespace std::chrono_literals;

std::chrono::milliseconds elapsed_since(std::chrono::steady_clock::time_point start) {
  return std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::steady_clock::now() -
                                                               start);
}

TEST(ConnectionTest, KeepsTheConnectionWithoutBeingAsked) {
  const TestServer server;
  RawClient client(server.port());
  for (const char* path : {"/1", "/2", "/3"}) {
    client.send(get(path));
    EXPECT_EQ(client.read_answer(), echoed(path));
  }
}

struct KeepCase {
  const char* name;
  std::string request;
  bool is_kept;
};

TEST(ConnectionTest, KeepsOrEndsAsTheRequestSays) {
  const std::vector<KeepCase> cases = {
      {"1.1", "GET / HTTP/1.1\r\nHost: x\r\n\r\n", true},
      {"1.1 keep-alive", "GET / HTTP/1.1\r\nHost: x\r\nConnection: keep-alive\r\n\r\n", true},
      {"1.1 close", "GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n", false},
      {"1.1 close in a list", "GET / HTTP/1.1\r\nHost: x\r\nConnection: x, Close\r\n\r\n", false},
      {"1.0", "GET / HTTP/1.0\r\n\r\n", false},
      {"1.0 keep-alive and close", "GET / HTTP/1.0\r\nConnection: keep-alive, close\r\n\r\n",
       false},
      {"1.0 keep-alive", "GET / HTTP/1.0\r\nConnection: keep-alive\r\n\r\n", true},
  };
  const TestServer server;
  for (const auto& row : cases) {
    SCOPED_TRACE(row.name);
    RawClient client(server.port());
    client.send(row.request);
    EXPECT_EQ(client.read_answer(), echoed("/"));
    if (row.is_kept) {
      client.send(get("/again", "Connection: close\r\n"));
      EXPECT_EQ(client.read_answer(), echoed("/again"));
    }
    EXPECT_EQ(client.read_to_end(), "");
    EXPECT_EQ(client.end(), StreamEnd::kFin);
  }
}

TEST(ConnectionTest, AnswersRequestsOfOnePacketInOrder) {
  const TestServer server;
  RawClient client(server.port());
  std::string requests;
  for (int number = 0; number < 20; ++number) requests += get("/" + std::to_string(number));
  client.send(requests);
  for (int number = 0; number < 20; ++number) {
    EXPECT_EQ(client.read_answer(), echoed("/" + std::to_string(number)));
  }
}

// Blank lines may stand between requests, and a CR waits for its LF.
TEST(ConnectionTest, SkipsBlankLinesHoweverTheyCome) {
  const TestServer server;
  RawClient client(server.port());
  client.send("\r\n\n" + get("/1") + "\r");
  EXPECT_EQ(client.read_answer(), echoed("/1"));
  client.send("\n\r\n" + get("/2"));
  EXPECT_EQ(client.read_answer(), echoed("/2"));
  EXPECT_TRUE(server.refusals().empty());
}

TEST(ConnectionTest, AnswersARequestThatComesInTwoPieces) {
  const TestServer server;
  const std::string request =
      "POST /a HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\n\r\nabcGET /b HTTP/1.1\r\nHost: "
      "x\r\n\r\n";
  RawClient client(server.port());
  for (std::size_t at = 1; at < request.size(); ++at) {
    client.send(request.substr(0, at));
    client.send(request.substr(at));
    ASSERT_EQ(client.read_answer(), text_of_reply(200, "POST /a abc")) << at;
    ASSERT_EQ(client.read_answer(), echoed("/b")) << at;
  }
}

TEST(ConnectionTest, AnswersRequestsThatFillManyPackets) {
  const TestServer server;
  RawClient client(server.port());
  const std::string body(900'000, 'b');
  const std::string request = "PUT /p HTTP/1.1\r\nHost: x\r\nContent-Length: 900000\r\n\r\n" + body;
  for (int number = 0; number < 3; ++number) {
    client.send(request + get("/after"));
    EXPECT_TRUE(client.read_answer() == text_of_reply(200, "PUT /p " + body)) << number;
    EXPECT_EQ(client.read_answer(), echoed("/after"));
  }
}

TEST(ConnectionTest, DecodesChunks) {
  const TestServer server;
  RawClient client(server.port());
  client.send("PUT /c HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n");
  client.send("2\r\nde\r\n0\r\n\r\n" + get("/after"));
  EXPECT_EQ(client.read_answer(), text_of_reply(200, "PUT /c abcde"));
  EXPECT_EQ(client.read_answer(), echoed("/after"));
}

TEST(ConnectionTest, AnswersWhoHasEndedItsHalfOfTheStream) {
  const TestServer server({}, with_wire({.delay = 20ms}));
  RawClient client(server.port());
  client.send(get("/1") + get("/2"));
  client.send_end_of_stream();
  EXPECT_EQ(client.read_to_end(), echoed("/1") + echoed("/2"));
  EXPECT_EQ(client.end(), StreamEnd::kFin);
}

TEST(ConnectionTest, RefusesARequestThatTheEndOfTheStreamCutsOff) {
  for (const std::string bytes :
       {"G", "GET / HTTP/1.1\r\nHos", "PUT / HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\n\r\na"}) {
    SCOPED_TRACE(bytes);
    const TestServer server;
    RawClient client(server.port());
    client.send(get("/") + bytes);
    client.send_end_of_stream();
    EXPECT_EQ(client.read_answer(), echoed("/"));
    const std::string refused = client.read_to_end();
    EXPECT_EQ(client.end(), StreamEnd::kFin);
    ASSERT_EQ(server.refusals().size(), 1U);
    EXPECT_EQ(refused, text_of_reply(400, server.refusals()[0].message));
    EXPECT_EQ(server.refusals()[0].received, bytes);
  }
}

TEST(ConnectionTest, CountsConnectionsAndTheirRequests) {
  const TestServer server({}, [](const Request& request, Reply& reply) {
    write_reply(200,
                std::to_string(request.connection) + "/" + std::to_string(request.on_connection),
                reply);
  });
  RawClient first(server.port());
  first.send(get("/") + get("/"));
  EXPECT_EQ(first.read_answer(), text_of_reply(200, "1/1"));
  EXPECT_EQ(first.read_answer(), text_of_reply(200, "1/2"));
  RawClient second(server.port());
  second.send(get("/"));
  EXPECT_EQ(second.read_answer(), text_of_reply(200, "2/1"));
}

TEST(ConnectionTest, AsksForABodyThatWaitsForIt) {
  const TestServer server;
  RawClient client(server.port());
  client.send("PUT /e HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\nContent-Length: 2\r\n\r\n");
  EXPECT_EQ(client.read_answer(), "HTTP/1.1 100 Continue\r\n\r\n");
  client.send("ok");
  EXPECT_EQ(client.read_answer(), text_of_reply(200, "PUT /e ok"));
}

TEST(ConnectionTest, DoesNotAskForABodyThatIsTooLong) {
  const TestServer server;
  RawClient client(server.port());
  client.send(
      "PUT /e HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\nContent-Length: 2000000\r\n\r\n");
  EXPECT_TRUE(client.read_to_end().starts_with("HTTP/1.1 413 "));
  EXPECT_EQ(client.end(), StreamEnd::kFin);
}

struct Refused {
  const char* name;
  int status;
  std::string bytes;
};

TEST(ConnectionTest, RefusesAndEndsTheStream) {
  const std::vector<Refused> cases = {
      {"no request line", 400, "hello\r\n\r\n"},
      {"body over the limit", 413,
       "PUT / HTTP/1.1\r\nHost: x\r\nContent-Length: 2000000\r\n\r\nabc"},
      {"target over the limit", 414, "GET /" + std::string(9000, 'a') + " HTTP/1.1\r\n\r\n"},
      {"cr before the request", 400, "\r" + get("/")},
      {"expectation", 417, get("/", "Expect: more\r\n")},
      {"head over the limit", 431, get("/", "A: " + std::string(40'000, 'a') + "\r\n")},
      {"method", 501, "BREW / HTTP/1.1\r\n\r\n"},
      {"version", 505, "GET / HTTP/2.0\r\n\r\n"},
  };
  for (const Refused& row : cases) {
    SCOPED_TRACE(row.name);
    const TestServer server;
    RawClient client(server.port());
    client.send(get("/before"));
    EXPECT_EQ(client.read_answer(), echoed("/before"));
    client.send(row.bytes);
    const std::string answer = client.read_to_end();
    EXPECT_EQ(client.end(), StreamEnd::kFin);
    const std::vector<SeenRefusal> refusals = server.refusals();
    ASSERT_EQ(refusals.size(), 1U);
    EXPECT_EQ(refusals[0].status, row.status);
    EXPECT_EQ(answer, text_of_reply(row.status, refusals[0].message));
    EXPECT_EQ(refusals[0].received, row.bytes.substr(0, kReceivedBytesMax));
    EXPECT_EQ(server.answered(), 1U);
  }
}

ServerLimits short_limits() {
  ServerLimits limits;
  limits.head_timeout = 60ms;
  limits.body_timeout = 60ms;
  limits.idle_timeout = 60ms;
  limits.linger_timeout = 60ms;
  return limits;
}

TEST(ConnectionTest, RefusesARequestThatDoesNotGoOn) {
  for (const char* bytes :
       {"G", "GET / HTTP/1.1\r\nHos", "PUT / HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\n\r\na",
        "PUT / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n1\r\n"}) {
    SCOPED_TRACE(bytes);
    const TestServer server(short_limits());
    RawClient client(server.port());
    client.send(bytes);
    EXPECT_TRUE(client.read_to_end().starts_with("HTTP/1.1 408 "));
    EXPECT_EQ(client.end(), StreamEnd::kFin);
  }
}

TEST(ConnectionTest, EndsWhoIsIdleWithoutAWord) {
  const TestServer server(short_limits());
  RawClient silent(server.port());
  RawClient client(server.port());
  client.send(get("/"));
  EXPECT_EQ(client.read_answer(), echoed("/"));
  EXPECT_EQ(client.read_to_end(), "");
  EXPECT_EQ(client.end(), StreamEnd::kFin);
  EXPECT_EQ(silent.read_to_end(), "");
  EXPECT_EQ(silent.end(), StreamEnd::kFin);
  EXPECT_TRUE(server.refusals().empty());
}

TEST(ConnectionTest, ClosesWhenThePeerDoesNotCloseAfterTheEnd) {
  const TestServer server(short_limits());
  RawClient client(server.port());
  client.send(get("/", "Connection: close\r\n"));
  EXPECT_EQ(client.read_to_end(), echoed("/"));
  // What is sent to a closed socket comes back as a RST, and the next bytes find it.
  const auto start = std::chrono::steady_clock::now();
  bool is_open = true;
  while (is_open && elapsed_since(start) < kClientDeadline) is_open = client.send("more");
  EXPECT_FALSE(is_open);
}

}  // namespace
}  // namespace fauxplane
