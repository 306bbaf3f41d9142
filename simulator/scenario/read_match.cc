#include <algorithm>
#include <array>
#include <utility>

#include "simulator/scenario/read_on.h"
#include "simulator/scenario/read_redirect.h"
#include "simulator/scenario/yaml_json.h"

namespace fauxplane {
namespace {

constexpr std::string_view kTokenMarks = "!#$%&'*+-.^_`|~";

bool is_token(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
           kTokenMarks.find(c) != std::string_view::npos;
  });
}

struct ComparisonKey {
  std::string_view key;
  Comparison comparison;
};

constexpr std::array<ComparisonKey, 4> kComparisons = {{{"contains", Comparison::kContains},
                                                        {"starts_with", Comparison::kStartsWith},
                                                        {"present", Comparison::kPresent},
                                                        {"absent", Comparison::kAbsent}}};

// Whether the map under a body pointer is meant as a comparison and not as a JSON object to compare
// with.
bool means_comparison(const YamlValue& map) {
  const auto known = keys_of(MapKind::kValueMatch);
  return std::any_of(map.members.begin(), map.members.end(), [&](const YamlMember& member) {
    return nearest(member.name, known).has_value();
  });
}

void read_comparison(const YamlValue& value, ValueMatch& match, Findings& findings) {
  const MapReader map(value, MapKind::kValueMatch, findings);
  if (value.members.size() != 1) {
    findings.add(value.place, "write exactly one of contains, starts_with, present and absent");
    return;
  }
  for (const ComparisonKey& row : kComparisons) {
    const YamlValue* wanted = map.find(row.key);
    if (wanted == nullptr) continue;
    match.comparison = row.comparison;
    if (row.comparison == Comparison::kPresent || row.comparison == Comparison::kAbsent) {
      if (map.boolean(row.key) == false) {
        findings.add(wanted->place, std::string(row.key) + " must be true; its opposite is " +
                                        (row.key == "present" ? "absent" : "present"));
      }
    } else if (const auto text = map.text(row.key)) {
      match.value = *text;
    }
  }
}

// Headers and queries compare as text, a body by JSON value.
std::vector<ValueMatch> read_values(const YamlValue& value, std::string_view what, bool is_json,
                                    Findings& findings) {
  std::vector<ValueMatch> matches;
  if (!is_map(value, what, findings)) return matches;
  for (const YamlMember& member : value.members) {
    ValueMatch match{.name = member.name};
    const bool is_comparison =
        member.value.kind == YamlValue::Kind::kMap && (!is_json || means_comparison(member.value));
    if (is_comparison) {
      read_comparison(member.value, match, findings);
    } else if (is_json) {
      match.value = json_of(member.value);
    } else if (const auto text = read_text(member.value, excerpt(member.name), findings)) {
      match.value = *text;
    }
    matches.push_back(std::move(match));
  }
  return matches;
}

bool is_json_pointer(const std::string& text) {
  try {
    static_cast<void>(nlohmann::json::json_pointer(text));
    return true;
  } catch (const nlohmann::json::exception&) {
    return false;
  }
}

}  // namespace

bool HeaderNames::add(std::string_view name, Place place, Findings& findings) {
  if (!is_token(name)) {
    findings.add(place, excerpt(name) + " can not name a header (RFC 9110 5.1)");
    return false;
  }
  std::string lower(name);
  for (char& letter : lower) {
    if (letter >= 'A' && letter <= 'Z') letter = static_cast<char>(letter | 0x20);
  }
  if (known_.insert(std::move(lower)).second) return true;
  findings.add(place, "header " + excerpt(name) + " is given twice; case does not matter");
  return false;
}

Match read_match(const YamlValue& value, const WorldIds& ids, const Reading& reading) {
  const MapReader map(value, MapKind::kMatch, reading.findings);
  Match match;
  if (!map.is_map()) return match;
  if (value.members.empty())
    reading.findings.add(value.place, "an empty match says nothing; leave it out");
  if (const auto key = map.text("key");
      key && check_known("key", *key, ids.keys, map.find("key")->place, reading.findings)) {
    match.key = KeyId(*key);
  }
  if (const auto origin = map.text("origin")) {
    match.origin = read_origin(*origin, map.find("origin")->place, reading.findings);
  }
  if (const YamlValue* header = map.find("header")) {
    match.headers = read_values(*header, "header", false, reading.findings);
    HeaderNames names;
    for (const YamlMember& member : header->members) {
      names.add(member.name, member.place, reading.findings);
    }
  }
  if (const YamlValue* query = map.find("query")) {
    match.query = read_values(*query, "query", false, reading.findings);
  }
  if (const YamlValue* body = map.find("body")) {
    match.body = read_values(*body, "body", true, reading.findings);
    for (const YamlMember& member : body->members) {
      if (!is_json_pointer(member.name)) {
        reading.findings.add(
            member.place,
            excerpt(member.name) + " is no JSON pointer; write it like /name or /events/0/kind");
      }
    }
  }
  return match;
}

}  // namespace fauxplane
