// An org: the tenant of a plan. Everything a key may see or spend belongs to exactly one org.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "simulator/domain/billing_period.h"
#include "simulator/domain/instant.h"
#include "simulator/domain/strong.h"

namespace fauxplane {

struct PaymentMethod {
  std::string brand{};
  std::string last4{};
  std::int64_t exp_month = 1;
  std::int64_t exp_year = kYearMin;
  friend bool operator==(const PaymentMethod&, const PaymentMethod&) = default;
};

// Amounts are in the smallest unit of the currency, which is lower case ("eur").
struct Invoice {
  std::string id{};
  std::int64_t amount_due = 0;
  std::int64_t amount_paid = 0;
  std::string currency{};
  std::string status{};
  Instant created{};
  std::string hosted_invoice_url{};  // empty when there is none
  friend bool operator==(const Invoice&, const Invoice&) = default;
};

struct UpcomingInvoice {
  std::int64_t amount_due = 0;
  std::string currency{};
  friend bool operator==(const UpcomingInvoice&, const UpcomingInvoice&) = default;
};

// Whoever pays for the org, as the payment processor knows them. Empty strings are absent.
struct Billing {
  bool enabled = false;
  std::string customer_id{};
  std::string subscription_id{};
  std::string subscription_status{};
  std::string contact{};
  std::optional<PaymentMethod> payment_method{};
  std::optional<UpcomingInvoice> upcoming_invoice{};
  std::vector<Invoice> invoices{};
  friend bool operator==(const Billing&, const Billing&) = default;
};

struct Org {
  OrgId id{};
  PlanId plan{};
  AnchorDay anchor{};  // the day of the subscription, on which billing periods start
  std::int64_t purchased_seats = 0;
  std::int64_t pending_invites = 0;
  Billing billing{};
  bool interest_expressed = false;  // in the Pro plan (memsy.md C12, C13)
  friend bool operator==(const Org&, const Org&) = default;
};

}  // namespace fauxplane
