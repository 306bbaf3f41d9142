#include "simulator/scenario/world_keys.h"

#include <array>

#include "simulator/scenario/key_schemas.h"

namespace fauxplane {
namespace {

using enum MapKind;
using namespace key_schemas;

constexpr std::string_view kTierWords = "free | pro | enterprise | unlimited";
constexpr std::string_view kTierSchema = R"({"enum":["free","pro","enterprise","unlimited"]})";
constexpr std::string_view kLimitsWords = "calls by layer";
constexpr std::string_view kLimitsSchema = R"({"$ref":"#/$defs/tier_limits"})";

// map, key, required?, what it takes, its JSON Schema, what it means
constexpr std::array<KeyRow, 103> kWorldKeys = {{
    {kWorld, "plans", kOptional, "a map of plans by id",
     R"({"type":"object","additionalProperties":{"$ref":"#/$defs/plan"}})", "limits and prices"},
    {kWorld, "orgs", kOptional, "a map of orgs by id",
     R"({"type":"object","additionalProperties":{"$ref":"#/$defs/org"}})", "tenants"},
    {kWorld, "members", kOptional, "a map of members by id",
     R"({"type":"object","additionalProperties":{"$ref":"#/$defs/member"}})", "people of the orgs"},
    {kWorld, "keys", kOptional, "a map of API keys by id",
     R"({"type":"object","additionalProperties":{"$ref":"#/$defs/key"}})",
     "what clients call with"},
    {kWorld, "tenants", kOptional, "a map of tenants by id",
     R"({"type":"object","additionalProperties":{"$ref":"#/$defs/tenant"}})",
     "MemorySync: whom memories and costs belong to"},
    {kWorld, "projects", kOptional, "a map of projects by id",
     R"({"type":"object","additionalProperties":{"$ref":"#/$defs/project"}})",
     "MemorySync: parts of the tenants"},
    {kWorld, "rate_limits", kOptional, "a map of limits by tier",
     R"({"$ref":"#/$defs/rate_limits"})", "in the place of the service's own"},
    {kWorld, "events", kOptional, "a list of events",
     R"({"type":"array","items":{"$ref":"#/$defs/event"}})",
     "replaces the events of the default world"},
    {kWorld, "extraction", kOptional, "a map", R"({"$ref":"#/$defs/extraction"})",
     "what becomes of ingested events"},
    {kWorld, "settings", kOptional, "a map of settings", R"({"$ref":"#/$defs/settings"})",
     "readings of the contract, see docs/settings.md"},
    {kWorld, "handed_out", kOptional, "the id of a key", kId, "the key that clients are given"},

    {kPlan, "limits", kOptional, "units by dimension; null is unlimited",
     R"({"$ref":"#/$defs/limits"})", "what an org may spend in a billing period"},
    {kPlan, "overage_rates", kOptional, "a number by dimension", R"({"$ref":"#/$defs/rates"})",
     "price of a unit beyond the limit"},
    {kPlan, "max_keys", kOptional, "an integer", kCount, "how many active keys an org may have"},
    {kPlan, "max_orgs", kOptional, "an integer", kCount, "how many org records an org may have"},
    {kPlan, "features", kOptional, "a list of texts", kTexts, "features of the plan: reranking"},
    {kPlan, "currency", kOptional, "a text, default USD", kText, "of its prices"},
    {kPlan, "prices", kOptional, "a list of price versions",
     R"({"type":"array","items":{"$ref":"#/$defs/price"}})",
     "what a billing period costs; the one in force at its start holds"},

    {kPrice, "amount_minor", kRequired, "an integer", kCount,
     "in the smallest unit of the currency"},
    {kPrice, "effective_at", kOptional, "an instant, default 1970-01-01", kInstant,
     "from then on; inside a period, from the next"},
    {kPrice, "version", kOptional, "an integer, default its place in the list", kFromOne,
     "its number"},

    {kOrg, "plan", kOptional, "the id of a plan; a new org needs it", kId, "the plan it is on"},
    {kOrg, "billing_enabled", kOptional, "true | false", kBoolean,
     "whether billing endpoints answer"},
    {kOrg, "subscription_day", kOptional, "1..31, default 1",
     R"({"type":"integer","minimum":1,"maximum":31})",
     "of the month on which billing periods start"},
    {kOrg, "seats", kOptional, "a map", R"({"$ref":"#/$defs/seats"})",
     "seats bought and promised; members take them"},
    {kOrg, "usage", kOptional, "units by dimension", R"({"$ref":"#/$defs/usage"})",
     "what was spent in this period before the first request"},
    {kOrg, "interest_expressed", kOptional, "true | false", kBoolean,
     "whether it is on the waitlist"},
    {kOrg, "customer_id", kOptional, "a text", kText, "of the payment processor"},
    {kOrg, "subscription_id", kOptional, "a text", kText, "of the payment processor"},
    {kOrg, "subscription_status", kOptional, "a text", kText, "such as active, past_due"},
    {kOrg, "billing_contact", kOptional, "a text", kText, "address for bills"},
    {kOrg, "payment_method", kOptional, "a map", R"({"$ref":"#/$defs/payment_method"})",
     "the card"},
    {kOrg, "upcoming_invoice", kOptional, "a map", R"({"$ref":"#/$defs/upcoming_invoice"})",
     "what will be due at the end of the period"},
    {kOrg, "invoices", kOptional, "a list of invoices",
     R"({"type":"array","items":{"$ref":"#/$defs/invoice"}})", "past invoices, in any order"},

    {kSeats, "purchased", kOptional, "an integer", kCount, "seats bought"},
    {kSeats, "pending", kOptional, "an integer", kCount, "seats promised to open invites"},

    {kPaymentMethod, "brand", kRequired, "a text", kText, "of the card"},
    {kPaymentMethod, "last4", kRequired, "four digits", kText, "of the card"},
    {kPaymentMethod, "exp_month", kRequired, "1..12",
     R"({"type":"integer","minimum":1,"maximum":12})", "month it expires in"},
    {kPaymentMethod, "exp_year", kRequired, "a year", kInteger, "year it expires in"},

    {kUpcomingInvoice, "amount_due", kRequired, "an integer", kInteger,
     "in the smallest unit of the currency"},
    {kUpcomingInvoice, "currency", kRequired, "a text", kText, "lower case: usd"},

    {kInvoice, "id", kRequired, "a text", kId, "of the invoice"},
    {kInvoice, "amount_due", kRequired, "an integer", kInteger,
     "in the smallest unit of the currency"},
    {kInvoice, "amount_paid", kOptional, "an integer, default 0", kInteger,
     "in the smallest unit of the currency"},
    {kInvoice, "currency", kRequired, "a text", kText, "lower case: usd"},
    {kInvoice, "status", kRequired, "a text", kText, "such as paid, open"},
    {kInvoice, "created", kRequired, "an instant", kInstant, "when it was made"},
    {kInvoice, "hosted_invoice_url", kOptional, "a text", kText, "its page"},

    {kMember, "org", kOptional, "the id of an org; a new member needs it", kId,
     "where they belong"},
    {kMember, "email", kOptional, "a text", kText, "their address"},
    {kMember, "customer_id", kOptional, "a text", kText, "of the payment processor"},
    {kMember, "role", kOptional, "a text; org:admin is the admin", kText, "opens admin routes"},
    {kMember, "seat", kOptional, "true | false", kBoolean, "whether they hold a seat"},
    {kMember, "superadmin", kOptional, "true | false", kBoolean, "as /me says"},
    {kMember, "billing_admin", kOptional, "true | false", kBoolean, "as /me says"},

    {kKey, "member", kOptional, "the id of a member; a new key needs it", kId,
     "whom it acts for; the org follows from it"},
    {kKey, "name", kOptional, "a text", kText, "as lists show it"},
    {kKey, "secret", kOptional, "msy_, ms_live_ and so on, and printable characters",
     R"({"$ref":"#/$defs/secret"})", "the raw key; made from its id when absent"},
    {kKey, "scopes", kOptional, "a list of scopes of the service: read, memory:add",
     R"({"type":"array","items":{"$ref":"#/$defs/scope"}})",
     "what it may do; default what clients need"},
    {kKey, "created_at", kOptional, "an instant", kInstant, "when it was made"},
    {kKey, "expires_at", kOptional, "an instant", kInstant, "from then on it is refused"},
    {kKey, "revoked", kOptional, "true | false", kBoolean, "whether it was deleted"},
    {kKey, "tenant", kOptional, "the id of a tenant", kId,
     "MemorySync: whom it acts for; without it, any tenant of its org that a header names"},
    {kKey, "project", kOptional, "the id of a project", kId,
     "MemorySync: the only project it may use"},
    {kKey, "environment", kOptional, "a text, default production", kText,
     "MemorySync: stamped on what it stores"},
    {kKey, "strict", kOptional, "true | false", kBoolean,
     "MemorySync: of an evaluation, told with 429 when the plan is used up"},
    {kKey, "session", kOptional, "true | false", kBoolean,
     "MemorySync: of a signed-in user, who needs no X-End-User-ID"},
    {kKey, "rate_tier", kOptional, kTierWords, kTierSchema,
     "how often it may call; none: as often as it likes"},

    {kTenant, "org", kOptional, "the id of an org; a new tenant needs it", kId, "who pays for it"},
    {kTenant, "name", kOptional, "a text, default its id", kText, "as reports show it"},
    {kTenant, "tags", kOptional, "a map of texts",
     R"({"type":"object","additionalProperties":{"type":"string"}})", "what reports group by"},
    {kTenant, "usage", kOptional, "units by dimension", R"({"$ref":"#/$defs/usage"})",
     "what was spent for it in this period before the first request, besides that of its org"},
    {kTenant, "deleted", kOptional, "true | false", kBoolean, "its usage is nobody's any more"},

    {kProject, "tenant", kOptional, "the id of a tenant; a new project needs it", kId,
     "whose part it is"},
    {kProject, "name", kOptional, "a text", kText, "as lists show it"},
    {kProject, "default", kOptional, "true | false", kBoolean,
     "whether it stands in when nobody names one"},

    {kRateLimits, "free", kOptional, kLimitsWords, kLimitsSchema, "of keys of the tier"},
    {kRateLimits, "pro", kOptional, kLimitsWords, kLimitsSchema, "of keys of the tier"},
    {kRateLimits, "enterprise", kOptional, kLimitsWords, kLimitsSchema, "of keys of the tier"},
    {kRateLimits, "unlimited", kOptional, kLimitsWords, kLimitsSchema, "of keys of the tier"},
    {kRateLimits, "default", kOptional, kLimitsWords, kLimitsSchema,
     "of whoever has no key, by IP address"},
    {kRateLimits, "dashboard", kOptional, kLimitsWords, kLimitsSchema, "of signed-in users"},
    {kRateLimits, "scim", kOptional, kLimitsWords, kLimitsSchema,
     "of credentials for provisioning"},
    {kRateLimits, "documentation", kOptional, kLimitsWords, kLimitsSchema,
     "of documentation and health, by IP address"},

    {kTierLimits, "per_second", kOptional, "an integer", kFromOne, "calls in a second"},
    {kTierLimits, "per_minute", kOptional, "an integer", kFromOne, "calls in a minute"},
    {kTierLimits, "per_hour", kOptional, "an integer", kFromOne, "calls in an hour"},

    {kEvent, "id", kOptional, "a text", kId, "made up when absent"},
    {kEvent, "org", kRequired, "the id of an org", kId, "whose event it is"},
    {kEvent, "actor_id", kRequired, "a text", kText, "who it is about"},
    {kEvent, "session_id", kOptional, "a text", kText, "of the caller's application"},
    {kEvent, "kind", kRequired, "a text", kText, "such as user_message"},
    {kEvent, "content", kRequired, "a text", kText, "what happened"},
    {kEvent, "metadata", kOptional, "any map", R"({"type":"object"})", "as the caller gave it"},
    {kEvent, "ts", kRequired, "an instant", kInstant, "when it happened"},
    {kEvent, "ingested_at", kOptional, "an instant, default ts", kInstant, "when it was stored"},
    {kEvent, "role_id", kOptional, "a text", kText, "the role that its memory is promoted to"},
    {kEvent, "team_id", kOptional, "a text", kText, "the team that its memory is promoted to"},
    {kEvent, "remembered", kOptional, "true | false", kBoolean,
     "whether its memory is there from the start; usage does not count it"},

    {kExtraction, "delay", kOptional, "a duration, default 1s", kDuration,
     "business time from ingestion to the memory"},
    {kExtraction, "outcome", kOptional, "completed | failed; default completed",
     R"({"enum":["completed","failed"]})", "whether it makes a memory"},
    {kExtraction, "fails_on", kOptional, "a text", kText,
     "events whose content holds it come to nothing"},
}};

}  // namespace

std::span<const KeyRow> world_key_rows() {
  return kWorldKeys;
}

}  // namespace fauxplane
