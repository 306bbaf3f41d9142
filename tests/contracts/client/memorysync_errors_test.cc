#include "contracts/client/memorysync_errors.h"

#include <gtest/gtest.h>

#include "contracts/client/retry.h"

namespace memorysync {
namespace {

using memsy::HttpResponse;
using memsy::Seconds;
using Text = std::optional<std::string>;

struct Case {
  const char* name;
  const char* body;
  Text code;
  const char* message;
  Text request_id;
};

class MemorySyncErrorShapeTest : public testing::TestWithParam<Case> {};

TEST_P(MemorySyncErrorShapeTest, ReadsItsShape) {
  const ErrorFacts facts = read_error({.status = 404, .body = GetParam().body});
  EXPECT_EQ(facts.code, GetParam().code);
  EXPECT_EQ(facts.message, GetParam().message);
  EXPECT_EQ(facts.request_id, GetParam().request_id);
}

INSTANTIATE_TEST_SUITE_P(
    Each, MemorySyncErrorShapeTest,
    testing::Values(
        Case{"Object", R"({"error":{"code":"C","message":"m"},"request_id":"r"})", "C", "m", "r"},
        Case{"Name", R"({"error":"N","message":"m","request_id":"r"})", "N", "m", "r"},
        Case{"Detail", R"({"detail":{"error":"d","message":"m"}})", "d", "m", {}},
        Case{"DetailWithCode", R"({"detail":{"code":"d","message":"m"}})", "d", "m", {}},
        Case{"DetailOfWords", R"({"detail":"m"})", {}, "m", {}},
        Case{"MessageAlone", R"({"message":"m"})", {}, "m", {}},
        Case{"Nulls",
             R"({"error":null,"request_id":null})",
             {},
             R"({"error":null,"request_id":null})",
             {}},
        Case{"WrongTypes", R"({"error":{"code":5}})", {}, R"({"error":{"code":5}})", {}},
        Case{"List", "[1]", {}, "[1]", {}}, Case{"NoJson", "<html>", {}, "<html>", {}},
        Case{"Nothing", "", {}, "", {}}),
    [](const auto& row) { return row.param.name; });

TEST(MemorySyncErrorsTest, TheHeaderIsTheFirstToNameTheRequest) {
  const HttpResponse response{.headers = {{"x-request-id", "h"}}, .body = R"({"request_id":"b"})"};
  EXPECT_EQ(read_error(response).request_id, "h");
}

TEST(MemorySyncErrorsTest, OnlyA429SaysThatThePlanIsUsedUp) {
  const std::string body = R"({"detail":{"error":"limit_exceeded"}})";
  EXPECT_TRUE(is_used_up({.status = 429, .body = body}));
  EXPECT_FALSE(is_used_up({.status = 403, .body = body}));
  EXPECT_FALSE(is_used_up({.status = 429, .body = R"({"error":{"code":"RATE_LIMIT_EXCEEDED"}})"}));
  EXPECT_FALSE(is_used_up({.status = 429}));
}

TEST(MemorySyncErrorsTest, TheBodyOfARateLimitAsksForATime) {
  const auto asked = [](int status, const std::string& wait) {
    return read_wait_in_body(
        {.status = status, .body = R"({"error":{"retry_after":)" + wait + "}}"});
  };
  EXPECT_EQ(asked(429, "30"), Seconds{30});
  EXPECT_EQ(asked(429, "1.5"), Seconds{1.5});
  EXPECT_EQ(asked(429, "1e300"), memsy::kLongestWait);
  for (const char* const wait : {"-1", "null", "\"3\"", "[3]"}) {
    EXPECT_EQ(asked(429, wait), std::nullopt) << wait;
  }
  EXPECT_EQ(asked(503, "30"), std::nullopt);
  EXPECT_EQ(read_wait_in_body({.status = 429, .body = R"({"error":"E","retry_after":3})"}),
            std::nullopt);
}

template <class E>
bool raises(int status) {
  try {
    raise_error(kind_of(status), {.what = "w", .status_code = status}, {});
  } catch (const MemorySyncError& error) {
    return typeid(error) == typeid(E) && error.status_code == status;
  }
}

TEST(MemorySyncErrorsTest, TheStatusDecidesTheClass) {
  for (const int status : {400, 409, 422}) EXPECT_TRUE(raises<ValidationError>(status)) << status;
  for (const int status : {401, 403}) EXPECT_TRUE(raises<AuthError>(status)) << status;
  for (const int status : {500, 503, 599}) EXPECT_TRUE(raises<ServerError>(status)) << status;
  for (const int status : {302, 402, 418}) EXPECT_TRUE(raises<MemorySyncError>(status)) << status;
  EXPECT_TRUE(raises<NotFoundError>(404));
  EXPECT_TRUE(raises<RateLimitError>(429));
}

std::optional<double> wait_raised(const char* code) {
  try {
    raise_error(ErrorKind::kRateLimit, {.facts = {.code = code}}, Seconds{7});
  } catch (const RateLimitError& error) {
    return error.retry_after_seconds;
  }
}

TEST(MemorySyncErrorsTest, NoWaitHelpsAPlanThatIsUsedUp) {
  EXPECT_EQ(wait_raised("RATE_LIMIT_EXCEEDED"), 7.0);
  EXPECT_EQ(wait_raised("limit_exceeded"), std::nullopt);
}

}  // namespace
}  // namespace memorysync
