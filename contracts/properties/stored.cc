// What is stored, and what the client says is (memorysync.md 7.1, K8, K13).
#include <algorithm>
#include <array>

#include "contracts/model/methods.h"
#include "contracts/properties/finding.h"

namespace fauxplane::contracts {
namespace {

constexpr std::array<std::string_view, 4> kIds = {"id", "memory_id", "memoryId", "memory_ids"};
constexpr std::array<std::string_view, 2> kFlags = {"stored", "created"};

bool is_something(const Json& value) {
  if (value.is_number()) return value != 0;
  if (value.is_boolean()) return value.get<bool>();
  return value.is_array() ? !value.empty() : !value.is_null();
}

bool has_any(const Json& object, std::span<const std::string_view> names) {
  return std::any_of(names.begin(), names.end(), [&](std::string_view name) {
    const auto at = object.find(std::string(name));
    return at != object.end() && is_something(*at);
  });
}

// By an id, a flag or a status, of the whole or of one of its results.
bool says_stored(const Json& value) {
  if (value.is_boolean()) return value.get<bool>();
  if (value.is_string()) {
    return std::find(kFlags.begin(), kFlags.end(), value.get<std::string>()) != kFlags.end();
  }
  if (!value.is_object()) return false;
  const auto status = value.find("status");
  const bool is_status = status != value.end() && status->is_string() && says_stored(*status);
  if (is_status || has_any(value, kIds) || has_any(value, kFlags)) return true;
  const auto results = value.find("results");
  return results != value.end() && results->is_array() &&
         std::any_of(results->begin(), results->end(), says_stored);
}

bool stores(const MethodRow* method) {
  return method != nullptr && method->is_metered && method->deed == Deed::kCreates;
}

}  // namespace

void find_in_claims(const CallEvidence& call, const Evidence& evidence,
                    std::vector<Finding>& findings) {
  if (!stores(find_method(call.call.method, evidence.service))) return;
  if (!call.report.is_value || call.exchanges.empty() || !says_stored(call.report.value)) return;
  for (const Exchange& exchange : call.exchanges) {
    if (exchange.answer.effect != Effect::kWhole) return;
    const Json body = Json::parse(exchange.answer.body, nullptr, false);
    if (body.is_discarded() || says_stored(body)) return;
  }
  findings.push_back({Concern::kStored, "claimed",
                      call.call.method + " says that it was stored: " + call.report.value.dump() +
                          "; the answer was " + call.exchanges.back().answer.body.substr(0, 100)});
}

void find_in_stored(const Evidence& evidence, std::vector<Finding>& findings) {
  std::size_t most = 0;
  for (const CallEvidence& call : evidence.calls) {
    if (!stores(find_method(call.call.method, evidence.service))) continue;
    const auto items = call.call.arguments.find("items");
    most += items == call.call.arguments.end() ? 1 : items->size();
  }
  if (evidence.stored.size() <= most) return;
  findings.push_back({Concern::kStored, "twice",
                      "the plane holds " + std::to_string(evidence.stored.size()) +
                          " memories, and the calls were for " + std::to_string(most)});
}

}  // namespace fauxplane::contracts
