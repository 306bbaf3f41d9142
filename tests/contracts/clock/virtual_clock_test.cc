// Clients that know nothing of virtual time, on virtual time: their waits pass at once, and the
// plane sees them in full.
#include <gmock/gmock.h>

#include <cmath>

#include "simulator/edge/certificates.h"
#include "simulator/edge/tls.h"
#include "tests/support/virtual_plane.h"

namespace fauxplane {
namespace {

using namespace std::chrono_literals;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::StartsWith;

constexpr const char* kBusyThrice = R"(
steps:
  - on: GET /me
    sequence: [429, 429, 429, 200]
)";

// Seconds a client may be late, for its own work takes real time on a busy machine, and early, for
// its timers may count in whole milliseconds.
constexpr double kLate = 0.8;
constexpr double kEarly = 0.002;
// How long a test waits for what must happen.
constexpr auto kLong = 15s;

MATCHER_P(IsAbout, seconds, "") {
  return arg >= seconds - kEarly && arg <= seconds + kLate;
}

std::string folder() {
  return std::string(FAUXPLANE_SOURCE_DIR) + "/tests/contracts/clock/";
}

std::vector<std::string> cpp_client(const VirtualPlane& plane, const std::string& wait) {
  return {FAUXPLANE_WAITING_CLIENT, wait, std::to_string(plane.port()), "/api/me", kAdminKey};
}

std::vector<std::string> python_client(const VirtualPlane& plane, const std::string& wait) {
  return {FAUXPLANE_PYTHON, folder() + "waiting_client.py", wait, plane.url("/api/me"), kAdminKey};
}

std::vector<std::string> node_client(const VirtualPlane& plane) {
  return {FAUXPLANE_NODE, folder() + "waiting_client.mjs", plane.url("/api/me"), kAdminKey};
}

std::vector<std::string> curl_client(const VirtualPlane& plane,
                                     const std::vector<std::string>& options) {
  std::vector<std::string> words = {"curl", "-sS",
                                    "-w",   "status %{http_code}\n",
                                    "-H",   std::string("Authorization: Bearer ") + kAdminKey};
  words.insert(words.end(), options.begin(), options.end());
  words.push_back(plane.url("/api/me"));
  return words;
}

// A runtime that this machine has not is no failure.
bool has_node() {
  return std::string_view(FAUXPLANE_NODE).find("NOTFOUND") == std::string_view::npos;
}
bool has_curl() {
  return std::string_view(FAUXPLANE_CURL).find("NOTFOUND") == std::string_view::npos;
}

// The offset is what did not pass in real time. All of it on an idle machine; a client whose
// threads wait for a processor is not still.
void expect_backoff(VirtualPlane& plane, const Ran& ran, const std::string& output) {
  EXPECT_EQ(ran.status, 0) << ran.complaint;
  EXPECT_THAT(ran.output, HasSubstr(output)) << ran.complaint;
  EXPECT_THAT(plane.gaps(), ElementsAre(IsAbout(1.0), IsAbout(2.0), IsAbout(4.0)));
  EXPECT_GT(plane.page().offset(), 2s);
}

class CppWaitTest : public testing::TestWithParam<const char*> {};

TEST_P(CppWaitTest, PassesAtOnceAndIsSeenInFull) {
  VirtualPlane plane(kBusyThrice);
  const Ran ran = plane.run(cpp_client(plane, GetParam()));
  expect_backoff(plane, ran, " 200 ");
}

const auto kName = [](const auto& row) {
  std::string name(row.param);
  std::erase(name, '_');
  return name;
};

INSTANTIATE_TEST_SUITE_P(Every, CppWaitTest,
                         testing::Values("sleep_for", "sleep_until", "sleep_until_date", "sleep",
                                         "usleep", "condition", "condition_date", "future",
                                         "semaphore", "mutex", "shared_mutex", "poll", "ppoll",
                                         "select", "pselect", "epoll", "epoll_pwait2", "timerfd",
                                         "alarm", "receive"),
                         kName);

class PythonWaitTest : public testing::TestWithParam<const char*> {};

TEST_P(PythonWaitTest, PassesAtOnceAndIsSeenInFull) {
  VirtualPlane plane(kBusyThrice);
  const Ran ran = plane.run(python_client(plane, GetParam()));
  expect_backoff(plane, ran, "200 ");
}

INSTANTIATE_TEST_SUITE_P(Every, PythonWaitTest,
                         testing::Values("sleep", "event", "asyncio", "socket", "select", "queue",
                                         "future"),
                         kName);

TEST(NodeWaitTest, PassesAtOnceAndIsSeenInFull) {
  if (!has_node()) GTEST_SKIP() << "this machine has no node";
  VirtualPlane plane(kBusyThrice);
  const Ran ran = plane.run(node_client(plane));
  expect_backoff(plane, ran, "200 ");
}

TEST(CurlWaitTest, PassesAtOnceAndIsSeenInFull) {
  if (!has_curl()) GTEST_SKIP() << "this machine has no curl";
  VirtualPlane plane(kBusyThrice);
  const Ran ran = plane.run(curl_client(plane, {"--retry", "3"}));
  expect_backoff(plane, ran, "status 200");
}

std::shared_ptr<const TlsContext> test_context() {
  const auto certificates = make_certificates({.now = SystemClock::real_now()});
  EXPECT_TRUE(certificates);
  auto made = TlsContext::make(
      {.certificate = certificates->server.certificate, .key = certificates->server.key});
  EXPECT_TRUE(made);
  return *std::move(made);
}

// What the plane has read is counted below TLS, handshake included.
TEST(VirtualClockTest, TlsMakesNoDifference) {
  if (!has_curl()) GTEST_SKIP() << "this machine has no curl";
  {
    VirtualPlane plane(kBusyThrice, {}, test_context());
    const Ran ran = plane.run(curl_client(plane, {"-k", "--retry", "3"}));
    expect_backoff(plane, ran, "status 200");
  }
  {
    VirtualPlane plane("steps:\n  - on: GET /me\n    fault: {stall: head}\n", {}, test_context());
    EXPECT_EQ(plane.run(curl_client(plane, {"-k", "--max-time", "30"})).status, 28);
    EXPECT_GT(plane.page().offset(), 15s);
  }
  {
    VirtualPlane plane("steps:\n  - on: GET /me\n    fault: {delay: 300ms}\n", {}, test_context());
    const Ran ran = plane.run(curl_client(plane, {"-k", "--max-time", "30"}));
    EXPECT_THAT(ran.output, HasSubstr("status 200")) << ran.complaint;
  }
}

TEST(VirtualClockTest, WaitsOfAShellsChildPassAtOnce) {
  VirtualPlane plane(kBusyThrice);
  const auto words = cpp_client(plane, "sleep_for");
  std::string line;
  for (const std::string& word : words) line += word + " ";
  const Ran ran = plane.run({"sh", "-c", line + "; exit $?"});
  expect_backoff(plane, ran, " 200 ");
}

constexpr const char* kThirtyDays = R"(
steps:
  - on: GET /me
    sequence: [429 retry_after 2592000s, 200]
)";
constexpr double kThirtyDaysSeconds = 2'592'000;

TEST(VirtualClockTest, ThirtyDaysPassAtOnceInPython) {
  VirtualPlane plane(kThirtyDays);
  const Ran ran = plane.run(python_client(plane, "event"));
  EXPECT_THAT(ran.output, StartsWith("200 ")) << ran.complaint;
  EXPECT_THAT(plane.gaps(), ElementsAre(IsAbout(kThirtyDaysSeconds)));
}

// curl cannot wait for as long as thirty days: it counts milliseconds in an int.
TEST(VirtualClockTest, TwentyDaysPassAtOnceInCurl) {
  if (!has_curl()) GTEST_SKIP() << "this machine has no curl";
  VirtualPlane plane("steps:\n  - on: GET /me\n    sequence: [429 retry_after 1728000s, 200]\n");
  const Ran ran = plane.run(curl_client(plane, {"--retry", "1"}));
  EXPECT_THAT(ran.output, HasSubstr("status 200")) << ran.complaint;
  EXPECT_THAT(plane.gaps(), ElementsAre(IsAbout(1'728'000.0)));
}

TEST(VirtualClockTest, BusinessTimeFollows) {
  VirtualPlane plane(std::string("clock: {start: \"2026-04-15T12:00:00Z\", flow: real}") +
                     kThirtyDays);
  EXPECT_EQ(plane.run(python_client(plane, "sleep")).status, 0);
  const auto entries = plane.entries();
  ASSERT_EQ(entries.size(), 2U);
  EXPECT_EQ(to_iso8601_date(entries[0].instant), "2026-04-15");
  EXPECT_EQ(to_iso8601_date(entries[1].instant), "2026-05-15");
}

constexpr const char* kStalls = R"(
steps:
  - on: GET /me
    fault: {stall: head}
)";

TEST(VirtualClockTest, ClientsOfAStalledAnswerTimeOutAtOnce) {
  {
    VirtualPlane plane(kStalls);
    EXPECT_THAT(plane.run(cpp_client(plane, "poll")).output, HasSubstr("unavailable"));
    ASSERT_EQ(plane.page().jumped(), 1U);
    EXPECT_EQ(plane.page().jumps().front().kind, CLOCK_RECEIVE);
    EXPECT_EQ(std::lround(std::chrono::duration<double>(plane.page().offset()).count()), 30);
  }
  {
    VirtualPlane plane(kStalls);
    EXPECT_THAT(plane.run(python_client(plane, "sleep")).output, StartsWith("TimeoutError 30."));
    EXPECT_GT(plane.page().offset(), 15s);
  }
  if (has_node()) {
    VirtualPlane plane(kStalls);
    EXPECT_THAT(plane.run(node_client(plane)).output, StartsWith("TimeoutError 30."));
    EXPECT_GT(plane.page().offset(), 15s);
  }
  if (has_curl()) {
    VirtualPlane plane(kStalls);
    EXPECT_EQ(plane.run(curl_client(plane, {"--max-time", "30"})).status, 28);
    EXPECT_GT(plane.page().offset(), 15s);
  }
}

// Virtual time must not overtake an answer that is under way.
TEST(VirtualClockTest, SlowPlanesCauseNoFalseTimeouts) {
  constexpr const char* kSlow = R"(
steps:
  - on: GET /me
    fault: {delay: 300ms}
)";
  {
    VirtualPlane plane(kSlow);
    EXPECT_THAT(plane.run(cpp_client(plane, "poll")).output, HasSubstr(" 200 "));
    EXPECT_EQ(plane.page().jumped(), 0U);
  }
  {
    VirtualPlane plane(kSlow);
    const Ran ran = plane.run(python_client(plane, "sleep"));
    EXPECT_THAT(ran.output, StartsWith("200 0.")) << ran.complaint;
    EXPECT_EQ(plane.page().jumped(), 0U);
  }
  if (has_node()) {
    VirtualPlane plane(kSlow);
    const Ran ran = plane.run(node_client(plane));
    EXPECT_THAT(ran.output, StartsWith("200 ")) << ran.complaint;
  }
}

// The request was read to its end, and some of the answer is there: the rest is still owed.
TEST(VirtualClockTest, DrippingAnswersCauseNoFalseTimeouts) {
  VirtualPlane plane(R"(
steps:
  - on: GET /me
    fault: {drip: {bytes: 300B, every: 60ms}}
)");
  EXPECT_THAT(plane.run(cpp_client(plane, "poll")).output, HasSubstr(" 200 "));
  EXPECT_EQ(plane.page().jumped(), 0U);
}

// An answer larger than the sockets hold, to a client that has a timeout: reading goes on in turns.
TEST(VirtualClockTest, LargeAnswersCauseNoFalseTimeouts) {
  VirtualPlane plane("", [](Reply& reply) {
    reply.bytes =
        "HTTP/1.1 200 OK\r\nContent-Length: 25165824\r\n\r\n" + std::string(25165824, 'x');
    reply.wire = {};
  });
  const Ran ran = plane.run(python_client(plane, "sleep"));
  EXPECT_THAT(ran.output, StartsWith("200 ")) << ran.complaint;
  EXPECT_EQ(plane.page().jumped(), 0U);
}

TEST(VirtualClockTest, ThreadsShareOneTime) {
  VirtualPlane plane(R"(
steps:
  - on: GET /me
    answer: {status: 429}
    times: 16
)");
  auto words = python_client(plane, "event");
  words.insert(words.end(), {"30", "8"});
  const Ran ran = plane.run(words);
  EXPECT_THAT(ran.output, StartsWith("200 200 200 200 200 200 200 200 3.")) << ran.complaint;
  const auto entries = plane.entries();
  ASSERT_EQ(entries.size(), 24U);
  for (std::size_t index = 0; index < entries.size(); ++index) {
    const std::chrono::duration<double> after = entries[index].arrival - entries[0].arrival;
    EXPECT_THAT(after.count(), IsAbout(index < 8 ? 0.0 : index < 16 ? 1.0 : 3.0)) << index;
  }
  EXPECT_GT(plane.page().offset(), 500ms);
}

// Whoever loses one waits for an hour. The threads work in between, so the gaps are longer.
TEST(VirtualClockTest, NotificationsAreNotLost) {
  VirtualPlane plane(kBusyThrice);
  const Ran ran = plane.run(cpp_client(plane, "notifications"));
  EXPECT_THAT(ran.output, HasSubstr(" 200 ")) << ran.complaint;
  EXPECT_GT(plane.page().offset(), 2s);
  EXPECT_LT(plane.page().offset(), 8s);
}

TEST(VirtualClockTest, JumpsTellWhatWasAskedFor) {
  VirtualPlane plane(kBusyThrice);
  static_cast<void>(plane.run(cpp_client(plane, "condition")));
  const auto jumps = plane.page().jumps();
  ASSERT_EQ(jumps.size(), 3U);
  for (std::size_t index = 0; index < 3; ++index) {
    EXPECT_EQ(jumps[index].kind, CLOCK_CONDITION);
    EXPECT_EQ(jumps[index].number, index + 1);
    const std::chrono::duration<double> asked = jumps[index].asked;
    EXPECT_NEAR(asked.count(), std::pow(2.0, static_cast<double>(index)), 0.05);
    EXPECT_LE(jumps[index].by, jumps[index].asked);
  }
}

TEST(VirtualClockTest, WithoutAPageTimeIsReal) {
  VirtualPlane plane("");
  ProcessStart start = plane.start_of({FAUXPLANE_PYTHON, "-c", "import time; time.sleep(0.2)"});
  for (const char* path : {"/nowhere", "/dev/null", ""}) {
    start.variables.back().second = path;
    const Arrival begun = SystemClock::steady_now();
    EXPECT_EQ(run_process(start).status, 0);
    EXPECT_GE(SystemClock::steady_now() - begun, 200ms);
  }
  EXPECT_EQ(plane.page().loaded(), 0U);
}

TEST(VirtualClockTest, NoTimePassesWhileItIsHeld) {
  VirtualPlane plane(kBusyThrice);
  plane.page().let_flow(false);
  const auto client =
      Process::start(plane.start_of({"sh", "-c", "echo begun; sleep 600; echo over"}));
  ASSERT_TRUE(client->wait_for_output("begun"));
  while (!plane.page().has_deadline()) std::this_thread::yield();
  const Arrival while_later = SystemClock::steady_now() + 100ms;
  while (SystemClock::steady_now() < while_later) std::this_thread::yield();
  EXPECT_EQ(plane.page().jumped(), 0U);
  plane.page().let_flow(true);
  EXPECT_TRUE(client->wait_for_output("over"));
  EXPECT_EQ(plane.page().jumped(), 1U);
}

TEST(VirtualClockTest, ForkedChildrenKeepTheTime) {
  VirtualPlane plane("");
  const Ran ran = plane.run({FAUXPLANE_PYTHON, "-c", R"(
import os, time
started = time.monotonic()
child = os.fork()
time.sleep(5 if child else 7)
if child:
    os.waitpid(child, 0)
    print(int(time.monotonic() - started))
)"});
  EXPECT_EQ(ran.output, "7\n") << ran.complaint;
  EXPECT_GT(plane.page().offset(), 2s);
}

TEST(VirtualClockTest, WaitBeyondTheEndOfTimeIsTold) {
  VirtualPlane plane("");
  const auto client =
      Process::start(plane.start_of({FAUXPLANE_PYTHON, "-c", "import time; time.sleep(9e9)"}));
  const Arrival deadline = SystemClock::steady_now() + kLong;
  while (!plane.page().is_beyond() && SystemClock::steady_now() < deadline) {
    std::this_thread::yield();
  }
  EXPECT_TRUE(plane.page().is_beyond());
  EXPECT_EQ(plane.page().jumped(), 0U);
}

}  // namespace
}  // namespace fauxplane
