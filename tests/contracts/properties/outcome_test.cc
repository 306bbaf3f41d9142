#include <gtest/gtest.h>

#include "tests/contracts/properties/evidence_of.h"

namespace fauxplane::contracts {
namespace {

Signs signs_in(const Evidence& evidence, const Rules& rules = {}) {
  std::vector<Finding> findings;
  find_in_outcome(evidence.calls[0], evidence, rules, findings);
  return signs_of(findings);
}

constexpr const char* kLimitBody =
    R"({"error":"key_limit_reached","message":"too many","limit":10,"current":11})";

// The error for kLimitBody, with some attributes changed; null takes one away.
CallReport limit_reached(const Json& changes = Json::object()) {
  Json attributes = {{"status_code", 403},
                     {"error_code", "key_limit_reached"},
                     {"detail", "too many"},
                     {"limit", 10},
                     {"current", 11}};
  attributes.merge_patch(changes);
  return raised("KeyLimitReachedError", attributes);
}

CallReport rate_limited(const Json& retry_after) {
  return raised("RateLimitExceeded", {{"status_code", 429},
                                      {"error_code", "slow_down"},
                                      {"detail", "m"},
                                      {"retry_after", retry_after}});
}

Exchange slow_down(HeaderLines headers) {
  return asked(429, R"({"error":"slow_down","message":"m"})", std::move(headers));
}

TEST(OutcomeTest, AValueThatIsTheAnswersIsRight) {
  EXPECT_EQ(signs_in(right_call()), Signs{});
}

TEST(OutcomeTest, AValueHasToBeTheAnswers) {
  Json other = Json::parse(kMeBody);
  other["tier"] = "pro";
  EXPECT_EQ(signs_in(one_call({asked(200, kMeBody)}, gave(other))), Signs{"value/differs"});
  EXPECT_EQ(signs_in(one_call({asked(200, kMeBody)}, gave(nullptr))), Signs{"value/differs"});
}

TEST(OutcomeTest, ABodyThatWasNotPromisedIsNoValue) {
  for (const char* const body : {"", "null", "{}", "[1]", "{\"customer_id\":"}) {
    EXPECT_EQ(signs_in(one_call({asked(200, body)}, gave(Json::object()))),
              Signs{"value/wrong_value"})
        << body;
    EXPECT_EQ(signs_in(one_call({asked(200, body)}, raised("MemsyError"))), Signs{}) << body;
    EXPECT_EQ(signs_in(one_call({asked(200, body)}, raised("KeyError"))),
              Signs{"foreign_error/KeyError"})
        << body;
  }
  // Nothing may be read as a list of nothing.
  EXPECT_EQ(signs_in(one_call({asked(200, "")}, gave(Json::array()))), Signs{});
}

TEST(OutcomeTest, AnErrorInPlaceOfAValueIsWrong) {
  EXPECT_EQ(signs_in(one_call({asked(200, kMeBody)}, raised("MemsyAPIError"))),
            Signs{"outcome/error_for_value"});
}

TEST(OutcomeTest, AValueInPlaceOfAnErrorIsWrong) {
  EXPECT_EQ(signs_in(one_call({asked(404)}, gave(Json::object()))),
            Signs{"outcome/value_for_error"});
  for (const Effect effect : {Effect::kBroken, Effect::kStalled}) {
    Exchange lost = asked(200, kMeBody);
    lost.answer.effect = effect;
    EXPECT_EQ(signs_in(one_call({lost}, gave(Json::parse(kMeBody)))),
              Signs{"outcome/value_for_broken"});
  }
}

TEST(OutcomeTest, TheLastAnswerDecides) {
  EXPECT_EQ(signs_in(one_call({asked(429), asked(200, kMeBody)}, gave(Json::parse(kMeBody)))),
            Signs{});
  EXPECT_EQ(signs_in(one_call({asked(200, kMeBody), asked(404)}, gave(Json::parse(kMeBody)))),
            Signs{"outcome/value_for_error"});
}

TEST(OutcomeTest, TheClassIsThatOfStatusAndCode) {
  const struct {
    int status;
    const char* body;
    const char* type;
    Signs signs;
  } cases[] = {
      {401, "", "AuthenticationError", {}},
      {401, "", "MemsyAuthError", {}},
      {401, "", "MemsyAPIError", {"kind/api_for_authentication"}},
      {404, "", "MemsyAPIError", {}},
      {404, "", "AuthenticationError", {"kind/authentication_for_api"}},
      {404, "", "MemsyConnectionError", {"kind/connection_for_api"}},
      {404, "", "MemsyError", {"kind/root_for_api"}},
      {404, "", "KeyError", {"foreign_error/KeyError"}},
      {403, "", "AuthorizationError", {}},
      {403,
       R"({"message":"Forbidden"})",
       "AuthorizationError",
       {"kind/authorization_for_authentication"}},
      {429, "", "RateLimitExceeded", {}},
      {429,
       R"({"error":"usage_limit_exceeded"})",
       "RateLimitExceeded",
       {"kind/rate_limit_exceeded_for_usage_limit_exceeded"}},
  };
  for (const auto& one : cases) {
    Json attributes = {{"status_code", one.status}};
    const Json body = Json::parse(one.body, nullptr, false);
    if (body.is_object() && body.contains("error")) attributes["error_code"] = body["error"];
    attributes["detail"] = body.is_object() ? body.value("message", body.value("error", "")) : "";
    EXPECT_EQ(signs_in(one_call({asked(one.status, one.body)}, raised(one.type, attributes))),
              one.signs)
        << one.status << " " << one.type;
  }
}

// Open point 3: both are right without a code, and one is better.
TEST(OutcomeTest, TheWordQuotaDecidesInTheStrictLevelOnly) {
  const Evidence evidence =
      one_call({asked(429, R"({"message":"quota"})")},
               raised("RateLimitExceeded", {{"status_code", 429}, {"detail", "quota"}}));
  EXPECT_EQ(signs_in(evidence, {.dialect = {.tier = Tier::kRobust}}), Signs{});
  EXPECT_EQ(signs_in(evidence, {.dialect = {.tier = Tier::kStrict}}),
            Signs{"kind/rate_limit_exceeded_for_usage_limit_exceeded"});
}

TEST(OutcomeTest, TheAttributesAreThoseOfTheAnswer) {
  const struct {
    Json changes;
    Signs signs;
  } cases[] = {
      {Json::object(), {}},
      {{{"status_code", 404}}, {"status/status_code"}},
      {{{"status_code", nullptr}}, {"status/status_code"}},
      {{{"error_code", "other"}}, {"code/error_code"}},
      {{{"error_code", nullptr}}, {"code/error_code"}},
      {{{"detail", "too few"}}, {"detail/detail"}},
      {{{"detail", nullptr}}, {"detail/detail"}},
      {{{"limit", 11}}, {"facts/limit"}},
      {{{"limit", "10"}}, {"facts/limit"}},
      {{{"current", nullptr}}, {"facts/current"}},
      {{{"limit", 1}, {"current", 2}}, {"facts/limit", "facts/current"}},
      {{{"something_else", 7}}, {}},
  };
  for (const auto& one : cases) {
    EXPECT_EQ(signs_in(one_call({asked(403, kLimitBody)}, limit_reached(one.changes))), one.signs)
        << one.changes;
  }
}

TEST(OutcomeTest, AFactThatIsMissingIsNullAndOneOfAnotherTypeIsNotJudged) {
  const Exchange bare =
      asked(403, R"({"error":"key_limit_reached","message":"too many","current":"11"})");
  EXPECT_EQ(signs_in(one_call({bare}, limit_reached({{"limit", nullptr}}))), Signs{});
  EXPECT_EQ(signs_in(one_call({bare}, limit_reached({{"limit", 10}}))), Signs{"facts/limit"});
}

TEST(OutcomeTest, RetryAfterIsThatOfTheLastAnswer) {
  const struct {
    HeaderLines headers;
    Json given;
    bool is_right;
  } cases[] = {
      {{}, nullptr, true},
      {{}, 0, false},
      {{{"Retry-After", "2"}}, 2.0, true},
      {{{"Retry-After", "2"}}, 2, true},
      {{{"Retry-After", "2"}}, 3, false},
      {{{"Retry-After", "2"}}, "2", false},
      {{{"Retry-After", "2"}}, nullptr, false},
      {{{"Retry-After", "soon"}}, nullptr, true},
      {{{"Retry-After", "soon"}}, 1, false},
      {{{"Retry-After", "1.5"}}, 1.5, true},
      {{{"Retry-After", "1.5"}}, nullptr, true},
  };
  for (const auto& one : cases) {
    EXPECT_EQ(signs_in(one_call({slow_down(one.headers)}, rate_limited(one.given))),
              one.is_right ? Signs{} : Signs{"retry_after/retry_after"})
        << Json(one.headers) << " " << one.given;
  }
}

TEST(OutcomeTest, ABrokenAnswerIsAConnectionError) {
  Exchange broken = asked(200, kMeBody);
  broken.answer.effect = Effect::kBroken;
  EXPECT_EQ(signs_in(one_call({broken}, raised("MemsyConnectionError"))), Signs{});
  EXPECT_EQ(signs_in(one_call({broken}, raised("MemsyAPIError"))),
            Signs{"kind/api_for_connection"});
  EXPECT_EQ(signs_in(one_call({broken}, raised("OSError"))), Signs{"foreign_error/OSError"});
}

TEST(OutcomeTest, AConnectionErrorNamesItsCause) {
  Exchange broken = asked(200, kMeBody);
  broken.answer.effect = Effect::kBroken;
  CallReport report = raised("MemsyConnectionError");
  report.error.chain.clear();
  EXPECT_EQ(signs_in(one_call({broken}, report)), Signs{"cause/none"});
}

TEST(OutcomeTest, ARefusedConnectionIsAConnectionError) {
  const struct {
    const char* type;
    Signs signs;
  } cases[] = {{"MemsyConnectionError", {}},
               {"MemsyAPIError", {"kind/api_for_connection"}},
               {"ValueError", {"foreign_error/ValueError"}}};
  for (const auto& one : cases) {
    Evidence evidence = one_call({}, raised(one.type));
    evidence.is_refused = true;
    EXPECT_EQ(signs_in(evidence), one.signs);
  }
}

TEST(OutcomeTest, AnErrorDoesNotRepeatAllOfALargeBody) {
  CallReport report = limit_reached();
  report.error.message = std::string(65'536, 'm');
  EXPECT_EQ(signs_in(one_call({asked(403, kLimitBody)}, report)), Signs{});
  report.error.message += "m";
  EXPECT_EQ(signs_in(one_call({asked(403, kLimitBody)}, report)), Signs{"size/message"});
}

TEST(OutcomeTest, AStalledAnswerEndsWithinTheTimeLimit) {
  for (const int late : {400, 401}) {
    Exchange stalled = asked(200);
    stalled.answer.effect = Effect::kStalled;
    Evidence evidence = one_call({stalled}, raised("MemsyConnectionError"));
    evidence.options.timeout = Duration{5'000};
    evidence.calls[0].report.took = Duration{5'000 + late};
    EXPECT_EQ(signs_in(evidence), late > 400 ? Signs{"timeout/too_late"} : Signs{});
    EXPECT_EQ(signs_in(evidence, {.tolerance = {.is_lateness_judged = false}}), Signs{});
    // The attempts before took their time as well.
    evidence.calls[0].exchanges.insert(evidence.calls[0].exchanges.begin(), asked(429));
    EXPECT_EQ(signs_in(evidence), Signs{});
  }
}

TEST(OutcomeTest, WhatTheSpecificationsLeaveOpenMayBeEither) {
  Exchange open = asked(200, kMeBody);
  open.answer.effect = Effect::kOpen;
  for (const CallReport& report :
       {gave(7), raised("MemsyConnectionError"), raised("MemsyAPIError")}) {
    EXPECT_EQ(signs_in(one_call({open}, report)), Signs{});
  }
  EXPECT_EQ(signs_in(one_call({open}, raised("ValueError"))), Signs{"foreign_error/ValueError"});
}

TEST(OutcomeTest, AnArgumentMayBeRefusedBeforeAnythingIsSent) {
  EXPECT_EQ(signs_in(one_call({}, raised("ValueError"))), Signs{});
  EXPECT_EQ(signs_in(one_call({}, raised("MemsyError"))), Signs{"outcome/error_without_request"});
  EXPECT_EQ(signs_in(one_call({}, raised("KeyError"))), Signs{"foreign_error/KeyError"});
  EXPECT_EQ(signs_in(one_call({asked(404)}, raised("ValueError"))),
            Signs{"foreign_error/ValueError"});
}

// RFC 9112 9.5: a connection may end at any time, and who sends at that moment cannot know.
TEST(OutcomeTest, ARequestMayBeLostOnAConnectionThatEndedUntold) {
  const auto signs = [](bool ends_untold, const char* type) {
    Evidence evidence = right_call();
    evidence.calls[0].exchanges[0].ends_untold = ends_untold;
    evidence.calls.push_back({.call = {.method = "me"}, .report = raised(type)});
    std::vector<Finding> findings;
    find_in_outcome(evidence.calls[1], evidence, {}, findings);
    return signs_of(findings);
  };
  EXPECT_EQ(signs(true, "MemsyConnectionError"), Signs{});
  EXPECT_EQ(signs(true, "MemsyAPIError").size(), 1U) << "it is of the wrong class";
  EXPECT_EQ(signs(false, "MemsyConnectionError"), Signs{"outcome/error_without_request"});
}

TEST(OutcomeTest, TheNamesOfAProfileCount) {
  const Rules rules{.naming = {.root = "AcmeError",
                               .kinds = {{"TooManyKeys", Kind::kKeyLimitReached}},
                               .names = {{"status_code", "http_status"}}}};
  CallReport report = limit_reached({{"status_code", nullptr}, {"http_status", 403}});
  report.error.type = "TooManyKeys";
  report.error.bases = {"TooManyKeys", "AcmeError"};
  const Evidence evidence = one_call({asked(403, kLimitBody)}, report);
  EXPECT_EQ(signs_in(evidence, rules), Signs{});
  EXPECT_EQ(signs_in(evidence), Signs{"foreign_error/TooManyKeys"});
}

// memorysync.md 12 and 13.
Signs signs_of_add(const WireAnswer& answer, CallReport report) {
  const Evidence evidence = add_call({answer}, std::move(report));
  std::vector<Finding> findings;
  Rules rules;
  rules.naming.service = kMemorySync;
  find_in_outcome(evidence.calls[0], evidence, rules, findings);
  return signs_of(findings);
}

CallReport sync_error(const std::string& type, Json attributes, const std::string& message = "m") {
  attributes.emplace("request_id", "r-1");
  CallReport report = raised(type, std::move(attributes));
  report.error.message = message;
  return report;
}

constexpr const char* kCoded = R"({"error":{"code":"NOT_FOUND","message":"no such memory"}})";

TEST(OutcomeTest, AnErrorOfMemorySyncTellsStatusTextAndRequest) {
  const WireAnswer missing{.status = 404, .body = kCoded};
  EXPECT_EQ(signs_of_add(missing, sync_error("NotFoundError",
                                             {{"status_code", 404}, {"code", "NOT_FOUND"}})),
            Signs{});
  EXPECT_EQ(signs_of_add(missing, sync_error("NotFoundError", {{"status_code", 404}},
                                             "404: no such memory")),
            Signs{});
  EXPECT_EQ(signs_of_add(missing, sync_error("NotFoundError", {{"status_code", 404}})),
            Signs{"detail/not_told"});
  EXPECT_EQ(signs_of_add(missing, sync_error("ServerError", {{"status_code", 404}})),
            Signs{"kind/server_for_not_found"});
  EXPECT_EQ(signs_of_add({.status = 404, .body = "<html>"},
                         sync_error("NotFoundError", {{"status_code", 404}})),
            Signs{});
  EXPECT_EQ(signs_of_add({.status = 404}, raised("NotFoundError", {{"status_code", 404}})),
            Signs{"request_id/request_id"});
  EXPECT_EQ(signs_of_add({.status = 404}, raised("KeyError")), Signs{"foreign_error/KeyError"});
}

TEST(OutcomeTest, AUsedUpPlanIsNotShownAsARateLimit) {
  const WireAnswer quota{.status = 429, .body = R"({"detail":{"error":"limit_exceeded"}})"};
  const auto signs = [&](const std::string& type, Json attributes) {
    attributes["status_code"] = 429;
    return signs_of_add(quota, sync_error(type, std::move(attributes), "limit_exceeded"));
  };
  EXPECT_EQ(signs("RateLimitError", {{"code", "limit_exceeded"}}), Signs{});
  EXPECT_EQ(signs("RateLimitError", {{"retry_after_seconds", nullptr}}), Signs{});
  EXPECT_EQ(signs("MemorySyncError", {{"code", nullptr}}), Signs{});
  EXPECT_EQ(signs("RateLimitError", {{"code", "RATE_LIMIT_EXCEEDED"}}),
            Signs{"kind/rate_limit_for_quota"});
  EXPECT_EQ(signs("RateLimitError", {{"retry_after_seconds", 1}}),
            (Signs{"kind/rate_limit_for_quota", "retry_after/retry_after"}));
}

TEST(OutcomeTest, ARateLimitIsNotShownAsAUsedUpPlan) {
  const WireAnswer limit{
      .status = 429,
      .headers = {{"Retry-After", "7"}},
      .body = R"({"error":{"code":"RATE_LIMIT_EXCEEDED","message":"slow","retry_after":7}})"};
  const auto signs = [&](const std::string& type, Json attributes) {
    attributes["status_code"] = 429;
    return signs_of_add(limit, sync_error(type, std::move(attributes), "slow"));
  };
  EXPECT_EQ(signs("RateLimitError", {{"retry_after_seconds", 7}}), Signs{});
  EXPECT_EQ(signs("RateLimitError", {{"retryAfterSeconds", 7}}), Signs{});
  EXPECT_EQ(signs("RateLimitError", {{"retry_after_seconds", 8}}),
            Signs{"retry_after/retry_after"});
  EXPECT_EQ(signs("RateLimitError", {{"retry_after_seconds", 7}, {"code", "limit_exceeded"}}),
            Signs{"kind/quota_for_rate_limit"});
}

}  // namespace
}  // namespace fauxplane::contracts
