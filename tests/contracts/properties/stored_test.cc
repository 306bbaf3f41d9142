#include <gtest/gtest.h>

#include "tests/contracts/properties/evidence_of.h"

namespace fauxplane::contracts {
namespace {

constexpr const char* kSilent = R"({"status":"ok"})";

Signs signs_with(const std::string& answer, const Json& value) {
  const Evidence evidence = add_call({{.status = 200, .body = answer}}, gave(value));
  std::vector<Finding> findings;
  find_in_claims(evidence.calls[0], evidence, findings);
  return signs_of(findings);
}

TEST(StoredTest, ASilentAnswerIsNotReportedAsStored) {
  for (const char* const honest :
       {R"({"status":"ok"})", R"({"status":"skipped","reason":"r"})", R"({"id":null})",
        R"({"status":"ok","stored":false,"created":0})", "null", "false", R"({"memory_ids":[]})"}) {
    EXPECT_EQ(signs_with(kSilent, Json::parse(honest)), Signs{}) << honest;
  }
  for (const char* const claim :
       {R"({"id":1})", R"({"memory_id":"m_1"})", R"({"memoryId":"m_1"})", R"({"status":"stored"})",
        R"({"status":"created"})", R"({"status":"ok","stored":true})", R"({"created":1})", "true",
        R"({"results":[{"status":"ok"},{"status":"created"}]})",
        R"({"results":[{"memory_ids":[7]}]})", R"("stored")"}) {
    EXPECT_EQ(signs_with(kSilent, Json::parse(claim)), Signs{"stored/claimed"}) << claim;
  }
}

TEST(StoredTest, WhatWasStoredMayBeSaid) {
  EXPECT_EQ(signs_with(R"({"id":7,"text":"t"})", {{"id", 7}}), Signs{});
  EXPECT_EQ(signs_with("<html>", {{"id", 7}}), Signs{});
}

TEST(StoredTest, OneAddIsOneMemory) {
  const auto signs = [](std::vector<std::string> stored) {
    Evidence evidence = add_call({{.status = 201}}, gave(Json::object()));
    evidence.stored = std::move(stored);
    std::vector<Finding> findings;
    find_in_stored(evidence, findings);
    return signs_of(findings);
  };
  EXPECT_EQ(signs({}), Signs{});
  EXPECT_EQ(signs({"a"}), Signs{});
  EXPECT_EQ(signs({"a", "b"}), Signs{"stored/twice"});
}

TEST(StoredTest, EachItemOfABatchMayBeAMemory) {
  Evidence evidence = sync_call("memory.batch", {{"items", Json::array({1, 2})}}, {}, {});
  std::vector<Finding> findings;
  evidence.stored = {"a", "b"};
  find_in_stored(evidence, findings);
  EXPECT_TRUE(findings.empty());
  evidence.stored = {"a", "b", "c"};
  find_in_stored(evidence, findings);
  EXPECT_EQ(signs_of(findings), Signs{"stored/twice"});
}

}  // namespace
}  // namespace fauxplane::contracts
