// The whole client against the real plane, over real sockets.
#include "contracts/client/transport.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>
#include <set>
#include <thread>

#include "contracts/client/control_client.h"
#include "simulator/edge/server.h"
#include "tests/support/test_site.h"

namespace memsy {
namespace {

using fauxplane::JournalEntry;

// A plane on a port of its own, whose default session plays `yaml`.
class Plane {
 public:
  explicit Plane(const std::string& yaml) : site_(yaml) { start(0); }

  // Leaves all connections, and comes back on the same port.
  void restart() {
    const std::uint16_t port = server_->port();
    server_.reset();
    start(port);
  }
  [[nodiscard]] std::vector<JournalEntry> journal() {
    const auto world = site_.site().sessions().find(fauxplane::kDefaultSession, site_.arrival());
    return world->store().read_journal(1, 1'000);
  }
  [[nodiscard]] Options options() const {
    return {.base_url = "http://127.0.0.1:" + std::to_string(server_->port()) + "/api",
            .api_key = fauxplane::kAdminKey,
            .backoff = Seconds{0.001}};
  }
  [[nodiscard]] ControlClient client() const { return ControlClient(options()); }

 private:
  void start(std::uint16_t port) {
    fauxplane::Site& site = site_.site();
    auto started = fauxplane::Server::start(
        {.port = port, .fates = site.default_script()->scenario().connections.fates},
        {.answer = [&site](const auto& request, auto& reply) { site.answer(request, reply); },
         .refuse = [&site](const auto& refusal, auto& reply) { site.refuse(refusal, reply); },
         .answers_early = [&site](const auto& request) { return site.answers_early(request); }});
    ASSERT_TRUE(started);
    server_ = *std::move(started);
  }

  fauxplane::TestSite site_;
  std::unique_ptr<fauxplane::Server> server_{};  // last: it ends before what it calls
};

// "" for a value, else the class of the error.
std::string outcome(const ControlClient& client) {
  try {
    EXPECT_EQ(client.me().value.org_id, "org_1");
    return "";
  } catch (const MemsyAPIError&) {
    return "MemsyAPIError";
  } catch (const MemsyConnectionError&) {
    return "MemsyConnectionError";
  }
}

std::string with_fault(const std::string& fault) {
  return "steps: [{on: GET /me, times: 1, fault: {" + fault + "}}]";
}

TEST(TransportTest, SendsAHeaderWithoutAValueToo) {
  Plane plane("steps: []");
  const Transport transport = make_curl_transport({});
  static_cast<void>(transport(
      {.url = plane.options().base_url + "/health", .headers = {{"X-Empty", ""}, {"X-Full", "1"}}},
      {}));
  const std::string request = plane.journal().at(0).request;
  EXPECT_NE(request.find("\r\nX-Empty:\r\n"), std::string::npos) << request;
  EXPECT_NE(request.find("\r\nX-Full: 1\r\n"), std::string::npos) << request;
}

TEST(TransportTest, EveryDamageIsAValueOrAnErrorOfTheTreeAndTheNextCallSucceeds) {
  const std::set<std::string> harmless = {"body: byte_order_mark", "body: gzip",
                                          "content_length: none",  "chunks: sound",
                                          "chunks: extended",      "chunks: trailers",
                                          "header: oversize",      "header: many",
                                          "header: duplicate",     "header: obs_text",
                                          "header: control",       "header: invalid_utf8",
                                          "header: folded",        "header: lower_case",
                                          "header: upper_case",    "status_line: no_reason",
                                          "status_line: no_blank", "status_line: long_reason",
                                          "status_line: http_1_0", "line_ends: lf",
                                          "line_ends: mixed",      "interim: 100",
                                          "interim: 102",          "interim: 103",
                                          "interim: many",         "garbage: after"};
  const std::set<std::string> unread = {
      "body: invalid_utf8", "body: truncated",       "body: garbage", "body: empty",
      "body: gzip_unsaid",  "content_length: short", "body: gzip_cut"};
  for (const auto& row : fauxplane::damage_rows()) {
    const std::string fault = std::string(row.fault) + ": " + std::string(row.choice);
    SCOPED_TRACE(fault);
    Plane plane(with_fault(fault));
    Options options = plane.options();
    options.timeout = std::chrono::milliseconds{500};
    const ControlClient client(options);
    const std::string wanted = harmless.contains(fault) ? ""
                               : unread.contains(fault) ? "MemsyAPIError"
                                                        : "MemsyConnectionError";
    EXPECT_EQ(outcome(client), wanted);
    EXPECT_EQ(outcome(client), "");
    EXPECT_EQ(plane.journal().size(), 2U);
  }
}

TEST(TransportTest, ACutAnywhereIsAConnectionErrorAndOneRequest) {
  for (const std::string ending : {"reset", "close", "half_close"}) {
    for (const char* const point : {"before", "status_line", "head", "body", "body 1B", "20B"}) {
      SCOPED_TRACE(ending + ": " + point);
      Plane plane(with_fault(ending + ": " + point));
      const ControlClient client = plane.client();
      EXPECT_EQ(outcome(client), "MemsyConnectionError");
      EXPECT_EQ(plane.journal().size(), 1U);
      EXPECT_EQ(outcome(client), "");
    }
  }
}

TEST(TransportTest, ConnectionsAreKeptAlsoAfterErrors) {
  Plane plane("steps: [{on: GET /me, sequence: [429, 503, 404, 200]}]");
  const ControlClient client = plane.client();
  EXPECT_EQ(outcome(client), "MemsyAPIError");
  EXPECT_EQ(outcome(client), "MemsyAPIError");
  EXPECT_EQ(outcome(client), "");
  std::set<std::uint64_t> connections;
  for (const JournalEntry& entry : plane.journal()) connections.insert(entry.connection);
  EXPECT_EQ(plane.journal().size(), 4U);
  EXPECT_EQ(connections.size(), 1U);
}

TEST(TransportTest, ARequestOnADeadConnectionIsNotSentAgain) {
  for (const char* const ending : {"close: next", "reset: next"}) {
    SCOPED_TRACE(ending);
    Plane plane("steps: [{on: GET /me, times: 1, fault: {" + std::string(ending) + "}}]");
    const ControlClient client = plane.client();
    EXPECT_EQ(outcome(client), "");
    EXPECT_THROW(static_cast<void>(client.keys().create({.name = "ci"})), MemsyConnectionError);
    EXPECT_EQ(plane.journal().size(), 1U);
    EXPECT_EQ(client.keys().create({.name = "ci"}).value.name, "ci");
  }
}

TEST(TransportTest, AConnectionThatTheServerHasLeftIsNotUsed) {
  Plane plane("");
  const ControlClient client = plane.client();
  EXPECT_EQ(outcome(client), "");
  plane.restart();
  EXPECT_EQ(client.keys().create({.name = "ci"}).value.name, "ci");
}

TEST(TransportTest, ATimeoutBoundsTheWholeAttempt) {
  for (const char* const fault :
       {"stall: before", "stall: head", "stall: body", "drip: {bytes: 1B, every: 50ms}"}) {
    SCOPED_TRACE(fault);
    Plane plane(with_fault(fault));
    Options options = plane.options();
    options.timeout = std::chrono::milliseconds{200};
    const ControlClient client(options);
    const auto start = std::chrono::steady_clock::now();
    EXPECT_EQ(outcome(client), "MemsyConnectionError");
    EXPECT_GE(std::chrono::steady_clock::now() - start, std::chrono::milliseconds{199});
    EXPECT_EQ(plane.journal().size(), 1U);
  }
}

TEST(TransportTest, AStopEndsAnExchangeThatStalls) {
  Plane plane(with_fault("stall: body"));
  std::stop_source source;
  std::atomic<bool> is_stopped = false;
  std::thread stopping([&] {
    while (plane.journal().empty()) std::this_thread::yield();
    is_stopped = true;
    source.request_stop();
  });
  EXPECT_EQ(outcome(plane.client().stoppable(source.get_token())), "MemsyConnectionError");
  EXPECT_TRUE(is_stopped);
  stopping.join();
}

TEST(TransportTest, RedirectsAreNotFollowed) {
  Plane plane("steps: [{on: GET /me, answer: {redirect: own, status: 307}}]");
  EXPECT_EQ(outcome(plane.client()), "MemsyAPIError");
  EXPECT_EQ(plane.journal().size(), 1U);
}

TEST(TransportTest, ARefusedConnectionIsAConnectionError) {
  Options options;
  {
    const Plane plane("");
    options = plane.options();
  }
  EXPECT_EQ(outcome(ControlClient(options)), "MemsyConnectionError");
}

TEST(TransportTest, AProxyOfTheEnvironmentIsNotUsed) {
  ::setenv("http_proxy", "http://127.0.0.1:1", 1);
  const Plane plane("");
  EXPECT_EQ(outcome(plane.client()), "");
  ::unsetenv("http_proxy");
}

TEST(TransportTest, ConcurrentCallsGetTheirOwnAnswers) {
  constexpr int kThreads = 8;
  constexpr int kCalls = 25;
  Plane plane("steps: [{on: any, chance: 0.2, answer: 429 retry_after 0.001s}]");
  Options options = plane.options();
  options.max_retries = 50;
  const ControlClient client(options);
  std::atomic<int> right = 0;
  std::vector<std::thread> threads;
  for (int number = 0; number < kThreads; ++number) {
    threads.emplace_back([&, number] {
      for (int call = 0; call < kCalls; ++call) {
        const std::string name = "no_" + std::to_string(number) + "_" + std::to_string(call);
        const auto answer = client.interest().express({.email = "a@b.example", .name = name});
        const auto events = client.events().list({.limit = number + 1, .offset = call});
        if (events.value.limit == number + 1 && events.value.offset == call && answer.usage) {
          ++right;
        }
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(right, kThreads * kCalls);
  std::set<std::uint64_t> connections;
  for (const JournalEntry& entry : plane.journal()) connections.insert(entry.connection);
  EXPECT_LE(connections.size(), std::size_t{kThreads});
}

}  // namespace
}  // namespace memsy
