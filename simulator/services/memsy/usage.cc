// What the org used: GET /usage/summary, GET /usage/timeseries. Both read the ledger that admission
// counts in, the call itself included.
#include <algorithm>

#include "simulator/domain/billing_period.h"
#include "simulator/services/json_text.h"
#include "simulator/services/memsy/tables.h"

namespace fauxplane::memsy_service {
namespace {

// The longest timeseries, so that no query can ask for an endless one.
constexpr std::chrono::days kDailyRangeMax{3'660};
constexpr std::chrono::days kHourlyRangeMax{366};

Result<Instant> day_in(const Query& query, std::string_view name, Instant initial) {
  const std::string* text = query.find(name);
  if (text == nullptr || text->empty()) return initial;
  const auto instant = parse_instant(*text);
  if (!instant) {
    return tl::unexpected(validation_error("query/" + std::string(name),
                                           "Input should be a valid date", "date_parsing"));
  }
  return Instant{std::chrono::floor<std::chrono::days>(*instant)};
}

struct Range {
  Instant from{};
  Instant to{};  // first instant outside
};

Result<Range> range_in(const Query& query, Instant now, Granularity granularity) {
  const BillingPeriod period = period_of(now);
  const auto first = day_in(query, "period_start", period.start);
  if (!first) return tl::unexpected(first.error());
  const auto last = day_in(query, "period_end", std::max(*first, last_day_of(period)));
  if (!last) return tl::unexpected(last.error());
  if (*last < *first) {
    return tl::unexpected(
        validation_error("query/period_end", "period_end should not be before period_start"));
  }
  const auto longest = granularity == Granularity::kHourly ? kHourlyRangeMax : kDailyRangeMax;
  if (*last - *first >= longest) {
    return tl::unexpected(validation_error(
        "query/period_end",
        "A timeseries spans at most " + std::to_string(longest.count()) + " days"));
  }
  return Range{.from = *first, .to = *last + std::chrono::days{1}};
}

// The points of `range` that have begun by `now`, with zeros where nothing was spent, in the order
// of time.
std::vector<UsagePoint> with_zeros(std::span<const UsagePoint> points, const Range& range,
                                   Duration stride, Instant now,
                                   std::span<const Dimension> dimensions) {
  std::vector<UsagePoint> filled;
  auto point = points.begin();
  for (Instant start = range.from; start < range.to; start += stride) {
    for (const Dimension dimension : dimensions) {
      const bool is_here =
          point != points.end() && point->start == start && point->dimension == dimension;
      if (is_here) {
        filled.push_back(*point++);
      } else if (start <= now) {
        filled.push_back({.start = start, .dimension = dimension, .quantity = 0});
      }
    }
  }
  return filled;
}

}  // namespace

Json usage_rows(std::span<const UsagePoint> points, Granularity granularity) {
  Json rows = Json::array();
  for (const UsagePoint& point : points) {
    rows.push_back({{"date", granularity == Granularity::kHourly ? to_iso8601(point.start)
                                                                 : to_iso8601_date(point.start)},
                    {"dimension", dimension_rows()[index_of(point.dimension)].name},
                    {"quantity", point.quantity}});
  }
  return rows;
}

Result<Answer> get_usage_summary(const Call& call) {
  const BillingPeriod period = period_of(call.now);
  const Plan& plan = *call.caller.plan;
  const Quantities used = call.world.store().usage(call.caller.org->id, call.now);
  JsonText body;
  body.begin_object()
      .field("org_id", call.caller.org->id.value)
      .field("tier", plan.id.value)
      .field("period_start", to_iso8601_date(period.start))
      .field("period_end", to_iso8601_date(last_day_of(period)))
      .name("dimensions")
      .begin_array();
  for (std::size_t index = 0; index < dimension_rows().size(); ++index) {
    body.begin_object()
        .field("dimension", dimension_rows()[index].name)
        .field("used", used[index])
        .field("limit", plan.limits[index])
        .field("overage_rate", plan.overage_rates[index])
        .end_object();
  }
  return json_answer(200, body.end_array().end_object().take());
}

Result<Answer> get_usage_timeseries(const Call& call) {
  const Query query(call.request.query);
  const auto name = query.choice("granularity", {"daily", "hourly"});
  if (!name) return tl::unexpected(name.error());
  const Granularity granularity = *name == "hourly" ? Granularity::kHourly : Granularity::kDaily;
  const auto range = range_in(query, call.now, granularity);
  if (!range) return tl::unexpected(range.error());

  // A dimension that nobody knows has no usage; the contract names no error for it.
  const std::string* wanted = query.find("dimension");
  std::vector<Dimension> dimensions;
  for (std::uint8_t index = 0; index < dimension_rows().size(); ++index) {
    if (wanted != nullptr && !wanted->empty() && dimension_rows()[index].name != *wanted) continue;
    dimensions.push_back(Dimension{index});
  }
  UsageLedger::HistoryQuery history{
      .from = range->from, .to = range->to, .granularity = granularity};
  if (dimensions.size() == 1) history.dimension = dimensions.front();
  const auto points = call.world.store().usage_history(call.caller.org->id, history);
  const Duration stride = granularity == Granularity::kHourly ? Duration{std::chrono::hours{1}}
                                                              : Duration{std::chrono::days{1}};
  return ok({{"org_id", call.caller.org->id.value},
             {"granularity", *name},
             {"data",
              usage_rows(with_zeros(points, *range, stride, call.now, dimensions), granularity)}});
}

}  // namespace fauxplane::memsy_service
