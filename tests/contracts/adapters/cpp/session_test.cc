#include "contracts/adapters/cpp/session.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <condition_variable>
#include <limits>
#include <optional>

namespace adapter_kit {
namespace {

using Json = nlohmann::json;

// Stands for an SDK: one method for each thing that can happen.
Adapter adapter(std::vector<std::string> caps = {}) {
  const auto on = [](auto call) { return method<int>(call); };
  return {
      .sdk = "test",
      .version = "1",
      .caps = std::move(caps),
      .options = {"timeout_ms"},
      .open =
          [](const Arguments& config) {
            if (config.required("api_key") == "bad") throw std::runtime_error("refused");
            return std::make_shared<int>(7);
          },
      .methods = {{"value", on([](int& client, const Arguments&, const auto&) {
                     return Given{.value = client, .usage = Json()};
                   })},
                  {"fails", on([](int&, const Arguments&, const auto&) -> Given {
                     throw std::runtime_error("failed");
                   })},
                  {"foreign", on([](int&, const Arguments&, const auto&) -> Given { throw 5; })},
                  {"bug", on([](int&, const Arguments& from, const auto&) -> Given {
                     return {.value = from.required("name")};
                   })},
                  {"waits", on([](int&, const Arguments&, const std::stop_token& stop) -> Given {
                     std::condition_variable_any never;
                     std::mutex mutex;
                     std::unique_lock lock(mutex);
                     never.wait(lock, stop, [] { return false; });
                     return {.value = "stopped"};
                   })}}};
}

class Conversation {
 public:
  explicit Conversation(Adapter of = adapter()) : adapter_(std::move(of)) {}

  // The replies to these lines, in their order; the session ends with the last.
  std::vector<Json> replies_to(const std::vector<std::string>& lines) {
    std::vector<Json> replies;
    {
      Session session(adapter_,
                      [&](const std::string& line) { replies.push_back(Json::parse(line)); });
      for (const std::string& line : lines) session.take(line);
    }
    return replies;
  }
  // The reply to one call of `method` on an open client.
  Json call(const std::string& method) {
    return replies_to({kOpen, R"({"v":1,"id":2,"op":"call","client":"c","method":")" + method +
                                  R"(","args":{}})"})
        .back();
  }

  static constexpr const char* kOpen =
      R"({"v":1,"id":1,"op":"open","client":"c","config":{"base_url":"u","api_key":"k"}})";

 private:
  Adapter adapter_;
};

TEST(SessionTest, SaysHello) {
  const auto replies =
      Conversation(adapter({"close"})).replies_to({R"({"v":1,"id":9,"op":"hello"})"});
  ASSERT_EQ(replies.size(), 1U);
  EXPECT_EQ(replies[0]["v"], 1);
  EXPECT_EQ(replies[0]["id"], 9);
  EXPECT_EQ(replies[0]["ok"]["sdk"], "test");
  EXPECT_EQ(replies[0]["ok"]["service"], "memsy");
  EXPECT_EQ(replies[0]["ok"]["caps"], Json({"close"}));
  EXPECT_EQ(replies[0]["ok"]["methods"], Json({"bug", "fails", "foreign", "value", "waits"}));
}

TEST(SessionTest, RepliesWithWhatACallGave) {
  EXPECT_EQ(Conversation().call("value"),
            Json::parse(R"({"v":1,"id":2,"ok":{"value":7,"usage":null}})"));
}

TEST(SessionTest, TellsErrorsBugsAndTheUnsupportedApart) {
  EXPECT_EQ(Conversation().call("fails")["err"]["message"], "failed");
  EXPECT_EQ(Conversation().call("foreign")["err"]["type"], "unknown");
  EXPECT_EQ(Conversation().call("bug"),
            Json::parse(R"({"v":1,"id":2,"bug":"the argument name is not there"})"));
  EXPECT_EQ(Conversation().call("ingest"), Json::parse(R"({"v":1,"id":2,"unsupported":"ingest"})"));
}

TEST(SessionTest, OpenMayBeRefusedAndNamesTheOptionsItDoesNotHave) {
  const auto replies = Conversation().replies_to(
      {R"({"id":1,"op":"open","client":"c","config":{"base_url":"u","api_key":"k",)"
       R"("timeout_ms":1,"backoff_ms":2,"service":"memsy"}})",
       R"({"id":2,"op":"open","client":"d","config":{"base_url":"u","api_key":"bad"}})",
       R"({"id":3,"op":"close","client":"c"})", R"({"id":4,"op":"close","client":"c"})"});
  EXPECT_EQ(replies[0]["ok"], Json({{"unsupported", {"backoff_ms"}}}));
  EXPECT_EQ(replies[1]["err"]["message"], "refused");
  EXPECT_EQ(replies[2]["ok"], Json::object());
  EXPECT_EQ(replies[3]["bug"], "there is no client c");
}

TEST(SessionTest, WhatCannotBeReadIsABug) {
  for (const char* const line : {"garbage", "{", "[]", R"({"op":"hello"})", R"({"id":1})",
                                 R"({"id":1,"op":5})", R"({"id":1,"op":"call","client":"c"})"}) {
    const auto replies = Conversation().replies_to({line});
    ASSERT_EQ(replies.size(), 1U) << line;
    EXPECT_TRUE(replies[0].contains("bug")) << line;
  }
  EXPECT_EQ(Conversation().replies_to({R"({"id":1,"op":"dance"})"})[0]["unsupported"], "dance");
  EXPECT_EQ(Conversation().replies_to({R"({"id":1,"op":"cancel","target":1})"})[0]["unsupported"],
            "cancel");
}

TEST(SessionTest, ConcurrentCallsOvertakeAndCanBeCancelled) {
  const auto replies =
      Conversation(adapter({"concurrent", "cancel"}))
          .replies_to({Conversation::kOpen, R"({"id":2,"op":"call","client":"c","method":"waits"})",
                       R"({"id":3,"op":"hello"})", R"({"id":4,"op":"cancel","target":2})"});
  ASSERT_EQ(replies.size(), 4U);
  EXPECT_EQ(replies[1]["id"], 3);
  for (const Json& reply : replies) {
    if (reply["id"] != 2) continue;
    EXPECT_EQ(reply["ok"]["value"], "stopped");
  }
}

TEST(WireLineTest, WritesWhatJsonLacksAsText) {
  constexpr double kInfinite = std::numeric_limits<double>::infinity();
  constexpr std::int64_t kExact = std::int64_t{1} << 53U;
  const Json sent = {kInfinite,  {-kInfinite, std::nan("")}, kExact, kExact + 1, -kExact,
                     -kExact - 1};
  const std::string line = wire_line({{"v", 1}, {"id", 5}, {"ok", sent}});
  EXPECT_EQ(Json::parse(line)["ok"], Json({"inf",
                                           {"-inf", "nan"},
                                           kExact,
                                           "int:9007199254740993",
                                           -kExact,
                                           "int:-9007199254740993"}));
}

TEST(WireLineTest, IsOneLineOfUtf8ThatBeginsLikeAMessage) {
  const std::string line = wire_line({{"v", 1}, {"id", 5}, {"bug", "a\nb\xFF"}});
  EXPECT_EQ(line, "{\"v\":1,\"id\":5,\"bug\":\"a\\nb\xEF\xBF\xBD\"}");
}

}  // namespace
}  // namespace adapter_kit
