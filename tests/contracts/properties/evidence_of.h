// Evidence made by hand: calls of `me` that are right in everything a test does not change.
#pragma once

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "contracts/properties/finding.h"

namespace fauxplane::contracts {

inline constexpr const char* kSecret = "msy_9d41c07be25f8a36d1b7405e";
inline constexpr const char* kOrigin = "127.0.0.1:8080";
inline constexpr const char* kMeBody =
    R"({"customer_id":"c","email":"e","tier":"free","org_id":"o","is_superadmin":false,)"
    R"("is_billing_admin":true})";

// GET /api/me, answered so.
inline Exchange asked(int status, std::string body = {}, HeaderLines headers = {}) {
  return {.connection = 1,
          .method = "GET",
          .target = "/api/me",
          .headers = {{"Host", kOrigin}, {"Authorization", std::string("Bearer ") + kSecret}},
          .answer = {.status = status, .headers = std::move(headers), .body = std::move(body)}};
}

inline CallReport gave(Json value) {
  return {.is_value = true, .value = std::move(value)};
}

inline CallReport raised(const std::string& type, Json attributes = Json::object()) {
  return {.error = {.type = type,
                    .bases = {type, "Exception"},
                    .message = "m",
                    .repr = "r",
                    .attributes = std::move(attributes),
                    .chain = {{"OSError", "m"}}}};
}

// Each request comes `gap` after the answer before has left; answers take a millisecond.
inline Evidence one_call(std::vector<Exchange> exchanges, CallReport report,
                         Duration gap = Duration{1'000}) {
  Arrival now{std::chrono::hours{1}};
  for (Exchange& exchange : exchanges) {
    exchange.arrival = now;
    exchange.left = now + Duration{1};
    now = exchange.left + gap;
  }
  report.returned = exchanges.empty() ? now : exchanges.back().left;
  return {.calls = {{.call = {.method = "me"},
                     .report = std::move(report),
                     .exchanges = std::move(exchanges)}},
          .secret = kSecret,
          .origin = kOrigin};
}

// One call, answered and understood.
inline Evidence right_call() {
  return one_call({asked(200, kMeBody)}, gave(Json::parse(kMeBody)));
}

inline constexpr const char* kSyncKey = "ms_live_4c81f7d20ba96e35d8f1527ca0e6943b";

// POST of a client of MemorySync, answered so.
inline Exchange posted(std::string target, const Json& request, int status, std::string body = {},
                       HeaderLines headers = {}) {
  headers.emplace_back("X-Request-ID", "r-1");
  return {.connection = 1,
          .method = "POST",
          .target = std::move(target),
          .headers = {{"Host", kOrigin},
                      {"X-API-Key", kSyncKey},
                      {"X-End-User-ID", "user_1"},
                      {"Content-Type", "application/json"}},
          .body = request.dump(),
          .answer = {.status = status, .headers = std::move(headers), .body = std::move(body)}};
}

inline const Json kAddArguments = {{"text", "Team lunch moves to Thursday noon."}};

inline Evidence sync_call(const std::string& method, const Json& arguments,
                          std::vector<Exchange> exchanges, CallReport report,
                          Duration gap = Duration{1'000}) {
  Evidence evidence = one_call(std::move(exchanges), std::move(report), gap);
  evidence.calls[0].call = {.method = method, .arguments = arguments};
  evidence.secret = kSyncKey;
  evidence.service = kMemorySync;
  evidence.end_user = "user_1";
  return evidence;
}

// memory.add, with an exchange for each answer; it is tried again after `gap`.
inline Evidence add_call(const std::vector<WireAnswer>& answers, CallReport report,
                         Duration gap = Duration{1'000}) {
  std::vector<Exchange> exchanges;
  for (const WireAnswer& answer : answers) {
    exchanges.push_back(posted("/memory/add", kAddArguments, 200));
    const HeaderLines stamped = exchanges.back().answer.headers;
    exchanges.back().answer = answer;
    auto& headers = exchanges.back().answer.headers;
    headers.insert(headers.end(), stamped.begin(), stamped.end());
  }
  return sync_call("memory.add", kAddArguments, std::move(exchanges), std::move(report), gap);
}

// "early/not_waited", of each.
inline std::vector<std::string> signs_of(const std::vector<Finding>& findings) {
  std::vector<std::string> signs;
  for (const Finding& finding : findings) {
    EXPECT_NE(finding.sentence, "");
    signs.push_back(std::string(name_of(finding.concern)) + "/" + finding.sign);
  }
  return signs;
}

using Signs = std::vector<std::string>;

}  // namespace fauxplane::contracts
