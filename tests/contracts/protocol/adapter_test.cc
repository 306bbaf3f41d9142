// Adapters that speak the protocol, in order and out of it.
#include "contracts/protocol/adapter.h"

#include <gtest/gtest.h>

#include <csignal>

#include "tests/contracts/protocol/fake_adapter.h"

namespace fauxplane::contracts {
namespace {

using std::chrono::seconds;

class AdapterTest : public testing::Test {
 protected:
  void SetUp() override { std::signal(SIGPIPE, SIG_IGN); }
};

Json value_of(const Asked& asked) {
  EXPECT_EQ(asked.trouble, Trouble::kNone) << asked.what;
  const auto* const ok = std::get_if<OkReply>(&asked.reply.content);
  return ok == nullptr ? Json("no ok") : ok->body.value("value", Json("no value"));
}

TEST_F(AdapterTest, HelloTellsWhatTheClientIs) {
  Adapter adapter({.command = fake_adapter("pass")});
  const auto hello = adapter.start();
  ASSERT_TRUE(hello) << hello.error().message;
  EXPECT_EQ(hello->sdk, "fake");
  EXPECT_EQ(hello->version, "2");
  EXPECT_EQ(hello->runtime, "py");
  EXPECT_EQ(hello->capabilities, std::set<std::string>{"close"});
  EXPECT_TRUE(hello->can("close"));
  EXPECT_FALSE(hello->can("backoff"));
  EXPECT_EQ(hello->methods, std::set<std::string>{"me"});
  EXPECT_EQ(hello->service, "memsy");
  EXPECT_EQ(adapter.starts(), 1);
}

TEST_F(AdapterTest, AskingStartsItOnceAndBringsTheFields) {
  Adapter adapter({.command = fake_adapter("reply(r, ok={'value': [r['op'], r['x']]})")});
  EXPECT_EQ(value_of(adapter.ask("call", {{"x", 1}}, seconds{20})), Json::array({"call", 1}));
  EXPECT_EQ(value_of(adapter.ask("close", {{"x", 2}}, seconds{20})), Json::array({"close", 2}));
  EXPECT_EQ(adapter.starts(), 1);
  EXPECT_EQ(adapter.finish(seconds{20}).trouble, Trouble::kNone);
}

TEST_F(AdapterTest, ErrorsAndUnsupportedAreNoTrouble) {
  Adapter adapter({.command = fake_adapter("if r['x']: reply(r, err={'type': 'E'})\n"
                                           "else: reply(r, unsupported='x')")});
  const Asked error = adapter.ask("call", {{"x", 1}}, seconds{20});
  EXPECT_EQ(error.trouble, Trouble::kNone);
  ASSERT_TRUE(std::holds_alternative<ErrorReport>(error.reply.content));
  EXPECT_EQ(std::get<ErrorReport>(error.reply.content).type, "E");
  const Asked unsupported = adapter.ask("call", {{"x", 0}}, seconds{20});
  EXPECT_EQ(unsupported.trouble, Trouble::kNone);
  EXPECT_TRUE(std::holds_alternative<UnsupportedReply>(unsupported.reply.content));
}

TEST_F(AdapterTest, RepliesOutOfOrderFindTheirRequests) {
  Adapter adapter({.command = fake_adapter("kept.append(r)\n"
                                           "if len(kept) == 3:\n"
                                           "  for k in (kept[2], kept[0], kept[1]):\n"
                                           "    reply(k, ok={'value': k['x']})\n")});
  const auto answers =
      adapter.ask_all("call", {{{"x", "a"}}, {{"x", "b"}}, {{"x", "c"}}}, seconds{20});
  ASSERT_EQ(answers.size(), 3U);
  EXPECT_EQ(value_of(answers[0]), "a");
  EXPECT_EQ(value_of(answers[1]), "b");
  EXPECT_EQ(value_of(answers[2]), "c");
}

TEST_F(AdapterTest, PrintsAndEventsBeforeARepliesAreNoReplies) {
  Adapter adapter({.command = fake_adapter("print('debug: here', flush=True)\n"
                                           "print(json.dumps({'v': 1, 'ev': 'log'}))\n"
                                           "print('{}')\n"
                                           "reply(r, ok={'value': 5})")});
  EXPECT_EQ(value_of(adapter.ask("call", {}, seconds{20})), 5);
  EXPECT_EQ(adapter.take_stray(), (std::vector<std::string>{"debug: here", "{}"}));
  EXPECT_TRUE(adapter.take_stray().empty());
}

TEST_F(AdapterTest, OfManyPrintsTheFirstHundredAreKept) {
  Adapter adapter({.command = fake_adapter("for n in range(500): print('line', n)\n"
                                           "reply(r, ok={'value': 5})")});
  EXPECT_EQ(value_of(adapter.ask("call", {}, seconds{20})), 5);
  const auto stray = adapter.take_stray();
  ASSERT_EQ(stray.size(), 100U);
  EXPECT_EQ(stray.back(), "line 99");
}

TEST_F(AdapterTest, DiagnosticsAreKeptOverProcesses) {
  Adapter adapter({.command = fake_adapter("sys.stderr.write('note %d\\n' % r['x'])\n"
                                           "sys.stderr.flush()\n"
                                           "if r['x'] == 1: os._exit(3)\n"
                                           "reply(r, ok={'value': 5})")});
  EXPECT_EQ(adapter.ask("call", {{"x", 1}}, seconds{20}).trouble, Trouble::kCrash);
  EXPECT_EQ(value_of(adapter.ask("call", {{"x", 2}}, seconds{20})), 5);
  EXPECT_EQ(adapter.take_diagnostics(), "note 1\nnote 2\n");
  EXPECT_EQ(adapter.take_diagnostics(), "");
}

TEST_F(AdapterTest, ItIsToldWhenRepliesAreAwaited) {
  std::string told;
  Adapter adapter({.command = fake_adapter("reply(r, ok={'value': 5})"),
                   .awaits = [&](bool awaits) { told += awaits ? "(" : ")"; },
                   .before_start = [&] { told += "start "; }});
  EXPECT_EQ(value_of(adapter.ask("call", {}, seconds{20})), 5);
  // For its hello and for its reply, each in as many pieces as it came.
  EXPECT_TRUE(told.starts_with("start ()()")) << told;
  std::string pieces = told.substr(std::string("start ").size());
  while (pieces.starts_with("()")) pieces.erase(0, 2);
  EXPECT_EQ(pieces, "");
}

TEST_F(AdapterTest, ARequestThatIsLargerThanAPipeArrives) {
  Adapter adapter({.command = fake_adapter("reply(r, ok={'value': len(r['x'])})")});
  const std::string large(1'000'000, 'x');
  EXPECT_EQ(value_of(adapter.ask("call", {{"x", large}}, seconds{20})), 1'000'000);
}

// Both pipes are full unless replies are read while requests are written.
TEST_F(AdapterTest, LargeRepliesDoNotHoldUpLargeRequests) {
  Adapter adapter({.command = fake_adapter("sys.stderr.write('e' * 100000)\n"
                                           "reply(r, ok={'value': r['x']})")});
  const std::string large(300'000, 'x');
  const auto answers = adapter.ask_all(
      "call", {{{"x", large}}, {{"x", large}}, {{"x", large}}, {{"x", "end"}}}, seconds{20});
  EXPECT_EQ(value_of(answers[0]), large);
  EXPECT_EQ(value_of(answers[3]), "end");
}

}  // namespace
}  // namespace fauxplane::contracts
