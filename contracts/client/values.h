// What the control plane answers, one struct for each object. Members that may be absent or null
// are optional; members the client does not know are ignored.
#pragma once

#include <cstdint>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <vector>

#include "contracts/client/response_headers.h"

namespace memsy {

// A value and what its own answer said about the plan.
template <class T>
struct Response {
  T value{};
  std::optional<Usage> usage{};
  std::optional<RateLimit> rate_limit{};
};

// What a call gives that gives nothing.
struct Nothing {};

struct Health {
  std::string status{};
  std::string version{};
  std::optional<bool> billing_enabled{};
  std::optional<nlohmann::json> components{};  // object: text to text
};

struct Me {
  std::string customer_id{};
  std::string email{};
  std::string tier{};
  std::string org_id{};
  bool is_superadmin = false;
  bool is_billing_admin = false;
  std::optional<std::string> user_id{};
  std::optional<std::string> org_role{};
};

struct DimensionUsage {
  std::string dimension{};
  std::int64_t used = 0;
  std::optional<std::int64_t> limit{};
  std::optional<double> overage_rate{};
};

struct UsageSummary {
  std::string org_id{};
  std::string tier{};
  std::string period_start{};
  std::string period_end{};
  std::vector<DimensionUsage> dimensions{};
};

struct TimeseriesPoint {
  std::string date{};
  std::string dimension{};
  std::int64_t quantity = 0;
};

struct UsageTimeseries {
  std::string org_id{};
  std::string granularity{};
  std::vector<TimeseriesPoint> data{};
};

struct PaymentMethod {
  std::string brand{};
  std::string last4{};
  std::int64_t exp_month = 0;
  std::int64_t exp_year = 0;
};

// Money in the smallest unit of the currency.
struct UpcomingInvoice {
  std::int64_t amount_due = 0;
  std::string currency{};
  std::int64_t period_end = 0;  // seconds since 1970
};

struct BillingSummary {
  std::string tier{};
  std::int64_t purchased_seats = 0;
  std::int64_t assigned_seats = 0;
  std::int64_t available_seats = 0;
  std::optional<std::string> stripe_customer_id{};
  std::optional<std::string> stripe_subscription_id{};
  std::optional<std::string> subscription_status{};
  std::optional<std::string> billing_contact{};
  std::optional<PaymentMethod> payment_method{};
  std::optional<UpcomingInvoice> upcoming_invoice{};
};

struct Invoice {
  std::string id{};
  std::string currency{};
  std::string status{};
  std::int64_t amount_due = 0;
  std::int64_t amount_paid = 0;
  std::string created{};  // seconds since 1970; some planes send a number
  std::optional<std::string> hosted_invoice_url{};
};

struct KeyInfo {
  std::string key_id{};
  std::string prefix{};
  std::string name{};
  std::string created_at{};
  bool is_active = false;
  std::vector<std::string> scopes{};
  std::optional<std::string> last_used_at{};
  std::optional<std::string> expires_at{};
};

struct KeyList {
  std::vector<KeyInfo> keys{};
  std::int64_t max_keys = 0;
  std::int64_t active_count = 0;
};

struct CreatedKey {
  std::string key_id{};
  std::string raw_key{};  // the only time it can be read
  std::string prefix{};
  std::string name{};
  std::vector<std::string> scopes{};
  std::optional<bool> is_active{};
  std::optional<std::string> created_at{};
};

struct KeyUsage {
  std::vector<nlohmann::json> usage{};  // objects, as the plane sends them
};

struct Event {
  std::string event_id{};
  std::string org_id{};
  std::string actor_id{};
  std::string kind{};
  std::string content{};
  std::string ts{};
  std::optional<std::string> session_id{};
  std::optional<std::string> ingested_at{};
  std::optional<nlohmann::json> metadata{};  // object
};

struct EventPage {
  std::vector<Event> items{};
  std::int64_t total = 0;
  std::int64_t limit = 0;
  std::int64_t offset = 0;
};

struct InterestReply {
  std::string message{};
};

struct InterestStatus {
  bool expressed = false;
};

}  // namespace memsy
