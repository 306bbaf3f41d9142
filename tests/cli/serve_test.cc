#include "simulator/cli/serve.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <chrono>
#include <csignal>
#include <filesystem>
#include <fstream>
#include <list>
#include <nlohmann/json.hpp>
#include <sstream>
#include <stdexcept>

#include "simulator/services/memsy/memsy.h"
#include "tests/cli/http_get.h"
#include "tests/support/process.h"
#include "tests/support/raw_client.h"

namespace fauxplane {
namespace {

using testing::HasSubstr;
using testing::StartsWith;

// `fauxplane serve` on a free port, once its ready file is there.
class Served {
 public:
  // `before` are words in front of the program, of one that starts it.
  explicit Served(const std::vector<std::string>& words, std::vector<std::string> before = {}) {
    std::vector<std::string> all = std::move(before);
    all.insert(all.end(), {FAUXPLANE_BINARY, "serve", "--port", "0", "--ready-file", ready_path()});
    all.insert(all.end(), words.begin(), words.end());
    process_ = Process::start({.words = all});
    const auto text = wait_for_file(ready_path());
    if (!text) throw std::runtime_error("not ready: " + process_->complaint());
    ready_ = nlohmann::json::parse(*text);
  }

  [[nodiscard]] std::string ready_path() const { return folder_.path("ready.json"); }
  [[nodiscard]] Process& process() { return *process_; }
  [[nodiscard]] const nlohmann::json& ready() const { return ready_; }
  [[nodiscard]] int port() const {
    const auto url = ready_["url"].get<std::string>();
    return std::stoi(url.substr(url.rfind(':') + 1));
  }
  [[nodiscard]] std::string get(const std::string& target) const {
    return http_get(port(), target, ready_["api_key"]);
  }
  // The exit status after a signal.
  [[nodiscard]] int stop(int number) {
    process_->signal(number);
    return process_->wait().value_or(-1);
  }

 private:
  TemporaryFolder folder_;
  std::unique_ptr<Process> process_;
  nlohmann::json ready_;
};

// A plane whose answer to GET /api/me leaves after `delay`, and a client that waits for it. The
// journal has the request once its answer was made, which is before it leaves.
class Delayed {
 public:
  explicit Delayed(const std::string& delay)
      : served({folder_.file("slow.yaml",
                             "# Slow.\nfauxplane: 1\nsteps:\n  - {on: GET /me, "
                             "fault: {delay: " +
                                 delay + "}}\n")}),
        client(Process::start(
            {.words = {"curl", "-s", "-o", "/dev/null", "-w", "%{http_code}", "-H",
                       "Authorization: Bearer " + served.ready()["api_key"].get<std::string>(),
                       served.ready()["control_url"].get<std::string>() + "/me"}})) {
    const auto deadline = std::chrono::steady_clock::now() + kProcessDeadline;
    while (served.get("/_sim/sessions/default/journal").find("/api/me") == std::string::npos) {
      if (std::chrono::steady_clock::now() > deadline) throw std::runtime_error("no request");
    }
  }

 private:
  TemporaryFolder folder_;

 public:
  Served served;
  std::unique_ptr<Process> client;
};

Ran serve_briefly(std::vector<std::string> words) {
  words.insert(words.begin(), {FAUXPLANE_BINARY, "serve"});
  return run_process({.words = words});
}

TEST(ServeTest, AnswersAsSoonAsTheReadyFileIsThere) {
  Served served({"quota/boundary"});
  EXPECT_THAT(served.get("/api/me"), StartsWith("HTTP/1.1 200 OK\r\n"));
  EXPECT_THAT(served.get("/api/me"), StartsWith("HTTP/1.1 429 Too Many Requests\r\n"));
  EXPECT_EQ(served.stop(SIGTERM), 0);
}

TEST(ServeTest, TheReadyFileSaysWhereAndWho) {
  Served served({});
  EXPECT_EQ(served.ready()["pid"], served.process().pid());
  const std::string url = served.ready()["url"];
  EXPECT_EQ(served.ready()["control_url"], url + "/api");
  EXPECT_EQ(served.ready()["base_url"], url + "/v1");
  EXPECT_THAT(served.ready()["api_key"].get<std::string>(), StartsWith("msy_"));
}

TEST(ServeTest, TheServiceIsChosenByName) {
  Served served({"--service", "memorysync"});
  EXPECT_EQ(served.ready()["service"], "memorysync");
  EXPECT_EQ(served.ready()["base_url"], served.ready()["url"]);
  EXPECT_THAT(served.ready()["api_key"].get<std::string>(), StartsWith("ms_live_"));
  EXPECT_THAT(served.get("/health"), StartsWith("HTTP/1.1 200 OK\r\n"));
  const Ran clash = serve_briefly({"quota/boundary", "--service", "memorysync"});
  EXPECT_EQ(clash.status, 2);
  EXPECT_EQ(clash.complaint,
            "quota/boundary is about the service memsy, not memorysync; leave --service out\n");
}

TEST(ServeTest, EitherSignalEndsItWellAndTakesTheReadyFileAway) {
  for (const int number : {SIGTERM, SIGINT}) {
    Served served({});
    EXPECT_EQ(served.stop(number), 0) << number;
    EXPECT_FALSE(std::filesystem::exists(served.ready_path()));
    EXPECT_EQ(exchange_bytes(served.port(), "GET / HTTP/1.1\r\nHost: x\r\n\r\n"), "");
  }
}

TEST(ServeTest, AHangupDoesNotEndIt) {
  Served served({});
  served.process().signal(SIGHUP);
  EXPECT_THAT(served.get("/v1/health"), StartsWith("HTTP/1.1 200 OK\r\n"));
  EXPECT_EQ(served.stop(SIGTERM), 0);
}

TEST(ServeTest, AnAnswerInFlightIsFinishedAfterASignal) {
  Delayed delayed("300ms");
  EXPECT_EQ(delayed.served.stop(SIGTERM), 0);
  EXPECT_EQ(delayed.client->wait(), std::optional<int>(0));
  EXPECT_EQ(delayed.client->output(), "200");
}

TEST(ServeTest, ASecondSignalDoesNotWaitForIt) {
  Delayed delayed("4s");
  delayed.served.process().signal(SIGTERM);
  ASSERT_TRUE(delayed.served.process().wait_for_complaint("SIGTERM: finishing what is in flight"));
  const auto before = std::chrono::steady_clock::now();
  EXPECT_EQ(delayed.served.stop(SIGINT), 128 + SIGINT);
  EXPECT_LT(std::chrono::steady_clock::now() - before, std::chrono::seconds{2});
  ASSERT_TRUE(delayed.client->wait());
  EXPECT_NE(delayed.client->wait(), std::optional<int>(0));
}

TEST(ServeTest, PrintsWhereItIsAndALineThatWorksWhenPasted) {
  Served served({"quota/boundary", "--seed", "5"});
  ASSERT_TRUE(served.process().wait_for_output("Try: "));
  ASSERT_TRUE(served.process().wait_for_output("/me'\n"));
  const std::string& printed = served.process().output();
  EXPECT_THAT(printed, StartsWith("fauxplane " FAUXPLANE_VERSION " plays "));
  EXPECT_THAT(printed, HasSubstr("quota/boundary"));
  EXPECT_THAT(printed, HasSubstr(" (seed 5)\n"));
  EXPECT_THAT(printed, HasSubstr("quota/boundary"));
  EXPECT_THAT(printed, HasSubstr(" (seed 5)\n"));
  const std::size_t at = printed.find("Try: ") + 5;
  const Ran pasted =
      run_process({.words = {"sh", "-c", printed.substr(at, printed.find('\n', at) - at)}});
  EXPECT_EQ(pasted.status, 0);
  EXPECT_THAT(pasted.output, StartsWith("HTTP/1.1 200 OK\r\n"));
}

// The line that is printed works when pasted; the file of the CA is there until the end.
TEST(ServeTest, SpeaksTlsWithACertificateOfItsOwn) {
  Served served({"--tls-self-signed"});
  EXPECT_THAT(served.ready()["url"].get<std::string>(), StartsWith("https://127.0.0.1:"));
  const std::string ca_file = served.ready()["ca_file"];
  ASSERT_TRUE(served.process().wait_for_output("/me'\n"));
  const std::string& printed = served.process().output();
  EXPECT_THAT(printed, HasSubstr("\n  ca_file      " + ca_file + "\n"));
  const std::size_t at = printed.find("Try: ") + 5;
  const Ran pasted =
      run_process({.words = {"sh", "-c", printed.substr(at, printed.find('\n', at) - at)}});
  EXPECT_THAT(pasted.output, StartsWith("HTTP/1.1 200 OK\r\n"));
  EXPECT_THAT(served.get("/api/me"), HasSubstr("this port speaks https://"));
  EXPECT_TRUE(std::filesystem::exists(ca_file));
  EXPECT_EQ(served.stop(SIGTERM), 0);
  EXPECT_FALSE(std::filesystem::exists(ca_file));
}

TEST(ServeTest, LogsAHandshakeThatFailed) {
  Served served({"--tls-self-signed"});
  const std::string url = served.ready()["url"];
  EXPECT_NE(run_process({.words = {"curl", "-s", url}}).status, 0);
  EXPECT_TRUE(served.process().wait_for_complaint(
      "info TLS handshake failed on connection 1: the client does not accept the certificate"));
  const Ran journal = run_process({.words = {"curl", "-s", "-k", url + "/_sim/journal"}});
  EXPECT_THAT(journal.output, HasSubstr("TLS handshake failed: the client does not accept"));
}

TEST(ServeTest, AFileForTlsThatIsNoneStartsNothing) {
  const Ran ran = serve_briefly({"--port", "0", "--tls-cert", "/no/such", "--tls-key", "/no/such"});
  EXPECT_EQ(ran.status, 2);
  EXPECT_THAT(ran.complaint, StartsWith("/no/such: cannot read it: "));
}

TEST(ServeTest, LogsStartAndStop) {
  Served served({"--log", "json"});
  EXPECT_EQ(served.stop(SIGTERM), 0);
  std::vector<std::string> messages;
  std::istringstream lines(served.process().complaint());
  for (std::string line; std::getline(lines, line);) {
    messages.push_back(nlohmann::json::parse(line)["message"]);
  }
  EXPECT_THAT(messages, testing::ElementsAre(StartsWith("listening on http://127.0.0.1:"),
                                             StartsWith("SIGTERM: "), "stopped after 0 requests"));
}

TEST(ServeTest, WarnsWhenOthersCanReachIt) {
  Served served({"--host", "0.0.0.0"});
  EXPECT_THAT(served.ready()["url"].get<std::string>(), StartsWith("http://127.0.0.1:"));
  EXPECT_EQ(served.stop(SIGTERM), 0);
  EXPECT_THAT(served.process().complaint(),
              HasSubstr("warning listening on 0.0.0.0: anyone who can reach it"));
}

TEST(ServeTest, MakesUpATokenWhenOthersCanReachIt) {
  Served served({"--host", "0.0.0.0"});
  const std::string token = served.ready()["admin_token"];
  EXPECT_EQ(token.size(), 32U);
  EXPECT_THAT(served.get("/_sim/clock"), StartsWith("HTTP/1.1 401 Unauthorized\r\n"));
  EXPECT_THAT(http_get(served.port(), "/_sim/clock", token), StartsWith("HTTP/1.1 200 OK\r\n"));
  EXPECT_THAT(served.get("/api/me"), StartsWith("HTTP/1.1 200 OK\r\n"));
  ASSERT_TRUE(served.process().wait_for_output("/me'\n"));
  EXPECT_THAT(served.process().output(), HasSubstr("\n  admin_token  " + token + "\n"));
  EXPECT_NE(Served({"--host", "0.0.0.0"}).ready()["admin_token"], token);
}

TEST(ServeTest, TakesATokenAndAsksForItOnThisMachineToo) {
  Served served({"--admin-token", "my-token"});
  EXPECT_EQ(served.ready()["admin_token"], "my-token");
  EXPECT_THAT(served.get("/_sim/clock"), StartsWith("HTTP/1.1 401 Unauthorized\r\n"));
  EXPECT_THAT(http_get(served.port(), "/_sim/clock", "my-token"),
              StartsWith("HTTP/1.1 200 OK\r\n"));
  EXPECT_FALSE(Served({}).ready().contains("admin_token"));
}

TEST(ServeTest, ABrokenScenarioStartsNothingAndTellsEveryFinding) {
  const TemporaryFolder folder;
  const std::string path =
      folder.file("broken.yaml", "# Broken.\nfauxplane: 1\nseeed: 7\nclok: {}\n");
  const Ran ran = serve_briefly({path, "--port", "0", "--ready-file", folder.path("ready.json")});
  EXPECT_EQ(ran.status, 2);
  EXPECT_EQ(ran.output, "");
  EXPECT_THAT(ran.complaint, StartsWith(path + ":3:1: "));
  EXPECT_THAT(ran.complaint, HasSubstr("\n" + path + ":4:1: "));
  EXPECT_THAT(ran.complaint,
              testing::EndsWith("\n2 findings in " + path + "; nothing was started\n"));
  EXPECT_FALSE(std::filesystem::exists(folder.path("ready.json")));
}

// Processor time so far, in clock ticks (proc(5): utime and stime).
long ticks_of(pid_t pid) {
  std::ifstream file("/proc/" + std::to_string(pid) + "/stat");
  std::string text;
  std::getline(file, text);
  std::istringstream words(text.substr(text.rfind(')') + 1));
  std::string skipped;
  for (int number = 0; number < 11; ++number) words >> skipped;
  long user = 0;
  long system = 0;
  words >> user >> system;
  return user + system;
}

// Half of the descriptors are places; the last connections wait until one of those that are turned
// away has ended, which takes as long as it is given to close.
TEST(ServeTest, NeitherDiesNorSpinsWithoutFileDescriptors) {
  if (std::string(FAUXPLANE_SANITIZE).find("undefined") != std::string::npos) {
    GTEST_SKIP() << "the sanitizer's own check of virtual tables opens a pipe, and takes having no "
                    "descriptor left for an object of the wrong type";
  }
  Served served({}, {"sh", "-c", "ulimit -n 64; exec \"$@\"", "sh"});
  const auto start = std::chrono::steady_clock::now();
  std::list<RawClient> clients;
  for (int number = 0; number < 80; ++number) {
    clients.emplace_back(static_cast<std::uint16_t>(served.port()))
        .send("GET /_sim/health HTTP/1.1\r\nHost: x\r\n\r\n");
  }
  std::size_t refused = 0;
  auto client = clients.begin();
  for (int number = 0; number < 32; ++number, ++client) {
    EXPECT_THAT(client->read_answer(), StartsWith("HTTP/1.1 200 ")) << number;
  }
  const long ticks = ticks_of(served.process().pid());
  const auto waits = std::chrono::steady_clock::now();
  for (; std::chrono::steady_clock::now() - waits < std::chrono::seconds{1}; ++client) {
    ASSERT_NE(client, clients.end()) << "nobody had to wait for a descriptor";
    EXPECT_THAT(client->read_answer(), StartsWith("HTTP/1.1 503 "));
    ++refused;
  }
  EXPECT_GT(refused, 0U);
  EXPECT_LT(ticks_of(served.process().pid()) - ticks, ::sysconf(_SC_CLK_TCK) / 4);
  clients.clear();
  EXPECT_THAT(served.get("/_sim/health"), StartsWith("HTTP/1.1 "));
  EXPECT_EQ(served.stop(SIGTERM), 0);
  EXPECT_LT(std::chrono::steady_clock::now() - start, kProcessDeadline);
}

TEST(ServeTest, SaysWhatItCouldNotDo) {
  Served served({});
  const Ran taken = serve_briefly({"--port", std::to_string(served.port())});
  EXPECT_EQ(taken.status, 1);
  EXPECT_THAT(taken.complaint, HasSubstr(std::to_string(served.port())));
  const Ran unready = serve_briefly({"--port", "0", "--ready-file", "/no/such/folder/r"});
  EXPECT_EQ(unready.status, 1);
  EXPECT_THAT(unready.complaint, HasSubstr("/no/such/folder/r: cannot write it"));
  const Ran unknown = serve_briefly({"quota/bondary"});
  EXPECT_EQ(unknown.status, 2);
  EXPECT_EQ(unknown.complaint,
            "there is no file and no scenario \"quota/bondary\"; did you mean "
            "\"quota/boundary\"?\n");
}

TEST(GreetingTest, WithoutAKeyTheLineToTryHasNone) {
  const Addresses addresses{
      .service = &memsy(),
      .url = "http://h:1",
      .clients = {{.row = &memsy().addresses.front(), .url = "http://h:1/api"}}};
  const std::string text = greeting({.name = "x", .sentence = "Y.", .seed = 9}, addresses);
  EXPECT_THAT(text, HasSubstr("plays x (seed 9)\n  Y.\n"));
  EXPECT_THAT(text, HasSubstr("Try: curl -i 'http://h:1/api/me'\n"));
  EXPECT_THAT(text, testing::Not(HasSubstr("api_key")));
}

}  // namespace
}  // namespace fauxplane
