// The metering of MemorySync against a naive model of it: any sequence of calls, good, bad and
// failing, over moves of the clock and changes of the limits (memorysync.md 5 to 7; S1, S3 to S7);
// and what must not change a figure (S9, S12, S13).
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>
#include <rapidcheck/state.h>

#include <map>
#include <set>

#include "simulator/pipeline/effects.h"
#include "tests/services/memorysync/metered_routes.h"
#include "tests/support/domain_gen.h"

namespace fauxplane {
namespace {

// How a call is good or bad; what it needs is sent with it.
enum class Way : std::uint8_t {
  kGood,
  kLowValue,  // of an add or a turn
  kReplay,    // of a turn; other routes are good again
  kBadBody,
  kUnknownKey,
  kForeignTenant,
  kNoEndUser,  // good under /v1
  kFails,      // the handler is not asked
  kFailsLate,  // the work is done, and the answer is 500
};
constexpr std::array<const char*, 9> kWays = {"good",        "low value",   "replay",
                                              "bad body",    "unknown key", "foreign tenant",
                                              "no end user", "fails",       "fails after the work"};

constexpr std::size_t kMetrics = 2;
constexpr std::int64_t kLimit = 6;

struct Model {
  Instant now = at("2026-03-30T12:00:00Z");
  int number = 0;       // of the last text that was made
  int turn_number = 0;  // of the last turn
  struct Owner {        // an org and its key
    std::array<std::int64_t, kMetrics> limits{kLimit, kLimit};
    std::map<Instant, std::array<std::int64_t, kMetrics>> used{};
    std::set<int> turns{};  // numbers of those that were taken in
    std::size_t rows = 0;
  };
  std::array<Owner, 2> owners{};  // silent, strict

  [[nodiscard]] Instant cycle() const { return period_of(now).start; }
};

struct Plane {
  MemorySyncPlane plane{
      "clock: {start: \"2026-03-30T12:00:00Z\"}\n"
      "world:\n"
      "  settings: {rate_limits: \"off\"}\n"
      "  plans:\n"
      "    pro: {limits: {add_requests: 6, retrieval_requests: 6}}\n"
      "    evaluation: {limits: {add_requests: 6, retrieval_requests: 6}}\n"
      "steps:\n"
      "  - {on: any, match: {header: {X-Fail: before}}, answer: 500}\n"
      "  - {on: any, match: {header: {X-Fail: after}}, answer: {status: 500, commit: before}}\n"};
  std::set<std::string> ids{};
};

using Command = rc::state::Command<Model, Plane>;

// Evenly spread whatever the size of the test, which would keep to the first few.
template <class T>
T any_below(T end) {
  return *rc::gen::resize(rc::kNominalSize, rc::gen::inRange<T>(T{0}, end));
}

constexpr std::size_t kTurnRoute = 7;  // it has the most ways

struct CallRoute : Command {
  std::size_t route_index = any_below(4) == 0 ? kTurnRoute : any_below(kMeteredRoutes.size());
  Way way = any_below(2) == 0 ? Way::kGood : static_cast<Way>(any_below(kWays.size()));
  bool is_strict = *rc::gen::element(false, false, true);
  std::int64_t size = *rc::gen::oneOf(rc::gen::inRange<std::int64_t>(1, 51),
                                      rc::gen::element<std::int64_t>(-1, 0, 1, 51, 1'000'000));

  [[nodiscard]] const MeteredRoute& route() const { return kMeteredRoutes.at(route_index); }
  [[nodiscard]] bool is_of_tenants() const {
    return std::string_view(route().target).starts_with("/v1");
  }
  [[nodiscard]] std::int64_t good_size() const {
    return route().kind == MeteredKind::kBatch ? std::clamp<std::int64_t>(size, 1, 50) : size;
  }
  [[nodiscard]] bool is_turn() const { return route().kind == MeteredKind::kTurn; }
  [[nodiscard]] bool is_add() const { return route().kind == MeteredKind::kAdd; }
  [[nodiscard]] bool is_low_value() const {
    return way == Way::kLowValue && (is_turn() || is_add());
  }
  [[nodiscard]] int number_in(const Model& model) const {
    return way == Way::kReplay && is_turn() ? model.turn_number : model.number + 1;
  }

  struct Outcome {
    int status = 0;
    bool is_degraded = false;
    bool is_replay = false;
    std::int64_t units = 0;
    std::size_t rows = 0;  // that are stored
  };

  [[nodiscard]] Outcome outcome_in(const Model& model) const {
    const Model::Owner& owner = model.owners.at(is_strict);
    switch (way) {
      case Way::kBadBody:
        return {.status = 422};
      case Way::kUnknownKey:
        return {.status = 401};
      case Way::kForeignTenant:
        return {.status = 403};
      case Way::kNoEndUser:
        if (!is_of_tenants()) return {.status = 400};
        break;
      case Way::kGood:
      case Way::kLowValue:
      case Way::kReplay:
      case Way::kFails:
      case Way::kFailsLate:
        break;
    }
    const auto used = owner.used.find(model.cycle());
    const std::int64_t spent = used == owner.used.end() ? 0 : used->second.at(route().dimension);
    if (spent >= owner.limits.at(route().dimension)) {
      if (is_strict) return {.status = 429};
      return {.status = route().degraded_status, .is_degraded = true};
    }
    if (way == Way::kFails) return {.status = 500};
    const std::size_t rows = rows_of_success(owner, number_in(model));
    if (way == Way::kFailsLate) return {.status = 500, .rows = rows};
    const bool is_replay = is_turn() && owner.turns.contains(number_in(model)) && !is_low_value();
    const int status = is_low_value() && is_add() ? 200 : route().status;
    return {.status = status, .is_replay = is_replay, .units = is_replay ? 0 : 1, .rows = rows};
  }

  [[nodiscard]] std::size_t rows_of_success(const Model::Owner& owner, int number) const {
    if (is_low_value()) return 0;
    if (is_turn()) return owner.turns.contains(number) ? 0 : 1;
    if (is_add()) return 1;
    return route().kind == MeteredKind::kBatch ? static_cast<std::size_t>(good_size()) : 0;
  }

  void apply(Model& model) const override {
    const Outcome outcome = outcome_in(model);
    Model::Owner& owner = model.owners.at(is_strict);
    const int number = number_in(model);
    const bool is_worked = outcome.rows > 0 || outcome.units > 0;
    if (outcome.units > 0) {
      owner.used[model.cycle()].at(route().dimension) += outcome.units;
    }
    owner.rows += outcome.rows;
    if (is_turn() && is_worked && !is_low_value()) owner.turns.insert(number);
    model.number = std::max(model.number, number);
    if (is_turn()) model.turn_number = number;
  }

  [[nodiscard]] TestRequest request_in(const Model& model) const {
    const char* tenant = is_strict ? kStrictTenant : kOwnTenant;
    if (way == Way::kForeignTenant) tenant = "org_3";
    std::string body = metered_body(route().kind, tenant, number_in(model), good_size());
    if (is_low_value()) {
      const std::string greeting = "Hello there, thank you!";
      const std::size_t from = body.find("Note ");
      body.replace(from, body.find("kept.") + 5 - from, greeting);
    }
    if (way == Way::kBadBody) body = "[]";
    TestRequest request{.key = {}, .body = std::move(body)};
    const std::string known = is_strict ? kStrictSecret : handed_out_secret();
    request.headers.emplace_back("X-API-Key", way == Way::kUnknownKey ? "ms_live_nobody" : known);
    if (way != Way::kNoEndUser) request.headers.emplace_back("X-End-User-ID", "u-1");
    if (way == Way::kForeignTenant) request.headers.emplace_back("X-Tenant-ID", "org_3");
    if (way == Way::kFails) request.headers.emplace_back("X-Fail", "before");
    if (way == Way::kFailsLate) request.headers.emplace_back("X-Fail", "after");
    return request;
  }

  void run(const Model& model, Plane& sut) const override {
    const Outcome outcome = outcome_in(model);
    const TestAnswer answer = sut.plane.send("POST", route().target, request_in(model));
    RC_ASSERT(answer.status == outcome.status);
    const std::string id = answer.header("X-Request-ID").value_or("");
    RC_ASSERT(!id.empty() && sut.ids.insert(id).second);
    if (outcome.is_degraded) RC_ASSERT(answer.body == route().degraded);
    if (outcome.is_replay) RC_ASSERT(answer.json()["already_exists"] == true);
    if (answer.status >= 400 && answer.json().contains("request_id")) {
      RC_ASSERT(answer.json()["request_id"] == id);
    }
    Model after = model;
    apply(after);
    check(after, sut);
  }

  // Every cycle that was ever used says what the model says, of both orgs and metrics.
  static void check(const Model& model, Plane& sut) {
    const std::array<OrgId, 2> orgs = {kMainOrg, kStrictOrg};
    const std::array<const char*, 2> tenants = {kOwnTenant, kStrictTenant};
    Store& store = sut.plane.world().store();
    for (std::size_t index = 0; index < orgs.size(); ++index) {
      const Model::Owner& owner = model.owners.at(index);
      for (const auto& [cycle, used] : owner.used) {
        const Quantities counted = store.usage(orgs.at(index), cycle);
        RC_ASSERT(counted[0] == used[0]);
        RC_ASSERT(counted[1] == used[1]);
      }
      const auto rows =
          store.tenant_memories().of_user(TenantId{tenants.at(index)}, "u-1", model.now);
      RC_ASSERT(rows.size() == owner.rows);
    }
  }

  void show(std::ostream& out) const override {
    out << route().target << " (" << kWays.at(static_cast<std::size_t>(way))
        << (is_strict ? ", strict" : "") << ", size " << size << ")";
  }
};

struct MoveClock : Command {
  std::int64_t hours = *rc::gen::element<std::int64_t>(1, 11, 12, 24, 24 * 31);
  void apply(Model& model) const override { model.now += std::chrono::hours{hours}; }
  void run(const Model& model, Plane& sut) const override {
    apply_effect(sut.plane.world(), AdvanceClock{std::chrono::hours{hours}}, sut.plane.arrival());
    Model after = model;
    apply(after);
    CallRoute::check(after, sut);
  }
  void show(std::ostream& out) const override { out << "clock +" << hours << "h"; }
};

struct ChangeLimit : Command {
  bool is_strict = *rc::gen::arbitrary<bool>();
  std::size_t metric = any_below(kMetrics);
  std::int64_t limit = any_below<std::int64_t>(9);
  void apply(Model& model) const override { model.owners.at(is_strict).limits.at(metric) = limit; }
  void run(const Model&, Plane& sut) const override {
    const PlanId plan{is_strict ? "evaluation" : "pro"};
    apply_effect(sut.plane.world(), SetLimit{plan, static_cast<Dimension>(metric), limit},
                 sut.plane.arrival());
  }
  void show(std::ostream& out) const override {
    out << (is_strict ? "evaluation" : "pro") << " limit " << metric << " = " << limit;
  }
};

RC_GTEST_PROP(MeteringModel, CountsWhatTheModelCounts, ()) {
  Plane sut;
  const auto commands = *rc::gen::scale(
      0.6, rc::state::gen::commands(
               Model{}, rc::state::gen::execOneOfWithArgs<CallRoute, CallRoute, CallRoute,
                                                          MoveClock, ChangeLimit>()));
  rc::state::runAll(commands, Model{}, sut);
}

// What one client calls in the property below.
struct TenantCall {
  const char* tenant;
  std::size_t route;
  int number;
};

// S9: as long as the plan has room, the order in which tenants call does not show in the report.
RC_GTEST_PROP(MeteringProperty, TheOrderOfTenantsDoesNotShowInTheReport, ()) {
  const int count = *rc::gen::inRange(0, 40);
  std::vector<TenantCall> calls;
  for (int number = 0; number < count; ++number) {
    calls.push_back({*rc::gen::element("org_7", "org_9"),
                     *rc::gen::inRange<std::size_t>(0, kMeteredRoutes.size()), number});
  }
  std::vector<TenantCall> permuted = calls;
  for (std::size_t index = permuted.size(); index > 1; --index) {
    std::swap(permuted[index - 1], permuted[*rc::gen::inRange<std::size_t>(0, index)]);
  }
  const auto report_of = [](const std::vector<TenantCall>& order) {
    MemorySyncPlane plane;
    for (const TenantCall& call : order) {
      const MeteredRoute& route = kMeteredRoutes.at(call.route);
      const TestAnswer answer = plane.send(
          "POST", route.target,
          with_key(handed_out_secret(), metered_body(route.kind, call.tenant, call.number),
                   {{"X-Tenant-ID", call.tenant}}));
      RC_ASSERT(answer.status == route.status);
    }
    return plane.call("GET", "/org/billing/allocation").body;
  };
  RC_ASSERT(report_of(calls) == report_of(permuted));
}

// S12: leave out the calls that the limiter refused, and nothing else is answered or counted
// differently.
RC_GTEST_PROP(MeteringProperty, ACallThatTheLimiterRefusesLeavesNoTrace, ()) {
  const std::string world =
      "clock: {start: \"2026-03-02T09:00:00Z\"}\n"
      "world:\n"
      "  rate_limits: {pro: {per_second: 2, per_minute: 6, per_hour: 20}}\n"
      "  plans: {pro: {limits: {add_requests: 5, retrieval_requests: 5}}}\n"
      "  keys: {key_live: {rate_tier: pro}}\n";
  MemorySyncPlane whole(world);
  MemorySyncPlane sparing(world);
  Instant now = whole.now();
  int refused = 0;
  const int count = *rc::gen::inRange(1, 60);
  for (int number = 0; number < count; ++number) {
    now += Duration{*rc::gen::oneOf(rc::gen::inRange(0, 400), rc::gen::inRange(0, 40'000),
                                    rc::gen::inRange(0, 1'200'000))};
    whole.set_clock(now);
    sparing.set_clock(now);
    const auto& route = kMeteredRoutes.at(*rc::gen::inRange<std::size_t>(0, kMeteredRoutes.size()));
    const std::string body = metered_body(route.kind, kOwnTenant, number);
    const TestAnswer answer = whole.call("POST", route.target, handed_out_secret(), body);
    if (answer.status == 429) {
      ++refused;
      continue;
    }
    const TestAnswer other = sparing.call("POST", route.target, handed_out_secret(), body);
    RC_ASSERT(other.status == answer.status);
    RC_ASSERT(other.header("X-RateLimit-Remaining") == answer.header("X-RateLimit-Remaining"));
    RC_ASSERT(whole.world().store().usage(kMainOrg, now) ==
              sparing.world().store().usage(kMainOrg, now));
  }
  RC_CLASSIFY(refused > 0, "with refusals");
}

}  // namespace
}  // namespace fauxplane
