#include "contracts/cli/expectation_file.h"

#include <gtest/gtest.h>

#include "tests/contracts/cli/temporary_file.h"

namespace fauxplane::contracts {
namespace {

std::string wrong_with(const std::string& text) {
  const TemporaryFile file(text);
  const auto read = read_expectations(file.path());
  if (read) return "it was read";
  std::string message = read.error().message;
  // The file's own name says nothing here.
  for (std::size_t at = 0; (at = message.find(file.path() + ":")) != std::string::npos;) {
    message.erase(at, file.path().size() + 1);
  }
  return message;
}

TEST(ExpectationFileTest, EveryKeyIsRead) {
  const TemporaryFile file(
      "expectations:\n"
      "- signature: C2/early/not_waited\n"
      "  reason: \"https://bugs.example/7\"\n"
      "  versions: \"<0.4\"\n"
      "  prune: {retry_after: [imf_fixdate, asctime], status: [503], fault: [reset],\n"
      "          method: [keys.delete]}\n"
      "  pinned: file.yaml\n"
      "- {signature: B1/*, reason: known}\n");
  const auto read = read_expectations(file.path());
  ASSERT_TRUE(read) << read.error().message;
  ASSERT_EQ(read->size(), 2U);
  const Expectation& first = read->front();
  EXPECT_EQ(first.signature, "C2/early/not_waited");
  EXPECT_EQ(first.reason, "https://bugs.example/7");
  EXPECT_EQ(first.versions, "<0.4");
  EXPECT_EQ(first.prune, (std::vector<Feature>{{"retry_after", "imf_fixdate"},
                                               {"retry_after", "asctime"},
                                               {"status", "503"},
                                               {"fault", "reset"},
                                               {"method", "keys.delete"}}));
  EXPECT_EQ(first.pinned, file.folder() + "/file.yaml");
  const Expectation& second = read->back();
  EXPECT_EQ(second.signature, "B1/*");
  EXPECT_EQ(second.versions, "");
  EXPECT_TRUE(second.prune.empty());
  EXPECT_EQ(second.pinned, "");
}

TEST(ExpectationFileTest, NothingIsExpectedOfAnEmptyList) {
  const TemporaryFile file("expectations: []\n");
  const auto read = read_expectations(file.path());
  ASSERT_TRUE(read) << read.error().message;
  EXPECT_TRUE(read->empty());
}

TEST(ExpectationFileTest, WhatIsWrongIsToldWithItsPlaceAndARemedy) {
  const struct {
    const char* text;
    const char* message;
  } cases[] = {
      {"", "1:1: a file of expectations must be a map, not nothing"},
      {"expectation: []\n", "1:1: there is no key \"expectation\"; did you mean \"expectations\"?"},
      {"expectations: {}\n", "1:15: expectations must be a list, not a map"},
      {"expectations: [B1]\n", "1:16: an expectation must be a map, not \"B1\""},
      {"expectations:\n- {reason: r}\n", "2:3: an expectation needs \"signature\""},
      {"expectations:\n- {signature: B1/*}\n",
       "2:3: an expectation needs a \"reason\": who reads it next will ask"},
      {"expectations:\n- {signature: B1/*, reason: \"\"}\n",
       "2:3: an expectation needs a \"reason\": who reads it next will ask"},
      {"expectations:\n- {signature: B1/*, reason: r, sine: 1}\n",
       "2:32: there is no key \"sine\"; known are signature, reason, versions, prune, pinned"},
      {"expectations:\n- {signature: B1, reason: r}\n",
       "2:15: a signature is PROPERTY/CONCERN/SIGN, as a run prints it, or PROPERTY/*"},
      {"expectations:\n- {signature: [B1], reason: r}\n",
       "2:15: signature must be a text, not a list"},
      {"expectations:\n- {signature: MP100/*, reason: r}\n",
       "2:15: there is no property \"MP100\"; did you mean \"MP10\"?"},
      {"expectations:\n- {signature: B1/*, reason: r, versions: 0.4}\n",
       "2:42: versions is a comparison such as \"<0.4\" or \">=1.2\", not \"0.4\""},
      {"expectations:\n- {signature: B1/*, reason: r, prune: [reset]}\n",
       "2:39: prune must be a map, not a list"},
      {"expectations:\n- {signature: B1/*, reason: r, prune: {statuses: [503]}}\n",
       "2:40: there is no key \"statuses\"; did you mean \"status\"?"},
      {"expectations:\n- {signature: B1/*, reason: r, prune: {status: 503}}\n",
       "2:48: status must be a list, not \"503\""},
      {"expectations:\n- {signature: B1/*, reason: r, prune: {status: [5xx]}}\n",
       "2:49: a status is a number from 100 to 599, not \"5xx\""},
      {"expectations:\n- {signature: B1/*, reason: r, prune: {status: [99]}}\n",
       "2:49: a status is a number from 100 to 599, not \"99\""},
      {"expectations:\n- {signature: B1/*, reason: r, prune: {fault: [rest]}}\n",
       "2:48: there is no fault \"rest\"; did you mean \"reset\"?"},
      {"expectations:\n- {signature: B1/*, reason: r, prune: {method: [keys.delet]}}\n",
       "2:49: there is no method \"keys.delet\"; did you mean \"keys.delete\"?"},
      {"expectations:\n- {signature: B1/*, reason: r, prune: {retry_after: [date]}}\n",
       "2:54: there is no retry_after \"date\"; known are seconds, fraction, huge, imf_fixdate, "
       "rfc850, asctime, malformed, repeated"},
      {"expectations:\n- {signature: B1/*, reason: r, pinned: gone.yaml}\n",
       "2:40: cannot read \"gone.yaml\"; the path is relative to this file"},
  };
  for (const auto& one : cases) EXPECT_EQ(wrong_with(one.text), one.message) << one.text;
}

TEST(ExpectationFileTest, AllThatIsWrongIsToldAtOnce) {
  EXPECT_EQ(wrong_with("expectations:\n- {signature: B1, reason: r}\n- {reason: r}\n"),
            "2:15: a signature is PROPERTY/CONCERN/SIGN, as a run prints it, or PROPERTY/*\n"
            "3:3: an expectation needs \"signature\"");
}

TEST(ExpectationFileTest, AFileThatIsNotThereIsTold) {
  const auto read = read_expectations("/no/such/file.yaml");
  ASSERT_FALSE(read);
  EXPECT_EQ(read.error().message, "cannot read /no/such/file.yaml");
}

}  // namespace
}  // namespace fauxplane::contracts
