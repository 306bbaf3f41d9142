#include "simulator/cli/lint.h"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "tests/support/process.h"

namespace fauxplane {
namespace {

constexpr const char* kGood = "# Good.\nfauxplane: 1\n";
constexpr const char* kBad = "# Bad.\nfauxplane: 1\nseeed: 7\n";

TEST(LintTest, SaysTheSentenceOfAFileThatIsFine) {
  const TemporaryFolder folder;
  const std::string good = folder.file("good.yaml", kGood);
  EXPECT_EQ(lint_text(lint({good})), "ok " + good + ": Good.\n");
  EXPECT_EQ(nlohmann::json::parse(lint_json(lint({good}))), nlohmann::json::array());
}

TEST(LintTest, SaysWhereAFileIsWrong) {
  const TemporaryFolder folder;
  const std::string bad = folder.file("bad.yaml", kBad);
  const auto linted = lint({bad});
  EXPECT_EQ(lint_text(linted).find(bad + ":3:1: "), 0U) << lint_text(linted);
  const auto json = nlohmann::json::parse(lint_json(linted));
  ASSERT_EQ(json.size(), 1U);
  EXPECT_EQ(json[0]["file"], bad);
  EXPECT_EQ(json[0]["line"], 3);
  EXPECT_EQ(json[0]["column"], 1);
  EXPECT_NE(json[0]["message"].get<std::string>().find("seeed"), std::string::npos);
}

TEST(LintTest, TakesAllYamlFilesBelowAFolderSorted) {
  const TemporaryFolder folder;
  const std::string second = folder.file("b/second.yaml", kGood);
  const std::string first = folder.file("a/first.yaml", kBad);
  folder.file("a/notes.txt", "not a scenario");
  const auto linted = lint({folder.path("")});
  ASSERT_EQ(linted.size(), 2U);
  EXPECT_NE(linted[0].file.find("a/first.yaml"), std::string::npos);
  EXPECT_EQ(linted[0].findings.size(), 1U);
  EXPECT_NE(linted[1].file.find("b/second.yaml"), std::string::npos);
  EXPECT_TRUE(linted[1].findings.empty());
}

TEST(LintTest, WhatCannotBeReadIsAFinding) {
  const TemporaryFolder folder;
  const std::string missing = folder.path("missing.yaml");
  EXPECT_EQ(lint_text(lint({missing})), missing + ": cannot read it: No such file or directory\n");
  const auto json = nlohmann::json::parse(lint_json(lint({missing})));
  EXPECT_TRUE(json.at(0).at("line").is_null());
  const std::string empty = folder.path("");
  EXPECT_EQ(lint_text(lint({empty})), empty + ": there is no .yaml file in this folder\n");
}

TEST(LintTest, TheLibraryIsFine) {
  for (const Linted& file : lint({FAUXPLANE_SOURCE_DIR "/scenarios"})) {
    EXPECT_TRUE(file.findings.empty()) << lint_text({file});
  }
}

}  // namespace
}  // namespace fauxplane
