#include <gmock/gmock.h>

#include "contracts/model/error_reading.h"

namespace fauxplane::contracts {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::IsEmpty;

WireAnswer answer_of(int status, std::string body) {
  return {.status = status, .headers = {{"X-Request-ID", "r-1"}}, .body = std::move(body)};
}

constexpr const char* kStrict =
    R"({"detail":{"error":"limit_exceeded","message":"Monthly limit reached."}})";

// memorysync.md 13.
TEST(SyncErrorReadingTest, TheStatusGivesTheClass) {
  const struct {
    int status;
    Kind kind;
  } cases[] = {
      {400, Kind::kSyncValidation}, {401, Kind::kSyncAuth},       {403, Kind::kSyncAuth},
      {404, Kind::kSyncNotFound},   {409, Kind::kSyncValidation}, {422, Kind::kSyncValidation},
      {429, Kind::kSyncRateLimit},  {500, Kind::kSyncServer},     {503, Kind::kSyncServer},
      {599, Kind::kSyncServer},
  };
  for (const auto& [status, kind] : cases) {
    EXPECT_THAT(expected_sync_error(answer_of(status, "")).kinds, ElementsAre(kind)) << status;
  }
  // Nobody documented which it is.
  EXPECT_TRUE(expected_sync_error(answer_of(418, "")).may_be(Kind::kSyncBase));
  EXPECT_TRUE(expected_sync_error(answer_of(418, "")).may_be(Kind::kSyncValidation));
  EXPECT_TRUE(expected_sync_error(answer_of(429, kStrict)).may_be(Kind::kSyncBase));
}

// memorysync.md 12.
TEST(SyncErrorReadingTest, TheThreeShapesAreRead) {
  const struct {
    const char* body;
    std::vector<std::string> told;
  } cases[] = {
      {R"({"error":{"code":"C","message":"m"},"request_id":"r-2"})", {"C", "m"}},
      {R"({"error":"ValidationError","message":"m","request_id":"r-2"})", {"ValidationError", "m"}},
      {R"({"detail":"Missing scope"})", {"Missing scope"}},
      {kStrict, {"limit_exceeded", "Monthly limit reached."}},
      {"<html>", {}},
      {"", {}},
      {"[]", {}},
      {R"({"error":{"code":7,"message":null}})", {}},
  };
  for (const auto& [body, told] : cases) {
    EXPECT_EQ(expected_sync_error(answer_of(400, body)).told, told) << body;
  }
}

TEST(SyncErrorReadingTest, TheIdOfTheRequestIsThatOfHeaderOrBody) {
  EXPECT_THAT(expected_sync_error(answer_of(500, "")).request_ids, ElementsAre("r-1"));
  EXPECT_THAT(expected_sync_error(answer_of(500, R"({"request_id":"r-2"})")).request_ids,
              ElementsAre("r-1", "r-2"));
  EXPECT_THAT(expected_sync_error({.status = 500}).request_ids, IsEmpty());
}

TEST(SyncErrorReadingTest, AUsedUpPlanIsToldFromARateLimit) {
  EXPECT_TRUE(is_strict_quota(answer_of(429, kStrict)));
  EXPECT_FALSE(is_strict_quota(answer_of(403, kStrict)));
  for (const char* const body :
       {R"({"error":{"code":"RATE_LIMIT_EXCEEDED","message":"m"}})", R"({"detail":"slow"})",
        R"({"error":"limit_exceeded"})", "", "[]", R"({"detail":{"error":7}})"}) {
    EXPECT_FALSE(is_strict_quota(answer_of(429, body))) << body;
  }
}

TEST(SyncErrorReadingTest, TheBodyMayAskForSeconds) {
  EXPECT_EQ(seconds_in_body(answer_of(429, R"({"error":{"retry_after":30}})")), 30.0);
  for (const char* const body :
       {R"({"error":{"retry_after":"30"}})", R"({"retry_after":30})", "", "[7]"}) {
    EXPECT_EQ(seconds_in_body(answer_of(429, body)), std::nullopt) << body;
  }
}

}  // namespace
}  // namespace fauxplane::contracts
