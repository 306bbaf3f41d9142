#include "simulator/cli/command_line.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <sstream>

namespace fauxplane {
namespace {

std::vector<std::string> words_of(const std::string& line) {
  std::istringstream in(line);
  std::vector<std::string> words;
  for (std::string word; in >> word;) words.push_back(word);
  return words;
}

tl::expected<Command, Farewell> parse(const std::string& line) {
  return parse_command_line(words_of(line));
}

template <class Wanted>
Wanted parsed(const std::string& line) {
  const auto command = parse(line);
  if (!command) {
    ADD_FAILURE() << line << ": " << command.error().complaint;
    return {};
  }
  const Wanted* const wanted = std::get_if<Wanted>(&*command);
  if (wanted == nullptr) {
    ADD_FAILURE() << line << " is another command";
    return {};
  }
  return *wanted;
}

TEST(CommandLineTest, ServeHasDefaultsThatAreSafe) {
  const auto serve = parsed<ServeCommand>("serve");
  EXPECT_EQ(serve.scenario, "");
  EXPECT_EQ(serve.host, "127.0.0.1");
  EXPECT_EQ(serve.port, 8080);
  EXPECT_EQ(serve.threads, 1);
  EXPECT_EQ(serve.ready_file, "");
  EXPECT_EQ(serve.seed, std::nullopt);
  EXPECT_EQ(serve.log, LogFormat::kText);
}

TEST(CommandLineTest, ServeTakesEveryOption) {
  const auto serve = parsed<ServeCommand>(
      "serve quota/boundary --host ::1 --port 0 --ready-file r.json --threads 64 "
      "--seed 18446744073709551615 --log json");
  EXPECT_EQ(serve.scenario, "quota/boundary");
  EXPECT_EQ(serve.host, "::1");
  EXPECT_EQ(serve.port, 0);
  EXPECT_EQ(serve.ready_file, "r.json");
  EXPECT_EQ(serve.threads, 64);
  EXPECT_EQ(serve.seed, std::optional<Seed>(UINT64_MAX));
  EXPECT_EQ(serve.log, LogFormat::kJson);
}

TEST(CommandLineTest, TheLastOfARepeatedOptionCounts) {
  EXPECT_EQ(parsed<ServeCommand>("serve --port=1 --port=2").port, 2);
  EXPECT_EQ(parsed<ServeCommand>("serve --log json --log text").log, LogFormat::kText);
}

TEST(CommandLineTest, ExecKeepsTheWordsBehindTheSeparatorAsTheyAre) {
  const auto exec =
      parsed<ExecCommand>("exec a.yaml --report r.json --seed 7 -- pytest --port -x -- serve");
  EXPECT_EQ(exec.scenario, "a.yaml");
  EXPECT_EQ(exec.report, "r.json");
  EXPECT_EQ(exec.seed, std::optional<Seed>(7));
  EXPECT_EQ(exec.threads, 1);
  EXPECT_EQ(exec.command, words_of("pytest --port -x -- serve"));
}

TEST(CommandLineTest, OptionsMayStandBeforeTheScenario) {
  const auto exec = parsed<ExecCommand>("exec --threads 2 a.yaml -- true");
  EXPECT_EQ(exec.scenario, "a.yaml");
  EXPECT_EQ(exec.threads, 2);
}

TEST(CommandLineTest, TheOtherCommandsTakeWhatTheySay) {
  EXPECT_EQ(parsed<LintCommand>("lint a.yaml b.yaml --json").paths, words_of("a.yaml b.yaml"));
  EXPECT_TRUE(parsed<LintCommand>("lint a.yaml --json").json);
  EXPECT_FALSE(parsed<ErrorsCommand>("errors").json);
  EXPECT_TRUE(parsed<ErrorsCommand>("errors --json").json);
  EXPECT_TRUE(parsed<FaultsCommand>("faults --json").json);
  EXPECT_TRUE(parsed<RoutesCommand>("routes --json").json);
  EXPECT_EQ(parsed<ScenariosCommand>("scenarios quota").area, "quota");
  EXPECT_EQ(parsed<ScenariosCommand>("scenarios --show quota/boundary").show, "quota/boundary");
  EXPECT_TRUE(parsed<ScenariosCommand>("scenarios --names").names_only);
  EXPECT_EQ(parsed<CompletionCommand>("completion bash").shell, "bash");
}

TEST(CommandLineTest, ACommandNameMayBeTheNameOfAScenarioFile) {
  EXPECT_EQ(parsed<ServeCommand>("serve errors").scenario, "errors");
}

TEST(CommandLineTest, TakesTlsInThreeForms) {
  const auto serve = parsed<ServeCommand>("serve --tls-cert c.pem --tls-key k.pem");
  EXPECT_EQ(serve.tls.certificate, "c.pem");
  EXPECT_EQ(serve.tls.key, "k.pem");
  EXPECT_FALSE(serve.tls.is_self_signed);
  const auto exec =
      parsed<ExecCommand>("exec a.yaml --tls-self-signed --tls-client-ca ca.pem -- true");
  EXPECT_TRUE(exec.tls.is_self_signed);
  EXPECT_EQ(exec.tls.client_ca, "ca.pem");
  EXPECT_EQ(parsed<ServeCommand>("serve").tls.certificate, "");
}

struct Case {
  const char* line;
  const char* said;  // what the sentence holds
};

TEST(CommandLineTest, BadUsageIsOneSentenceThatNamesTheWordAndTheRemedy) {
  const Case cases[] = {
      {"serve --prot 1", "fauxplane serve: unknown option \"--prot\"; did you mean \"--port\"?"},
      {"serve --prot=1", "unknown option \"--prot\"; did you mean \"--port\"?"},
      {"serve --zzzzzz", "unknown option \"--zzzzzz\"; known are --help, --version, --host"},
      {"serve -p 1", "unknown option \"-p\""},
      {"serve --port 70000", "--port: \"70000\" does not fit; use 0 for any free port"},
      {"serve --port -1", "\"-1\""},
      {"serve --port 80x", "\"80x\" does not fit"},
      {"serve --port=", "--port"},
      {"serve --port", "fauxplane serve: --port needs a value"},
      {"serve --admin-token a,b", "is no token; use letters, digits and -._~+/="},
      {"serve --threads 0", "--threads: \"0\" does not fit; use a whole number from 1 to 64"},
      {"serve --threads 65", "\"65\" does not fit"},
      {"serve --seed -3", "\"-3\""},
      {"serve --seed 18446744073709551616", "\"18446744073709551616\" does not fit"},
      {"serve --log xml", "--log: \"xml\" is not a format; use text or json"},
      {"serve a.yaml b.yaml", "unexpected word \"b.yaml\""},
      {"serve --tls-cert c.pem", "--tls-cert needs its key; add --tls-key FILE"},
      {"serve --tls-key k.pem", "--tls-key needs the certificate it belongs to; add --tls-cert"},
      {"serve --tls-cert c --tls-key k --tls-self-signed", "leave one of them out"},
      {"exec a.yaml --tls-cert c.pem -- true", "fauxplane exec: --tls-cert needs its key"},
      {"exec", "a scenario is missing"},
      {"exec -- true", "a scenario is missing"},
      {"exec a.yaml", "-- and a command are missing; write fauxplane exec a.yaml -- COMMAND"},
      {"exec a.yaml pytest", "unexpected word \"pytest\"; put -- before the command"},
      {"exec a.yaml --", "a command is missing behind --"},
      {"exec a.yaml --reprot f -- true", "did you mean \"--report\"?"},
      {"lint", "a file is missing"},
      {"lint a.yaml --jsn", "did you mean \"--json\"?"},
      {"errors now", "unexpected word \"now\""},
      {"scenarios --show", "--show needs a value"},
      {"completion", "a shell is missing; write fauxplane completion bash"},
      {"completion fish", "there is no completion for \"fish\"; use bash"},
      {"sevre", "fauxplane: unknown command \"sevre\"; did you mean \"serve\"?"},
      {"nonsense", "unknown command \"nonsense\"; known are serve, exec, lint"},
      {"--verison", "fauxplane: unknown option \"--verison\"; did you mean \"--version\"?"},
  };
  for (const Case& one : cases) {
    SCOPED_TRACE(one.line);
    const auto command = parse(one.line);
    ASSERT_FALSE(command.has_value());
    const std::string& said = command.error().complaint;
    EXPECT_EQ(command.error().status, 2);
    EXPECT_EQ(command.error().output, "");
    EXPECT_NE(said.find(one.said), std::string::npos) << said;
    EXPECT_EQ(std::count(said.begin(), said.end(), '\n'), 1) << said;
    EXPECT_EQ(said.back(), '\n');
  }
}

TEST(CommandLineTest, NoArgumentAtAllIsHelpAndBadUsage) {
  const auto command = parse("");
  ASSERT_FALSE(command.has_value());
  EXPECT_EQ(command.error().status, 2);
  EXPECT_NE(command.error().complaint.find("Usage: fauxplane"), std::string::npos);
  EXPECT_NE(command.error().complaint.find("Example: "), std::string::npos);
}

TEST(CommandLineTest, EveryCommandHasHelpWithAnExampleAndExitStatuses) {
  for (const CommandWords& words : command_words()) {
    for (const std::string& line : {words.command + " --help", "help " + words.command}) {
      SCOPED_TRACE(line);
      const auto command = parse(line);
      ASSERT_FALSE(command.has_value());
      const std::string& help = command.error().output;
      EXPECT_EQ(command.error().status, 0);
      EXPECT_NE(help.find("Usage: fauxplane " + words.command), std::string::npos) << help;
      EXPECT_NE(help.find("Example: "), std::string::npos);
      EXPECT_NE(help.find("Exit status: "), std::string::npos);
    }
  }
}

TEST(CommandLineTest, EveryWayToAskForTheVersionSaysTheSame) {
  std::vector<std::string> lines = {"--version", "version"};
  for (const CommandWords& words : command_words()) lines.push_back(words.command + " --version");
  for (const std::string& line : lines) {
    SCOPED_TRACE(line);
    const auto command = parse(line);
    ASSERT_FALSE(command.has_value());
    EXPECT_EQ(command.error().status, 0);
    EXPECT_EQ(command.error().output, "fauxplane " FAUXPLANE_VERSION "\n");
  }
}

}  // namespace
}  // namespace fauxplane
