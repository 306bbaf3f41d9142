#include "contracts/client/request.h"

#include <gtest/gtest.h>

namespace memsy {
namespace {

const Options kOptions{
    .base_url = "http://a/b", .api_key = "k", .timeout = std::chrono::milliseconds{7}};

TEST(RequestTest, HoldsWhatTheCallSays) {
  const Call call{
      .method = "DELETE", .path = "/c", .query = {{"d", "e f"}}, .body = nlohmann::json{{"g", 1}}};
  const HttpRequest request = request_of(call, kOptions, {{"X-Key", "k"}}, {});
  EXPECT_EQ(request.method, "DELETE");
  EXPECT_EQ(request.url, "http://a/b/c?d=e%20f");
  EXPECT_EQ(request.body, R"({"g":1})");
  EXPECT_EQ(request.timeout, std::chrono::milliseconds{7});
  EXPECT_EQ(request.headers, (Headers{{"X-Key", "k"},
                                      {"Accept", "application/json"},
                                      {"Content-Type", "application/json"}}));
}

TEST(RequestTest, WithoutABodyThereIsNoTypeOfIt) {
  const HttpRequest request = request_of({.path = "/c"}, kOptions, {}, {});
  EXPECT_EQ(request.body, std::nullopt);
  EXPECT_EQ(request.headers, (Headers{{"Accept", "application/json"}}));
}

TEST(RequestTest, APostWithoutABodySaysSo) {
  const HttpRequest request = request_of({.method = "POST", .path = "/c"}, kOptions, {}, {});
  EXPECT_EQ(request.body, std::nullopt);
  EXPECT_EQ(request.headers, (Headers{{"Accept", "application/json"}, {"Content-Length", "0"}}));
}

}  // namespace
}  // namespace memsy
