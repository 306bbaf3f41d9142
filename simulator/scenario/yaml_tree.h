// A YAML document as plain values that know their place. The parser behind it is yaml-cpp, which
// appears in yaml_tree.cc and nowhere else.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "simulator/scenario/findings.h"

namespace fauxplane {

// Aliases can make a small file large, so the values they stand for count.
inline constexpr std::size_t kYamlValuesMax = 1'000'000;
inline constexpr std::size_t kYamlDepthMax = 64;

struct YamlMember;

struct YamlValue {
  enum class Kind : std::uint8_t { kNull, kScalar, kList, kMap };

  Kind kind = Kind::kNull;
  Place place{};
  std::string text{};               // of a scalar, unquoted
  bool is_quoted = false;           // a scalar in quotes is text, whatever it looks like
  std::vector<YamlValue> items;     // of a list
  std::vector<YamlMember> members;  // of a map, in the order of the file
};

struct YamlMember {
  std::string name;
  Place place;
  YamlValue value;
};

// The document; nullopt, with the reason in `findings`, when it cannot be parsed. A name that a map
// has twice is a finding too.
[[nodiscard]] std::optional<YamlValue> parse_yaml(std::string_view text, Findings& findings);

// "a map", "a list", "a text", "nothing": what a value is, for messages.
[[nodiscard]] std::string_view kind_name(const YamlValue& value);

// The member's value; nullptr when the map has none of that name.
[[nodiscard]] const YamlValue* find_member(const YamlValue& map, std::string_view name);

}  // namespace fauxplane
