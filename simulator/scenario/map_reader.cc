#include "simulator/scenario/map_reader.h"

#include <algorithm>
#include <charconv>
#include <cmath>

#include "simulator/scenario/nearest.h"

namespace fauxplane {
namespace {

void add_mismatch(const YamlValue& value, std::string_view what, std::string_view wanted,
                  Findings& findings) {
  std::string got(kind_name(value));
  if (value.kind == YamlValue::Kind::kScalar) got = excerpt(value.text);
  // What would be right without its quotes is most likely meant so.
  const bool only_quoted =
      value.is_quoted && value.text.find_first_not_of("0123456789.-") == std::string::npos;
  const bool is_truth = value.is_quoted && (value.text == "true" || value.text == "false");
  findings.add(value.place, std::string(what) + " must be " + std::string(wanted) + ", not " + got +
                                (only_quoted || is_truth ? "; leave the quotes out" : ""));
}

// The whole text as a number; nullopt when it is none.
template <class Number>
std::optional<Number> number_of(const YamlValue& value) {
  if (value.kind != YamlValue::Kind::kScalar || value.is_quoted) return std::nullopt;
  Number number{};
  const char* end = value.text.data() + value.text.size();
  const auto [rest, failure] = std::from_chars(value.text.data(), end, number);
  if (failure != std::errc{} || rest != end) return std::nullopt;
  return number;
}

std::string joined(const std::vector<std::string_view>& words) {
  std::string text;
  for (const std::string_view word : words) text += (text.empty() ? "" : ", ") + std::string(word);
  return text;
}

}  // namespace

MapReader::MapReader(const YamlValue& value, MapKind kind, Findings& findings)
    : value_(value), findings_(findings) {
  const MapRow& row = map_row(kind);
  if (!fauxplane::is_map(value, row.name, findings)) return;
  const auto known = keys_of(kind);
  for (const YamlMember& member : value.members) {
    if (row.is_open || std::find(known.begin(), known.end(), member.name) != known.end()) continue;
    if (findings.is_full()) break;
    const std::string hint = did_you_mean(member.name, known);
    const bool lacks_blank = member.name.find(':') != std::string::npos;
    findings.add(member.place, "unknown key " + excerpt(member.name) + " in " +
                                   std::string(row.name) +
                                   (hint.empty() ? "; known are " + joined(known) : hint) +
                                   (lacks_blank ? "; put a blank after the colon" : ""));
  }
  for (const KeyRow& key : key_rows()) {
    if (key.map != kind || !key.is_required || find_member(value, key.key) != nullptr) continue;
    findings.add(value.place, std::string(row.name) + " needs \"" + std::string(key.key) +
                                  "\": " + std::string(key.takes));
  }
}

const YamlValue* MapReader::find(std::string_view key) const {
  return find_member(value_, key);
}

std::optional<std::string> MapReader::text(std::string_view key) const {
  const YamlValue* value = find(key);
  return value == nullptr ? std::nullopt : read_text(*value, key, findings_);
}

std::optional<bool> MapReader::boolean(std::string_view key) const {
  const YamlValue* value = find(key);
  return value == nullptr ? std::nullopt : read_boolean(*value, key, findings_);
}

std::optional<std::int64_t> MapReader::integer(std::string_view key, std::int64_t least,
                                               std::int64_t most) const {
  const YamlValue* value = find(key);
  return value == nullptr ? std::nullopt : read_integer(*value, key, least, most, findings_);
}

std::optional<Instant> MapReader::instant(std::string_view key) const {
  const YamlValue* value = find(key);
  return value == nullptr ? std::nullopt : read_parsed(*value, key, parse_instant, findings_);
}

std::optional<std::string> read_text(const YamlValue& value, std::string_view what,
                                     Findings& findings) {
  if (value.kind == YamlValue::Kind::kScalar) return value.text;
  add_mismatch(value, what, "a text", findings);
  return std::nullopt;
}

std::optional<bool> read_boolean(const YamlValue& value, std::string_view what,
                                 Findings& findings) {
  if (value.kind == YamlValue::Kind::kScalar && !value.is_quoted) {
    if (value.text == "true") return true;
    if (value.text == "false") return false;
  }
  add_mismatch(value, what, "true or false", findings);
  return std::nullopt;
}

std::optional<std::int64_t> read_integer(const YamlValue& value, std::string_view what,
                                         std::int64_t least, std::int64_t most,
                                         Findings& findings) {
  const auto number = number_of<std::int64_t>(value);
  if (number && *number >= least && *number <= most) return number;
  std::string wanted = "a whole number";
  if (least != INT64_MIN) wanted += " from " + std::to_string(least);
  if (most != INT64_MAX) wanted += " to " + std::to_string(most);
  add_mismatch(value, what, wanted, findings);
  return std::nullopt;
}

std::optional<double> read_number(const YamlValue& value, std::string_view what,
                                  Findings& findings) {
  const auto number = number_of<double>(value);
  if (number && std::isfinite(*number)) return number;
  add_mismatch(value, what, "a number", findings);
  return std::nullopt;
}

bool is_map(const YamlValue& value, std::string_view what, Findings& findings) {
  if (value.kind == YamlValue::Kind::kMap) return true;
  add_mismatch(value, what, "a map", findings);
  return false;
}

bool is_list(const YamlValue& value, std::string_view what, Findings& findings) {
  if (value.kind == YamlValue::Kind::kList) return true;
  add_mismatch(value, what, "a list", findings);
  return false;
}

}  // namespace fauxplane
