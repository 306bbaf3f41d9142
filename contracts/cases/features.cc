#include "contracts/cases/features.h"

#include <algorithm>
#include <set>

#include "contracts/model/retry.h"
#include "simulator/scenario/yaml_tree.h"
#include "simulator/services/request.h"

namespace fauxplane::contracts {
namespace {

// From here on timers of many platforms overflow: 2^31 milliseconds.
constexpr double kHugeSeconds = 2'147'483;

std::string_view form_of_date(std::string_view value) {
  if (value.find("GMT") == std::string_view::npos) return "asctime";
  return value.find('-') == std::string_view::npos ? "imf_fixdate" : "rfc850";
}

std::string_view form_of(std::string_view value) {
  const RetryAfterValue read = read_retry_after(value);
  if (std::holds_alternative<Malformed>(read)) return "malformed";
  if (std::holds_alternative<Instant>(read)) return form_of_date(value);
  const auto& seconds = std::get<Seconds>(read);
  if (!seconds.is_whole) return "fraction";
  return seconds.value >= kHugeSeconds ? "huge" : "seconds";
}

// The members of a map as scenarios write it: "{in: 2s, form: asctime}".
std::vector<YamlMember> members_of(const std::string& yaml) {
  Findings ignored("");
  auto tree = parse_yaml(yaml, ignored);
  return tree ? std::move(tree->members) : std::vector<YamlMember>{};
}

void note(const ScriptedReply& reply, std::set<Feature>& features) {
  if (reply.status) features.insert({"status", std::to_string(*reply.status)});
  std::size_t lines = 0;
  for (const auto& [name, value] : reply.headers) {
    if (!equal_ignoring_case(name, "Retry-After") || value == kAbsent) continue;
    features.insert({"retry_after", std::string(form_of(value))});
    if (++lines == 2) features.insert({"retry_after", "repeated"});
  }
  for (const YamlMember& member : members_of(reply.retry_after)) {
    if (member.name == "form") features.insert({"retry_after", member.value.text});
  }
  for (const YamlMember& member : members_of(reply.fault)) features.insert({"fault", member.name});
}

}  // namespace

std::vector<Feature> features_of(const Case& value) {
  std::set<Feature> features;
  for (const CheckedCall& call : value.calls) features.insert({"method", call.method});
  for (const ScriptedReply& reply : value.script) note(reply, features);
  return {features.begin(), features.end()};
}

}  // namespace fauxplane::contracts
