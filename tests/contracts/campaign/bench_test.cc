#include "contracts/campaign/bench.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <csignal>

#include "tests/contracts/campaign/clients.h"

namespace fauxplane::contracts {
namespace {

constexpr const char* kOneCall = "# A case.\nfauxplane: 1\ncheck: {calls: [me]}\n";

class BenchTest : public testing::Test {
 protected:
  void SetUp() override { std::signal(SIGPIPE, SIG_IGN); }

  static std::unique_ptr<Bench> open(const BenchOptions& options) {
    auto bench = Bench::open(options);
    if (bench) return *std::move(bench);
    ADD_FAILURE() << bench.error().message;
    return nullptr;
  }
  static Evidence run(Bench& bench, const std::string& yaml) {
    auto evidence = bench.run(yaml);
    if (evidence) return *std::move(evidence);
    ADD_FAILURE() << evidence.error().message;
    return {};
  }
};

TEST_F(BenchTest, BothWitnessesAreHeard) {
  const auto bench = open({.client = reference_client()});
  const Evidence evidence =
      run(*bench,
          "# A case.\nfauxplane: 1\n"
          "check: {client: {max_retries: 2, backoff: 20ms}, calls: [me, keys.list]}\n"
          "steps:\n"
          "- {on: any, times: 1, answer: 429}\n"
          "- {on: any, times: 1, answer: {status: 200, body: '{\"a\": 1}'}}\n"
          "- {on: any, times: 1, answer: {status: 404, body: '{\"detail\": \"gone\"}'}}\n");
  ASSERT_EQ(evidence.calls.size(), 2U);
  const CallEvidence& first = evidence.calls[0];
  ASSERT_EQ(first.exchanges.size(), 2U);
  EXPECT_EQ(first.exchanges[0].target, "/api/me");
  EXPECT_EQ(first.exchanges[0].answer.status, 429);
  EXPECT_EQ(first.exchanges[0].step, 0U);
  EXPECT_EQ(first.exchanges[1].answer.body, "{\"a\": 1}");
  EXPECT_GE(first.exchanges[1].arrival - first.exchanges[0].left, Duration{20});
  EXPECT_GE(first.report.took, Duration{20});
  const CallEvidence& second = evidence.calls[1];
  ASSERT_EQ(second.exchanges.size(), 1U);
  EXPECT_EQ(second.exchanges[0].target, "/api/keys");
  EXPECT_FALSE(second.report.is_value);
  EXPECT_EQ(second.report.error.attributes["detail"], "gone");
  EXPECT_EQ(evidence.options.max_retries, 2);
  EXPECT_EQ(evidence.options.backoff, Duration{20});
  EXPECT_EQ(evidence.service, "memsy");
  EXPECT_TRUE(evidence.gives_usage);
  EXPECT_FALSE(evidence.is_virtual);
  EXPECT_TRUE(evidence.late.empty());
  const HeaderLines& sent = first.exchanges[0].headers;
  const auto has = [&](const std::string& name, const std::string& value) {
    return std::find(sent.begin(), sent.end(), std::pair(name, value)) != sent.end();
  };
  EXPECT_TRUE(has("Authorization", "Bearer " + evidence.secret));
  EXPECT_TRUE(has("Host", evidence.origin));
}

TEST_F(BenchTest, ACaseKnowsNothingOfTheOneBefore) {
  const auto bench = open({.client = reference_client()});
  const std::string refusal = std::string(kOneCall) + "steps: [{on: any, times: 1, answer: 404}]\n";
  EXPECT_FALSE(run(*bench, refusal).calls.at(0).report.is_value);
  EXPECT_FALSE(run(*bench, refusal).calls.at(0).report.is_value);
  EXPECT_TRUE(run(*bench, kOneCall).calls.at(0).report.is_value);
}

// What the client of a scenario is told of a project, and what is remembered of that.
TEST_F(BenchTest, AClientSpeaksForTheProjectOfItsName) {
  const std::string client =
      "if r['op'] == 'open':\n"
      "  print(client.get('project_id'), file=sys.stderr, flush=True)\n";
  const std::string sync = "{'service': 'memorysync', 'methods': ['projects.list']}";
  const std::string scenario =
      "# A case.\nfauxplane: 1\nservice: memorysync\ncheck: {calls: [projects.list]}\n";
  const std::string in_project =
      scenario + "world: {projects: {proj_1: {tenant: org_7, name: client}}}\n";
  const auto bench = open({.client = python_client(client, sync)});
  const Evidence without = run(*bench, scenario);
  EXPECT_EQ(without.project, "");
  EXPECT_EQ(without.diagnostics, "None\n");
  const Evidence with = run(*bench, in_project);
  EXPECT_EQ(with.project, "proj_1");
  EXPECT_EQ(with.diagnostics, "proj_1\n");
  // One that has no projects says so, and is not asked for them.
  const auto other = open({.client = python_client("if r['op'] == 'open':\n"
                                                   "  reply(r, ok={'unsupported': ['project_id']})",
                                                   sync)});
  EXPECT_EQ(run(*other, in_project).project, "");
}

TEST_F(BenchTest, CallsAtOnceHaveTheRequestsOfTheirNames) {
  const auto bench = open({.client = reference_client()});
  const auto call = [](const char* name) {
    return std::string("{interest.express: {email: kim@mail.example, name: ") + name + "}}";
  };
  const Evidence evidence = run(*bench, "# A case.\nfauxplane: 1\ncheck: {calls: [" + call("ada") +
                                            ", " + call("bob") + "], at_once: true}\n");
  ASSERT_EQ(evidence.calls.size(), 2U);
  for (std::size_t at = 0; at < 2; ++at) {
    ASSERT_EQ(evidence.calls[at].exchanges.size(), 1U);
    EXPECT_NE(evidence.calls[at].exchanges[0].body.find(at == 0 ? "ada" : "bob"),
              std::string::npos);
    EXPECT_TRUE(evidence.calls[at].report.is_value);
  }
}

TEST_F(BenchTest, WhatComesAfterTheLastReplyIsLate) {
  const auto bench = open({.client = python_client("if r['op'] == 'close': ask()")});
  const Evidence evidence = run(*bench, kOneCall);
  ASSERT_EQ(evidence.calls.size(), 1U);
  EXPECT_TRUE(evidence.calls[0].exchanges.empty());
  ASSERT_EQ(evidence.late.size(), 1U);
  EXPECT_EQ(evidence.late[0].target, "/api/me");
}

TEST_F(BenchTest, WhatIsPrintedIsKept) {
  const auto bench = open({.client = python_client("if r['op'] == 'call':\n"
                                                   "  print('hello', flush=True)\n"
                                                   "  print('a log line', file=sys.stderr, "
                                                   "flush=True)")});
  const Evidence evidence = run(*bench, kOneCall);
  EXPECT_EQ(evidence.stray, (std::vector<std::string>{"hello"}));
  EXPECT_NE(evidence.diagnostics.find("a log line"), std::string::npos);
}

TEST_F(BenchTest, AClientThatCannotBeMadeIsTold) {
  const auto refusing =
      open({.client = python_client("if r['op'] == 'open': raise_(r, 'KeyError')")});
  const Evidence refused = run(*refusing, kOneCall);
  EXPECT_EQ(refused.refused_open, "KeyError: m");
  EXPECT_EQ(refused.open_trouble, Trouble::kNone);
  EXPECT_TRUE(refused.calls.empty());

  const auto dying = open({.client = python_client("if r['op'] == 'open': os._exit(3)")});
  const Evidence died = run(*dying, kOneCall);
  EXPECT_EQ(died.open_trouble, Trouble::kCrash);
  EXPECT_NE(died.refused_open.find("exit status 3"), std::string::npos) << died.refused_open;
}

TEST_F(BenchTest, AfterACallThatNeverReturnsTheRestIsNotAskedAndTheNextCaseRuns) {
  const auto bench = open({.client = python_client("if r['op'] == 'call' and not "
                                                   "os.path.exists('/no/such') and "
                                                   "client['max_retries'] == 7: sys.stdin.read()"),
                           .watchdog = std::chrono::milliseconds{200}});
  const Evidence evidence =
      run(*bench, "# A case.\nfauxplane: 1\ncheck: {client: {max_retries: 7}, calls: [me, me]}\n");
  ASSERT_EQ(evidence.calls.size(), 2U);
  EXPECT_EQ(evidence.calls[0].report.trouble, Trouble::kHang);
  EXPECT_FALSE(evidence.calls[1].report.is_value);
  EXPECT_EQ(run(*bench, kOneCall).calls.at(0).report.trouble, Trouble::kNone);
}

TEST_F(BenchTest, AScenarioThatCannotBePlayedIsTold) {
  const auto bench = open({.client = reference_client()});
  const struct {
    const char* yaml;
    const char* part;
  } cases[] = {{"# A case.\nfauxplane: 1\nchek: {calls: [me]}\n", "unknown key \"chek\""},
               {"# A case.\nfauxplane: 1\n", "the scenario has no `check:`"}};
  for (const auto& one : cases) {
    const auto evidence = bench->run(one.yaml);
    ASSERT_FALSE(evidence);
    EXPECT_NE(evidence.error().message.find(one.part), std::string::npos)
        << evidence.error().message;
  }
}

TEST_F(BenchTest, VirtualTimeIsUsedWhereItWorks) {
  const auto bench = open({.client = reference_client(), .clock_library = FAUXPLANE_VIRTUAL_CLOCK});
  EXPECT_TRUE(bench->is_virtual()) << bench->clock_reason();
  EXPECT_NE(bench->clock_reason(), "");
  const Evidence evidence =
      run(*bench,
          "# A case.\nfauxplane: 1\ncheck: {client: {max_retries: 1}, calls: [me]}\n"
          "steps: [{on: any, times: 1, answer: 429 retry_after 3600s}]\n");
  EXPECT_TRUE(evidence.is_virtual);
  ASSERT_EQ(evidence.calls.at(0).exchanges.size(), 2U);
  const auto& exchanges = evidence.calls[0].exchanges;
  EXPECT_GE(exchanges[1].arrival - exchanges[0].left, std::chrono::seconds{3'600});
  EXPECT_GE(evidence.calls[0].report.took, std::chrono::seconds{3'600});
}

// A client that asks for nothing shows nothing of its clock.
TEST_F(BenchTest, RealTimeIsTakenWhereVirtualTimeDoesNotWork) {
  const auto bench =
      open({.client = python_client("pass"), .clock_library = FAUXPLANE_VIRTUAL_CLOCK});
  EXPECT_FALSE(bench->is_virtual());
  EXPECT_NE(bench->clock_reason(), "");
  EXPECT_FALSE(run(*bench, kOneCall).is_virtual);
}

TEST_F(BenchTest, OptionsThatTheAdapterLacksAreTheDocumentedOnes) {
  const ClientOptions wanted{.max_retries = 5, .backoff = Duration{7}, .timeout = Duration{900}};
  const Options given = options_of(wanted, {.capabilities = {"max_retries", "backoff", "timeout"}});
  EXPECT_EQ(given.max_retries, 5);
  EXPECT_EQ(given.backoff, Duration{7});
  EXPECT_EQ(given.timeout, Duration{900});
  const Options defaults;
  const Options lacking = options_of(wanted, {});
  EXPECT_EQ(lacking.max_retries, defaults.max_retries);
  EXPECT_EQ(lacking.backoff, defaults.backoff);
  EXPECT_EQ(lacking.timeout, defaults.timeout);
}

// Says what it was made with, and fetches the projects.
constexpr const char* kSyncClient = R"(
if r['op'] == 'call':
  host, path = client['base_url'].removeprefix('http://').split('/', 1)
  connection = http.client.HTTPConnection(host)
  connection.request('GET', '/' + path + '/org/projects',
                     headers={'X-API-Key': client['api_key']})
  answer = connection.getresponse()
  answer.read()
  connection.close()
  reply(r, ok={'value': client})
)";

TEST_F(BenchTest, AClientOfMemorySyncIsServedMemorySync) {
  const auto bench = open({.client = python_client(kSyncClient, "{'service': 'memorysync'}")});
  ASSERT_NE(bench, nullptr);
  const Evidence evidence = run(
      *bench, "# A case.\nfauxplane: 1\nservice: memorysync\ncheck: {calls: [projects.list]}\n");
  EXPECT_EQ(evidence.service, "memorysync");
  EXPECT_EQ(evidence.end_user, "user_1");
  EXPECT_TRUE(evidence.stored.empty());
  ASSERT_EQ(evidence.calls.size(), 1U);
  const Json& config = evidence.calls[0].report.value;
  EXPECT_EQ(config["service"], "memorysync");
  EXPECT_EQ(config["end_user_id"], "user_1");
  EXPECT_EQ(config["api_key"], evidence.secret);
  EXPECT_FALSE(config["base_url"].get<std::string>().ends_with('/'));
  ASSERT_EQ(evidence.calls[0].exchanges.size(), 1U);
  EXPECT_EQ(evidence.calls[0].exchanges[0].target, "/org/projects");
  EXPECT_EQ(evidence.calls[0].exchanges[0].answer.status, 200);
}

TEST_F(BenchTest, AServiceThatNobodyKnowsIsAnErrorThatListsTheOthers) {
  const auto bench = Bench::open({.client = python_client("pass", "{'service': 'memory'}")});
  ASSERT_FALSE(bench);
  EXPECT_NE(bench.error().message.find("\"memory\"; there are memsy, memorysync"),
            std::string::npos)
      << bench.error().message;
}

}  // namespace
}  // namespace fauxplane::contracts
