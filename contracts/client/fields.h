// The names of the members on the wire, once for reading and writing. A visitor is called with each
// name and member: visit(required), visit.defaulted(may be absent), visit.text(text or number).
#pragma once

#include <concepts>
#include <type_traits>

#include "contracts/client/values.h"

namespace memsy {

template <class Given, class T>
concept Is = std::same_as<std::remove_const_t<Given>, T>;

template <class Visit>
void fields(Visit& visit, Is<Health> auto& value) {
  visit("status", value.status);
  visit.defaulted("version", value.version);
  visit("billing_enabled", value.billing_enabled);
  visit("components", value.components);
}

template <class Visit>
void fields(Visit& visit, Is<Me> auto& value) {
  visit("customer_id", value.customer_id);
  visit("email", value.email);
  visit("tier", value.tier);
  visit("org_id", value.org_id);
  visit("is_superadmin", value.is_superadmin);
  visit("is_billing_admin", value.is_billing_admin);
  visit("user_id", value.user_id);
  visit("org_role", value.org_role);
}

template <class Visit>
void fields(Visit& visit, Is<DimensionUsage> auto& value) {
  visit("dimension", value.dimension);
  visit("used", value.used);
  visit("limit", value.limit);
  visit("overage_rate", value.overage_rate);
}

template <class Visit>
void fields(Visit& visit, Is<UsageSummary> auto& value) {
  visit("org_id", value.org_id);
  visit("tier", value.tier);
  visit("period_start", value.period_start);
  visit("period_end", value.period_end);
  visit.defaulted("dimensions", value.dimensions);
}

template <class Visit>
void fields(Visit& visit, Is<TimeseriesPoint> auto& value) {
  visit("date", value.date);
  visit("dimension", value.dimension);
  visit("quantity", value.quantity);
}

template <class Visit>
void fields(Visit& visit, Is<UsageTimeseries> auto& value) {
  visit("org_id", value.org_id);
  visit("granularity", value.granularity);
  visit("data", value.data);
}

template <class Visit>
void fields(Visit& visit, Is<PaymentMethod> auto& value) {
  visit("brand", value.brand);
  visit("last4", value.last4);
  visit("exp_month", value.exp_month);
  visit("exp_year", value.exp_year);
}

template <class Visit>
void fields(Visit& visit, Is<UpcomingInvoice> auto& value) {
  visit("amount_due", value.amount_due);
  visit("currency", value.currency);
  visit("period_end", value.period_end);
}

template <class Visit>
void fields(Visit& visit, Is<BillingSummary> auto& value) {
  visit("tier", value.tier);
  visit("purchased_seats", value.purchased_seats);
  visit("assigned_seats", value.assigned_seats);
  visit("available_seats", value.available_seats);
  visit("stripe_customer_id", value.stripe_customer_id);
  visit("stripe_subscription_id", value.stripe_subscription_id);
  visit("subscription_status", value.subscription_status);
  visit("billing_contact", value.billing_contact);
  visit("payment_method", value.payment_method);
  visit("upcoming_invoice", value.upcoming_invoice);
}

template <class Visit>
void fields(Visit& visit, Is<Invoice> auto& value) {
  visit("id", value.id);
  visit("currency", value.currency);
  visit("status", value.status);
  visit("amount_due", value.amount_due);
  visit("amount_paid", value.amount_paid);
  visit.text("created", value.created);
  visit("hosted_invoice_url", value.hosted_invoice_url);
}

template <class Visit>
void fields(Visit& visit, Is<KeyInfo> auto& value) {
  visit("key_id", value.key_id);
  visit("prefix", value.prefix);
  visit("name", value.name);
  visit("created_at", value.created_at);
  visit("is_active", value.is_active);
  visit.defaulted("scopes", value.scopes);
  visit("last_used_at", value.last_used_at);
  visit("expires_at", value.expires_at);
}

template <class Visit>
void fields(Visit& visit, Is<KeyList> auto& value) {
  visit("keys", value.keys);
  visit("max_keys", value.max_keys);
  visit("active_count", value.active_count);
}

template <class Visit>
void fields(Visit& visit, Is<CreatedKey> auto& value) {
  visit("key_id", value.key_id);
  visit("raw_key", value.raw_key);
  visit("prefix", value.prefix);
  visit("name", value.name);
  visit("scopes", value.scopes);
  visit("is_active", value.is_active);
  visit("created_at", value.created_at);
}

template <class Visit>
void fields(Visit& visit, Is<KeyUsage> auto& value) {
  visit("usage", value.usage);
}

template <class Visit>
void fields(Visit& visit, Is<Event> auto& value) {
  visit("event_id", value.event_id);
  visit("org_id", value.org_id);
  visit("actor_id", value.actor_id);
  visit("kind", value.kind);
  visit("content", value.content);
  visit("ts", value.ts);
  visit("session_id", value.session_id);
  visit("ingested_at", value.ingested_at);
  visit("metadata", value.metadata);
}

template <class Visit>
void fields(Visit& visit, Is<EventPage> auto& value) {
  visit("items", value.items);
  visit("total", value.total);
  visit("limit", value.limit);
  visit("offset", value.offset);
}

template <class Visit>
void fields(Visit& visit, Is<InterestReply> auto& value) {
  visit("message", value.message);
}

template <class Visit>
void fields(Visit& visit, Is<InterestStatus> auto& value) {
  visit.defaulted("expressed", value.expressed);
}

}  // namespace memsy
