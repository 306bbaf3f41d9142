// What the org pays: GET /billing/summary, GET /billing/invoices. Both stand behind the billing
// gate.
#include <algorithm>

#include "simulator/domain/billing_period.h"
#include "simulator/domain/seat.h"
#include "simulator/services/memsy/tables.h"

namespace fauxplane::memsy_service {
namespace {

SeatPool seats_of(const Call& call) {
  SeatPool pool{.purchased = call.caller.org->purchased_seats,
                .assigned = 0,
                .pending = call.caller.org->pending_invites};
  for (const auto& member : call.world.store().members().list()) {
    if (member->org == call.caller.org->id && member->has_seat) ++pool.assigned;
  }
  return pool;
}

void add_if_set(Json& body, const char* name, const std::string& value) {
  if (!value.empty()) body[name] = value;
}

}  // namespace

Result<Answer> get_billing_summary(const Call& call) {
  const Billing& billing = call.caller.org->billing;
  const SeatPool seats = seats_of(call);
  Json body = {{"tier", call.caller.plan->id.value},
               {"purchased_seats", seats.purchased},
               {"assigned_seats", seats.assigned},
               {"available_seats", available(seats)}};
  add_if_set(body, "stripe_customer_id", billing.customer_id);
  if (billing.payment_method) {
    body["payment_method"] = {{"brand", billing.payment_method->brand},
                              {"last4", billing.payment_method->last4},
                              {"exp_month", billing.payment_method->exp_month},
                              {"exp_year", billing.payment_method->exp_year}};
  }
  if (billing.upcoming_invoice) {
    body["upcoming_invoice"] = {{"amount_due", billing.upcoming_invoice->amount_due},
                                {"currency", billing.upcoming_invoice->currency},
                                {"period_end", to_unix_seconds(period_of(call.now).end)}};
  }
  add_if_set(body, "subscription_status", billing.subscription_status);
  add_if_set(body, "billing_contact", billing.contact);
  add_if_set(body, "stripe_subscription_id", billing.subscription_id);
  return ok(body);
}

Result<Answer> get_billing_invoices(const Call& call) {
  auto invoices = call.caller.org->billing.invoices;
  std::stable_sort(invoices.begin(), invoices.end(), [](const Invoice& left, const Invoice& right) {
    return left.created > right.created;
  });
  Json body = Json::array();
  for (const Invoice& invoice : invoices) {
    Json row = {{"id", invoice.id},
                {"amount_due", invoice.amount_due},
                {"amount_paid", invoice.amount_paid},
                {"currency", invoice.currency},
                {"status", invoice.status},
                {"created", std::to_string(to_unix_seconds(invoice.created))}};
    add_if_set(row, "hosted_invoice_url", invoice.hosted_invoice_url);
    body.push_back(std::move(row));
  }
  return ok(body);
}

}  // namespace fauxplane::memsy_service
