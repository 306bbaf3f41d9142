// Every fault of the tables in simulator/scenario/fault.cc, from the scenario to the client's
// socket.
#include <gtest/gtest.h>

#include "simulator/edge/server.h"
#include "tests/support/raw_client.h"
#include "tests/support/test_site.h"

namespace fauxplane {
namespace {

constexpr const char* kRequest =
    "GET /api/me HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer "
    "msy_ad000000000000000000000000000001\r\n\r\n";

// A site on a real port, whose default session plays `yaml`.
class PlaneOnAPort {
 public:
  explicit PlaneOnAPort(const std::string& yaml) : site_(yaml) {
    Site& site = site_.site();
    auto started = Server::start(
        {.fates = site.default_script()->scenario().connections.fates},
        {.answer = [&site](const Request& request, Reply& reply) { site.answer(request, reply); },
         .refuse = [&site](const Refusal& refusal, Reply& reply) { site.refuse(refusal, reply); },
         .answers_early = [&site](const Request& request) { return site.answers_early(request); }});
    EXPECT_TRUE(started);
    server_ = *std::move(started);
  }

  [[nodiscard]] std::uint16_t port() const { return server_->port(); }
  [[nodiscard]] std::vector<JournalEntry> journal() {
    const auto world = site_.site().sessions().find(kDefaultSession, site_.arrival());
    return world->store().read_journal(1, 100);
  }

 private:
  TestSite site_;
  std::unique_ptr<Server> server_{};  // last: it ends before what it calls
};

std::string with_fault(const std::string& fault) {
  return "steps: [{on: GET /me, times: 1, fault: {" + fault + "}}]";
}

TEST(FaultsTest, EveryDamageArrivesAsItWasComposed) {
  for (const DamageRow& row : damage_rows()) {
    const std::string fault = std::string(row.fault) + ": " + std::string(row.choice);
    SCOPED_TRACE(fault);
    PlaneOnAPort plane(with_fault(fault + ", half_close: after"));
    RawClient client(plane.port());
    client.send(kRequest);
    const std::string received = client.read_to_end();
    EXPECT_EQ(client.end(), StreamEnd::kFin);
    const auto journal = plane.journal();
    ASSERT_EQ(journal.size(), 1U);
    EXPECT_EQ(journal[0].answer, received);
    EXPECT_EQ(journal[0].bytes_sent, received.size());
    EXPECT_EQ(journal[0].status, 200);
  }
}

TEST(FaultsTest, EveryEndingComesAtEveryPoint) {
  PlaneOnAPort sound("");
  RawClient first(sound.port());
  first.send(kRequest);
  const std::string whole = first.read_answer();
  const std::size_t head = whole.find("\r\n\r\n") + 4;
  const struct {
    const char* point;
    std::size_t bytes;
  } points[] = {
      {"before", 0},
      {"status_line", 7},
      {"header Date", whole.find("\r\nDate: ") + 2 + 37 / 2},
      {"head", head},
      {"body", head + (whole.size() - head) / 2},
      {"body 1B", head + 1},
      {"inside", whole.size() / 2},
      {"20B", 20},
      {"after", whole.size()},
  };
  for (const auto& row : points) {
    for (const std::string ending : {"reset", "close", "half_close"}) {
      SCOPED_TRACE(ending + ": " + row.point);
      PlaneOnAPort plane(with_fault(ending + ": " + row.point));
      RawClient client(plane.port());
      client.send(kRequest);
      EXPECT_EQ(client.read_to_end(), whole.substr(0, row.bytes));
      EXPECT_EQ(client.end(), ending == "reset" ? StreamEnd::kReset : StreamEnd::kFin);
      EXPECT_EQ(plane.journal()[0].bytes_sent, row.bytes);
    }
  }
}

TEST(FaultsTest, TheFirstConnectionsMeetTheirFate) {
  PlaneOnAPort plane("connections: [reset, close, pass, stall]");
  for (const StreamEnd end : {StreamEnd::kReset, StreamEnd::kFin}) {
    RawClient client(plane.port());
    EXPECT_EQ(client.read_to_end(), "");
    EXPECT_EQ(client.end(), end);
  }
  for (const bool is_served : {true, false, true}) {
    RawClient client(plane.port());
    client.send(kRequest);
    if (is_served) {
      EXPECT_TRUE(client.read_answer().starts_with("HTTP/1.1 200 "));
    }
    client.send_end_of_stream();
    EXPECT_EQ(client.read_to_end(), "");
  }
  EXPECT_EQ(plane.journal().size(), 2U);
}

TEST(FaultsTest, AHalfClosedConnectionStillTakesWhatTheClientSends) {
  PlaneOnAPort plane(with_fault("half_close: head"));
  RawClient client(plane.port());
  client.send(kRequest);
  static_cast<void>(client.read_to_end());
  EXPECT_TRUE(client.send(kRequest));
  EXPECT_TRUE(client.send(kRequest));
  EXPECT_EQ(plane.journal().size(), 1U);
}

TEST(FaultsTest, AnEarlyAnswerComesBeforeTheBodyAndTheConnectionGoesOn) {
  PlaneOnAPort plane(
      "steps: [{on: POST /keys, times: 1, answer: {status: 413}, fault: {early: true}}]");
  RawClient client(plane.port());
  const std::string head =
      "POST /api/keys HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer "
      "msy_ad000000000000000000000000000001\r\nContent-Length: 16\r\n\r\n";
  client.send(head + "{\"na");
  EXPECT_TRUE(client.read_answer().starts_with("HTTP/1.1 413 "));
  client.send("me\":\"early\"}" + head);
  client.send("{\"name\":\"later\"}");
  const std::string created = client.read_answer();
  EXPECT_TRUE(created.starts_with("HTTP/1.1 200 ")) << created;
  const auto journal = plane.journal();
  ASSERT_EQ(journal.size(), 2U);
  EXPECT_EQ(journal[0].request, head.substr(0, journal[0].request_head_size)
                                    .replace(head.find("msy_ad") + 8, 28, std::string(28, '*')));
}

TEST(FaultsTest, AnEarlyAnswerTakesChunksAndEndsWithAClientThatWaitsForContinue) {
  const std::string steps =
      "steps: [{on: POST /keys, times: 1, answer: {status: 413}, fault: {early: true}}]";
  const std::string head =
      "POST /api/keys HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer "
      "msy_ad000000000000000000000000000001\r\nTransfer-Encoding: chunked\r\n";
  PlaneOnAPort plane(steps);
  RawClient client(plane.port());
  client.send(head + "\r\n");
  EXPECT_TRUE(client.read_answer().starts_with("HTTP/1.1 413 "));
  client.send("1\r\na\r\n0\r\n\r\n" + std::string(kRequest));
  EXPECT_TRUE(client.read_answer().starts_with("HTTP/1.1 200 "));
  PlaneOnAPort waiting(steps);
  RawClient polite(waiting.port());
  polite.send(head + "Expect: 100-continue\r\n\r\n");
  const std::string told = polite.read_to_end();
  EXPECT_TRUE(told.starts_with("HTTP/1.1 413 "));
  EXPECT_NE(told.find("\r\nConnection: close\r\n"), std::string::npos) << told;
  EXPECT_EQ(waiting.journal().front().end, WireEnd::kClosed);
  EXPECT_EQ(polite.end(), StreamEnd::kFin);
}

// How the bytes were cut into pieces decides nothing.
TEST(FaultsTest, AnEarlyAnswerKnowsNothingOfABodyThatCameWithTheHead) {
  const std::string steps =
      "steps: [{on: POST /keys, match: {body: {/name: ci}}, answer: 503},"
      " {on: POST /keys, answer: {error: internal_error, commit: before}, fault: {early: true}}]";
  const std::string head =
      "POST /api/keys HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer "
      "msy_ad000000000000000000000000000001\r\nContent-Length: 13\r\n\r\n";
  std::string answers[2];
  for (const bool is_cut : {false, true}) {
    PlaneOnAPort plane(steps);
    RawClient client(plane.port());
    client.send(is_cut ? head : head + "{\"name\":\"ci\"}");
    answers[is_cut ? 1 : 0] = client.read_answer();
    if (is_cut) client.send("{\"name\":\"ci\"}");
    client.send(
        "GET /api/keys HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer "
        "msy_ad000000000000000000000000000001\r\n\r\n");
    answers[is_cut ? 1 : 0] += client.read_answer();
  }
  EXPECT_TRUE(answers[0].starts_with("HTTP/1.1 500 ")) << answers[0];
  EXPECT_EQ(answers[0], answers[1]);
}

TEST(FaultsTest, AStepLeftToChanceDoesNotHoldUpAnEarlyOne) {
  PlaneOnAPort plane(
      "steps: [{on: POST /keys, chance: 0.01, answer: 503},"
      " {on: POST /keys, answer: {status: 413}, fault: {early: true}}]");
  RawClient client(plane.port());
  client.send(
      "POST /api/keys HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer "
      "msy_ad000000000000000000000000000001\r\nContent-Length: 4\r\n\r\n");
  EXPECT_TRUE(client.read_answer().starts_with("HTTP/1.1 413 "));
}

TEST(FaultsTest, ABrokenUploadIsResetBeforeItsBodyIsRead) {
  PlaneOnAPort plane("steps: [{on: POST /keys, times: 1, fault: {early: true, reset: before}}]");
  RawClient client(plane.port());
  client.send("POST /api/keys HTTP/1.1\r\nHost: x\r\nContent-Length: 1000\r\n\r\n{");
  EXPECT_EQ(client.read_to_end(), "");
  EXPECT_EQ(client.end(), StreamEnd::kReset);
}

}  // namespace
}  // namespace fauxplane
