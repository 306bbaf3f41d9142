#include "simulator/cli/exec.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <csignal>
#include <filesystem>
#include <map>
#include <nlohmann/json.hpp>
#include <sstream>

#include "simulator/cli/files.h"
#include "tests/support/process.h"

namespace fauxplane {
namespace {

using testing::EndsWith;
using testing::HasSubstr;
using testing::StartsWith;

constexpr const char* kOneCall = R"(# The client comes once.
fauxplane: 1
expect:
  - {on: GET /me, calls: 1}
)";
constexpr const char* kCall =
    R"(curl -s -o /dev/null -H "Authorization: Bearer $MEMSY_API_KEY" "$MEMSY_CONTROL_URL/me")";

class ExecTest : public testing::Test {
 protected:
  // Runs `sh -c script` against the scenario.
  [[nodiscard]] Ran run(const std::string& script, const std::string& yaml = kOneCall,
                        const std::vector<std::string>& options = {}) const {
    return run_process({.words = words(script, yaml, options)});
  }

  [[nodiscard]] std::vector<std::string> words(const std::string& script, const std::string& yaml,
                                               const std::vector<std::string>& options) const {
    std::vector<std::string> all = {FAUXPLANE_BINARY, "exec", folder_.file("s.yaml", yaml)};
    all.insert(all.end(), options.begin(), options.end());
    all.insert(all.end(), {"--", "sh", "-c", script});
    return all;
  }

  TemporaryFolder folder_;
};

TEST_F(ExecTest, PassesWhenCommandAndVerdictDo) {
  const Ran ran = run(kCall);
  EXPECT_EQ(ran.status, 0) << ran.complaint;
  EXPECT_EQ(ran.output, "");
  EXPECT_THAT(ran.complaint, HasSubstr("  ok      GET /me (line 4)\n"));
  EXPECT_THAT(ran.complaint, EndsWith("\nverdict: passed\n"));
}

TEST_F(ExecTest, AFailedVerdictIsStatusThree) {
  const Ran ran = run(std::string(kCall) + "; " + kCall);
  EXPECT_EQ(ran.status, 3);
  EXPECT_THAT(ran.complaint, HasSubstr("  FAILED  GET /me (line 4)\n"
                                       "      wanted calls 1\n"
                                       "      seen   calls 2\n"
                                       "        request 1  +0.000s  GET /api/me  200\n"));
  EXPECT_THAT(ran.complaint, EndsWith("\nverdict: failed: 1 of 1 expectation\n"));
}

TEST_F(ExecTest, TheStatusOfTheCommandWins) {
  EXPECT_EQ(run("exit 7").status, 7);
  EXPECT_EQ(run(std::string(kCall) + "; exit 7").status, 7);
  EXPECT_EQ(run("kill -9 $$").status, 128 + SIGKILL);
  EXPECT_EQ(run("kill -SEGV $$").status, 128 + SIGSEGV);
}

TEST_F(ExecTest, NothingExpectedIsPassed) {
  const Ran ran = run("true", "# Anything goes.\nfauxplane: 1\n");
  EXPECT_EQ(ran.status, 0);
  EXPECT_THAT(ran.complaint, EndsWith("\nverdict: passed: nothing is expected\n"));
}

TEST_F(ExecTest, TheCommandHasOurStreamsAndTheAddresses) {
  const Ran ran =
      run("echo $FAUXPLANE_URL $MEMSY_CONTROL_URL $MEMSY_BASE_URL $MEMSY_API_KEY "
          "$FAUXPLANE_SESSION; echo oops >&2");
  std::istringstream out(ran.output);
  std::string url;
  std::string control_url;
  std::string base_url;
  std::string api_key;
  std::string session;
  out >> url >> control_url >> base_url >> api_key >> session;
  EXPECT_THAT(url, StartsWith("http://127.0.0.1:"));
  EXPECT_EQ(control_url, url + "/api");
  EXPECT_EQ(base_url, url + "/v1");
  EXPECT_THAT(api_key, StartsWith("msy_"));
  EXPECT_EQ(session, "default");
  EXPECT_THAT(ran.complaint, StartsWith("oops\n"));
}

TEST_F(ExecTest, TheVariablesAreThoseOfTheService) {
  const Ran ran = run("echo $FAUXPLANE_URL $MEMORYSYNC_BASE_URL $MEMORYSYNC_API_KEY",
                      "# Any.\nfauxplane: 1\nservice: memorysync\n");
  std::istringstream out(ran.output);
  std::string url;
  std::string base_url;
  std::string api_key;
  out >> url >> base_url >> api_key;
  EXPECT_EQ(base_url, url);
  EXPECT_THAT(api_key, StartsWith("ms_live_"));
}

TEST_F(ExecTest, WithTlsTheCommandFindsWhatItNeedsAndNothingStays) {
  const Ran ran =
      run(std::string(kCall) + R"( --cert "$FAUXPLANE_CLIENT_CERT" --key "$FAUXPLANE_CLIENT_KEY"
          echo $MEMSY_CONTROL_URL $FAUXPLANE_CA_FILE)",
          std::string(kOneCall) + "tls: {client_certificate: required}\n");
  EXPECT_EQ(ran.status, 0) << ran.complaint;
  std::istringstream out(ran.output);
  std::string url;
  std::string ca_file;
  out >> url >> ca_file;
  EXPECT_THAT(url, StartsWith("https://127.0.0.1:"));
  EXPECT_THAT(ca_file, EndsWith("/ca.pem"));
  EXPECT_FALSE(std::filesystem::exists(std::filesystem::path(ca_file).parent_path()));
  EXPECT_EQ(run(kCall, kOneCall, {"--tls-self-signed"}).status, 0);
}

TEST_F(ExecTest, TellsOfFailedHandshakesAboveTheVerdict) {
  const std::string yaml =
      "# Nothing comes.\nfauxplane: 1\ntls: {certificate: expired}\nexpect:\n"
      "  - {on: any, calls: 0}\n  - no unmatched request\n";
  const Ran ran = run(std::string(kCall) + "; true", yaml);
  EXPECT_EQ(ran.status, 0) << ran.complaint;
  EXPECT_THAT(ran.complaint,
              HasSubstr("fauxplane exec: TLS handshake failed on connection 1: the client does not "
                        "accept the certificate: alert certificate expired\n"));
  EXPECT_THAT(ran.complaint, HasSubstr("  0 requests, 1 failed TLS handshake, seed 1\n"));
  EXPECT_EQ(run(std::string(kCall) + " -k", yaml).status, 3);
}

TEST_F(ExecTest, TheCommandStartsWithTheSignalsWeStartedWith) {
  // In /proc, blocked and ignored signals are bit sets in hexadecimal.
  const std::string look = "grep -E '^Sig(Blk|Ign)' /proc/self/status";
  const Ran bare = run_process({.words = {"sh", "-c", look}});
  EXPECT_EQ(run(look).output, bare.output);
}

TEST_F(ExecTest, ASignalSentToUsReachesTheCommand) {
  for (const char* const name : {"TERM", "INT", "HUP", "QUIT"}) {
    SCOPED_TRACE(name);
    const std::string script =
        "trap 'exit 42' " + std::string(name) +
        "; echo started; n=0; while test $n -lt 1000000; do n=$((n + 1)); done";
    const auto process = Process::start({.words = words(script, kOneCall, {})});
    ASSERT_TRUE(process->wait_for_output("started"));
    const std::map<std::string, int> numbers = {
        {"TERM", SIGTERM}, {"INT", SIGINT}, {"HUP", SIGHUP}, {"QUIT", SIGQUIT}};
    process->signal(numbers.at(name));
    EXPECT_EQ(process->wait(), std::optional<int>(42));
    EXPECT_THAT(process->complaint(), HasSubstr("verdict: failed"));
  }
}

TEST_F(ExecTest, ACommandThatDoesNotStartHasTheStatusOfShells) {
  const std::string scenario = folder_.file("s.yaml", kOneCall);
  const Ran missing =
      run_process({.words = {FAUXPLANE_BINARY, "exec", scenario, "--", "no-such-command-here"}});
  EXPECT_EQ(missing.status, 127);
  EXPECT_EQ(missing.complaint, "fauxplane exec: there is no command \"no-such-command-here\"\n");
  const Ran locked = run_process({.words = {FAUXPLANE_BINARY, "exec", scenario, "--", scenario}});
  EXPECT_EQ(locked.status, 126);
  EXPECT_EQ(locked.complaint,
            "fauxplane exec: cannot run \"" + scenario + "\": Permission denied\n");
}

TEST_F(ExecTest, TheReportHoldsVerdictCommandAndStatus) {
  const std::string path = folder_.path("report.json");
  EXPECT_EQ(
      run(std::string(kCall) + "; exit 5", kOneCall, {"--report", path, "--seed", "9"}).status, 5);
  const auto report = nlohmann::json::parse(read_file(path, 100'000).value());
  EXPECT_EQ(report["exit_status"], 5);
  EXPECT_EQ(report["command"][0], "sh");
  EXPECT_EQ(report["passed"], true);
  EXPECT_EQ(report["seed"], 9);
  EXPECT_EQ(report["sentence"], "The client comes once.");
  EXPECT_EQ(report["expectations"][0]["requests"][0]["target"], "/api/me");
}

TEST_F(ExecTest, AReportThatCannotBeWrittenIsAFailure) {
  const Ran ran = run(kCall, kOneCall, {"--report", "/no/such/folder/report.json"});
  EXPECT_EQ(ran.status, 1);
  EXPECT_THAT(ran.complaint, HasSubstr("/no/such/folder/report.json: cannot write it"));
}

TEST_F(ExecTest, ABrokenScenarioStartsNoCommand) {
  const Ran ran = run("echo started", "# Broken.\nfauxplane: 1\nseeed: 7\n");
  EXPECT_EQ(ran.status, 2);
  EXPECT_EQ(ran.output, "");
  EXPECT_THAT(ran.complaint, HasSubstr("s.yaml:3:1: "));
  EXPECT_THAT(ran.complaint, HasSubstr("1 finding in "));
}

}  // namespace
}  // namespace fauxplane
