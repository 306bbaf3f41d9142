#include "contracts/model/methods.h"

#include <gmock/gmock.h>

#include <set>

namespace fauxplane::contracts {
namespace {

using testing::HasSubstr;
using testing::IsEmpty;

struct Request {
  std::string_view method;
  std::string_view arguments;
  std::string_view http_method;
  std::string_view target;
  std::string_view body;
};

std::string flaw_of(const Request& request) {
  return request_flaw(*find_method(request.method), Json::parse(request.arguments),
                      request.http_method, request.target, request.body);
}

// memsy.md 7 and 12.
constexpr Request kRight[] = {
    {"health", "{}", "GET", "/api/health", ""},
    {"me", "{}", "GET", "/api/me", ""},
    {"usage.summary", "{}", "GET", "/api/usage/summary", ""},
    {"usage.timeseries", "{}", "GET", "/api/usage/timeseries?granularity=daily", ""},
    {"usage.timeseries", "{}", "GET", "/api/usage/timeseries", ""},
    {"usage.timeseries",
     R"({"dimension":"a b","granularity":"hourly","period_start":"p","period_end":"q"})", "GET",
     "/api/usage/timeseries?period_end=q&dimension=a%20b&granularity=hourly&period_start=p", ""},
    {"billing.summary", "{}", "GET", "/api/billing/summary", ""},
    {"billing.invoices", "{}", "GET", "/api/billing/invoices", ""},
    {"keys.list", "{}", "GET", "/api/keys", ""},
    {"keys.create", R"({"name":"n"})", "POST", "/api/keys",
     R"({"name":"n","scopes":["read","write"]})"},
    {"keys.create", R"({"name":"n"})", "POST", "/api/keys", R"({"name":"n"})"},
    {"keys.create", R"({"name":"n","scopes":[],"expires_at":"e"})", "POST", "/api/keys",
     R"({"expires_at":"e","scopes":[],"name":"n"})"},
    {"keys.usage", R"({"key_id":"k-1"})", "GET", "/api/keys/k-1/usage", ""},
    {"keys.usage", R"({"key_id":"a/b ?"})", "GET", "/api/keys/a%2Fb%20%3f/usage", ""},
    {"keys.delete", R"({"key_id":"k-1"})", "DELETE", "/api/keys/k-1", ""},
    {"events.list", "{}", "GET", "/api/console/events?sort=ts_desc&limit=50&offset=0", ""},
    {"events.list", R"({"kind":"k","limit":7})", "GET",
     "/api/console/events?kind=k&sort=ts_desc&limit=7&offset=0", ""},
    {"interest.express", R"({"email":"e","name":"n"})", "POST", "/api/interest/pro",
     R"({"email":"e","name":"n"})"},
    {"interest.express", R"({"email":"e","name":"n","use_case":"u"})", "POST", "/api/interest/pro",
     R"({"email":"e","name":"n","use_case":"u"})"},
    {"interest.status", "{}", "GET", "/api/interest/pro/status", ""},
};

TEST(MethodsTest, FindsNoFlawInTheRequestOfEachMethod) {
  std::size_t rows = 0;
  for (const MethodRow& row : method_rows()) {
    if (row.is_on_request) continue;
    ++rows;
    EXPECT_TRUE(std::any_of(std::begin(kRight), std::end(kRight), [&](const Request& request) {
      return request.method == row.name;
    })) << row.name;
  }
  EXPECT_EQ(rows, 13U);
  for (const Request& request : kRight) {
    SCOPED_TRACE(request.target);
    ASSERT_NE(find_method(request.method), nullptr);
    EXPECT_THAT(flaw_of(request), IsEmpty());
  }
}

TEST(MethodsTest, FindsAFlawInEachRequestThatDiffers) {
  for (const Request& request : kRight) {
    SCOPED_TRACE(request.target);
    Request wrong = request;
    wrong.http_method = "PUT";
    EXPECT_THAT(flaw_of(wrong), HasSubstr("the method is PUT"));
    wrong = request;
    wrong.target = request.target.substr(4);
    EXPECT_THAT(flaw_of(wrong), HasSubstr("base URL"));
    wrong = request;
    wrong.body = R"({"more":1})";
    EXPECT_THAT(flaw_of(wrong), HasSubstr("body"));
    const std::size_t mark = std::min(request.target.find('?'), request.target.size());
    const std::string slash = std::string(request.target.substr(0, mark)) + "/" +
                              std::string(request.target.substr(mark));
    wrong = request;
    wrong.target = slash;
    EXPECT_THAT(flaw_of(wrong), HasSubstr("the path is"));
    const std::string more =
        std::string(request.target) + (mark == request.target.size() ? "?" : "&") + "more=1";
    wrong.target = more;
    EXPECT_THAT(flaw_of(wrong), HasSubstr("more"));
  }
}

TEST(MethodsTest, SaysWhatIsWrongWithARequest) {
  const struct {
    Request request;
    std::string_view flaw;
  } cases[] = {
      {{"keys.usage", R"({"key_id":"k"})", "GET", "/api/keys/j/usage", ""}, "the path is"},
      {{"keys.usage", R"({"key_id":"a/b"})", "GET", "/api/keys/a/b/usage", ""}, "the path is"},
      {{"keys.delete", R"({"key_id":"k"})", "DELETE", "/api/keys/k?x", ""}, "x"},
      {{"me", "{}", "GET", "/apix/me", ""}, "the path is"},
      {{"interest.status", "{}", "GET", "/api/interest/express/status", ""}, "the path is"},
      {{"usage.timeseries", R"({"dimension":"d"})", "GET", "/api/usage/timeseries", ""},
       "lacks dimension"},
      {{"usage.timeseries", R"({"period_start":"d"})", "GET", "/api/usage/timeseries?periodStart=d",
        ""},
       "periodStart=d, which was not given"},
      {{"usage.timeseries", "{}", "GET", "/api/usage/timeseries?granularity=hourly", ""},
       "not the default"},
      {{"usage.timeseries", "{}", "GET", "/api/usage/timeseries?dimension=", ""},
       "which was not given"},
      {{"events.list", R"({"limit":7})", "GET", "/api/console/events?limit=50", ""},
       "limit=50, not 7"},
      {{"events.list", R"({"kind":"a+b"})", "GET", "/api/console/events?kind=a+b", ""}, "kind=a b"},
      {{"keys.create", R"({"name":"n"})", "POST", "/api/keys", "{}"}, "lacks name"},
      {{"keys.create", R"({"name":"n"})", "POST", "/api/keys", R"({"name":"m"})"}, "name: \"m\""},
      {{"keys.create", R"({"name":"n"})", "POST", "/api/keys", ""}, "no JSON object"},
      {{"keys.create", R"({"name":"n"})", "POST", "/api/keys", "name=n"}, "no JSON object"},
      {{"keys.create", R"({"name":"n"})", "POST", "/api/keys", R"({"name":"n","scopes":["read"]})"},
       "scopes"},
      {{"keys.create", R"({"name":"n"})", "POST", "/api/keys", R"({"name":"n","expires_at":null})"},
       "expires_at: null, which was not given"},
      {{"interest.express", R"({"email":"e","name":"n","use_case":"u"})", "POST",
        "/api/interest/pro", R"({"email":"e","name":"n","useCase":"u"})"},
       "lacks use_case"},
      {{"me", "{}", "GET", "/api/me", "{}"}, "there should be none"},
  };
  for (const auto& [request, flaw] : cases) {
    SCOPED_TRACE(std::string(request.target) + " " + std::string(request.body));
    EXPECT_THAT(flaw_of(request), HasSubstr(flaw));
  }
}

TEST(MethodsTest, KnowsRequiredArguments) {
  const struct {
    std::string_view method;
    std::string_view argument;
    bool is_required;
  } cases[] = {
      {"keys.create", "name", true},        {"keys.create", "scopes", false},
      {"keys.create", "expires_at", false}, {"keys.usage", "key_id", true},
      {"keys.delete", "key_id", true},      {"interest.express", "email", true},
      {"interest.express", "name", true},   {"interest.express", "notes", false},
      {"events.list", "limit", false},      {"me", "name", false},
  };
  for (const auto& [method, argument, wanted] : cases) {
    SCOPED_TRACE(std::string(method) + " " + std::string(argument));
    EXPECT_EQ(is_required(*find_method(method), argument), wanted);
  }
  EXPECT_EQ(find_method("no.method"), nullptr);
}

TEST(MethodsTest, EachServiceHasItsOwn) {
  EXPECT_EQ(find_method("health", kMemsy)->prefix, "/api");
  EXPECT_EQ(find_method("health", kMemorySync)->prefix, "");
  EXPECT_EQ(find_method("memory.add"), nullptr);
  EXPECT_EQ(find_method("me", kMemorySync), nullptr);
  EXPECT_TRUE(method_rows("nobody").empty());
}

TEST(MethodsTest, ARequestIsOfItsMethodWhateverItsArguments) {
  const MethodRow& usage = *find_method("keys.usage");
  EXPECT_TRUE(is_request_of(usage, "GET", "/api/keys/any/usage?x=1"));
  EXPECT_FALSE(is_request_of(usage, "POST", "/api/keys/any/usage"));
  EXPECT_FALSE(is_request_of(usage, "GET", "/v1/keys/any/usage"));
  EXPECT_FALSE(is_request_of(usage, "GET", "/api/keys/any"));
}

TEST(MethodsTest, EverySampleIsAListAndEveryDefaultReads) {
  for (const std::string_view service : {kMemsy, kMemorySync}) {
    for (const MethodRow& row : method_rows(service)) {
      for (const ArgumentRow& argument : row.arguments) {
        SCOPED_TRACE(std::string(row.name) + " " + std::string(argument.name));
        EXPECT_FALSE(argument.is_required && argument.samples.empty());
        if (!argument.samples.empty()) {
          const Json samples = Json::parse(argument.samples, nullptr, false);
          EXPECT_TRUE(samples.is_array() && !samples.empty());
        }
        const bool is_json = argument.sent_anyway.empty() || argument.sent_anyway == "*" ||
                             Json::accept(argument.sent_anyway);
        EXPECT_TRUE(is_json);
      }
      EXPECT_FALSE(row.items_max > 0 && row.arguments.empty());
    }
  }
}

struct Answer {
  std::string_view method;
  std::string body;
};

// The examples of memsy.md 7.
const Answer kAnswers[] = {
    {"health", R"({"status":"ok","version":"3.7.1","billing_enabled":true})"},
    {"me", R"({"customer_id":"cus_77","email":"kim@mail.example","tier":"pro",)"
           R"("is_superadmin":false,"org_id":"org_quux","is_billing_admin":false,)"
           R"("user_id":"usr_9","org_role":"org:admin"})"},
    {"usage.summary",
     R"({"org_id":"org_quux","tier":"pro","period_start":"2027-02-01",)"
     R"("period_end":"2027-02-28","dimensions":[{"dimension":"api_calls","used":733,)"
     R"("limit":90000,"overage_rate":0.0002},{"dimension":"events_ingested","used":61,)"
     R"("limit":null,"overage_rate":null}]})"},
    {"usage.timeseries", R"({"org_id":"org_quux","granularity":"daily","data":[{"date":)"
                         R"("2027-02-03","dimension":"search_queries","quantity":17}]})"},
    {"billing.summary",
     R"({"tier":"pro","purchased_seats":8,"assigned_seats":6,"available_seats":2,)"
     R"("payment_method":{"brand":"amex","last4":"1007","exp_month":7,"exp_year":2031},)"
     R"("upcoming_invoice":{"amount_due":12850,"currency":"eur","period_end":1777593600}})"},
    {"billing.invoices", R"([{"id":"in_31","amount_due":12850,"amount_paid":0,)"
                         R"("currency":"eur","status":"open","created":"1801440000"}])"},
    {"keys.list", R"({"keys":[{"key_id":"k-901","prefix":"msy_7fe","name":"nightly",)"
                  R"("scopes":["write"],"is_active":true,"created_at":"2027-02-03T11:00:00Z",)"
                  R"("last_used_at":null}],"max_keys":4,"active_count":1})"},
    {"keys.create", R"({"key_id":"k-902","raw_key":"msy_0011","prefix":"msy_001",)"
                    R"("name":"batch-job","scopes":["read","write"]})"},
    {"keys.usage", R"({"usage":[{"date":"2027-02-03","quantity":5}]})"},
    {"events.list",
     R"({"items":[{"event_id":"01JK","org_id":"org_1","actor_id":"user_7","session_id":"s-1",)"
     R"("kind":"user_message","content":"Dark, please.","ts":"2026-04-02T09:30:00Z",)"
     R"("metadata":{"src":"hook"}}],"total":1,"limit":50,"offset":0})"},
    {"interest.express", R"({"message":"Thanks, noted."})"},
    {"interest.status", R"({"expressed":true})"},
};

TEST(MethodsTest, TakesTheExamplesOfTheContract) {
  for (const auto& [name, body] : kAnswers) {
    SCOPED_TRACE(name);
    const MethodRow& method = *find_method(name);
    EXPECT_TRUE(is_well_shaped(method, 200, body));
    EXPECT_TRUE(is_well_shaped(method, 204, ""));
    EXPECT_THAT(value_flaw(method, body, Json::parse(body)), IsEmpty());
    for (const std::string wrong : {"", "7", "null", "{}x", "<html>", "[7]", R"({"x":1})"}) {
      EXPECT_FALSE(is_well_shaped(method, 200, wrong)) << wrong;
    }
  }
  EXPECT_TRUE(is_well_shaped(*find_method("keys.delete"), 204, ""));
  EXPECT_TRUE(is_well_shaped(*find_method("billing.invoices"), 200, "[]"));
}

// Every required member of memsy.md 7 at the top is needed.
TEST(MethodsTest, NeedsTheRequiredMembers) {
  const std::set<std::string> optional = {"version",  "billing_enabled", "user_id",
                                          "org_role", "payment_method",  "upcoming_invoice"};
  for (const auto& [name, body] : kAnswers) {
    const Json whole = Json::parse(body);
    if (!whole.is_object()) continue;
    for (const auto& [member, value] : whole.items()) {
      if (member == "dimensions") continue;
      SCOPED_TRACE(std::string(name) + " " + member);
      Json part = whole;
      part.erase(member);
      EXPECT_EQ(is_well_shaped(*find_method(name), 200, part.dump()), optional.contains(member));
      part[member] = Json::array({Json::array()});
      EXPECT_FALSE(is_well_shaped(*find_method(name), 200, part.dump()));
    }
  }
}

TEST(MethodsTest, ComparesValuesInEitherSpelling) {
  const MethodRow& method = *find_method("keys.list");
  const std::string& body = kAnswers[6].body;
  const Json camel = Json::parse(
      R"({"keys":[{"keyId":"k-901","prefix":"msy_7fe","name":"nightly","scopes":["write"],)"
      R"("isActive":true,"createdAt":"2027-02-03T11:00:00Z"}],"maxKeys":4,"activeCount":1})");
  EXPECT_THAT(value_flaw(method, body, camel), IsEmpty());
  Json wrong = camel;
  wrong["keys"][0]["isActive"] = false;
  EXPECT_THAT(value_flaw(method, body, wrong), HasSubstr(".keys[0].is_active"));
  wrong = camel;
  wrong["keys"][0].erase("createdAt");
  EXPECT_THAT(value_flaw(method, body, wrong), HasSubstr(".keys[0].created_at is missing"));
  EXPECT_THAT(value_flaw(*find_method("keys.delete"), "", nullptr), IsEmpty());
}

}  // namespace
}  // namespace fauxplane::contracts
