// The adapter of the reference client as the harness meets it: a process, stdin and stdout.
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "tests/support/process.h"

namespace fauxplane {
namespace {

using Json = nlohmann::json;

std::vector<Json> replies_in(const std::string& output) {
  std::vector<Json> replies;
  std::istringstream lines(output);
  for (std::string line; std::getline(lines, line);) replies.push_back(Json::parse(line));
  return replies;
}

// Runs the adapter over those lines against a plane that plays the scenario. PLANE and KEY stand
// for its address and key.
Ran talk(const std::string& scenario, const std::string& lines, const std::string& words = "") {
  const TemporaryFolder folder;
  const std::string script = folder.file(
      "talk.sh", "sed -e \"s|PLANE|$MEMSY_CONTROL_URL|\" -e \"s|KEY|$MEMSY_API_KEY|\" '" +
                     folder.file("lines", lines) + "' | " REFERENCE_CLIENT " " + words + "\n");
  return run_process({.words = {FAUXPLANE_BINARY, "exec", scenario, "--", "sh", script}});
}

constexpr const char* kOpen =
    R"({"v":1,"id":1,"op":"open","client":"c","config":{"base_url":"PLANE","api_key":"KEY",)"
    R"("timeout_ms":5000,"max_retries":1,"backoff_ms":1}})"
    "\n";
constexpr const char* kCall = R"({"v":1,"id":2,"op":"call","client":"c","method":"me","args":{}})"
                              "\n";

Json reply_with(const std::string& output, int id) {
  for (const Json& reply : replies_in(output)) {
    if (reply["id"] == id) return reply;
  }
  return {};
}

TEST(AdapterKitTest, AnswersUntilStdinEnds) {
  const Ran ran =
      talk("keys/created_used_deleted",
           std::string(kOpen) + "\n" + kCall + "garbage\n" + R"({"v":1,"id":3,"op":"hello"})");
  EXPECT_EQ(ran.output.find("{\"v\":1,\"id\":"), 0U) << ran.output;
  EXPECT_EQ(replies_in(ran.output).size(), 4U) << ran.output;
  EXPECT_EQ(reply_with(ran.output, 2)["ok"]["value"]["org_id"], "org_1");
  EXPECT_EQ(reply_with(ran.output, 2)["ok"]["usage"]["api_calls"], 1);
  EXPECT_EQ(reply_with(ran.output, 3)["ok"]["sdk"], "memsy-cpp");
}

TEST(AdapterKitTest, DescribesErrorsWithTheirTree) {
  const Ran ran = talk("retry/for_ever", std::string(kOpen) + kCall);
  const Json error = reply_with(ran.output, 2).value("err", Json::object());
  ASSERT_EQ(error.value("type", ""), "RateLimitExceeded") << ran.output;
  EXPECT_EQ(error["bases"],
            Json({"RateLimitExceeded", "MemsyAPIError", "MemsyError", "std::exception"}));
  EXPECT_EQ(error["attrs"]["status_code"], 429);
  EXPECT_EQ(error["attrs"]["retry_after"], 0.2);
}

TEST(AdapterKitTest, WhatTheSdkPrintsStaysOffStdout) {
  const Ran ran = talk("auth/revoked_key", std::string(kOpen) + kCall, "--mutant key_on_stderr");
  EXPECT_EQ(ran.output.find("Authorization"), std::string::npos) << ran.output;
  EXPECT_NE(ran.complaint.find("Authorization: Bearer"), std::string::npos) << ran.complaint;
}

TEST(AdapterKitTest, SpeaksForTheClientOfMemorySyncToo) {
  const TemporaryFolder folder;
  const std::string scenario =
      folder.file("any.yaml", "# Any.\nfauxplane: 1\nservice: memorysync\n");
  const std::string lines =
      folder.file("lines", R"({"v":1,"id":1,"op":"hello"})"
                           "\n"
                           R"({"v":1,"id":2,"op":"open","client":"c","config":{"base_url":"PLANE",)"
                           R"("api_key":"KEY","end_user_id":"u"}})"
                           "\n"
                           R"({"v":1,"id":3,"op":"call","client":"c","method":"memory.get",)"
                           R"("args":{"memory_id":7}})"
                           "\n");
  const std::string script = folder.file(
      "talk.sh", "sed -e \"s|PLANE|$MEMORYSYNC_BASE_URL|\" -e \"s|KEY|$MEMORYSYNC_API_KEY|\" '" +
                     lines + "' | " REFERENCE_CLIENT " --service memorysync\n");
  const Ran ran = run_process({.words = {FAUXPLANE_BINARY, "exec", scenario, "--", "sh", script}});
  EXPECT_EQ(reply_with(ran.output, 1)["ok"]["service"], "memorysync") << ran.output;
  const Json error = reply_with(ran.output, 3).value("err", Json::object());
  EXPECT_EQ(error.value("bases", Json()),
            Json({"NotFoundError", "MemorySyncError", "std::exception"}))
      << ran.output;
  EXPECT_EQ(error["attrs"]["code"], "NOT_FOUND");
}

TEST(AdapterKitTest, ListsItsMutants) {
  const Ran ran = run_process({.words = {REFERENCE_CLIENT, "--list-mutants", "--json"}});
  EXPECT_EQ(ran.status, 0);
  EXPECT_GE(Json::parse(ran.output).size(), 45U);
  EXPECT_EQ(run_process({.words = {REFERENCE_CLIENT, "--mutant", "x"}}).status, 2);
}

}  // namespace
}  // namespace fauxplane
