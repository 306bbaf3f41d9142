#include "contracts/cli/commands.h"

#include <gtest/gtest.h>

#include <csignal>
#include <nlohmann/json.hpp>

#include "contracts/cli/options.h"
#include "tests/contracts/cli/temporary_file.h"

namespace fauxplane::contracts {
namespace {

struct Ran {
  int status = 0;
  std::string out{};
  std::string err{};
};

Ran run_words(const std::vector<std::string>& words) {
  testing::internal::CaptureStdout();
  testing::internal::CaptureStderr();
  Ran ran{.status = run_command(words)};
  ran.out = testing::internal::GetCapturedStdout();
  ran.err = testing::internal::GetCapturedStderr();
  return ran;
}

// As main() does: an adapter may end while it is written to.
class CommandsTest : public testing::Test {
 protected:
  void SetUp() override { std::signal(SIGPIPE, SIG_IGN); }
};

TEST_F(CommandsTest, ExitStatusesSayWhatHappened) {
  const struct {
    std::vector<std::string> words;
    int status;
  } cases[] = {
      {{"list"}, kClean},
      {{"list", "--json"}, kClean},
      {{"explain", "b1"}, kClean},
      {{"--version"}, kClean},
      {{"explain", "Z99"}, kBadUsage},
      {{"run"}, kBadUsage},
      {{"replay", "/no/such/file.yaml", "--", "true"}, kBadUsage},
      {{"run", "--profile", "/no/such/file.yaml", "--", "true"}, kBadUsage},
      {{"run", "--expect", "/no/such/file.yaml", "--", "true"}, kBadUsage},
      {{"run", "--real-time", "--only", "B1", "--", "no-such-adapter"}, kAdapterBroken},
      {{"run", "--real-time", "--only", "B1", "--", "sh", "-c", "exit 3"}, kAdapterBroken},
  };
  for (const auto& one : cases) {
    SCOPED_TRACE(nlohmann::json(one.words).dump());
    const Ran ran = run_words(one.words);
    EXPECT_EQ(ran.status, one.status);
    EXPECT_EQ(ran.err.empty(), one.status == kClean) << ran.err;
    EXPECT_EQ(ran.out.empty(), one.status != kClean) << ran.out;
  }
}

// Before anything of the client is started: it is not there.
TEST_F(CommandsTest, AFileThatIsWrongIsToldWithItsPlace) {
  const TemporaryFile file("expectations:\n- {signature: Z9/*, reason: r}\n");
  const Ran ran = run_words({"run", "--expect", file.path(), "--", "no-such-adapter"});
  EXPECT_EQ(ran.status, kBadUsage);
  EXPECT_TRUE(ran.err.starts_with(file.path() + ":2:")) << ran.err;
}

TEST_F(CommandsTest, ListHasEveryProperty) {
  const auto rows = nlohmann::json::parse(run_words({"list", "--json"}).out);
  const std::string lines = run_words({"list"}).out;
  ASSERT_EQ(rows.size(), all_properties().size());
  for (std::size_t at = 0; at < rows.size(); ++at) {
    const Property& property = all_properties()[at];
    EXPECT_EQ(rows[at]["id"], property.id);
    EXPECT_EQ(rows[at]["owns"].size(), property.owns.size());
    EXPECT_NE(lines.find(std::string(property.requirement) + "\n"), std::string::npos);
  }
}

TEST_F(CommandsTest, ExplainShowsAnExampleThatCanBeServed) {
  for (const Property& property : all_properties()) {
    const Ran ran = run_words({"explain", std::string(property.id)});
    EXPECT_NE(ran.out.find(std::string(property.requirement)), std::string::npos) << ran.out;
    EXPECT_NE(ran.out.find("fauxplane: 1\n"), std::string::npos) << ran.out;
    EXPECT_NE(ran.out.find("  property: " + std::string(property.id) + "\n"), std::string::npos);
  }
}

}  // namespace
}  // namespace fauxplane::contracts
