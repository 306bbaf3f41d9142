// GET /org/billing/allocation and PUT /org/billing/tenants/{tenant}/tags (memorysync.md 10), and
// reports over generated traffic that add up to the last unit and cent.
#include "simulator/domain/allocation.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <map>

#include "tests/support/domain_gen.h"
#include "tests/support/memorysync_plane.h"

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
  const TestAnswer put = plane.call("PUT", "/org/billing/tenants/org_9/tags", kLiveKey,
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
  EXPECT_EQ(plane.call("PUT", "/org/billing/tenants/org_9/tags", kLiveKey, R"({"tags":{}})").status,
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
      plane.call(GetParam().method, GetParam().target, kLiveKey, GetParam().body);
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

// S7, S8, S10: what each cycle's reports say of traffic over several cycles and tenants, with calls
// that fail, tenants that are deleted and prices that change in between.
RC_GTEST_PROP(ReportProperty, AddsUpToTheLastUnitAndCentInEveryCycle, ()) {
  const auto day = *rc::gen::inRange(1U, 32U);
  const auto first_price = *rc::gen::inRange<std::int64_t>(0, 10'000);
  const auto second_price = *rc::gen::inRange<std::int64_t>(0, 10'000);
  MemorySyncPlane plane(
      "clock: {start: \"2026-01-20T00:00:00Z\"}\n"
      "world:\n"
      "  orgs: {org_main: {subscription_day: " +
      std::to_string(day) +
      "}}\n"
      "  plans: {pro: {prices: [{amount_minor: " +
      std::to_string(first_price) + "}, {amount_minor: " + std::to_string(second_price) +
      ", effective_at: \"2026-03-15T00:00:00Z\"}]}}\n"
      "  tenants: {t1: {org: org_main}, t2: {org: org_main, tags: {team: a}}, "
      "t3: {org: org_main, tags: {team: a}}}\n");
  const AnchorDay anchor{day};
  Store& store = plane.world().store();
  std::map<Instant, Metered> cycles;
  std::map<std::string, bool> is_deleted;
  const int calls = *rc::gen::inRange(0, 120);
  Instant now = plane.now();
  for (int call = 0; call < calls; ++call) {
    now += Duration{*rc::gen::inRange<std::int64_t>(0, 3 * 24 * 3'600'000)};
    const std::string tenant = *rc::gen::element<std::string>("", "t1", "t2", "t3", "t3", "gone");
    const Charge charge{.dimension = *rc::gen::element(kAdds, kRetrievals), .amount = 1};
    const auto reservation =
        store.reserve(kMainOrg, Spender(KeyId{"key_live"}, TenantId{tenant}), now, {&charge, 1});
    RC_ASSERT(reservation.has_value());
    const bool is_kept = *rc::gen::inRange(0, 4) > 0;
    // A call in flight settles in a later cycle now and then.
    store.settle(kMainOrg, *reservation, is_kept ? Settlement::kKeep : Settlement::kGiveBack,
                 now + std::chrono::days{*rc::gen::inRange(0, 40)});
    Metered& metered = cycles[period_of(now, anchor).start];
    if (!is_kept) continue;
    ++metered.by_tenant[tenant][index_of(charge.dimension)];
    ++metered.total[index_of(charge.dimension)];
    if (*rc::gen::inRange(0, 60) == 0 && tenant.starts_with("t")) {
      Tenant deleted = *store.tenants().find(TenantId{tenant});
      deleted.is_deleted = is_deleted[tenant] = true;
      store.tenants().put(deleted);
    }
  }
  for (auto& [start, metered] : cycles) {
    plane.set_clock(start);
    const BillingPeriod cycle = period_of(start, anchor);
    const auto usage = plane.read("/org/billing/usage")["metrics"];
    const auto report = plane.read("/org/billing/allocation");
    const Metered& before = cycles[previous_period(cycle, anchor).start];
    const std::int64_t price = cycle.start < at("2026-03-15") ? first_price : second_price;
    RC_ASSERT(report["price_minor"] == price);
    std::int64_t units = 0;
    for (std::size_t index = 0; index < 2; ++index) {
      RC_ASSERT(usage[index]["used"] == metered.total[index]);
      RC_ASSERT(usage[index]["previous_used"] == before.total[index]);
      RC_ASSERT(report["total"][index == 0 ? "add_requests" : "retrieval_requests"] ==
                metered.total[index]);
      units += metered.total[index];
    }
    std::int64_t shares = 0;
    std::int64_t costs = 0;
    std::int64_t adds = 0;
    std::int64_t retrievals = 0;
    for (const auto& entry : report["entries"]) {
      const std::string id =
          entry["tenant_id"].is_null() ? "" : entry["tenant_id"].get<std::string>();
      RC_ASSERT(!is_deleted[id]);
      if (!id.empty()) {
        RC_ASSERT(entry["add_requests"] == metered.by_tenant[id][0]);
        RC_ASSERT(entry["retrieval_requests"] == metered.by_tenant[id][1]);
      }
      shares += entry["share_bp"].get<std::int64_t>();
      costs += entry["cost_minor"].get<std::int64_t>();
      adds += entry["add_requests"].get<std::int64_t>();
      retrievals += entry["retrieval_requests"].get<std::int64_t>();
    }
    RC_ASSERT(adds == metered.total[0]);
    RC_ASSERT(retrievals == metered.total[1]);
    RC_ASSERT(shares == (units > 0 ? 10'000 : 0));
    RC_ASSERT(costs == (units > 0 ? price : 0));
    std::int64_t group_shares = 0;
    std::int64_t group_costs = 0;
    const auto grouped = plane.read("/org/billing/allocation?group_by=tag&key=team");
    for (const auto& group : grouped["groups"]) {
      group_shares += group["share_bp"].get<std::int64_t>();
      group_costs += group["cost_minor"].get<std::int64_t>();
    }
    RC_ASSERT(group_shares == shares);
    RC_ASSERT(group_costs == costs);
  }
}

}  // namespace
}  // namespace fauxplane
