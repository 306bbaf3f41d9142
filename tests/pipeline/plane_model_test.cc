// The plane against a naive model of it: any sequence of calls, effects and moves of the clock.
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>
#include <rapidcheck/state.h>

#include <array>
#include <map>

#include "simulator/domain/billing_period.h"
#include "simulator/pipeline/effects.h"
#include "tests/support/test_plane.h"

namespace fauxplane {
namespace {

constexpr const char* kWorld = R"(
clock: {start: "2026-04-29T00:00:00Z"}
world:
  plans:
    pro: {limits: {api_calls: 12}, max_keys: 6}
    free: {limits: {api_calls: 5}, max_keys: 2}
)";

struct ModelKey {
  bool is_admin_key = false;  // of member_admin, else of member_plain
  bool is_active = true;
};

struct Model {
  std::int64_t used = 0;
  bool is_pro = true;
  std::map<bool, std::optional<std::int64_t>> limits{{true, 12}, {false, 5}};  // by is_pro
  bool has_billing = true;
  bool is_admin = true;  // member_admin
  bool plain_has_seat = true;
  Instant now = std::chrono::sys_days{std::chrono::year{2026} / 4 / 29};
  // 0 admin, 1 member, 2 seatless (never called with); then those that were made.
  std::vector<ModelKey> keys{{.is_admin_key = true}, {}, {}};
  int other_active = 1;  // key_read_only
  [[nodiscard]] std::int64_t max_keys() const { return is_pro ? 6 : 2; }
  [[nodiscard]] std::int64_t active() const {
    std::int64_t count = other_active;
    for (const ModelKey& key : keys) count += key.is_active ? 1 : 0;
    return count;
  }
};

struct Plane {
  TestPlane plane{kWorld};
  std::vector<std::string> secrets{kAdminKey, kMemberKey, kSeatlessKey};
  std::vector<std::string> ids{"key_admin", "key_member", "key_seatless"};
  void apply(const Effect& effect) { apply_effect(plane.world(), effect, plane.arrival()); }
};

using Command = rc::state::Command<Model, Plane>;

// What the model says of a call: the status, and the code where there is one.
struct Outcome {
  int status = 200;
  std::string code{};
};

enum class Target : std::uint8_t { kMe, kSummary, kEvents, kBilling, kHealth, kCreate, kDelete };

// The caller is one of the first two keys or one that was made, so that seats and roles differ.
std::size_t caller_of(const Model& model, std::size_t pick) {
  const std::size_t at = pick % (model.keys.size() - 1);
  return at < 2 ? at : at + 1;
}

Outcome outcome_of(const Model& model, Target target, std::size_t caller, std::size_t victim) {
  const ModelKey& key = model.keys[caller];
  if (!key.is_active) return {401};
  const auto limit = model.limits.at(model.is_pro);
  const bool is_full = limit && model.used + 1 > *limit;
  if (is_full && target != Target::kHealth) return {429, "usage_limit_exceeded"};
  const bool needs_admin =
      target != Target::kMe && target != Target::kHealth && target != Target::kEvents;
  if (needs_admin && !(key.is_admin_key && model.is_admin)) return {403, "admin_required"};
  if (target == Target::kEvents && !key.is_admin_key && !model.plain_has_seat)
    return {403, "seat_required"};
  if (target == Target::kBilling && !model.has_billing) return {403, "billing_not_enabled"};
  if (target == Target::kCreate && model.active() >= model.max_keys())
    return {403, "key_limit_reached"};
  if (target == Target::kDelete) return {model.keys[victim].is_active ? 204 : 404};
  return {};
}

struct CallPlane : Command {
  Target target = static_cast<Target>(*rc::gen::inRange(0, 7));
  std::size_t pick = *rc::gen::inRange<std::size_t>(0, 50);
  std::size_t other = *rc::gen::inRange<std::size_t>(0, 50);

  void apply(Model& model) const override {
    const std::size_t caller = caller_of(model, pick);
    const std::size_t victim = other % model.keys.size();
    const Outcome outcome = outcome_of(model, target, caller, victim);
    if (outcome.status != 200 && outcome.status != 204) return;
    ++model.used;
    if (target == Target::kCreate) model.keys.push_back({.is_admin_key = true});
    if (target == Target::kDelete) model.keys[victim].is_active = false;
  }

  void run(const Model& model, Plane& sut) const override {
    const std::size_t caller = caller_of(model, pick);
    const std::size_t victim = other % model.keys.size();
    const Outcome outcome = outcome_of(model, target, caller, victim);
    const TestAnswer answer = send(sut, caller, victim);
    RC_ASSERT(answer.status == outcome.status);
    RC_ASSERT(answer.code() == outcome.code);
    const bool is_success = answer.status < 300;
    const auto limit = model.limits.at(model.is_pro);
    const std::int64_t used = model.used + (is_success ? 1 : 0);
    RC_ASSERT(answer.header("X-Usage-ApiCalls") ==
              (is_success ? std::optional(std::to_string(used)) : std::nullopt));
    const bool has_triple = answer.status != 401 && limit;
    RC_ASSERT(answer.header("X-RateLimit-Remaining") ==
              (has_triple ? std::optional(std::to_string(std::max<std::int64_t>(0, *limit - used)))
                          : std::nullopt));
    if (outcome.code == "usage_limit_exceeded") {
      RC_ASSERT(answer.json()["detail"]["current"] == model.used);
      RC_ASSERT(answer.json()["detail"]["limit"] == *limit);
    }
    if (target == Target::kSummary && is_success) {
      RC_ASSERT(answer.json()["dimensions"][0]["used"] == used);
    }
    if (target == Target::kCreate && is_success) {
      sut.secrets.push_back(answer.json()["raw_key"].get<std::string>());
      sut.ids.push_back(answer.json()["key_id"].get<std::string>());
    }
  }

  [[nodiscard]] TestAnswer send(Plane& sut, std::size_t caller, std::size_t victim) const {
    constexpr std::array<const char*, 5> kTargets = {"/api/me", "/api/usage/summary",
                                                     "/api/console/events", "/api/billing/summary",
                                                     "/api/health"};
    const std::string& key = sut.secrets[caller];
    if (target == Target::kCreate) {
      return sut.plane.send("POST", "/api/keys", {.key = key, .body = R"({"name":"made"})"});
    }
    if (target == Target::kDelete)
      return sut.plane.send("DELETE", "/api/keys/" + sut.ids[victim], {.key = key});
    return sut.plane.send("GET", kTargets.at(static_cast<std::size_t>(target)), {.key = key});
  }

  void show(std::ostream& out) const override {
    constexpr std::array<const char*, 7> kNames = {"me",     "summary", "events", "billing",
                                                   "health", "create",  "delete"};
    out << kNames.at(static_cast<std::size_t>(target)) << "(key " << pick << ", other " << other
        << ")";
  }
};

struct MoveClock : Command {
  std::int64_t hours = *rc::gen::element<std::int64_t>(1, 5, 24, 47, 24 * 31);
  void apply(Model& model) const override {
    const BillingPeriod before = period_of(model.now);
    model.now += std::chrono::hours{hours};
    if (!contains(before, model.now)) model.used = 0;
  }
  void run(const Model&, Plane& sut) const override {
    sut.apply(AdvanceClock{std::chrono::hours{hours}});
  }
  void show(std::ostream& out) const override { out << "clock +" << hours << "h"; }
};

struct ChangeNumbers : Command {
  int what = *rc::gen::inRange(0, 3);
  std::int64_t number = *rc::gen::inRange<std::int64_t>(0, 20);
  bool is_pro = *rc::gen::arbitrary<bool>();

  void apply(Model& model) const override {
    if (what == 0) model.used = number;
    if (what == 1) model.limits[is_pro] = limit();
    if (what == 2) model.is_pro = is_pro;
  }
  void run(const Model&, Plane& sut) const override {
    const PlanId plan{is_pro ? "pro" : "free"};
    if (what == 0) sut.apply(SetUsage{OrgId{"org_1"}, Dimension{0}, number});
    if (what == 1) sut.apply(SetLimit{plan, Dimension{0}, limit()});
    if (what == 2) sut.apply(SetPlan{OrgId{"org_1"}, plan});
  }
  // 19 stands for no limit.
  [[nodiscard]] std::optional<std::int64_t> limit() const {
    return number == 19 ? std::nullopt : std::optional(number);
  }
  void show(std::ostream& out) const override {
    constexpr std::array<const char*, 3> kNames = {"used = ", "limit = ", "plan "};
    out << kNames.at(static_cast<std::size_t>(what)) << number << (is_pro ? " pro" : " free");
  }
};

struct ChangeRights : Command {
  int what = *rc::gen::inRange(0, 3);
  bool value = *rc::gen::arbitrary<bool>();

  void apply(Model& model) const override {
    if (what == 0) model.has_billing = value;
    if (what == 1) model.is_admin = value;
    if (what == 2) model.plain_has_seat = value;
  }
  void run(const Model&, Plane& sut) const override {
    if (what == 0) sut.apply(SetBilling{OrgId{"org_1"}, value});
    if (what == 1) sut.apply(SetRole{MemberId{"member_admin"}, value ? "org:admin" : "org:member"});
    if (what == 2) sut.apply(SetSeat{MemberId{"member_plain"}, value});
  }
  void show(std::ostream& out) const override {
    constexpr std::array<const char*, 3> kNames = {"billing = ", "admin = ", "seat = "};
    out << kNames.at(static_cast<std::size_t>(what)) << value;
  }
};

RC_GTEST_PROP(PlaneModel, AnswersAsTheModelSays, ()) {
  Plane sut;
  const auto commands = *rc::gen::scale(
      0.4,
      rc::state::gen::commands(
          Model{}, rc::state::gen::execOneOfWithArgs<CallPlane, CallPlane, CallPlane, CallPlane,
                                                     MoveClock, ChangeNumbers, ChangeRights>()));
  rc::state::runAll(commands, Model{}, sut);
}

}  // namespace
}  // namespace fauxplane
