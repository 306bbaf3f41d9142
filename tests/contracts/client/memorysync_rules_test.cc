#include "contracts/client/memorysync_rules.h"

#include <gtest/gtest.h>

namespace memorysync {
namespace {

using memsy::Attempt;
using memsy::Headers;
using memsy::Seconds;

TEST(MemorySyncRulesTest, WhatMayPassIsTriedAgain) {
  for (const int status : {0, 429, 500, 502, 503, 599}) {
    EXPECT_TRUE(is_retried({.number = 2, .max_retries = 3, .status = status})) << status;
    EXPECT_FALSE(is_retried({.number = 3, .max_retries = 3, .status = status})) << status;
  }
  for (const int status : {200, 302, 400, 401, 403, 404, 409, 418, 422}) {
    EXPECT_FALSE(is_retried({.max_retries = 3, .status = status})) << status;
  }
  EXPECT_FALSE(is_retried({.max_retries = 3, .status = 429, .is_final = true}));
}

double wait(int status, int number, std::optional<Seconds> asked = {}) {
  return wait_before_retry(
             {.number = number, .backoff = Seconds{0.5}, .status = status, .retry_after = asked})
      .count();
}

TEST(MemorySyncRulesTest, WaitsGrowAndAreNeverShorterThanAskedFor) {
  EXPECT_EQ(wait(429, 2, Seconds{0.25}), 0.25);
  EXPECT_EQ(wait(429, 2), 2);
  for (const int status : {0, 500, 503}) {
    EXPECT_EQ(wait(status, 0), 0.5);
    EXPECT_EQ(wait(status, 1), 1);
    EXPECT_EQ(wait(status, 2), 2);
  }
  EXPECT_EQ(wait(503, 1, Seconds{7}), 7);
  EXPECT_EQ(wait(503, 1, Seconds{0.1}), 1);
}

TEST(MemorySyncRulesTest, TheAttemptsAreThoseOfTheService) {
  const memsy::AttemptRules rules = attempt_rules();
  EXPECT_TRUE(rules.is_retried({.max_retries = 1, .status = 503}));
  EXPECT_TRUE(rules.is_final({.status = 429, .body = R"({"detail":{"error":"limit_exceeded"}})"}));
  EXPECT_EQ(rules.read_wait_in_body({.status = 429, .body = R"({"error":{"retry_after":3}})"}),
            Seconds{3});
}

TEST(MemorySyncRulesTest, TheEndUserIsToldToMemoriesOnlyAndNoProjectIsEmpty) {
  Options options{.connection = {.api_key = "k"}, .end_user_id = "u"};
  const memsy::Header agent{"User-Agent", "memorysync-cpp"};
  EXPECT_EQ(headers_of({.path = "/memory/add"}, options),
            (Headers{{"X-API-Key", "k"}, {"X-End-User-ID", "u"}, agent}));
  EXPECT_EQ(headers_of({.path = "/v1/memory/recall"}, options),
            (Headers{{"X-API-Key", "k"}, agent}));
  options.project_id = "p";
  EXPECT_EQ(headers_of({.path = "/org/projects"}, options),
            (Headers{{"X-API-Key", "k"}, {"X-Project-ID", "p"}, agent}));
  options.end_user_id = "";
  EXPECT_THROW(static_cast<void>(headers_of({.path = "/memory/add"}, options)), ValidationError);
}

}  // namespace
}  // namespace memorysync
