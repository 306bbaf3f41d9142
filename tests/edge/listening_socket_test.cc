#include "simulator/edge/listening_socket.h"

#include <gtest/gtest.h>

#include "tests/support/raw_client.h"
#include "tests/support/test_server.h"

namespace fauxplane {
namespace {

using namespace std::chrono_literals;

TEST(ListeningSocketTest, FindsNothingWhereNobodyListens) {
  std::uint16_t port = 0;
  {
    const TestServer server;
    port = server.port();
    EXPECT_GE(find_listening_socket(port), 0);
  }
  EXPECT_EQ(find_listening_socket(port), -1);
}

TEST(ListeningSocketTest, RefusesConnectionsOnceItIsClosed) {
  const TestServer server;
  RawClient client(server.port());
  client.send("GET /1 HTTP/1.1\r\nHost: x\r\n\r\n");
  EXPECT_EQ(client.read_answer(), text_of_reply(200, "GET /1 "));
  stop_listening(find_listening_socket(server.port()));
  EXPECT_FALSE(is_listening(server.port()));
  // Those that are open are served on.
  client.send("GET /2 HTTP/1.1\r\nHost: x\r\n\r\n");
  EXPECT_EQ(client.read_answer(), text_of_reply(200, "GET /2 "));
}

TEST(ListeningSocketTest, WaitsNoLongerThanItIsPatient) {
  const TestServer server;
  const auto start = std::chrono::steady_clock::now();
  // The server does not stop, so nothing ends the connection that is waited for.
  await_accepted(find_listening_socket(server.port()), 20ms);
  EXPECT_GE(std::chrono::steady_clock::now() - start, 20ms);
}

TEST(ListeningSocketTest, DoesNothingWithoutASocket) {
  await_accepted(-1, 1h);
  stop_listening(-1);
}

}  // namespace
}  // namespace fauxplane
