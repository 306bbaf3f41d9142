// Adapters that misbehave: each in a trouble of its own, with a sentence; the next request starts
// a new process.
#include <gtest/gtest.h>

#include <csignal>

#include "contracts/protocol/adapter.h"
#include "tests/contracts/protocol/fake_adapter.h"

namespace fauxplane::contracts {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;
using testing::Test;

class AdapterTroubleTest : public Test {
 protected:
  void SetUp() override { std::signal(SIGPIPE, SIG_IGN); }
};

// Good once `x` is 0.
AdapterOptions bad_at(const std::string& misdeed) {
  return {.command = fake_adapter("if r['x'] == 0: reply(r, ok={})\nelse:\n  " + misdeed)};
}

void expect_alive(Adapter& adapter, int starts) {
  const Asked asked = adapter.ask("call", {{"x", 0}}, seconds{20});
  EXPECT_EQ(asked.trouble, Trouble::kNone) << asked.what;
  EXPECT_EQ(adapter.starts(), starts);
}

TEST_F(AdapterTroubleTest, EachMisdeedIsToldAndTheNextRequestStartsItAnew) {
  const struct {
    const char* misdeed;
    Trouble trouble;
    const char* what;
  } cases[] = {
      {"os._exit(3)", Trouble::kCrash, "the process ended (exit status 3)"},
      {"sys.stderr.write('Traceback: oh\\n'); sys.stderr.flush(); os._exit(3)", Trouble::kCrash,
       "the process ended (exit status 3); the end of its stderr:\nTraceback: oh\n"},
      {"os.kill(os.getpid(), signal.SIGSEGV)", Trouble::kCrash, "the process ended (signal 11)"},
      {"os.kill(os.getpid(), signal.SIGKILL)", Trouble::kCrash, "the process ended (signal 9)"},
      {"print('{\"v\": 1, \"id\":', flush=True)", Trouble::kAdapterBug,
       "a line on stdout is no message, it is no JSON: \"{\"v\": 1, \"id\":\""},
      {"print('{\"v\": 1, \"id\": \"x\", \"ok\": {}}', flush=True)", Trouble::kAdapterBug,
       "a line on stdout is no message, \"id\" is no integer: "
       "\"{\"v\": 1, \"id\": \"x\", \"ok\": {}}\""},
      {"reply({'id': 99}, ok={})", Trouble::kAdapterBug,
       "a reply to request 99, which does not wait for one"},
  };
  for (const auto& one : cases) {
    SCOPED_TRACE(one.misdeed);
    Adapter adapter(bad_at(one.misdeed));
    const Asked asked = adapter.ask("call", {{"x", 1}}, seconds{20});
    EXPECT_EQ(asked.trouble, one.trouble);
    EXPECT_EQ(asked.what, one.what);
    expect_alive(adapter, 2);
  }
}

TEST_F(AdapterTroubleTest, AHangEndsAtTheDeadline) {
  Adapter adapter(bad_at("time.sleep(600)"));
  expect_alive(adapter, 1);
  const Asked asked = adapter.ask("call", {{"x", 1}}, milliseconds{80});
  EXPECT_EQ(asked.trouble, Trouble::kHang);
  EXPECT_EQ(asked.what, "no reply in time");
  expect_alive(adapter, 2);
}

TEST_F(AdapterTroubleTest, EndlessPrintsAreNoReplyInTime) {
  Adapter adapter(bad_at("while True: print('still here', flush=True)"));
  expect_alive(adapter, 1);
  const Asked asked = adapter.ask("call", {{"x", 1}}, milliseconds{80});
  EXPECT_EQ(asked.trouble, Trouble::kHang);
  EXPECT_EQ(asked.what, "no reply in time");
  expect_alive(adapter, 2);
}

TEST_F(AdapterTroubleTest, WhoReadsNoLargeRequestHangs) {
  Adapter adapter(bad_at("time.sleep(600)"));
  expect_alive(adapter, 1);
  const std::vector<Json> requests(2, {{"x", 1}, {"large", std::string(1'000'000, 'x')}});
  const auto answers = adapter.ask_all("call", requests, milliseconds{80});
  for (const Asked& asked : answers) {
    EXPECT_EQ(asked.trouble, Trouble::kHang);
    EXPECT_EQ(asked.what, "no reply in time");
  }
  expect_alive(adapter, 2);
}

TEST_F(AdapterTroubleTest, WhoLooksOnTellsHangsAndEndlessWaitsEarly) {
  const struct {
    Trouble seen;
    const char* what;
  } cases[] = {{Trouble::kHang, "every thread waits, and nothing is under way"},
               {Trouble::kEndless, "it waits for longer than clocks can show"}};
  for (const auto& one : cases) {
    SCOPED_TRACE(one.what);
    AdapterOptions options = bad_at("time.sleep(600)");
    const Hello* hello = nullptr;
    options.look = [&] { return hello->sdk.empty() ? Trouble::kNone : one.seen; };
    Adapter adapter(options);
    hello = &adapter.hello();
    const Asked asked = adapter.ask("call", {{"x", 1}}, seconds{600});
    EXPECT_EQ(asked.trouble, one.seen);
    EXPECT_EQ(asked.what, one.what);
  }
}

TEST_F(AdapterTroubleTest, AnAdapterThatSaysItFailedLivesOn) {
  Adapter adapter(bad_at("reply(r, bug='KeyError: args')"));
  const Asked asked = adapter.ask("call", {{"x", 1}}, seconds{20});
  EXPECT_EQ(asked.trouble, Trouble::kAdapterBug);
  EXPECT_EQ(asked.what, "KeyError: args");
  expect_alive(adapter, 1);
}

TEST_F(AdapterTroubleTest, ASecondReplyToTheSameRequestIsABug) {
  Adapter adapter(bad_at("reply(r, ok={}); reply(r, ok={})"));
  const auto answers = adapter.ask_all("call", {{{"x", 1}}, {{"x", 1}}}, seconds{20});
  EXPECT_EQ(answers[0].trouble, Trouble::kNone);
  EXPECT_EQ(answers[1].trouble, Trouble::kAdapterBug);
  EXPECT_EQ(answers[1].what, "a reply to request 2, which does not wait for one");
}

TEST_F(AdapterTroubleTest, WhatCameBeforeADeathIsKept) {
  Adapter adapter({.command = fake_adapter("if r['x'] == 1: reply(r, ok={})\n"
                                           "if r['x'] == 2: os._exit(3)")});
  const auto answers = adapter.ask_all("call", {{{"x", 1}}, {{"x", 2}}, {{"x", 3}}}, seconds{20});
  EXPECT_EQ(answers[0].trouble, Trouble::kNone);
  EXPECT_EQ(answers[1].trouble, Trouble::kCrash);
  EXPECT_EQ(answers[2].trouble, Trouble::kCrash);
  EXPECT_EQ(answers[2].what, "the process ended (exit status 3)");
}

TEST_F(AdapterTroubleTest, ALineWithoutEndIsABug) {
  Adapter adapter(bad_at("sys.stdout.write('{' * (70 << 20)); sys.stdout.flush()"));
  const Asked asked = adapter.ask("call", {{"x", 1}}, seconds{60});
  EXPECT_EQ(asked.trouble, Trouble::kAdapterBug);
  EXPECT_EQ(asked.what, "a line on stdout has no end");
  expect_alive(adapter, 2);
}

TEST_F(AdapterTroubleTest, AGrandchildDoesNotOutliveAHang) {
  // It keeps the pipes of its parent, which is gone.
  Adapter adapter(bad_at("os.fork() and os._exit(0); time.sleep(600)"));
  const Asked asked = adapter.ask("call", {{"x", 1}}, milliseconds{500});
  EXPECT_EQ(asked.trouble, Trouble::kHang);
  expect_alive(adapter, 2);
}

TEST_F(AdapterTroubleTest, HowItEndsIsTold) {
  const struct {
    const char* program;
    Trouble trouble;
    const char* what;
  } cases[] = {
      {"sys.exit(0)", Trouble::kNone, ""},
      {"sys.exit(4)", Trouble::kCrash, "it ended with exit status 4"},
      {"os.kill(os.getpid(), 6)", Trouble::kCrash, "it ended with signal 6"},
      {"time.sleep(600)", Trouble::kHang, "it did not exit at the end of its stdin"},
  };
  for (const auto& one : cases) {
    SCOPED_TRACE(one.program);
    ProcessCommand command = fake_adapter("pass");
    command.words.back() += std::string(one.program) + "\n";
    Adapter adapter({.command = command});
    ASSERT_TRUE(adapter.start());
    const bool is_hang = one.trouble == Trouble::kHang;
    const Asked ended = adapter.finish(is_hang ? milliseconds{80} : milliseconds{20'000});
    EXPECT_EQ(ended.trouble, one.trouble);
    EXPECT_EQ(ended.what, one.what);
    EXPECT_EQ(adapter.finish(seconds{1}).trouble, Trouble::kNone);
  }
}

TEST_F(AdapterTroubleTest, WhoDoesNotSayHelloDoesNotStart) {
  const struct {
    const char* script;
    const char* what;
    Trouble trouble;
  } cases[] = {
      {"cat >/dev/null", "no reply in time", Trouble::kHang},
      {"echo usage: adapter; while read line; do :; done", "no reply in time", Trouble::kHang},
      {"read line; echo oh no >&2; exit 3",
       "the process ended (exit status 3); the end of its stderr:\noh no\n", Trouble::kCrash},
      {"read line; echo '{\"v\":1'; exec cat",
       "a line on stdout is no message, it is no JSON: \"{\"v\":1\"", Trouble::kAdapterBug},
      {"read line; echo '{\"v\":1,\"id\":1,\"err\":{\"type\":\"E\"}}'; exec cat",
       "it did not answer hello with ok", Trouble::kAdapterBug},
      {"read line; echo '{\"v\":1,\"id\":77,\"ok\":{}}'; exec cat",
       "it did not answer hello with ok", Trouble::kAdapterBug},
      {"read line; echo '{\"v\":1,\"id\":1,\"bug\":\"no SDK\"}'; exec cat",
       "it did not answer hello with ok: no SDK", Trouble::kAdapterBug},
  };
  for (const auto& one : cases) {
    SCOPED_TRACE(one.script);
    const ProcessCommand command{.words = {"sh", "-c", one.script}};
    const milliseconds patience(one.trouble == Trouble::kHang ? 150 : 20'000);
    Adapter adapter({.command = command, .hello_timeout = patience});
    const auto hello = adapter.start();
    ASSERT_FALSE(hello);
    EXPECT_EQ(hello.error().message, one.what);
    Adapter asked_first({.command = command, .hello_timeout = patience});
    const Asked asked = asked_first.ask("call", {}, seconds{20});
    EXPECT_EQ(asked.trouble, one.trouble);
    EXPECT_EQ(asked.what, one.what);
  }
}

TEST_F(AdapterTroubleTest, ACommandThatIsNotThereIsNamed) {
  Adapter adapter({.command = {.words = {"no-such-adapter"}}});
  const auto hello = adapter.start();
  ASSERT_FALSE(hello);
  EXPECT_EQ(hello.error().message, "there is no command \"no-such-adapter\"");
  EXPECT_EQ(adapter.starts(), 0);
  EXPECT_EQ(adapter.ask("call", {}, seconds{1}).what, "there is no command \"no-such-adapter\"");
}

}  // namespace
}  // namespace fauxplane::contracts
