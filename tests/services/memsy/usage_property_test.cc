// Summary, timeseries, usage by key and headers are four views of what was called: they add up.
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <array>
#include <map>

#include "tests/support/test_plane.h"

namespace fauxplane {
namespace {

using Json = nlohmann::json;

struct Traffic {
  int key = 0;      // of kKeys
  int target = 0;   // of kTargets
  int minutes = 0;  // that pass before it
};

constexpr std::array<const char*, 3> kKeys = {kAdminKey, kSeatlessKey, kReadOnlyKey};
constexpr std::array<const char*, 3> kKeyIds = {"key_admin", "key_seatless", "key_read_only"};
constexpr std::array<const char*, 5> kTargets = {
    "/api/me", "/v1/health", "/api/keys", "/api/nothing", "/api/usage/timeseries?granularity=x"};

std::int64_t sum_of(const Json& rows) {
  std::int64_t sum = 0;
  for (const Json& row : rows) {
    if (row["dimension"] == "api_calls") sum += row["quantity"].get<std::int64_t>();
  }
  return sum;
}

void showValue(const Traffic& traffic, std::ostream& out) {
  out << "{key " << traffic.key << ", target " << traffic.target << ", +" << traffic.minutes
      << "m}";
}

rc::Gen<std::vector<Traffic>> any_traffic() {
  return rc::gen::scale(0.15, rc::gen::container<std::vector<Traffic>>(rc::gen::build<Traffic>(
                                  rc::gen::set(&Traffic::key, rc::gen::inRange(0, 3)),
                                  rc::gen::set(&Traffic::target, rc::gen::inRange(0, 5)),
                                  rc::gen::set(&Traffic::minutes, rc::gen::inRange(0, 600)))));
}

RC_GTEST_PROP(UsageProperty, EveryViewAddsUpToWhatWasCalled, ()) {
  const auto traffic = *any_traffic();
  TestPlane plane("clock: {start: \"2026-04-28T00:00:00Z\", flow: real}");
  std::map<std::string, std::int64_t> month;  // calls that were kept, by "2026-04"
  std::map<int, std::int64_t> by_key;         // in the current month
  std::string current = "2026-04";
  std::int64_t all = 0;
  for (const Traffic& one : traffic) {
    plane.wait(std::chrono::minutes{one.minutes});
    const std::string now = to_iso8601_date(plane.world().now(plane.arrival())).substr(0, 7);
    if (now != current) by_key.clear();
    current = now;
    const TestAnswer answer = plane.send("GET", kTargets.at(static_cast<std::size_t>(one.target)),
                                         {.key = kKeys.at(static_cast<std::size_t>(one.key))});
    RC_ASSERT(answer.status == (one.target < 3 ? 200 : one.target == 3 ? 404 : 422));
    if (answer.status != 200) continue;
    ++month[now];
    ++by_key[one.key];
    ++all;
    RC_ASSERT(answer.header("X-Usage-ApiCalls") == std::to_string(month[now]));
  }
  const Json summary = plane.get("/api/usage/summary");
  RC_ASSERT(summary["dimensions"][0]["used"] == ++month[current]);
  RC_ASSERT(sum_of(plane.get("/api/usage/timeseries")["data"]) == ++month[current]);
  const Instant yesterday = plane.world().now(plane.arrival()) - std::chrono::days{1};
  const std::string days = "period_start=" + to_iso8601_date(yesterday);
  const std::int64_t daily = sum_of(plane.get("/api/usage/timeseries?" + days)["data"]);
  RC_ASSERT(sum_of(plane.get("/api/usage/timeseries?granularity=hourly&" + days)["data"]) ==
            daily + 1);
  all += 5;
  RC_ASSERT(sum_of(plane.get("/api/usage/timeseries?period_start=2026-04-01")["data"]) == all);
  by_key[0] += 5;
  for (std::size_t key = 0; key < kKeyIds.size(); ++key) {
    const Json usage = plane.get(std::string("/api/keys/") + kKeyIds.at(key) + "/usage");
    by_key[0] += 1;
    RC_ASSERT(sum_of(usage["usage"]) == by_key[static_cast<int>(key)]);
  }
}

}  // namespace
}  // namespace fauxplane
