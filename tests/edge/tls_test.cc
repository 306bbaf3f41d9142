// TLS from handshake to end, against a server on a real port.
#include "simulator/edge/tls.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "simulator/edge/request_rules.h"
#include "tests/support/test_server.h"
#include "tests/support/tls_client.h"

namespace fauxplane {
namespace {

using namespace std::chrono_literals;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

constexpr std::size_t kMiB = 1U << 20U;

class TlsServer : public TestServer {
 public:
  explicit TlsServer(TestServer::Answer answer = {}, const ServerLimits& limits = {},
                     std::shared_ptr<const TlsContext> context = test_context())
      : TestServer(limits, std::move(answer), 1, std::move(context)) {}
};

std::string answer_to(TlsClient& client, const std::string& path) {
  EXPECT_TRUE(client.shake_hands()) << client.complaint();
  client.send(get(path));
  return client.read(echoed(path).size());
}

// The end and what was read before it, after a handshake and one request.
std::string read_to_end_of(TlsClient& client) {
  EXPECT_TRUE(client.shake_hands()) << client.complaint();
  client.send(get("/f"));
  return client.read_to_end();
}

TEST(TlsTest, AnswersInBothVersions) {
  const TlsServer server;
  for (const TlsVersion version : {TlsVersion::kTls12, TlsVersion::kTls13}) {
    TlsClient client(server.port(), {.versions = {version}});
    EXPECT_EQ(answer_to(client, "/a"), echoed("/a"));
    EXPECT_EQ(answer_to(client, "/b"), echoed("/b"));
  }
  EXPECT_THAT(server.handshakes(), IsEmpty());
}

TEST(TlsTest, AnswersRequestsThatComeInOneRecordAndThoseInPieces) {
  const TlsServer server;
  TlsClient client(server.port());
  ASSERT_TRUE(client.shake_hands()) << client.complaint();
  client.send(get("/a") + get("/b") + get("/c").substr(0, 9));
  EXPECT_EQ(client.read(2 * echoed("/a").size()), echoed("/a") + echoed("/b"));
  for (const char byte : client.sealed(get("/c").substr(9))) client.raw().send({&byte, 1});
  EXPECT_EQ(client.read(echoed("/c").size()), echoed("/c"));
}

TEST(TlsTest, CarriesLargeBodiesBothWays) {
  const TlsServer server;
  TlsClient client(server.port(), {.raw = {.receive_buffer = 4096}});
  ASSERT_TRUE(client.shake_hands()) << client.complaint();
  std::string body(kMiB, 'a');
  for (std::size_t at = 0; at < body.size(); at += 1000)
    body[at] = static_cast<char>('b' + at % 23);
  for (int round = 0; round < 2; ++round) {
    client.send("PUT / HTTP/1.1\r\nHost: x\r\nContent-Length: " + std::to_string(body.size()) +
                "\r\n\r\n" + body);
    const std::string wanted = text_of_reply(200, "PUT / " + body);
    EXPECT_TRUE(client.read(wanted.size()) == wanted);
  }
}

// More than the worker reads at once, so that a record is cut by the end of its buffer while an
// answer waits: the socket never tells of the rest.
TEST(TlsTest, ServesWhatItHadDecryptedBehindADelayedAnswer) {
  for (const Wire& wire : {Wire{.delay = 20ms}, Wire{.piece_size = 5, .pause = 1ms}}) {
    bool is_first = true;
    const TlsServer server(
        [&is_first, wire](const Request& request, Reply& reply) {
          write_reply(200, request.path, reply);
          if (std::exchange(is_first, false)) reply.wire = wire;
        },
        {.waiting_bytes_max = 1000});
    TlsClient client(server.port());
    ASSERT_TRUE(client.shake_hands()) << client.complaint();
    constexpr std::size_t kRequests = 66;
    std::string requests;
    for (std::size_t sent = 0; sent < kRequests; ++sent) {
      requests += get("/p", "Filler: " + std::string(1000, 'x') + "\r\n");
    }
    client.send(requests);
    std::string wanted;
    for (std::size_t sent = 0; sent < kRequests; ++sent) wanted += text_of_reply(200, "/p");
    EXPECT_EQ(client.read(wanted.size()), wanted);
  }
}

TEST(TlsTest, TakesAHelloInPieces) {
  const TlsServer server;
  TlsClient client(server.port());
  const std::string hello = client.take_hello();
  for (const char byte : hello) client.raw().send({&byte, 1});
  EXPECT_EQ(answer_to(client, "/a"), echoed("/a"));
}

TEST(TlsTest, TellsOfAClientThatLeavesInTheMiddleOfTheHandshake) {
  const TlsServer server;
  TlsClient client(server.port());
  const std::string hello = client.take_hello();
  client.raw().send(hello.substr(0, hello.size() / 2));
  client.raw().send_end_of_stream();
  static_cast<void>(client.raw().read_to_end());
  EXPECT_EQ(client.raw().end(), StreamEnd::kFin);
  EXPECT_THAT(server.handshakes(), ElementsAre("the client left in the middle of it"));
}

TEST(TlsTest, SaysNothingOfAConnectionWithoutAByte) {
  const TlsServer server;
  RawClient client(server.port());
  client.send_end_of_stream();
  EXPECT_EQ(client.read_to_end(), "");
  TlsClient later(server.port());
  EXPECT_EQ(answer_to(later, "/a"), echoed("/a"));
  EXPECT_THAT(server.handshakes(), IsEmpty());
}

TEST(TlsTest, TellsAPlainRequestWhatThePortSpeaks) {
  const TlsServer server;
  for (const std::string& bytes : {get("/plain"), std::string("x"), std::string("\0\0", 2)}) {
    RawClient client(server.port());
    client.send(bytes);
    EXPECT_EQ(client.read_to_end(), text_of_reply(400, kLooksPlain));
    EXPECT_EQ(client.end(), StreamEnd::kFin);
  }
  ASSERT_EQ(server.refusals().size(), 3U);
  EXPECT_EQ(server.refusals()[0].received, get("/plain"));
  EXPECT_EQ(server.answered(), 0U);
  EXPECT_THAT(server.handshakes(), IsEmpty());
}

TEST(TlsTest, RefusesBytesThatBeginLikeTlsAndAreNot) {
  const TlsServer server;
  RawClient client(server.port());
  client.send("\x16\x03\x01" + std::string(300, 'x'));
  static_cast<void>(client.read_to_end());
  EXPECT_EQ(client.end(), StreamEnd::kFin);
  EXPECT_EQ(server.handshakes().size(), 1U);
}

struct Seen {
  const char* name;
  Wire wire;
  std::size_t bytes;
  TlsEnd end;
};

TEST(TlsTest, OnlyAWholeAnswerEndsWithCloseNotify) {
  using enum Ending;
  const std::size_t size = echoed("/f").size();
  const Seen rows[] = {
      {"finish after", {.ending = kFinish}, size, TlsEnd::kGoodbye},
      {"half close after", {.ending = kHalfClose}, size, TlsEnd::kGoodbye},
      {"finish inside", {.size = 20, .ending = kFinish}, 20, TlsEnd::kCut},
      {"half close inside", {.size = 20, .ending = kHalfClose}, 20, TlsEnd::kCut},
      {"finish where the head says more", {.ending = kFinish, .is_cut = true}, size, TlsEnd::kCut},
      {"finish before", {.size = 0, .ending = kFinish}, 0, TlsEnd::kCut},
      {"reset before", {.size = 0, .ending = kReset}, 0, TlsEnd::kReset},
      {"reset inside", {.size = 7, .ending = kReset}, 7, TlsEnd::kReset},
      {"reset after", {.ending = kReset}, size, TlsEnd::kReset},
  };
  for (const Seen& row : rows) {
    for (const bool is_dripped : {false, true}) {
      SCOPED_TRACE(std::string(row.name) + (is_dripped ? ", dripped" : ""));
      Wire wire = row.wire;
      if (is_dripped) wire.piece_size = 7;
      if (is_dripped) wire.stall_at = 10;
      if (is_dripped) wire.pause = wire.stall = 1ms;
      const TlsServer server(with_wire(wire));
      TlsClient client(server.port());
      EXPECT_EQ(read_to_end_of(client), echoed("/f").substr(0, row.bytes));
      EXPECT_EQ(client.end(), row.end);
      EXPECT_THAT(server.handshakes(), IsEmpty());
    }
  }
}

TEST(TlsTest, SaysGoodbyeBehindAnAnswerThatFillsTheSocket) {
  const std::string body(4 * kMiB, 'x');
  const TlsServer server([&body](const Request&, Reply& reply) {
    write_reply(200, body, reply);
    reply.close_after = true;
  });
  TlsClient client(server.port(), {.raw = {.receive_buffer = 4096}});
  EXPECT_EQ(read_to_end_of(client).size(), text_of_reply(200, body).size());
  EXPECT_EQ(client.end(), TlsEnd::kGoodbye);
}

TEST(TlsTest, SaysGoodbyeWhenItStopsAndWhenTheClientDoes) {
  TlsServer server;
  TlsClient leaving(server.port());
  ASSERT_TRUE(leaving.shake_hands()) << leaving.complaint();
  leaving.raw().send(leaving.sealed(get("/a")));
  leaving.say_goodbye();  // and keeps its half of the connection
  EXPECT_EQ(leaving.read_to_end(), echoed("/a"));
  EXPECT_EQ(leaving.end(), TlsEnd::kGoodbye);
  TlsClient staying(server.port());
  EXPECT_EQ(answer_to(staying, "/a"), echoed("/a"));
  server.server().stop(1s);
  EXPECT_EQ(staying.read_to_end(), "");
  EXPECT_EQ(staying.end(), TlsEnd::kGoodbye);
}

TEST(TlsTest, AClosedIdleConnectionEndsWithCloseNotify) {
  const TlsServer server({}, {.idle_timeout = 30ms});
  TlsClient client(server.port());
  EXPECT_EQ(answer_to(client, "/a"), echoed("/a"));
  EXPECT_EQ(client.read_to_end(), "");
  EXPECT_EQ(client.end(), TlsEnd::kGoodbye);
}

TEST(TlsTest, TurnsAwayInTlsWhatIsTooMuch) {
  const TlsServer server({}, {.connections_max = 1});
  TlsClient first(server.port());
  EXPECT_EQ(answer_to(first, "/a"), echoed("/a"));
  TlsClient second(server.port());
  ASSERT_TRUE(second.shake_hands()) << second.complaint();
  EXPECT_EQ(second.read_to_end(), text_of_reply(503, kTooManyConnections));
  EXPECT_EQ(second.end(), TlsEnd::kGoodbye);
}

TEST(TlsTest, TellsWhyAClientGaveUp) {
  const TlsServer server;
  TlsClient client(server.port(), {.ca = strange_certificates().ca});
  EXPECT_FALSE(client.shake_hands());
  EXPECT_THAT(server.handshakes(),
              ElementsAre("the client does not accept the certificate: alert unknown CA"));
}

TEST(TlsTest, TellsOfAClientThatLeavesWithoutARequest) {
  const TlsServer server;
  TlsClient client(server.port());
  ASSERT_TRUE(client.shake_hands());
  client.say_goodbye();
  EXPECT_EQ(client.read_to_end(), "");
  EXPECT_THAT(server.handshakes(), ElementsAre(kSilentLeave));
}

TEST(TlsTest, OffersOnlyTheVersionsItIsToldTo) {
  const TlsServer server({}, {}, test_context(ClientCertificate::kNone, {TlsVersion::kTls13}));
  TlsClient old(server.port(), {.versions = {TlsVersion::kTls12}});
  EXPECT_FALSE(old.shake_hands());
  EXPECT_THAT(old.complaint(), HasSubstr("protocol version"));
  EXPECT_THAT(server.handshakes(),
              ElementsAre("the client offers no version of TLS that is spoken here"));
  TlsClient modern(server.port());
  EXPECT_EQ(answer_to(modern, "/a"), echoed("/a"));
}

TEST(TlsTest, ChoosesHttp11AmongTheProtocols) {
  const TlsServer server;
  TlsClient both(server.port(), {.protocols = "\x02h2\x08http/1.1"});
  EXPECT_EQ(answer_to(both, "/a"), echoed("/a"));
  EXPECT_EQ(both.protocol(), "http/1.1");
  TlsClient modern(server.port(), {.protocols = "\x02h2"});
  EXPECT_FALSE(modern.shake_hands());
  EXPECT_THAT(modern.complaint(), HasSubstr("no application protocol"));
  EXPECT_THAT(server.handshakes(), ElementsAre(HasSubstr("ALPN")));
}

struct ClientCase {
  const char* name;
  ClientCertificate wish;
  KeyPair own;
  const char* reason;  // of the failure; empty: it is served
};

TEST(TlsTest, LooksAtTheCertificateOfTheClient) {
  using enum ClientCertificate;
  const KeyPair& right = test_certificates().client;
  const KeyPair& wrong = strange_certificates().client;
  const ClientCase rows[] = {
      {"none", kNone, {}, ""},
      {"not asked for", kNone, wrong, ""},
      {"wanted and there", kWanted, right, ""},
      {"wanted and absent", kWanted, {}, ""},
      {"wanted and wrong", kWanted, wrong, "the certificate of the client is not accepted: "},
      {"required and there", kRequired, right, ""},
      {"required and absent", kRequired, {}, "the client sent no certificate, and one is required"},
      {"required and wrong", kRequired, wrong, "the certificate of the client is not accepted: "},
      {"that of a server", kRequired, test_certificates().server,
       "the certificate of the client is not accepted: unsuitable certificate purpose"},
  };
  for (const ClientCase& row : rows) {
    for (const TlsVersion version : {TlsVersion::kTls12, TlsVersion::kTls13}) {
      SCOPED_TRACE(row.name);
      const TlsServer server({}, {}, test_context(row.wish));
      TlsClient client(server.port(), {.own = row.own, .versions = {version}});
      if (client.shake_hands()) client.send(get("/a"));
      if (*row.reason == '\0') {
        EXPECT_EQ(client.read(echoed("/a").size()), echoed("/a"));
        continue;
      }
      EXPECT_EQ(client.read_to_end(), "");
      EXPECT_EQ(client.end(), TlsEnd::kAlert);
      EXPECT_THAT(server.handshakes(), ElementsAre(HasSubstr(row.reason)));
      EXPECT_EQ(server.answered(), 0U);
    }
  }
}

}  // namespace
}  // namespace fauxplane
