#include "contracts/protocol/message.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace fauxplane::contracts {
namespace {

template <class Content>
Content content_of(std::string_view text) {
  const Line line = parse_line(text);
  const auto* const reply = std::get_if<AdapterReply>(&line);
  if (reply == nullptr || !std::holds_alternative<Content>(reply->content)) {
    ADD_FAILURE() << "it is another kind of line: " << text;
    return {};
  }
  return std::get<Content>(reply->content);
}

TEST(Message, AnOkReplyKeepsIdAndBody) {
  const Line line = parse_line(R"({"v":1,"id":7,"ok":{"value":{"a":1}}})");
  const auto* const reply = std::get_if<AdapterReply>(&line);
  ASSERT_NE(reply, nullptr);
  EXPECT_EQ(reply->id, 7);
  ASSERT_TRUE(std::holds_alternative<OkReply>(reply->content));
  EXPECT_EQ(std::get<OkReply>(reply->content).body, Json::parse(R"({"value":{"a":1}})"));
}

TEST(Message, AnErrorKeepsAllThatIsSaidOfIt) {
  const auto error = content_of<ErrorReport>(
      R"({"v":1,"id":1,"err":{"type":"RateLimitError","bases":["ApiError","Exception"],)"
      R"("message":"slow down","repr":"RateLimitError: slow down",)"
      R"("attrs":{"status":429,"retry_after":"int:9007199254740993"},)"
      R"("chain":[{"type":"OSError","message":"reset"},{"type":"X"}]}})");
  EXPECT_EQ(error.type, "RateLimitError");
  EXPECT_EQ(error.bases, (std::vector<std::string>{"ApiError", "Exception"}));
  EXPECT_EQ(error.message, "slow down");
  EXPECT_EQ(error.repr, "RateLimitError: slow down");
  EXPECT_EQ(error.attributes["status"], 429);
  EXPECT_EQ(error.attributes["retry_after"], 9'007'199'254'740'993);
  ASSERT_EQ(error.chain.size(), 2U);
  EXPECT_EQ(error.chain[0], std::make_pair(std::string("OSError"), std::string("reset")));
  EXPECT_EQ(error.chain[1], std::make_pair(std::string("X"), std::string()));
}

TEST(Message, AnErrorNeedsATypeOnly) {
  const auto error = content_of<ErrorReport>(R"({"v":1,"id":1,"err":{"type":"E"}})");
  EXPECT_EQ(error.type, "E");
  EXPECT_TRUE(error.bases.empty());
  EXPECT_TRUE(error.chain.empty());
  EXPECT_EQ(error.message, "");
  EXPECT_EQ(error.attributes, Json::object());
}

TEST(Message, AMessageThatIsNoTextIsKeptAsJson) {
  const auto error =
      content_of<ErrorReport>(R"({"v":1,"id":1,"err":{"type":"E","message":[1],"repr":null}})");
  EXPECT_EQ(error.message, "[1]");
  EXPECT_EQ(error.repr, "");
}

TEST(Message, UnsupportedAndBugSayWhat) {
  EXPECT_EQ(content_of<UnsupportedReply>(R"({"v":1,"id":1,"unsupported":"keys.list"})").what,
            "keys.list");
  EXPECT_EQ(content_of<BugReply>(R"({"v":1,"id":1,"bug":"KeyError: 'args'"})").what,
            "KeyError: 'args'");
}

TEST(Message, AnEventIsNoReplyEvenWithAnId) {
  const Line line = parse_line(R"({"v":1,"id":3,"ev":"log","text":"hi"})");
  const auto* const event = std::get_if<EventLine>(&line);
  ASSERT_NE(event, nullptr);
  EXPECT_EQ(event->body["text"], "hi");
}

TEST(Message, WhatIsPrintedIsStray) {
  for (const char* const text :
       {"", "   ", "hello", "[1,2]", "\"{\"", "null", "{}", R"({"level":"info","msg":"x"})"}) {
    SCOPED_TRACE(text);
    EXPECT_TRUE(std::holds_alternative<StrayLine>(parse_line(text)));
  }
}

TEST(Message, BlanksAroundAMessageAreNothing) {
  const Line line = parse_line(" \t{\"v\":1,\"id\":2,\"ok\":{}}\r");
  ASSERT_TRUE(std::holds_alternative<AdapterReply>(line));
  EXPECT_EQ(std::get<AdapterReply>(line).id, 2);
}

TEST(Message, ABrokenLineSaysWhy) {
  const struct {
    const char* text;
    const char* why;
  } cases[] = {
      {R"({"v":1,"id":1,"ok":{})", "it is no JSON"},
      {R"({"v":1,"id":1,"ok":{"x":NaN}})", "it is no JSON"},
      {"{\"v\":1,\"id\":1,\"ok\":{\"x\":\"\xff\"}}", "it is no JSON"},
      {R"({"v":1,"id":1,"ok":{}} and more)", "it is no JSON"},
      {R"({"v":2,"id":1,"ok":{}})", "its version \"v\" is 2, not 1"},
      {R"({"v":"1","id":1,"ok":{}})", "its version \"v\" is \"1\", not 1"},
      {R"({"v":1,"ok":{}})", "\"id\" is no integer"},
      {R"({"v":1,"id":"1","ok":{}})", "\"id\" is no integer"},
      {R"({"v":1,"id":1.5,"ok":{}})", "\"id\" is no integer"},
      {R"({"v":1,"id":null,"ok":{}})", "\"id\" is no integer"},
      {R"({"v":1,"id":1,"ok":[]})", "\"ok\" is no object"},
      {R"({"v":1,"id":1,"ok":null})", "\"ok\" is no object"},
      {R"({"v":1,"id":1})", "there is none of ok, err, unsupported and bug in it"},
  };
  for (const auto& one : cases) {
    SCOPED_TRACE(one.text);
    const Line line = parse_line(one.text);
    const auto* const broken = std::get_if<BrokenLine>(&line);
    ASSERT_NE(broken, nullptr);
    EXPECT_EQ(broken->why, one.why);
  }
}

TEST(Message, NestingHasALimit) {
  const auto nested = [](int depth) {
    const auto count = static_cast<std::size_t>(depth - 2);  // within the message and "ok"
    return R"({"v":1,"id":1,"ok":{"x":)" + std::string(count, '[') + "1" + std::string(count, ']') +
           "}}";
  };
  EXPECT_TRUE(std::holds_alternative<AdapterReply>(parse_line(nested(kDepthMax))));
  for (const int depth : {kDepthMax + 1, 1'000'000}) {
    const Line line = parse_line(nested(depth));
    const auto* const broken = std::get_if<BrokenLine>(&line);
    ASSERT_NE(broken, nullptr) << depth;
    EXPECT_EQ(broken->why, "it is nested deeper than 512");
  }
}

TEST(Message, AnErrorOfAnotherShapeIsBroken) {
  for (const char* const err :
       {"null", "\"E\"", "[]", "{}", R"({"type":1})", R"({"type":"E","bases":[1]})",
        R"({"type":"E","bases":"Exception"})", R"({"type":"E","bases":{"a":"b"}})",
        R"({"type":"E","attrs":[]})", R"({"type":"E","attrs":"x"})",
        R"({"type":"E","chain":["x"]})", R"({"type":"E","chain":{"a":{"type":"E"}}})"}) {
    SCOPED_TRACE(err);
    const Line line = parse_line(R"({"v":1,"id":1,"err":)" + std::string(err) + "}");
    const auto* const broken = std::get_if<BrokenLine>(&line);
    ASSERT_NE(broken, nullptr);
    EXPECT_EQ(broken->why, "\"err\" lacks type, bases, attrs or chain of the right kind");
  }
}

TEST(Message, ARequestIsOneLineOfAscii) {
  const std::string line =
      request_line(9, "call", {{"args", {{"name", "a\nb \xc3\xa9 \xff"}}}, {"id", 4}});
  ASSERT_TRUE(line.ends_with('\n'));
  EXPECT_EQ(std::count(line.begin(), line.end(), '\n'), 1);
  for (const char letter : line) EXPECT_LT(static_cast<unsigned char>(letter), 0x80U);
  const Json request = Json::parse(line);
  EXPECT_EQ(request["v"], 1);
  EXPECT_EQ(request["id"], 9);
  EXPECT_EQ(request["op"], "call");
  EXPECT_EQ(request["args"]["name"], "a\nb \xc3\xa9 \xef\xbf\xbd");
}

TEST(Message, ARequestNeedsNoFields) {
  EXPECT_EQ(Json::parse(request_line(1, "hello")), Json::parse(R"({"v":1,"id":1,"op":"hello"})"));
}

TEST(Message, NumbersThatJsonLosesArePlainAgain) {
  const struct {
    Json value;
    Json plain;
  } cases[] = {
      {"int:9007199254740993", 9'007'199'254'740'993},
      {"int:-9007199254740993", -9'007'199'254'740'993},
      {"int:0", 0},
      {"int:9223372036854775807", INT64_MAX},
      {"int:9223372036854775808", "int:9223372036854775808"},
      {"int:", "int:"},
      {"int:1x", "int:1x"},
      {"int: 1", "int: 1"},
      {"int:1.5", "int:1.5"},
      {"inf", "inf"},
      {"nan", "nan"},
      {"", ""},
      {1.5, 1.5},
      {nullptr, nullptr},
      {Json::array({"int:1"}), Json::array({"int:1"})},
  };
  for (const auto& one : cases) {
    SCOPED_TRACE(one.value.dump());
    EXPECT_EQ(plain_value(one.value), one.plain);
    EXPECT_EQ(plain_value(one.value).type(), one.plain.type());
  }
}

}  // namespace
}  // namespace fauxplane::contracts
