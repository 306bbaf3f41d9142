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
          .origin = kOrigin,
          .prefix = "/api"};
}

// One call, answered and understood.
inline Evidence right_call() {
  return one_call({asked(200, kMeBody)}, gave(Json::parse(kMeBody)));
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
