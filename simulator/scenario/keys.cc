#include "simulator/scenario/keys.h"

#include <algorithm>
#include <array>
#include <string>

#include "simulator/scenario/fault.h"

namespace fauxplane {
namespace {

using enum MapKind;

constexpr bool kRequired = true;
constexpr bool kOptional = false;

constexpr std::string_view kText = R"({"type":"string"})";
constexpr std::string_view kId = R"({"type":"string","minLength":1})";
constexpr std::string_view kBoolean = R"({"type":"boolean"})";
constexpr std::string_view kCount = R"({"type":"integer","minimum":0})";
constexpr std::string_view kFromOne = R"({"type":"integer","minimum":1})";
constexpr std::string_view kInteger = R"({"type":"integer"})";
constexpr std::string_view kDuration = R"({"$ref":"#/$defs/duration"})";
constexpr std::string_view kInstant = R"({"type":"string","format":"date-time"})";
constexpr std::string_view kTexts = R"({"type":"array","items":{"type":"string"}})";
constexpr std::string_view kBytes = R"({"type":"string","pattern":"^[0-9.]+(B|KiB|MiB)$"})";
constexpr std::string_view kOrigin = R"({"enum":["own","other_host","other_port"]})";
constexpr std::string_view kValueMatches =
    R"({"type":"object","additionalProperties":{"$ref":"#/$defs/matched"}})";

// map, key, required?, what it takes, its JSON Schema, what it means
constexpr std::array<KeyRow, 171> kKeys = {{
    {kScenario, "fauxplane", kRequired, "1", R"({"const":1})", "version of the format"},
    {kScenario, "service", kOptional, "the name of a service", R"({"$ref":"#/$defs/service"})",
     "whose API is played"},
    {kScenario, "seed", kOptional, "an integer, default 1", kCount,
     "everything random follows from it: ids, chances"},
    {kScenario, "clock", kOptional, "a map", R"({"$ref":"#/$defs/clock"})",
     "where business time starts and how it flows"},
    {kScenario, "world", kOptional, "a map", R"({"$ref":"#/$defs/world"})",
     "laid over the default world, by id"},
    {kScenario, "connections", kOptional, "refused, or a list of pass | close | reset | stall",
     R"({"anyOf":[{"const":"refused"},{"type":"array","minItems":1,"items":)"
     R"({"enum":["pass","close","reset","stall"]}}]})",
     "what becomes of the first connections, before anything is read"},
    {kScenario, "tls", kOptional, "a map; {} for https:// with a valid certificate",
     R"({"$ref":"#/$defs/tls"})", "clients are sent to https://, with certificates made for it"},
    {kScenario, "steps", kOptional, "a list of steps",
     R"({"type":"array","items":{"$ref":"#/$defs/step"}})",
     "each request takes the first step that fits and is not used up"},
    {kScenario, "expect", kOptional, "a list of expectations",
     R"({"type":"array","items":{"anyOf":[{"$ref":"#/$defs/expectation"},)"
     R"({"enum":["every step used","no unmatched request"]}]}})",
     "what the verdict asks of the client"},
    {kScenario, "check", kOptional, "a map", R"({"$ref":"#/$defs/check"})",
     "what fauxplane-check replay calls; the plane itself does not look at it"},

    {kTls, "certificate", kOptional,
     "valid | expired | not_yet_valid | wrong_host | untrusted | self_signed; default valid",
     R"({"enum":["valid","expired","not_yet_valid","wrong_host","untrusted","self_signed"]})",
     "what is wrong with the certificate that the plane presents"},
    {kTls, "client_certificate", kOptional, "none | wanted | required; default none",
     R"({"enum":["none","wanted","required"]})",
     "whether the plane asks the client for a certificate"},
    {kTls, "versions", kOptional, "a list of 1.2 | 1.3; default both",
     R"({"type":"array","minItems":1,"items":{"enum":["1.2","1.3",1.2,1.3]}})",
     "the versions of TLS that are offered"},

    {kClock, "start", kOptional, "an instant, or now; default 2026-04-15T12:00:00Z", kText,
     "business time when the world is made"},
    {kClock, "flow", kOptional,
     "frozen | real | a rate such as 60x; default frozen, real with a check",
     R"({"type":"string","pattern":"^(frozen|real|[0-9.]+x)$"})", "how fast business time goes on"},

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

    {kOrg, "plan", kOptional, "the id of a plan; a new org needs it", kId, "the plan it is on"},
    {kOrg, "billing_enabled", kOptional, "true | false", kBoolean,
     "whether billing endpoints answer"},
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

    {kTenant, "org", kOptional, "the id of an org; a new tenant needs it", kId, "who pays for it"},
    {kTenant, "name", kOptional, "a text", kText, "as reports show it"},
    {kTenant, "tags", kOptional, "texts by key",
     R"({"type":"object","additionalProperties":{"type":"string"}})", "what costs are grouped by"},

    {kProject, "tenant", kOptional, "the id of a tenant; a new project needs it", kId,
     "whose part it is"},
    {kProject, "name", kOptional, "a text", kText, "as lists show it"},
    {kProject, "default", kOptional, "true | false", kBoolean,
     "whether it stands in when nobody names one"},

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

    {kStep, "name", kOptional, "a text", kText, "what verdicts call the step"},
    {kStep, "on", kRequired, "METHOD /path, METHOD any, any /path, or any",
     R"({"$ref":"#/$defs/on"})", "which requests it is about"},
    {kStep, "match", kOptional, "a map", R"({"$ref":"#/$defs/match"})",
     "further conditions; all must hold"},
    {kStep, "times", kOptional, "an integer from 1", kFromOne,
     "how many requests it takes; without it, every one"},
    {kStep, "nth", kOptional, "an integer from 1", kFromOne,
     "takes the nth matching request of the session, and `times` (default 1) from there"},
    {kStep, "chance", kOptional, "a number above 0, up to 1",
     R"({"type":"number","exclusiveMinimum":0,"maximum":1})", "takes a request with this chance"},
    {kStep, "answer", kOptional, "a map or a compact text", R"({"$ref":"#/$defs/any_answer"})",
     "instead of the plane's own answer"},
    {kStep, "sequence", kOptional, "a list of answers",
     R"({"type":"array","minItems":1,"items":{"$ref":"#/$defs/any_answer"}})",
     "one answer after the other"},
    {kStep, "after", kOptional, "pass | stay | loop | fail; default pass",
     R"({"enum":["pass","stay","loop","fail"]})", "what follows the end of the sequence"},
    {kStep, "fault", kOptional, "a map", R"({"$ref":"#/$defs/fault"})",
     "what the wire does to the answer"},
    {kStep, "then", kOptional, "a map of effects, or a list of them",
     R"({"anyOf":[{"$ref":"#/$defs/then"},{"type":"array","items":{"$ref":"#/$defs/then"}}]})",
     "changes the world after the answer"},

    {kMatch, "key", kOptional, "the id of a key", kId, "the request is made with this key"},
    {kMatch, "origin", kOptional, "own | other_host | other_port", kOrigin,
     "the request is sent to this origin"},
    {kMatch, "header", kOptional, "values by header name", kValueMatches, "headers of the request"},
    {kMatch, "query", kOptional, "values by query key", kValueMatches, "decoded query values"},
    {kMatch, "body", kOptional, "values by JSON pointer: /events/0/kind", kValueMatches,
     "values in a JSON body"},

    {kValueMatch, "contains", kOptional, "a text", kText, "the text stands somewhere in the value"},
    {kValueMatch, "starts_with", kOptional, "a text", kText, "the value begins with the text"},
    {kValueMatch, "present", kOptional, "true", R"({"const":true})", "there is such a value"},
    {kValueMatch, "absent", kOptional, "true", R"({"const":true})", "there is no such value"},

    {kAnswer, "error", kOptional, "the name of an error", R"({"$ref":"#/$defs/error"})",
     "see docs/errors.md; any further key is a fact of the error: limit: 10"},
    {kAnswer, "envelope", kOptional, "the name of an envelope", R"({"$ref":"#/$defs/envelope"})",
     "the shape of the error's body"},
    {kAnswer, "message", kOptional, "a text", kText, "of the error"},
    {kAnswer, "status", kOptional, "200..599", R"({"type":"integer","minimum":200,"maximum":599})",
     "of a verbatim answer"},
    {kAnswer, "redirect", kOptional, "relative | own | other_host | other_port, or a map",
     R"({"anyOf":[{"enum":["relative","own","other_host","other_port"]},)"
     R"({"$ref":"#/$defs/redirect"}]})",
     "the Location header; status is 302 when none is given"},
    {kAnswer, "retry_after", kOptional, "a duration, period_end, or a map",
     R"({"anyOf":[{"$ref":"#/$defs/duration"},{"const":"period_end"},)"
     R"({"$ref":"#/$defs/retry_after"}]})",
     "the Retry-After header"},
    {kAnswer, "headers", kOptional, "values by header name; a list repeats it, null leaves it out",
     R"({"type":"object","additionalProperties":{"type":["string","number","array","null"]}})",
     "over the headers of the answer"},
    {kAnswer, "body", kOptional, "a text as it is, or a map or list as JSON", "{}",
     "of a verbatim answer"},

    {kRedirect, "to", kOptional, "relative | own | other_host | other_port",
     R"({"enum":["relative","own","other_host","other_port"]})",
     "where it leads: the origin of Location, or none; default own"},
    {kRedirect, "path", kRequired, "a path, with the prefix and the query",
     R"({"type":"string","pattern":"^/"})", "instead of that of the request"},

    {kRetryAfter, "in", kOptional, "a duration or period_end",
     R"({"anyOf":[{"$ref":"#/$defs/duration"},{"const":"period_end"}]})", "how long from now"},
    {kRetryAfter, "form", kOptional, "seconds | imf_fixdate | rfc850 | asctime",
     R"({"enum":["seconds","imf_fixdate","rfc850","asctime"]})", "how it is written"},
    {kRetryAfter, "raw", kOptional, "a text", kText, "these very bytes, valid or not"},

    {kDelay, "normal", kOptional, "a duration", kDuration, "the mean of a normal distribution"},
    {kDelay, "deviation", kOptional, "a duration", kDuration, "its standard deviation"},
    {kDelay, "lognormal", kOptional, "a duration", kDuration,
     "the median of a lognormal distribution"},
    {kDelay, "sigma", kOptional, "a number above 0, up to 10",
     R"({"type":"number","exclusiveMinimum":0,"maximum":10})",
     "the standard deviation of its logarithm"},

    {kStall, "at", kRequired, "a point", R"({"$ref":"#/$defs/point"})", "where it stops"},
    {kStall, "lasts", kOptional, "a duration, default 1h", kDuration, "for how long"},

    {kDrip, "bytes", kRequired, "1B, 4KiB", kBytes, "the size of a piece"},
    {kDrip, "every", kRequired, "a duration", kDuration, "the time between two pieces"},

    {kEffects, "advance_clock", kOptional, "a duration", kDuration, "business time jumps ahead"},
    {kEffects, "set_clock", kOptional, "an instant", kInstant, "business time is set"},
    {kEffects, "set_usage", kOptional, "org, and units by dimension",
     R"({"$ref":"#/$defs/set_usage"})", "what the org has used in this period"},
    {kEffects, "set_limit", kOptional, "plan, and units by dimension; null is unlimited",
     R"({"$ref":"#/$defs/set_limit"})", "what the plan allows"},
    {kEffects, "set_plan", kOptional, "org and plan", R"({"$ref":"#/$defs/set_plan"})",
     "the org changes its plan"},
    {kEffects, "enable_billing", kOptional, "the id of an org", kId, "billing endpoints answer"},
    {kEffects, "disable_billing", kOptional, "the id of an org", kId,
     "they answer billing_not_enabled"},
    {kEffects, "revoke_key", kOptional, "the id of a key", kId, "the key stops working"},
    {kEffects, "expire_key", kOptional, "the id of a key", kId, "the key has expired as of now"},
    {kEffects, "assign_seat", kOptional, "the id of a member", kId, "the member holds a seat"},
    {kEffects, "remove_seat", kOptional, "the id of a member", kId, "the member holds none"},
    {kEffects, "set_role", kOptional, "member and role", R"({"$ref":"#/$defs/set_role"})",
     "the member's role changes"},

    {kEffects, "set_extraction", kOptional, "a map; what it leaves out stays",
     R"({"$ref":"#/$defs/extraction"})", "what becomes of events that are ingested from then on"},

    {kSetUsage, "org", kRequired, "the id of an org", kId, "whose usage"},
    {kSetLimit, "plan", kRequired, "the id of a plan", kId, "whose limit"},
    {kSetPlan, "org", kRequired, "the id of an org", kId, "which org"},
    {kSetPlan, "plan", kRequired, "the id of a plan", kId, "its new plan"},
    {kSetRole, "member", kRequired, "the id of a member", kId, "which member"},
    {kSetRole, "role", kRequired, "a text", kText, "their new role"},
    {kExpectation, "on", kRequired, "METHOD /path, METHOD any, any /path, or any",
     R"({"$ref":"#/$defs/on"})", "which requests"},
    {kExpectation, "match", kOptional, "as in a step", R"({"$ref":"#/$defs/match"})",
     "which of them"},
    {kExpectation, "calls", kOptional, "3, \">= 2\", \"<= 4\", or \"2..4\"",
     R"({"type":["integer","string"]})", "how many there are"},
    {kExpectation, "gaps", kOptional, "a list of \">= 2s\", \"<= 5s\", \"2s..2.5s\"", kTexts,
     "time from an answer to the next request"},
    {kExpectation, "statuses", kOptional, "a list of statuses",
     R"({"type":"array","items":{"type":"integer"}})", "of the answers, in order"},

    {kCheck, "property", kOptional, "the id of a property", kId,
     "what is checked; without it, all that apply"},
    {kCheck, "client", kOptional, "a map", R"({"$ref":"#/$defs/client"})",
     "options of the client; those of its own otherwise"},
    {kCheck, "calls", kRequired, "a list of methods: me, or {keys.create: {name: ci}}",
     R"({"type":"array","items":{"type":["string","object"]}})", "what the client is asked to do"},
    {kCheck, "at_once", kOptional, "true | false", kBoolean,
     "the calls are made together, not one after the other"},
    {kCheck, "cancel", kOptional, "true | false", kBoolean,
     "the first call is cancelled once its first request was answered"},

    {kCheckClient, "max_retries", kOptional, "an integer", kCount, "further attempts of a call"},
    {kCheckClient, "backoff", kOptional, "a duration", kDuration, "before the first of them"},
    {kCheckClient, "timeout", kOptional, "a duration", kDuration, "of one attempt"},
    {kCheckClient, "api_key", kOptional, "a text", kText,
     "in the place of the key that the world hands out"},
}};

// One or several of the choices of a fault.
std::string choices_schema(const FaultRow& fault) {
  std::string choices;
  for (const DamageRow& row : damage_rows()) {
    if (row.fault != fault.name) continue;
    choices += (choices.empty() ? "\"" : ",\"") + std::string(row.choice) + '"';
  }
  const std::string one = R"({"enum":[)" + choices + "]}";
  return R"({"anyOf":[)" + one + R"(,{"type":"array","minItems":1,"items":)" + one + "}]}";
}

// The rows above, with those of the faults, which have a table of their own, in their place.
std::vector<KeyRow> all_rows() {
  static std::vector<std::string> texts;  // what the rows of damages point into
  texts.reserve(2 * fault_rows().size());
  std::vector<KeyRow> rows(kKeys.begin(), kKeys.end());
  std::vector<KeyRow> faults;
  for (const FaultRow& fault : fault_rows()) {
    const std::string& takes = texts.emplace_back(values_of(fault));
    const std::string& schema = texts.emplace_back(
        fault.schema.empty() ? choices_schema(fault) : std::string(fault.schema));
    faults.push_back({kFault, fault.name, kOptional, takes, schema, fault.does});
  }
  const auto at =
      std::find_if(rows.begin(), rows.end(), [](const KeyRow& row) { return row.map == kDelay; });
  rows.insert(at, faults.begin(), faults.end());
  return rows;
}

}  // namespace

std::span<const KeyRow> key_rows() {
  static const std::vector<KeyRow> kRows = all_rows();
  return kRows;
}

std::vector<std::string_view> keys_of(MapKind map) {
  std::vector<std::string_view> keys;
  for (const KeyRow& row : key_rows()) {
    if (row.map == map) keys.push_back(row.key);
  }
  return keys;
}

}  // namespace fauxplane
