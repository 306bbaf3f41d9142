// What each tenant costs: GET /org/billing/allocation, and the tags it groups by
// (memorysync.md 10).
#include "simulator/domain/allocation.h"

#include <map>
#include <nlohmann/json.hpp>

#include "simulator/services/body.h"
#include "simulator/services/memorysync/billing.h"
#include "simulator/services/memorysync/tables.h"

namespace fauxplane::memorysync_service {
namespace {

using TenantRow = Table<Tenant>::Row;

struct Report {
  std::int64_t price_minor = 0;
  std::vector<Allocation> entries{};
  std::map<std::optional<std::string>, Quantities> used{};  // by tenant; nullopt: nobody's
  std::map<std::optional<std::string>, TenantRow> tenants{};
  Quantities total{};
};

void add(Quantities& sum, const Quantities& more) {
  for (std::size_t index = 0; index < sum.size(); ++index) sum[index] += more[index];
}

std::int64_t units_of(const Quantities& used) {
  return used[index_of(kAddRequests)] + used[index_of(kRetrievalRequests)];
}

MetricUnits metrics_of(const Quantities& used) {
  return {used[index_of(kAddRequests)], used[index_of(kRetrievalRequests)]};
}

// Units of tenants that no longer exist are nobody's (10.1).
Report report_of(const Call& call, const BillingPeriod& cycle) {
  Report report{.price_minor = price_in(call, cycle).amount_minor};
  Store& store = call.world.store();
  const OrgId& org = call.caller.org->id;
  report.used[std::nullopt];
  for (const TenantRow& tenant : store.tenants().list()) {
    if (tenant->org != org || tenant->is_deleted) continue;
    report.tenants[tenant->id.value] = tenant;
    report.used[tenant->id.value];
  }
  for (const TenantUsage& usage : store.usage_by_tenant(org, cycle.start)) {
    const bool is_there = report.tenants.contains(usage.tenant.value);
    add(report.used[is_there ? std::optional(usage.tenant.value) : std::nullopt], usage.used);
    add(report.total, usage.used);
  }
  const bool is_mean = call.world.setting(kCostShares) == kMeanOfMetrics;
  std::vector<TenantUnits> spent;
  for (const auto& [tenant, used] : report.used) {
    TenantUnits& entry = spent.emplace_back();
    entry = {.tenant = tenant, .units = units_of(used)};
    if (is_mean) entry.weight = weight_of_mean_share(metrics_of(used), metrics_of(report.total));
  }
  report.entries = allocate(std::move(spent), report.price_minor);
  return report;
}

// Whether Unallocated is left out (15, O15).
bool omits(const Call& call, std::int64_t units) {
  return units == 0 && call.world.setting(kUnallocatedEntry) == kOmittedWhenEmpty;
}

void write_used(JsonText& body, const Quantities& used) {
  for (std::size_t index = 0; index < dimension_rows().size(); ++index) {
    body.field(dimension_rows()[index].name, used[index]);
  }
  body.field("units", units_of(used));
}

void write_tags(JsonText& body, const Tags& tags) {
  body.name("tags").begin_object();
  for (const auto& [key, value] : tags) body.text_name(key).value(value);
  body.end_object();
}

std::string by_tenant(const Call& call, const BillingPeriod& cycle) {
  Report report = report_of(call, cycle);
  const bool is_spent = units_of(report.total) > 0;
  JsonText body;
  body.begin_object();
  write_cycle(body, cycle);
  body.field("price_minor", report.price_minor).field("currency", call.caller.plan->currency);
  body.name("total").begin_object();
  write_used(body, report.total);
  body.field("share_bp", is_spent ? kWholeShare : std::int64_t{0})
      .field("cost_minor", is_spent ? report.price_minor : std::int64_t{0})
      .end_object();
  body.name("entries").begin_array();
  for (const Allocation& entry : report.entries) {
    if (!entry.tenant && omits(call, entry.units)) continue;
    const TenantRow tenant = report.tenants[entry.tenant];
    body.begin_object()
        .field("tenant_id", entry.tenant)
        .field("name", tenant ? std::string_view(tenant->name) : kUnallocated);
    write_tags(body, tenant ? tenant->tags : Tags{});
    write_used(body, report.used[entry.tenant]);
    body.field("share_bp", entry.share_bp).field("cost_minor", entry.cost_minor).end_object();
  }
  return body.end_array().end_object().take();
}

std::string by_tag(const Call& call, const BillingPeriod& cycle, const std::string& key) {
  Report report = report_of(call, cycle);
  std::vector<TaggedAllocation> tagged;
  for (Allocation& entry : report.entries) {
    TaggedAllocation& row = tagged.emplace_back();
    if (const TenantRow tenant = report.tenants[entry.tenant]) {
      const auto tag = tenant->tags.find(key);
      if (tag != tenant->tags.end()) row.tag = tag->second;
    }
    row.allocation = std::move(entry);
  }
  const auto groups = group_by_tag(tagged);
  JsonText body;
  body.begin_object().field("group_by", "tag").field("key", key).name("groups").begin_array();
  for (const AllocationGroup& group : groups) {
    if (&group == &groups.back() && omits(call, group.units)) continue;
    body.begin_object().field("value", group.value).name("tenants").begin_array();
    for (const std::string& tenant : group.tenants) body.value(tenant);
    body.end_array()
        .field("units", group.units)
        .field("share_bp", group.share_bp)
        .field("cost_minor", group.cost_minor)
        .end_object();
  }
  return body.end_array().end_object().take();
}

Result<Tags> tags_in(const nlohmann::json& body) {
  const auto given = body.find("tags");
  if (given == body.end() || !given->is_object()) {
    return tl::unexpected(validation_error("body/tags", "give an object of texts"));
  }
  if (given->size() > kTagsMax) {
    return tl::unexpected(
        validation_error("body/tags", "at most " + std::to_string(kTagsMax) + " tags"));
  }
  Tags tags;
  for (const auto& [key, value] : given->items()) {
    const auto* const text = value.get_ptr<const std::string*>();
    if (text == nullptr || !is_tag_text(key) || !is_tag_text(*text)) {
      return tl::unexpected(validation_error(
          "body/tags",
          "keys and values have 1 to " + std::to_string(kTagLengthMax) + " characters"));
    }
    tags.emplace(key, *text);
  }
  return tags;
}

}  // namespace

Result<Answer> get_billing_allocation(const Call& call) {
  const Query query(call.request.query);
  const auto cycle = cycle_of(call, query);
  if (!cycle) return tl::unexpected(cycle.error());
  const auto group = query.choice("group_by", {"tenant", "tag"});
  if (!group) return tl::unexpected(group.error());
  if (*group == "tenant") return json_answer(200, by_tenant(call, *cycle));
  const std::string* const key = query.find("key");
  if (key == nullptr || !is_tag_text(*key)) {
    return tl::unexpected(
        validation_error("query/key", "group_by=tag needs the key of a tag, such as key=team"));
  }
  return json_answer(200, by_tag(call, *cycle, *key));
}

Result<Answer> put_tenant_tags(const Call& call) {
  const auto body = object_of(call.request);
  if (!body) return tl::unexpected(body.error());
  const auto tags = tags_in(*body);
  if (!tags) return tl::unexpected(tags.error());
  const TenantId id{call.path_values[0]};
  Table<Tenant>& tenants = call.world.store().tenants();
  bool is_found = false;
  call.world.store().update([&] {
    const TenantRow row = tenants.find(id);
    is_found = row && row->org == call.caller.org->id && !row->is_deleted;
    if (!is_found) return;
    Tenant changed = *row;
    changed.tags = *tags;
    tenants.put(std::move(changed));
  });
  if (!is_found) {
    return tl::unexpected(Error{.code = "not_found", .message = "There is no such tenant"});
  }
  JsonText echo;
  echo.begin_object();
  write_tags(echo, *tags);
  return json_answer(200, echo.end_object().take());
}

}  // namespace fauxplane::memorysync_service
