#include "contracts/client/value_json.h"

#include <gtest/gtest.h>

namespace memsy {
namespace {

using Json = nlohmann::json;

// Every member of every value, as a plane sends them.
const Json kMe = Json::parse(R"({"customer_id":"c","email":"e","tier":"t","org_id":"o",
  "is_superadmin":true,"is_billing_admin":false,"user_id":"u","org_role":"org:admin"})");
const Json kHealth =
    Json::parse(R"({"status":"ok","version":"1","billing_enabled":true,"components":{"db":"ok"}})");
const Json kSummary = Json::parse(R"({"org_id":"o","tier":"t","period_start":"s","period_end":"e",
  "dimensions":[{"dimension":"d","used":-1,"limit":9007199254740993,"overage_rate":0.5}]})");
const Json kSeries = Json::parse(R"({"org_id":"o","granularity":"daily",
  "data":[{"date":"2027-02-03","dimension":"d","quantity":17}]})");
const Json kBilling = Json::parse(R"({"tier":"t","purchased_seats":8,"assigned_seats":6,
  "available_seats":2,"stripe_customer_id":"c","stripe_subscription_id":"s",
  "subscription_status":"active","billing_contact":"b",
  "payment_method":{"brand":"amex","last4":"1007","exp_month":7,"exp_year":2031},
  "upcoming_invoice":{"amount_due":1,"currency":"eur","period_end":1777593600}})");
const Json kInvoices = Json::parse(R"([{"id":"i","currency":"eur","status":"open","amount_due":1,
  "amount_paid":0,"created":"1801440000","hosted_invoice_url":"u"}])");
const Json kKeys = Json::parse(R"({"keys":[{"key_id":"k","prefix":"p","name":"n","created_at":"c",
  "is_active":true,"scopes":["read"],"last_used_at":"l","expires_at":"e"}],"max_keys":4,
  "active_count":1})");
const Json kCreated = Json::parse(R"({"key_id":"k","raw_key":"msy_1","prefix":"p","name":"n",
  "scopes":[],"is_active":true,"created_at":"c"})");
const Json kEvents = Json::parse(R"({"items":[{"event_id":"i","org_id":"o","actor_id":"a",
  "kind":"k","content":"c","ts":"t","session_id":"s","ingested_at":"g","metadata":{"a":[1]}}],
  "total":1,"limit":50,"offset":0})");

template <class T>
void expect_round_trip(const Json& whole) {
  EXPECT_EQ(json_of(value_from<T>(whole)), whole);
}

TEST(ValueJsonTest, NothingIsLost) {
  expect_round_trip<Me>(kMe);
  expect_round_trip<Health>(kHealth);
  expect_round_trip<UsageSummary>(kSummary);
  expect_round_trip<UsageTimeseries>(kSeries);
  expect_round_trip<BillingSummary>(kBilling);
  expect_round_trip<std::vector<Invoice>>(kInvoices);
  expect_round_trip<KeyList>(kKeys);
  expect_round_trip<CreatedKey>(kCreated);
  expect_round_trip<EventPage>(kEvents);
  expect_round_trip<KeyUsage>({{"usage", {{{"any", 1}}}}});
  expect_round_trip<InterestReply>({{"message", "m"}});
  expect_round_trip<InterestStatus>({{"expressed", true}});
}

// Takes each member in turn out of `whole`, which must say so; and makes it null and another type.
template <class T>
void expect_checked(const Json& whole, const std::vector<std::string>& may_be_absent) {
  for (const auto& [name, value] : whole.items()) {
    Json changed = whole;
    const bool is_required =
        std::find(may_be_absent.begin(), may_be_absent.end(), name) == may_be_absent.end();
    const auto refused = [&] {
      try {
        static_cast<void>(value_from<T>(changed));
        return false;
      } catch (const ShapeError& error) {
        EXPECT_EQ(std::string(error.what()).find(name), 0U) << error.what();
        return true;
      }
    };
    changed[name] = nullptr;
    EXPECT_EQ(refused(), is_required) << name << " null";
    changed.erase(name);
    EXPECT_EQ(refused(), is_required) << name << " missing";
    changed[name] = Json::array({Json::array()});
    EXPECT_TRUE(refused()) << name << " of another type";
    changed = whole;
    changed["unknown"] = {{"a", nullptr}};
    EXPECT_FALSE(refused()) << "unknown member";
  }
}

TEST(ValueJsonTest, EveryRequiredMemberIsChecked) {
  expect_checked<Me>(kMe, {"user_id", "org_role"});
  expect_checked<Health>(kHealth, {"version", "billing_enabled", "components"});
  expect_checked<UsageSummary>(kSummary, {"dimensions"});
  expect_checked<DimensionUsage>(kSummary["dimensions"][0], {"limit", "overage_rate"});
  expect_checked<UsageTimeseries>(kSeries, {});
  expect_checked<TimeseriesPoint>(kSeries["data"][0], {});
  expect_checked<BillingSummary>(
      kBilling, {"stripe_customer_id", "stripe_subscription_id", "subscription_status",
                 "billing_contact", "payment_method", "upcoming_invoice"});
  expect_checked<PaymentMethod>(kBilling["payment_method"], {});
  expect_checked<UpcomingInvoice>(kBilling["upcoming_invoice"], {});
  expect_checked<Invoice>(kInvoices[0], {"hosted_invoice_url"});
  expect_checked<KeyList>(kKeys, {});
  expect_checked<KeyInfo>(kKeys["keys"][0], {"scopes", "last_used_at", "expires_at"});
  expect_checked<CreatedKey>(kCreated, {"is_active", "created_at"});
  expect_checked<EventPage>(kEvents, {});
  expect_checked<Event>(kEvents["items"][0], {"session_id", "ingested_at", "metadata"});
  expect_checked<InterestReply>({{"message", "m"}}, {});
  expect_checked<InterestStatus>({{"expressed", true}}, {"expressed"});
}

TEST(ValueJsonTest, AnInvoiceMayBeCreatedInANumber) {
  Json invoice = kInvoices[0];
  invoice["created"] = 1'801'440'000;
  EXPECT_EQ(value_from<Invoice>(invoice).created, "1801440000");
  invoice["created"] = 1.5;
  EXPECT_THROW(static_cast<void>(value_from<Invoice>(invoice)), ShapeError);
}

TEST(ValueJsonTest, ThePlaceOfAMistakeIsNamed) {
  Json keys = kKeys;
  keys["keys"].push_back({{"key_id", 5}});
  try {
    static_cast<void>(value_from<KeyList>(keys));
    FAIL();
  } catch (const ShapeError& error) {
    EXPECT_STREQ(error.what(), "keys[1].key_id is not a text");
  }
}

TEST(ValueJsonTest, ABodyOfAnotherTypeIsRefused) {
  for (const char* const body : {"[]", "null", "\"x\"", "5", "true"}) {
    EXPECT_THROW(static_cast<void>(value_from<Me>(Json::parse(body))), ShapeError) << body;
  }
  EXPECT_THROW(static_cast<void>(value_from<std::vector<Invoice>>(Json::object())), ShapeError);
}

}  // namespace
}  // namespace memsy
