#include <gtest/gtest.h>

#include <functional>

#include "tests/contracts/properties/evidence_of.h"

namespace fauxplane::contracts {
namespace {

Signs signs_in(const Evidence& evidence) {
  std::vector<Finding> findings;
  find_in_secrets(evidence, findings);
  return signs_of(findings);
}

Evidence refused_call() {
  return one_call({asked(404)}, raised("MemsyAPIError"));
}

TEST(SecretsTest, TheKeyIsFoundWhereverItStands) {
  const struct {
    const char* sign;
    std::function<void(Evidence&, const std::string&)> put;
  } cases[] = {
      {"secret/the message of an error",
       [](Evidence& one, const std::string& text) { one.calls[0].report.error.message = text; }},
      {"secret/the representation of an error",
       [](Evidence& one, const std::string& text) { one.calls[0].report.error.repr = text; }},
      {"secret/the attributes of an error",
       [](Evidence& one, const std::string& text) {
         one.calls[0].report.error.attributes = {{"request", {{"headers", {text}}}}};
       }},
      {"secret/the cause of an error",
       [](Evidence& one, const std::string& text) {
         one.calls[0].report.error.chain = {{"OSError", "m"}, {"OSError", text}};
       }},
      {"secret/what was logged",
       [](Evidence& one, const std::string& text) { one.diagnostics = text; }},
      {"secret/a URL",
       [](Evidence& one, const std::string& text) {
         one.calls[0].exchanges[0].target = "/api/me?key=" + text;
       }},
  };
  for (const auto& one : cases) {
    Evidence evidence = refused_call();
    one.put(evidence, "before " + std::string(kSecret) + " behind");
    EXPECT_EQ(signs_in(evidence), Signs{one.sign});
    one.put(evidence, "before, behind");
    EXPECT_EQ(signs_in(evidence), Signs{}) << one.sign;
  }
}

TEST(SecretsTest, EightBytesOfItTellAndItsPrefixDoesNot) {
  Evidence evidence = refused_call();
  const std::string secret = kSecret;
  const struct {
    std::string text;
    Signs signs;
  } cases[] = {{secret.substr(4, 8), {"secret/what was logged"}},
               {secret.substr(secret.size() - 8), {"secret/what was logged"}},
               {secret.substr(4, 7), {}},
               {secret.substr(0, 11), {}},
               {"msy_", {}}};
  for (const auto& one : cases) {
    evidence.diagnostics = one.text;
    EXPECT_EQ(signs_in(evidence), one.signs) << one.text;
  }
}

TEST(SecretsTest, WhatTheAnswerQuotedMayBeRepeated) {
  Evidence evidence = refused_call();
  evidence.calls[0].report.error.message = kSecret;
  evidence.calls[0].exchanges[0].answer.body = std::string("no such key: ") + kSecret;
  EXPECT_EQ(signs_in(evidence), Signs{});
}

// The error is what an older call left there.
TEST(SecretsTest, OnlyACallThatFailedHasAnError) {
  Evidence evidence = right_call();
  evidence.calls[0].report.error.message = kSecret;
  EXPECT_EQ(signs_in(evidence), Signs{});
}

TEST(SecretsTest, AKeyThatIsTooShortTellsNothing) {
  Evidence evidence = refused_call();
  evidence.secret = "msy_1234567";
  evidence.diagnostics = "msy_1234567";
  EXPECT_EQ(signs_in(evidence), Signs{});
}

}  // namespace
}  // namespace fauxplane::contracts
