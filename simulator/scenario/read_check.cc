#include "simulator/scenario/read_check.h"

#include <utility>

#include "simulator/scenario/units.h"
#include "simulator/scenario/yaml_json.h"

namespace fauxplane {
namespace {

constexpr std::int64_t kMaxRetriesMax = 1'000;

ClientOptions read_client(const YamlValue& value, Findings& findings) {
  const MapReader map(value, MapKind::kCheckClient, findings);
  ClientOptions options;
  options.max_retries = map.integer("max_retries", 0, kMaxRetriesMax);
  const auto read_duration = [&](std::string_view key) -> std::optional<Duration> {
    const YamlValue* const text = map.find(key);
    if (text == nullptr) return std::nullopt;
    return read_parsed(*text, key, parse_duration, findings);
  };
  options.backoff = read_duration("backoff");
  options.timeout = read_duration("timeout");
  options.api_key = map.text("api_key");
  return options;
}

// "me", or {keys.create: {name: ci}}.
std::optional<CheckedCall> read_call(const YamlValue& value, Findings& findings) {
  if (value.kind != YamlValue::Kind::kMap) {
    auto method = read_text(value, "a call", findings);
    if (!method) return std::nullopt;
    return CheckedCall{.method = *std::move(method)};
  }
  if (value.members.size() != 1) {
    findings.add(value.place, "a call is a method, or one method with its arguments: {me: {}}");
    return std::nullopt;
  }
  const YamlMember& member = value.members.front();
  CheckedCall call{.method = member.name};
  if (member.value.kind == YamlValue::Kind::kNull) return call;
  if (!is_map(member.value, member.name, findings)) return std::nullopt;
  call.arguments = nlohmann::json(json_of(member.value));
  return call;
}

}  // namespace

Check read_check(const YamlValue& value, Findings& findings) {
  const MapReader map(value, MapKind::kCheck, findings);
  Check check;
  if (!map.is_map()) return check;
  set_given(check.property, map.text("property"));
  set_given(check.at_once, map.boolean("at_once"));
  set_given(check.cancel, map.boolean("cancel"));
  if (const YamlValue* const client = map.find("client")) {
    check.client = read_client(*client, findings);
  }
  const YamlValue* const calls = map.find("calls");
  if (calls == nullptr || !is_list(*calls, "calls", findings)) return check;
  if (calls->items.size() > kCheckedCallsMax) {
    findings.add(calls->place, "a check makes at most " + std::to_string(kCheckedCallsMax) +
                                   " calls, not " + std::to_string(calls->items.size()));
    return check;
  }
  for (const YamlValue& item : calls->items) {
    if (auto call = read_call(item, findings)) check.calls.push_back(*std::move(call));
  }
  return check;
}

}  // namespace fauxplane
