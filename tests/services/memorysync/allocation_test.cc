// GET /org/billing/allocation and PUT /org/billing/tenants/{tenant}/tags (memorysync.md 10), and
// reports over generated traffic that add up to the last unit and cent.
#include "simulator/domain/allocation.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <map>

#include "tests/services/memorysync/support.h"
#include "tests/support/domain_gen.h"

namespace fauxplane {
namespace {

using Json = nlohmann::json;

constexpr Dimension kAdds{0};
constexpr Dimension kRetrievals{1};
constexpr const char* kWorld =
    "clock: {start: \"2026-03-10T00:00:00Z\"}\n"
    "world:\n"
    "  tenants:\n"
    "    org_7: {org: org_main, name: Search, tags: {team: search}}\n"
    "    org_9: {org: org_main, name: Support}\n";
const TenantId kSearch{"org_7"};
const TenantId kSupport{"org_9"};

// The traffic of memorysync.md 10.3.
void spend_worked_values(MemorySyncPlane& plane) {
  plane.spend(kSearch, kAdds, 100);
  plane.spend(kSearch, kRetrievals, 20);
  plane.spend(kSupport, kAdds, 30);
  plane.spend(kSupport, kRetrievals, 30);
  plane.spend({}, kAdds, 20);
}

// Byte for byte.
TEST(AllocationTest, WritesTheWorkedValuesOfTheContract) {
  MemorySyncPlane plane(kWorld);
  spend_worked_values(plane);
  EXPECT_EQ(plane.call("GET", "/org/billing/allocation").body,
            R"({"cycle":{"start":"2026-03-01T00:00:00Z","end":"2026-04-01T00:00:00Z"},)"
            R"("price_minor":4900,"currency":"USD","total":{"add_requests":150,)"
            R"("retrieval_requests":50,"units":200,"share_bp":10000,"cost_minor":4900},"entries":[)"
            R"({"tenant_id":"org_7","name":"Search","tags":{"team":"search"},"add_requests":100,)"
            R"("retrieval_requests":20,"units":120,"share_bp":6000,"cost_minor":2940},)"
            R"({"tenant_id":"org_9","name":"Support","tags":{},"add_requests":30,)"
            R"("retrieval_requests":30,"units":60,"share_bp":3000,"cost_minor":1470},)"
            R"({"tenant_id":null,"name":"Unallocated","tags":{},"add_requests":20,)"
            R"("retrieval_requests":0,"units":20,"share_bp":1000,"cost_minor":490}]})");
}

TEST(AllocationTest, AWorldMayBringUsageOfTenantsAlong) {
  MemorySyncPlane plane(
      "world:\n"
      "  orgs: {org_main: {usage: {add_requests: 20}}}\n"
      "  tenants:\n"
      "    org_7: {org: org_main, usage: {add_requests: 100, retrieval_requests: 20}}\n"
      "    org_9: {org: org_main, usage: {add_requests: 30, retrieval_requests: 30}}\n");
  const auto report = plane.read("/org/billing/allocation");
  EXPECT_EQ(report["entries"][0]["cost_minor"], 2940);
  EXPECT_EQ(report["entries"][2]["units"], 20);
  EXPECT_EQ(plane.read("/org/billing/usage")["metrics"][0]["used"], 150);
}

TEST(AllocationTest, GroupsByTagAsTheContractDoes) {
  MemorySyncPlane plane(kWorld);
  spend_worked_values(plane);
  EXPECT_EQ(plane.call("GET", "/org/billing/allocation?group_by=tag&key=team").body,
            R"({"group_by":"tag","key":"team","groups":[)"
            R"({"value":"search","tenants":["org_7"],"units":120,"share_bp":6000,)"
            R"("cost_minor":2940},{"value":"untagged","tenants":["org_9"],"units":60,)"
            R"("share_bp":3000,"cost_minor":1470},{"value":"Unallocated","tenants":[],)"
            R"("units":20,"share_bp":1000,"cost_minor":490}]})");
}

TEST(AllocationTest, TagsApplyToUsageOfBeforeTheyWereSet) {
  MemorySyncPlane plane(kWorld);
  spend_worked_values(plane);
  const TestAnswer put = plane.call("PUT", "/org/billing/tenants/org_9/tags", handed_out_secret(),
                                    R"({"tags":{"team":"search","a \"b\"":"\u00e9"}})");
  EXPECT_EQ(put.status, 200);
  EXPECT_EQ(put.json(), Json::parse(R"({"tags":{"team":"search","a \"b\"":"\u00e9"}})"));
  const auto groups = plane.read("/org/billing/allocation?group_by=tag&key=team")["groups"];
  ASSERT_EQ(groups.size(), 2U);
  EXPECT_EQ(groups[0]["tenants"], Json({"org_7", "org_9"}));
  EXPECT_EQ(groups[0]["cost_minor"], 2940 + 1470);
}

TEST(AllocationTest, UnitsOfADeletedTenantAreUnallocated) {
  MemorySyncPlane plane(std::string(kWorld) +
                        "steps: [{on: GET /org/billing/price, then: {delete_tenant: org_9}}]\n");
  spend_worked_values(plane);
  (void)plane.read("/org/billing/price");
  const auto report = plane.read("/org/billing/allocation");
  ASSERT_EQ(report["entries"].size(), 2U);
  EXPECT_EQ(report["entries"][1]["tenant_id"], nullptr);
  EXPECT_EQ(report["entries"][1]["units"], 80);
  EXPECT_EQ(report["total"]["cost_minor"], 4900);
  EXPECT_EQ(
      plane.call("PUT", "/org/billing/tenants/org_9/tags", handed_out_secret(), R"({"tags":{}})")
          .status,
      404);
}

TEST(AllocationTest, WithoutUnitsEverythingIsZero) {
  MemorySyncPlane plane(kWorld);
  const auto report = plane.read("/org/billing/allocation");
  EXPECT_EQ(report["total"]["share_bp"], 0);
  EXPECT_EQ(report["total"]["cost_minor"], 0);
  EXPECT_EQ(report["entries"].size(), 3U);
}

TEST(AllocationTest, AnEmptyUnallocatedCanBeLeftOut) {
  MemorySyncPlane plane(std::string(kWorld) + "  settings: {unallocated: omitted_when_empty}\n");
  EXPECT_EQ(plane.read("/org/billing/allocation")["entries"].size(), 2U);
  EXPECT_EQ(plane.read("/org/billing/allocation?group_by=tag&key=team")["groups"].size(), 2U);
  plane.spend({}, kAdds);
  EXPECT_EQ(plane.read("/org/billing/allocation")["entries"].size(), 3U);
}

// O7: org_7 has 100/150 of the adds and 20/50 of the retrievals.
TEST(AllocationTest, SharesMayBeTheMeanOfThoseOfTheMetrics) {
  MemorySyncPlane plane(std::string(kWorld) + "  settings: {cost_shares: mean_of_metrics}\n");
  spend_worked_values(plane);
  const auto entries = plane.read("/org/billing/allocation")["entries"];
  ASSERT_EQ(entries.size(), 3U);
  EXPECT_EQ(entries[0]["share_bp"], 5333);
  EXPECT_EQ(entries[1]["share_bp"], 4000);
  EXPECT_EQ(entries[2]["share_bp"], 667);
  EXPECT_EQ(entries[0]["cost_minor"], 2613);
  EXPECT_EQ(entries[1]["cost_minor"], 1960);
  EXPECT_EQ(entries[2]["cost_minor"], 327);
  EXPECT_EQ(entries[0]["units"], 120);
}

struct BadCase {
  const char* name;
  const char* method;
  const char* target;
  std::string body;
  int status;
};

class BadAllocationTest : public testing::TestWithParam<BadCase> {};

TEST_P(BadAllocationTest, IsRefused) {
  MemorySyncPlane plane(std::string(kWorld) +
                        "    org_x: {org: org_other}\n"
                        "  orgs: {org_other: {plan: pro}}\n");
  const TestAnswer answer =
      plane.call(GetParam().method, GetParam().target, handed_out_secret(), GetParam().body);
  EXPECT_EQ(answer.status, GetParam().status) << answer.bytes;
}

constexpr const char* kTags = "/org/billing/tenants/org_7/tags";

INSTANTIATE_TEST_SUITE_P(
    Table, BadAllocationTest,
    testing::Values(
        BadCase{"Fits", "PUT", kTags, R"({"tags":{"k":")" + std::string(64, 'v') + R"("}})", 200},
        BadCase{"UnknownGroup", "GET", "/org/billing/allocation?group_by=key", "", 422},
        BadCase{"TagWithoutKey", "GET", "/org/billing/allocation?group_by=tag", "", 422},
        BadCase{"TagWithEmptyKey", "GET", "/org/billing/allocation?group_by=tag&key=", "", 422},
        BadCase{"NoObject", "PUT", kTags, "[]", 422}, BadCase{"NoTags", "PUT", kTags, "{}", 422},
        BadCase{"TagsNoObject", "PUT", kTags, R"({"tags":["a"]})", 422},
        BadCase{"ValueNoText", "PUT", kTags, R"({"tags":{"team":1}})", 422},
        BadCase{"EmptyValue", "PUT", kTags, R"({"tags":{"team":""}})", 422},
        BadCase{"EmptyKey", "PUT", kTags, R"({"tags":{"":"a"}})", 422},
        BadCase{"LongValue", "PUT", kTags, R"({"tags":{"k":")" + std::string(65, 'v') + R"("}})",
                422},
        BadCase{"UnknownTenant", "PUT", "/org/billing/tenants/org_8/tags", R"({"tags":{}})", 404},
        BadCase{"TenantOfAnother", "PUT", "/org/billing/tenants/org_x/tags", R"({"tags":{}})",
                404}),
    [](const auto& row) { return row.param.name; });

struct Metered {
  std::map<std::string, Quantities> by_tenant;  // "" is nobody's
  Quantities total{};
};

struct Prices {
  std::int64_t first = 0;
  std::int64_t second = 0;  // from 2026-03-15 on
};

// Calls over several cycles, and what they come to.
class Traffic {
 public:
  Traffic(AnchorDay anchor, Prices prices)
      : anchor_(anchor), prices_(prices), plane_(world_of(anchor, prices)) {}

  // Settles in a later cycle now and then; fails, and deletes its tenant, now and then.
  void call() {
    now_ += Duration{*rc::gen::inRange<std::int64_t>(0, 3 * 24 * 3'600'000)};
    Store& store = plane_.world().store();
    const std::string tenant = *rc::gen::element<std::string>("", "t1", "t2", "t3", "t3", "gone");
    const Charge charge{.dimension = *rc::gen::element(kAdds, kRetrievals), .amount = 1};
    const auto reservation =
        store.reserve(kMainOrg, Spender(KeyId{"key_live"}, TenantId{tenant}), now_, {&charge, 1});
    RC_ASSERT(reservation.has_value());
    const bool is_kept = *rc::gen::inRange(0, 4) > 0;
    store.settle(kMainOrg, *reservation, is_kept ? Settlement::kKeep : Settlement::kGiveBack,
                 now_ + std::chrono::days{*rc::gen::inRange(0, 40)});
    Metered& metered = cycles_[period_of(now_, anchor_).start];
    if (!is_kept) return;
    ++metered.by_tenant[tenant][index_of(charge.dimension)];
    ++metered.total[index_of(charge.dimension)];
    if (*rc::gen::inRange(0, 60) == 0 && tenant.starts_with("t")) {
      Tenant deleted = *store.tenants().find(TenantId{tenant});
      deleted.is_deleted = is_deleted_[tenant] = true;
      store.tenants().put(deleted);
    }
  }

  void check_every_cycle() {
    std::vector<Instant> starts;
    for (const auto& [start, metered] : cycles_) starts.push_back(start);
    for (const Instant start : starts) {
      plane_.set_clock(start);
      check_totals(start);
      check_entries(cycles_[start]);
    }
  }

 private:
  static std::string world_of(AnchorDay anchor, Prices prices) {
    return "clock: {start: \"2026-01-20T00:00:00Z\"}\n"
           "world:\n"
           "  orgs: {org_main: {subscription_day: " +
           std::to_string(anchor.day) +
           "}}\n"
           "  plans: {pro: {prices: [{amount_minor: " +
           std::to_string(prices.first) + "}, {amount_minor: " + std::to_string(prices.second) +
           ", effective_at: \"2026-03-15T00:00:00Z\"}]}}\n"
           "  tenants: {t1: {org: org_main}, t2: {org: org_main, tags: {team: a}}, "
           "t3: {org: org_main, tags: {team: a}}}\n";
  }

  void check_totals(Instant start) {
    const auto usage = plane_.read("/org/billing/usage")["metrics"];
    const auto report = plane_.read("/org/billing/allocation");
    const Metered& metered = cycles_[start];
    const Metered& before = cycles_[previous_period(period_of(start, anchor_), anchor_).start];
    RC_ASSERT(report["price_minor"] == (start < at("2026-03-15") ? prices_.first : prices_.second));
    for (std::size_t index = 0; index < 2; ++index) {
      RC_ASSERT(usage[index]["used"] == metered.total[index]);
      RC_ASSERT(usage[index]["previous_used"] == before.total[index]);
      RC_ASSERT(report["total"][index == 0 ? "add_requests" : "retrieval_requests"] ==
                metered.total[index]);
    }
  }

  // Columns add up to the totals, and groups to the same shares and costs.
  void check_entries(const Metered& metered) {
    const auto report = plane_.read("/org/billing/allocation");
    const auto sum = [](const Json& rows, const char* field) {
      std::int64_t total = 0;
      for (const auto& row : rows) total += row[field].get<std::int64_t>();
      return total;
    };
    for (const auto& entry : report["entries"]) {
      if (entry["tenant_id"].is_null()) continue;
      const auto id = entry["tenant_id"].get<std::string>();
      RC_ASSERT(!is_deleted_[id]);
      const auto used = metered.by_tenant.find(id);
      const Quantities units = used == metered.by_tenant.end() ? Quantities{} : used->second;
      RC_ASSERT(entry["add_requests"] == units[0]);
      RC_ASSERT(entry["retrieval_requests"] == units[1]);
    }
    const Json& entries = report["entries"];
    const bool is_spent = metered.total[0] + metered.total[1] > 0;
    RC_ASSERT(sum(entries, "add_requests") == metered.total[0]);
    RC_ASSERT(sum(entries, "retrieval_requests") == metered.total[1]);
    RC_ASSERT(sum(entries, "share_bp") == (is_spent ? 10'000 : 0));
    RC_ASSERT(sum(entries, "cost_minor") ==
              (is_spent ? report["price_minor"].get<std::int64_t>() : 0));
    const auto grouped = plane_.read("/org/billing/allocation?group_by=tag&key=team");
    for (const char* field : {"share_bp", "cost_minor"}) {
      RC_ASSERT(sum(grouped["groups"], field) == sum(entries, field));
    }
  }

  AnchorDay anchor_;
  Prices prices_;
  MemorySyncPlane plane_;
  Instant now_ = plane_.now();
  std::map<Instant, Metered> cycles_;
  std::map<std::string, bool> is_deleted_;
};

// S7, S8, S10: what each cycle's reports say of traffic over several cycles and tenants, with calls
// that fail, tenants that are deleted and prices that change in between.
RC_GTEST_PROP(ReportProperty, AddsUpToTheLastUnitAndCentInEveryCycle, ()) {
  const AnchorDay anchor{*rc::gen::inRange(1U, 32U)};
  const Prices prices{.first = *rc::gen::inRange<std::int64_t>(0, 10'000),
                      .second = *rc::gen::inRange<std::int64_t>(0, 10'000)};
  Traffic traffic(anchor, prices);
  const int calls = *rc::gen::inRange(0, 120);
  for (int call = 0; call < calls; ++call) traffic.call();
  traffic.check_every_cycle();
}

}  // namespace
}  // namespace fauxplane
