// The order of the gates (memsy.md 3.2): of several that fail, the first one answers.
#include <gtest/gtest.h>

#include "tests/support/test_plane.h"

namespace fauxplane {
namespace {

constexpr const char* kWorld = R"(
world:
  settings: {control_scopes: enforced}
  plans:
    free: {limits: {api_calls: 0}}
    bare: {limits: {api_calls: 10}, max_keys: 0}
  orgs:
    org_bare: {plan: bare, billing_enabled: false}
  members:
    member_bare: {org: org_bare, role: "org:member", seat: false}
    member_boss: {org: org_bare, role: "org:admin", seat: false}
  keys:
    key_bare: {member: member_bare, secret: msy_bare, scopes: []}
    key_plain: {member: member_bare, secret: msy_plain}
    key_boss: {member: member_boss, secret: msy_boss}
    key_free: {scopes: []}
)";

struct GateCase {
  const char* name;
  const char* method;
  const char* target;
  const char* key;
  const char* body;
  int status;
  const char* code;  // "" where the body carries none
};

class GatesTest : public testing::TestWithParam<GateCase> {};

TEST_P(GatesTest, AnswersWithTheFirstGateThatFails) {
  const GateCase& row = GetParam();
  TestPlane plane(kWorld);
  const TestAnswer answer = plane.send(row.method, row.target, {.key = row.key, .body = row.body});
  EXPECT_EQ(answer.status, row.status) << answer.bytes;
  EXPECT_EQ(answer.code(), row.code) << answer.bytes;
  const bool is_counted = answer.status == 200 || answer.status == 204;
  const bool is_authenticated = answer.status != 401;
  EXPECT_EQ(answer.header("X-Usage-ApiCalls").has_value(), is_counted);
  EXPECT_EQ(answer.header("X-RateLimit-Limit").has_value(), is_authenticated);
}

INSTANTIATE_TEST_SUITE_P(
    Table, GatesTest,
    testing::Values(
        GateCase{"AllPass", "GET", "/api/billing/summary", kAdminKey, "", 200, ""},
        GateCase{"SeatPasses", "GET", "/api/console/events", kMemberKey, "", 200, ""},
        GateCase{"MeNeedsNoRole", "GET", "/api/me", "msy_plain", "", 200, ""},
        GateCase{"HealthNeedsNoScope", "GET", "/api/health", "msy_bare", "", 200, ""},
        GateCase{"HealthIsNeverRefused", "GET", "/api/health", kFreeKey, "", 200, ""},
        GateCase{"HotHealthIsNeverRefused", "GET", "/v1/health", kFreeKey, "", 200, ""},
        GateCase{"KeyBeforeRoute", "GET", "/api/nothing", "msy_bogus", "", 401, ""},
        GateCase{"KeyBeforeMethod", "PUT", "/api/me", "msy_bogus", "", 401, ""},
        GateCase{"RouteBeforeQuota", "GET", "/api/nothing", kFreeKey, "", 404, ""},
        GateCase{"MethodBeforeQuota", "PUT", "/api/me", kFreeKey, "", 405, ""},
        GateCase{"QuotaBeforeScope", "GET", "/api/me", kFreeKey, "", 429, "usage_limit_exceeded"},
        GateCase{"QuotaBeforeBilling", "GET", "/api/billing/summary", kFreeKey, "", 429,
                 "usage_limit_exceeded"},
        GateCase{"QuotaBeforeBody", "POST", "/api/keys", kFreeKey, "{", 429,
                 "usage_limit_exceeded"},
        GateCase{"ScopeBeforeRole", "GET", "/api/keys", "msy_bare", "", 403, "wrong_scope"},
        GateCase{"ScopeBeforeSeat", "GET", "/api/console/events", "msy_bare", "", 403,
                 "wrong_scope"},
        GateCase{"WriteScope", "POST", "/api/keys", kReadOnlyKey, "{", 403, "wrong_scope"},
        GateCase{"ReadScope", "GET", "/api/keys", kReadOnlyKey, "", 200, ""},
        GateCase{"RoleBeforeBilling", "GET", "/api/billing/invoices", "msy_plain", "", 403,
                 "admin_required"},
        GateCase{"RoleBeforeQuery", "GET", "/api/usage/timeseries?granularity=x", "msy_plain", "",
                 403, "admin_required"},
        GateCase{"RoleBeforeBody", "POST", "/api/keys", "msy_plain", "{", 403, "admin_required"},
        GateCase{"RoleBeforeLookup", "DELETE", "/api/keys/nobody", "msy_plain", "", 403,
                 "admin_required"},
        GateCase{"SeatBeforeQuery", "GET", "/api/console/events?limit=0", "msy_boss", "", 403,
                 "seat_required"},
        GateCase{"Billing", "GET", "/api/billing/summary", "msy_boss", "", 403,
                 "billing_not_enabled"},
        GateCase{"BillingOfInvoices", "GET", "/api/billing/invoices", "msy_boss", "", 403,
                 "billing_not_enabled"},
        GateCase{"BodyBeforeCap", "POST", "/api/keys", "msy_boss", "{}", 422, ""},
        GateCase{"Cap", "POST", "/api/keys", "msy_boss", R"({"name":"a"})", 403,
                 "key_limit_reached"},
        GateCase{"Lookup", "DELETE", "/api/keys/key_admin", "msy_boss", "", 404, ""}),
    [](const auto& row) { return row.param.name; });

TEST(GatesTest, CarriesTheFactsOfEachRefusal) {
  TestPlane plane(kWorld);
  using Json = nlohmann::json;
  const auto detail = [&](const char* method, const char* target, const char* key,
                          const char* body = "") {
    Json json = plane.send(method, target, {.key = key, .body = body}).json();
    return json["detail"].get<Json>();
  };
  const Json quota = detail("GET", "/api/me", kFreeKey);
  EXPECT_EQ(quota["dimension"], "api_calls");
  EXPECT_EQ(quota["current"], 0);
  EXPECT_EQ(quota["limit"], 0);
  EXPECT_TRUE(quota["upgrade_url"].is_string());
  EXPECT_NE(quota["message"].get<std::string>().find("quota"), std::string::npos);
  EXPECT_EQ(detail("GET", "/api/keys", "msy_bare")["required_scope"], "read");
  EXPECT_EQ(detail("POST", "/api/keys", kReadOnlyKey)["required_scope"], "write");
  EXPECT_EQ(detail("GET", "/api/billing/summary", "msy_boss")["interest_path"],
            "/interest/express");
  const Json cap = detail("POST", "/api/keys", "msy_boss", R"({"name":"a"})");
  EXPECT_EQ(cap["limit"], 0);
  EXPECT_EQ(cap["current"], 3);
}

TEST(GatesTest, AsksForNoScopeUnlessTheWorldSaysSo) {
  TestPlane plane;
  EXPECT_EQ(
      plane.send("POST", "/api/keys", {.key = kReadOnlyKey, .body = R"({"name":"a"})"}).status,
      200);
}

TEST(GatesTest, WritesRefusalsOfTheHotPathFlat) {
  TestPlane plane("steps: [{on: GET /v1/health, answer: {error: seat_required}}]");
  EXPECT_EQ(plane.send("GET", "/v1/health").body,
            R"({"error":"seat_required","message":"This needs an assigned seat"})");
  EXPECT_EQ(plane.send("GET", "/api/health").status, 200);
}

}  // namespace
}  // namespace fauxplane
