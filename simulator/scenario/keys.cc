#include "simulator/scenario/keys.h"

#include <algorithm>
#include <array>
#include <string>

#include "simulator/scenario/fault.h"
#include "simulator/scenario/key_schemas.h"
#include "simulator/scenario/world_keys.h"

namespace fauxplane {
namespace {

using enum MapKind;
using namespace key_schemas;

// map, key, required?, what it takes, its JSON Schema, what it means
constexpr std::array<KeyRow, 93> kKeys = {{
    {kScenario, "fauxplane", kRequired, "1", R"({"const":1})", "version of the format"},
    {kScenario, "service", kOptional, "the name of a service", R"({"$ref":"#/$defs/service"})",
     "whose API is played"},
    {kScenario, "seed", kOptional, "an integer, default 1", kCount,
     "everything random follows from it: ids, chances, delays"},
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
    {kAnswer, "commit", kOptional, "before | after", R"({"enum":["before","after"]})",
     "before: the plane does the work, then says this instead; after (default): nothing is done"},

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
    {kEffects, "delete_tenant", kOptional, "the id of a tenant", kId,
     "what it has used is nobody's any more"},
    {kEffects, "resubscribe", kOptional, "the id of an org", kId,
     "the org subscribes anew; whether that resets its counters is a setting"},
    {kEffects, "reset_usage", kOptional, "the id of an org", kId,
     "an operator resets the org; whether that resets its counters is a setting"},
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
    const bool is_number = row.choice.find_first_not_of("0123456789") == std::string_view::npos;
    if (is_number) choices += "," + std::string(row.choice);  // as YAML reads it without quotes
  }
  const std::string one = R"({"enum":[)" + choices + "]}";
  return R"({"anyOf":[)" + one + R"(,{"type":"array","minItems":1,"items":)" + one + "}]}";
}

// The rows above, with those of the world and the faults, which have tables of their own, in their
// places.
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
  const auto put_before = [&rows](MapKind map, std::span<const KeyRow> more) {
    const auto at =
        std::find_if(rows.begin(), rows.end(), [map](const KeyRow& row) { return row.map == map; });
    rows.insert(at, more.begin(), more.end());
  };
  put_before(kDelay, faults);
  put_before(kStep, world_key_rows());
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
