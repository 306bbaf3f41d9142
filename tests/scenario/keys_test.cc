#include "simulator/scenario/keys.h"

#include <gtest/gtest.h>

#include <map>
#include <nlohmann/json.hpp>
#include <set>

#include "simulator/scenario/nearest.h"
#include "simulator/services/memorysync/memorysync.h"
#include "tests/scenario/support.h"

namespace fauxplane {
namespace {

using enum MapKind;

// A scenario around one map of each kind: what stands before and behind its keys, and a key that
// every such map may have besides the one that is tested.
struct Frame {
  std::string before;
  std::string after;
};

const std::map<MapKind, Frame>& frames() {
  static const std::map<MapKind, Frame> kFrames = {
      {kScenario, {"", ""}},
      {kTls, {"tls: {", "}"}},
      {kClock, {"clock: {", "}"}},
      {kWorld, {"world: {", "}"}},
      {kPlan, {"world: {plans: {pro: {", "}}}"}},
      {kPrice, {"world: {plans: {pro: {prices: [{", "}]}}}"}},
      {kOrg, {"world: {orgs: {org_1: {", "}}}"}},
      {kSeats, {"world: {orgs: {org_1: {seats: {", "}}}}"}},
      {kPaymentMethod, {"world: {orgs: {org_1: {payment_method: {", "}}}}"}},
      {kUpcomingInvoice, {"world: {orgs: {org_1: {upcoming_invoice: {", "}}}}"}},
      {kInvoice, {"world: {orgs: {org_1: {invoices: [{", "}]}}}"}},
      {kMember, {"world: {members: {member_plain: {", "}}}"}},
      {kKey,
       {"world: {tenants: {t_1: {org: org_free}}, projects: {p_1: {tenant: t_1}}, keys: {key_free: "
        "{",
        "}}}"}},
      {kTenant, {"world: {tenants: {t_1: {", "}}}"}},
      {kProject, {"world: {tenants: {t_1: {org: org_1}}, projects: {p_1: {", "}}}"}},
      {kRateLimits, {"world: {rate_limits: {", "}}"}},
      {kTierLimits, {"world: {rate_limits: {free: {", "}}}"}},
      {kEvent, {"world: {events: [{", "}]}"}},
      {kExtraction, {"world: {extraction: {", "}}"}},
      {kStep, {"steps: [{", "}]"}},
      {kMatch, {"steps: [{on: any, match: {", "}}]"}},
      {kValueMatch, {"steps: [{on: any, match: {query: {a: {", "}}}}]"}},
      {kAnswer, {"steps: [{on: any, answer: {", "}}]"}},
      {kRedirect, {"steps: [{on: any, answer: {redirect: {", "}}}]"}},
      {kRetryAfter, {"steps: [{on: any, answer: {status: 429, retry_after: {", "}}}]"}},
      {kFault, {"steps: [{on: any, fault: {", "}}]"}},
      {kDelay, {"steps: [{on: any, fault: {delay: {", "}}}]"}},
      {kStall, {"steps: [{on: any, fault: {stall: {", "}}}]"}},
      {kDrip, {"steps: [{on: any, fault: {drip: {", "}}}]"}},
      {kEffects, {"world: {tenants: {org_7: {org: org_1}}}\nsteps: [{on: any, then: {", "}}]"}},
      {kSetUsage, {"steps: [{on: any, then: {set_usage: {", "}}}]"}},
      {kSetLimit, {"steps: [{on: any, then: {set_limit: {", "}}}]"}},
      {kSetPlan, {"steps: [{on: any, then: {set_plan: {", "}}}]"}},
      {kSetRole, {"steps: [{on: any, then: {set_role: {", "}}}]"}},
      {kExpectation, {"expect: [{", "}]"}},
      {kCheck, {"check: {", "}"}},
      {kCheckClient, {"check: {calls: [], client: {", "}}"}},
  };
  return kFrames;
}

// A value that each key takes; keys that take the same in every map stand once.
const std::map<std::string, std::string, std::less<>> kValues = {
    {"fauxplane", "1"},
    {"service", "memsy"},
    {"seed", "7"},
    {"clock", "{flow: real}"},
    {"world", "{}"},
    {"connections", "[reset]"},
    {"tls", "{}"},
    {"certificate", "expired"},
    {"client_certificate", "required"},
    {"versions", "[1.3]"},
    {"steps", "[]"},
    {"expect", "[]"},
    {"start", "now"},
    {"flow", "60x"},
    {"plans", "{}"},
    {"orgs", "{}"},
    {"members", "{}"},
    {"keys", "{}"},
    {"events", "[]"},
    {"settings", "{}"},
    {"handed_out", "key_free"},
    {"limits", "{api_calls: ~}"},
    {"overage_rates", "{api_calls: 0.1}"},
    {"max_keys", "1"},
    {"max_orgs", "1"},
    {"features", "[a]"},
    {"prices", "[{amount_minor: 4900}]"},
    {"amount_minor", "4900"},
    {"effective_at", "2026-03-15"},
    {"version", "3"},
    {"subscription_day", "31"},
    {"tenants", "{}"},
    {"rate_limits", "{}"},
    {"rate_tier", "enterprise"},
    {"tags", "{team: search}"},
    {"deleted", "true"},
    {"free", "{per_second: 1}"},
    {"pro", "{}"},
    {"enterprise", "{per_hour: 7}"},
    {"unlimited", "{}"},
    {"default", "{}"},
    {"dashboard", "{}"},
    {"scim", "{}"},
    {"documentation", "{per_minute: 60}"},
    {"per_second", "1"},
    {"per_minute", "2"},
    {"per_hour", "3"},
    {"delete_tenant", "org_7"},
    {"resubscribe", "org_1"},
    {"reset_usage", "org_1"},
    {"plan", "pro"},
    {"billing_enabled", "true"},
    {"seats", "{pending: 1}"},
    {"usage", "{api_calls: 1}"},
    {"interest_expressed", "true"},
    {"customer_id", "c"},
    {"subscription_id", "s"},
    {"subscription_status", "active"},
    {"billing_contact", "b"},
    {"payment_method", "{brand: b, last4: \"1\", exp_month: 1, exp_year: 2030}"},
    {"upcoming_invoice", "{amount_due: 1, currency: usd}"},
    {"invoices", "[]"},
    {"purchased", "1"},
    {"pending", "1"},
    {"brand", "visa"},
    {"last4", "\"4242\""},
    {"exp_month", "12"},
    {"exp_year", "2030"},
    {"amount_due", "1"},
    {"amount_paid", "1"},
    {"currency", "usd"},
    {"id", "x"},
    {"status", "200"},
    {"created", "\"2026-04-01\""},
    {"hosted_invoice_url", "u"},
    {"org", "org_1"},
    {"email", "e"},
    {"role", "r"},
    {"seat", "true"},
    {"superadmin", "true"},
    {"billing_admin", "true"},
    {"member", "member_free"},
    {"name", "n"},
    {"secret", "msy_x"},
    {"scopes", "[read]"},
    {"created_at", "\"2026-04-01\""},
    {"expires_at", "\"2026-04-01\""},
    {"revoked", "true"},
    {"actor_id", "a"},
    {"session_id", "s"},
    {"kind", "k"},
    {"content", "c"},
    {"metadata", "{a: 1}"},
    {"ts", "\"2026-04-01\""},
    {"ingested_at", "\"2026-04-01\""},
    {"role_id", "r"},
    {"team_id", "t"},
    {"remembered", "true"},
    {"extraction", "{delay: 2s}"},
    {"outcome", "failed"},
    {"fails_on", "bad"},
    {"on", "GET /me"},
    {"match", "{key: key_free}"},
    {"times", "2"},
    {"nth", "2"},
    {"chance", "0.5"},
    {"answer", "429"},
    {"sequence", "[429, 200]"},
    {"after", "stay"},
    {"fault", "{delay: 1s}"},
    {"then", "{advance_clock: 1s}"},
    {"key", "key_free"},
    {"header", "{Accept: a}"},
    {"query", "{a: b}"},
    {"body", "{/a: b}"},
    {"contains", "a"},
    {"starts_with", "a"},
    {"present", "true"},
    {"absent", "true"},
    {"error", "seat_required"},
    {"envelope", "flat"},
    {"message", "m"},
    {"retry_after", "2s"},
    {"headers", "{A: b}"},
    {"in", "2s"},
    {"form", "rfc850"},
    {"raw", "soon"},
    {"delay", "1s"},
    {"cut_after", "20B"},
    {"normal", "1s"},
    {"deviation", "1s"},
    {"lognormal", "1s"},
    {"sigma", "0.5"},
    {"stall", "body"},
    {"at", "body"},
    {"lasts", "1s"},
    {"drip", "{bytes: 1B, every: 1ms}"},
    {"bytes", "1B"},
    {"every", "1ms"},
    {"reset", "before"},
    {"close", "before"},
    {"half_close", "before"},
    {"early", "true"},
    {"commit", "before"},
    {"advance_clock", "1s"},
    {"set_clock", "\"2026-04-01\""},
    {"set_usage", "{org: org_1, api_calls: 1}"},
    {"set_limit", "{plan: pro, api_calls: 1}"},
    {"set_plan", "{org: org_1, plan: pro}"},
    {"enable_billing", "org_1"},
    {"disable_billing", "org_1"},
    {"revoke_key", "key_free"},
    {"expire_key", "key_free"},
    {"assign_seat", "member_free"},
    {"remove_seat", "member_free"},
    {"set_role", "{member: member_free, role: r}"},
    {"set_extraction", "{outcome: failed}"},
    {"projects", "{}"},
    {"tenant", "t_1"},
    {"project", "p_1"},
    {"environment", "staging"},
    {"strict", "true"},
    {"session", "true"},
    {"origin", "own"},
    {"redirect", "other_port"},
    {"to", "relative"},
    {"path", "/x"},
    {"check", "{calls: [me]}"},
    {"property", "B1"},
    {"client", "{max_retries: 0}"},
    {"at_once", "true"},
    {"cancel", "true"},
    {"api_key", "msy_1"},
    {"max_retries", "3"},
    {"backoff", "1s"},
    {"timeout", "30s"},
    {"calls", "3"},
    {"gaps", "[\">= 2s\"]"},
    {"statuses", "[200]"},
};

// The keys that must stand beside `key` for the map to mean something.
std::string company_of(MapKind map, std::string_view key) {
  const std::set<std::string_view> of_errors = {"envelope", "message"};
  if (map == kAnswer && of_errors.contains(key)) return "error: seat_required, ";
  if (map == kAnswer && key == "commit") return "status: 500, ";
  if (map == kAnswer && key == "body") return "status: 200, ";
  if (map == kTenant && key != "org") return "org: org_1, ";
  if (map == kProject && key != "tenant") return "tenant: t_1, ";
  if (map == kStep && key == "after") return "sequence: [429], ";
  if (map == kRetryAfter && key == "form") return "in: 2s, ";
  if (map == kFault && key == "commit") return "reset: before, ";
  if (map == kDelay) {
    const std::map<std::string_view, std::string> others = {{"normal", "deviation: 1s, "},
                                                            {"deviation", "normal: 1s, "},
                                                            {"lognormal", "sigma: 0.5, "},
                                                            {"sigma", "lognormal: 1s, "}};
    return others.at(key);
  }
  if (map == kSetUsage || map == kSetLimit) return "api_calls: 1, ";
  if (map == kExpectation && (key == "on" || key == "match")) return "calls: 1, ";
  return "";
}

std::string value_of(const KeyRow& row) {
  if (row.map == kCheck && row.key == "calls") return "[me]";      // a count elsewhere
  if (row.map == kProject && row.key == "default") return "true";  // a tier elsewhere
  for (const DamageRow& damage : damage_rows()) {
    if (row.map == kFault && damage.fault == row.key) return std::string(damage.choice);
  }
  return kValues.at(std::string(row.key));
}

std::string document(const KeyRow& row, const std::string& name) {
  std::string text = "# One key.\n";
  std::string inside = company_of(row.map, row.key);
  for (const KeyRow& other : key_rows()) {
    if (other.map != row.map || !other.is_required || other.key == row.key) continue;
    inside += std::string(other.key) + ": " + value_of(other) + ", ";
  }
  inside += name + ": " + value_of(row);
  if (row.map == kScenario) return text + "{" + inside + "}\n";
  const Frame& frame = frames().at(row.map);
  return text + "fauxplane: 1\n" + frame.before + inside + frame.after + "\n";
}

// The words of a service that knows every effect: some are about settings of MemorySync.
const Vocabulary& words_of_every_effect() {
  static const Vocabulary kWords = [] {
    Vocabulary every = words();
    every.settings = memorysync().vocabulary.settings;
    return every;
  }();
  return kWords;
}

tl::expected<Scenario, std::vector<Finding>> load_with_every_effect(std::string_view yaml) {
  return load_scenario(yaml, "x.yaml", words_of_every_effect(), default_world());
}

TEST(KeysTest, TheParserAcceptsEveryKeyOfTheTable) {
  for (const KeyRow& row : key_rows()) {
    const std::string yaml = document(row, std::string(row.key));
    SCOPED_TRACE(yaml);
    const auto scenario = load_with_every_effect(yaml);
    EXPECT_TRUE(scenario) << text_of(scenario.error());
  }
}

// "step" -> "stepq": one letter too many.
TEST(KeysTest, ASlipOfThePenIsRefusedWithTheNearest) {
  for (const KeyRow& row : key_rows()) {
    const std::string yaml = document(row, std::string(row.key) + "q");
    SCOPED_TRACE(yaml);
    const auto scenario = load(yaml);
    ASSERT_FALSE(scenario);
    EXPECT_NE(text_of(scenario.error())
                  .find("unknown key \"" + std::string(row.key) + "q\" in " +
                        std::string(map_row(row.map).name) + "; did you mean \"" +
                        std::string(row.key) + "\"?"),
              std::string::npos)
        << text_of(scenario.error());
  }
}

TEST(KeysTest, EveryEffectChangesSomething) {
  for (const KeyRow& row : key_rows()) {
    if (row.map != kEffects) continue;
    const auto scenario = load_with_every_effect(document(row, std::string(row.key)));
    ASSERT_TRUE(scenario) << text_of(scenario.error());
    EXPECT_EQ(scenario->steps[0].effects.size(), 1U) << row.key;
  }
}

TEST(KeysTest, RequiredKeysAreMissed) {
  for (const KeyRow& row : key_rows()) {
    if (!row.is_required) continue;
    const std::string yaml = row.map == kScenario
                                 ? "# None.\nseed: 1\n"
                                 : "# None.\nfauxplane: 1\n" + frames().at(row.map).before +
                                       frames().at(row.map).after + "\n";
    SCOPED_TRACE(yaml);
    const auto scenario = load(yaml);
    ASSERT_FALSE(scenario);
    EXPECT_NE(text_of(scenario.error())
                  .find(std::string(map_row(row.map).name) + " needs \"" + std::string(row.key) +
                        "\": " + std::string(row.takes)),
              std::string::npos)
        << text_of(scenario.error());
  }
}

TEST(KeysTest, RowsAreInOrderAndComplete) {
  std::set<std::pair<MapKind, std::string_view>> seen;
  std::set<MapKind> finished;
  MapKind current = kScenario;
  for (const KeyRow& row : key_rows()) {
    if (row.map != current) finished.insert(std::exchange(current, row.map));
    EXPECT_FALSE(finished.contains(row.map)) << row.key << " stands apart from its map";
    EXPECT_TRUE(seen.insert({row.map, row.key}).second) << row.key << " stands twice";
    EXPECT_FALSE(row.takes.empty()) << row.key;
    EXPECT_FALSE(row.says.empty()) << row.key;
    EXPECT_FALSE(nlohmann::json::parse(row.schema, nullptr, false).is_discarded()) << row.schema;
  }
  EXPECT_EQ(finished.size() + 1, map_rows().size());
  for (const MapRow& row : map_rows()) {
    EXPECT_EQ(&map_row(row.map), &row);
    EXPECT_FALSE(keys_of(row.map).empty()) << row.name;
  }
}

}  // namespace
}  // namespace fauxplane
