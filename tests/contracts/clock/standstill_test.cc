#include "contracts/clock/standstill.h"

#include <gtest/gtest.h>

#include <thread>

#include "tests/support/virtual_plane.h"

namespace fauxplane::contracts {
namespace {

using namespace std::chrono_literals;
using Clock = std::chrono::steady_clock;

// Long enough to be sure that a standing did not come, and to wait for one that must.
constexpr auto kWhile = 5 * Standstill::kPatience;
constexpr auto kLong = 15s;

// The first standing that is not kMoving, or kMoving when there was none for so long.
Standing watch(VirtualPlane& plane, Clock::duration patience) {
  Standstill standstill(plane.page());
  const auto deadline = Clock::now() + patience;
  while (Clock::now() < deadline) {
    const Standing standing = standstill.look(Clock::now());
    if (standing != Standing::kMoving) return standing;
    std::this_thread::yield();
  }
  return Standing::kMoving;
}

std::unique_ptr<Process> python(const VirtualPlane& plane, const std::string& program) {
  auto client = Process::start(plane.start_of({FAUXPLANE_PYTHON, "-c", program}));
  EXPECT_TRUE(client->wait_for_output("begun")) << client->complaint();
  return client;
}

TEST(StandstillTest, ThreadsThatWaitForEachOtherHang) {
  VirtualPlane plane("");
  const auto client = python(plane, R"(
import threading
lock = threading.Lock()
lock.acquire()
threading.Thread(target=lock.acquire, daemon=True).start()
print("begun", flush=True)
lock.acquire()
)");
  EXPECT_EQ(watch(plane, kLong), Standing::kHung);
}

std::string ask_without_a_timeout(const VirtualPlane& plane) {
  return "import urllib.request\nprint('begun', flush=True)\n"
         "urllib.request.urlopen(urllib.request.Request('" +
         plane.url("/api/me") + "', headers={'Authorization': 'Bearer " + kAdminKey +
         "'})).read()\n";
}

TEST(StandstillTest, WaitForAStalledAnswerWithoutATimeoutHangs) {
  VirtualPlane plane("steps:\n  - on: GET /me\n    fault: {stall: head}\n");
  const auto client = python(plane, ask_without_a_timeout(plane));
  EXPECT_EQ(watch(plane, kLong), Standing::kHung);
}

TEST(StandstillTest, ChildOfAShellHangs) {
  VirtualPlane plane("");
  const auto client = Process::start(
      plane.start_of({"sh", "-c",
                      std::string(FAUXPLANE_PYTHON) + " -c 'import signal; print(\"begun\", "
                                                      "flush=True); signal.pause()'; exit 1"}));
  ASSERT_TRUE(client->wait_for_output("begun"));
  EXPECT_EQ(watch(plane, kLong), Standing::kHung);
}

// Between two calls an adapter waits for its stdin, and that is as it should be.
TEST(StandstillTest, IdleClientDoesNotHang) {
  VirtualPlane plane("");
  plane.page().let_flow(false);
  const auto client = python(plane, "import signal\nprint('begun', flush=True)\nsignal.pause()");
  EXPECT_EQ(watch(plane, kWhile), Standing::kMoving);
}

TEST(StandstillTest, ClientOfASlowPlaneDoesNotHang) {
  VirtualPlane plane("steps:\n  - on: GET /me\n    fault: {delay: 1h}\n");
  const auto client = python(plane, ask_without_a_timeout(plane));
  EXPECT_EQ(watch(plane, kWhile), Standing::kMoving);
  EXPECT_EQ(plane.entries().size(), 1U);
}

TEST(StandstillTest, BusyClientDoesNotHang) {
  VirtualPlane plane("");
  const auto client = python(plane, "print('begun', flush=True)\nwhile True: pass");
  EXPECT_EQ(watch(plane, kWhile), Standing::kMoving);
}

// Its time is real, as it bypasses the library, but it comes.
TEST(StandstillTest, RealWaitDoesNotHang) {
  VirtualPlane plane("");
  const auto client = python(plane, R"(
import signal
print("begun", flush=True)
signal.sigtimedwait([signal.SIGUSR1], 3600)
)");
  EXPECT_EQ(watch(plane, kWhile), Standing::kMoving);
}

TEST(StandstillTest, WaitBeyondTheEndOfTimeIsTold) {
  VirtualPlane plane("");
  const auto client =
      Process::start(plane.start_of({FAUXPLANE_PYTHON, "-c", "import time; time.sleep(9e9)"}));
  EXPECT_EQ(watch(plane, kLong), Standing::kBeyond);
}

TEST(StandstillTest, NobodyDoesNotHang) {
  VirtualPlane plane("");
  EXPECT_EQ(watch(plane, kWhile), Standing::kMoving);
}

}  // namespace
}  // namespace fauxplane::contracts
