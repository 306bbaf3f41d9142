// Strict, typed access to a parsed document: whatever is unknown, missing or of the wrong type
// becomes a finding.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "simulator/scenario/keys.h"
#include "simulator/scenario/yaml_tree.h"

namespace fauxplane {

// A map of one kind. Making it checks that `value` is a map, knows no unknown key (unless such maps
// are open) and lacks no required one.
class MapReader {
 public:
  MapReader(const YamlValue& value, MapKind kind, Findings& findings);

  // False when the value is no map; then every `find` gives nullptr.
  [[nodiscard]] bool is_map() const { return value_.kind == YamlValue::Kind::kMap; }
  [[nodiscard]] Place place() const { return value_.place; }
  [[nodiscard]] const YamlValue* find(std::string_view key) const;

  // The typed member; nullopt when it is absent or, with a finding, of another type.
  [[nodiscard]] std::optional<std::string> text(std::string_view key) const;
  [[nodiscard]] std::optional<bool> boolean(std::string_view key) const;
  [[nodiscard]] std::optional<std::int64_t> integer(std::string_view key,
                                                    std::int64_t least = INT64_MIN,
                                                    std::int64_t most = INT64_MAX) const;
  [[nodiscard]] std::optional<Instant> instant(std::string_view key) const;

 private:
  const YamlValue& value_;
  Findings& findings_;
};

// Sets a field that the file gives a value for.
template <class Field>
void set_given(Field& field, std::optional<Field> value) {
  if (value) field = *std::move(value);
}

// The typed value; nullopt, with a finding that begins with `what`, when it is of another type. A
// text must be a scalar, quoted or not; numbers and booleans must not be quoted.
[[nodiscard]] std::optional<std::string> read_text(const YamlValue& value, std::string_view what,
                                                   Findings& findings);
[[nodiscard]] std::optional<bool> read_boolean(const YamlValue& value, std::string_view what,
                                               Findings& findings);
[[nodiscard]] std::optional<std::int64_t> read_integer(const YamlValue& value,
                                                       std::string_view what, std::int64_t least,
                                                       std::int64_t most, Findings& findings);
[[nodiscard]] std::optional<double> read_number(const YamlValue& value, std::string_view what,
                                                Findings& findings);

// A text read by one of the parsers of units.h and instant.h; its error becomes the finding.
template <class Parse>
auto read_parsed(const YamlValue& value, std::string_view what, Parse parse, Findings& findings)
    -> std::optional<typename decltype(parse(std::string_view{}))::value_type> {
  const auto text = read_text(value, what, findings);
  if (!text) return std::nullopt;
  auto parsed = parse(std::string_view(*text));
  if (parsed) return *std::move(parsed);
  constexpr std::size_t kMessageMax = 400;  // beyond that it repeats a text that is no such value
  const std::string& message = parsed.error().message;
  findings.add(value.place,
               std::string(what) + ": " +
                   (message.size() > kMessageMax ? excerpt(*text) + " is too long" : message));
  return std::nullopt;
}

// Whether the value is a map or list, with a finding when it is not.
bool is_map(const YamlValue& value, std::string_view what, Findings& findings);
bool is_list(const YamlValue& value, std::string_view what, Findings& findings);

}  // namespace fauxplane
