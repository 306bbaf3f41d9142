#include <utility>

#include "simulator/scenario/read_world.h"

namespace fauxplane {
namespace {

std::optional<PaymentMethod> read_payment_method(const YamlValue& value, Findings& findings) {
  const MapReader map(value, MapKind::kPaymentMethod, findings);
  if (!map.is_map()) return std::nullopt;
  return PaymentMethod{.brand = map.text("brand").value_or(""),
                       .last4 = map.text("last4").value_or(""),
                       .exp_month = map.integer("exp_month", 1, 12).value_or(1),
                       .exp_year = map.integer("exp_year", kYearMin, kYearMax).value_or(kYearMin)};
}

std::optional<UpcomingInvoice> read_upcoming_invoice(const YamlValue& value, Findings& findings) {
  const MapReader map(value, MapKind::kUpcomingInvoice, findings);
  if (!map.is_map()) return std::nullopt;
  return UpcomingInvoice{.amount_due = map.integer("amount_due").value_or(0),
                         .currency = map.text("currency").value_or("")};
}

std::vector<Invoice> read_invoices(const YamlValue& value, Findings& findings) {
  std::vector<Invoice> invoices;
  if (!is_list(value, "invoices", findings)) return invoices;
  for (const YamlValue& item : value.items) {
    const MapReader map(item, MapKind::kInvoice, findings);
    if (!map.is_map()) continue;
    invoices.push_back({.id = map.text("id").value_or(""),
                        .amount_due = map.integer("amount_due").value_or(0),
                        .amount_paid = map.integer("amount_paid").value_or(0),
                        .currency = map.text("currency").value_or(""),
                        .status = map.text("status").value_or(""),
                        .created = map.instant("created").value_or(Instant{}),
                        .hosted_invoice_url = map.text("hosted_invoice_url").value_or("")});
  }
  return invoices;
}

void read_billing(const MapReader& map, Billing& billing, Findings& findings) {
  set_given(billing.enabled, map.boolean("billing_enabled"));
  set_given(billing.customer_id, map.text("customer_id"));
  set_given(billing.subscription_id, map.text("subscription_id"));
  set_given(billing.subscription_status, map.text("subscription_status"));
  set_given(billing.contact, map.text("billing_contact"));
  if (const YamlValue* value = map.find("payment_method")) {
    billing.payment_method = read_payment_method(*value, findings);
  }
  if (const YamlValue* value = map.find("upcoming_invoice")) {
    billing.upcoming_invoice = read_upcoming_invoice(*value, findings);
  }
  if (const YamlValue* value = map.find("invoices")) {
    billing.invoices = read_invoices(*value, findings);
  }
}

void read_usage(const YamlValue& value, const OrgId& org, WorldDraft& draft,
                const Reading& reading) {
  if (!is_map(value, "usage", reading.findings)) return;
  for (const YamlMember& member : value.members) {
    const auto dimension = read_dimension(member.name, member.place, reading);
    const auto quantity = read_integer(member.value, member.name, 0, INT64_MAX, reading.findings);
    if (!dimension || !quantity) continue;
    auto& usage = draft.world.usage;
    const auto [at, is_new] = draft.usage.try_emplace({org.value, *dimension}, usage.size());
    if (is_new) usage.push_back({.org = org, .dimension = *dimension});
    usage[at->second].quantity = *quantity;
  }
}

}  // namespace

void read_org(const YamlMember& member, WorldDraft& draft, const Reading& reading) {
  const MapReader map(member.value, MapKind::kOrg, reading.findings);
  if (!map.is_map()) return;
  if (draft.orgs.find(member.name) == nullptr && map.find("plan") == nullptr) {
    reading.findings.add(member.place,
                         "a new org needs \"plan\"; known orgs are " + draft.orgs.listed());
  }
  Org& org = draft.orgs.at(member.name);
  if (auto plan = map.text("plan")) org.plan = PlanId(*std::move(plan));
  set_given(org.interest_expressed, map.boolean("interest_expressed"));
  if (const auto day = map.integer("subscription_day", 1, 31)) {
    org.anchor.day = static_cast<unsigned>(*day);
  }
  read_billing(map, org.billing, reading.findings);
  if (const YamlValue* value = map.find("seats")) {
    const MapReader seats(*value, MapKind::kSeats, reading.findings);
    set_given(org.purchased_seats, seats.integer("purchased", 0));
    set_given(org.pending_invites, seats.integer("pending", 0));
  }
  if (const YamlValue* value = map.find("usage")) read_usage(*value, org.id, draft, reading);
}

}  // namespace fauxplane
